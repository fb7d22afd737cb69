"""What is said of an upload: why it is refused, what was taken out of it, what could not be."""

from collections.abc import Mapping
from types import MappingProxyType

from network.cleaning.kinds import INSTEAD
from network.kernel.words import Words, words

TAKEN_ALREADY = words("This file was kept already. Load the page again to see it.")
STILL_WORKING = words("This file is still being cleaned. Wait a moment, then send the form again.")
ASKS_FIRST = words("Some things could not be removed from this file. Read them, and say whether to keep it all the same.")
EMPTY = words("This file is empty. Choose another, or save it again first.")
NO_FILE = words("Choose a file.")
KINDS_SAID = words("We take PDF, Word, Excel and PowerPoint files, ODT, ODS, text, Markdown, CSV, and pictures.")

REFUSED: Mapping[str, Words] = MappingProxyType(
    {
        "unreadable": words(
            "This file can’t be read. It may be damaged. Open it in its own program, save it again and send that."
        ),
        "other_kind": words("What is in this file is not what its name says. Save it anew in its own program and send that."),
        "encrypted": words("This file is locked with a password. Save it without one and send that."),
        "macros": words("This file holds small programs (macros). Save it as a file without macros, or as a PDF."),
        "unsafe_archive": words("This file unpacks to far more than it should, or to strange places. Save it anew, or as a PDF."),
        "nested": words("There is another file inside this one. Take it out and send it by itself."),
        "film": words("There is film or sound in this file. We can’t clean that. Take it out, or send a PDF."),
        "linked": words("This file draws on another file or database. Break these links in its program, or save it as a PDF."),
        "scripted": words("This file can’t be cleaned of what it would do when it is opened. Print it to a PDF and send that."),
        "too_many_pixels": words("This picture has more points than we take. Make it smaller, up to 50 million points."),
        "too_much": words("This file takes too much time or memory to clean. Make it smaller, or send it in parts."),
        "broke_down": words("Our cleaner broke down over this file. Save it anew, or as a PDF, and send that."),
        "infected": words("A virus was found in this file. It was deleted. Have your device checked before you send more."),
        "given_up": words("We tried this file several times and could not finish. Save it anew and send that."),
        "lost": words("This file was lost on its way. Send it once more."),
        "binary": words("This is no plain text. Save it as text (UTF-8) and send that."),
    }
)
REMOVED: Mapping[str, Words] = MappingProxyType(
    {
        "authors": words("names of authors"),
        "properties": words("details of who made it, when and with what"),
        "place": words("the place where it was taken"),
        "picture_details": words("details hidden in pictures"),
        "thumbnail": words("a small preview"),
        "comments": words("hidden remarks in a picture"),
        "dates": words("dates of changes"),
        "traces": words("traces of who edited what"),
        "attachments": words("files attached inside"),
        "actions": words("things that it would do when it is opened"),
        "links": words("links to files and pictures elsewhere"),
        "forms": words("settings of its maker’s programs and printers"),
        "versions": words("earlier versions"),
        "signature": words("an electronic signature"),
        "movement": words("all but the first picture of a moving one"),
        "encoding": words("marks of its maker’s system"),
    }
)
LEFT: Mapping[str, Words] = MappingProxyType(
    {
        "tracked_changes": words(
            "Words that were deleted can still be read, since changes are tracked. Accept all changes first."
        ),
        "drawings": words("A drawing inside could not be cleaned. It may hold a name or a place."),
        "hidden_sheets": words("There are hidden sheets. Whoever opens the file can show them."),
        "hidden_text": words("There is hidden text. Whoever opens the file can show it."),
        "pictures": words("A picture inside could not be cleaned. It may hold a name or a place."),
    }
)


def other_kind(ending: str) -> Words:
    """Why a file of this ending isn't taken, and what to do."""
    if ending in INSTEAD:
        return words("We don’t take files of this kind. Save it as %(kind)s and send that.", kind=INSTEAD[ending])
    if ending in ("zip", "rar", "7z", "tar", "gz", "tgz"):
        return words("We take no packed folders. Send the files one by one.")
    if ending in ("mp3", "mp4", "mov", "avi", "wav", "m4a", "mkv", "ogg", "webm"):
        return words("We take no film or sound, since we can’t clean it. Write down what matters, or send a picture.")
    return words("We don’t take files of this kind. %(kinds)s", kinds=KINDS_SAID)
