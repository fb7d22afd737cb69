"""What a file is called: the name that its sender gave it, as far as every system takes it."""

import re
import unicodedata

from network.cleaning.kinds import Kind

LONGEST = 150  # bytes in UTF-8, without the ending
FALLBACK = "file"
# Signs of control, halves of signs, marks that turn the direction or show nothing, and what paths and headers are made of.
_NEVER = re.compile('[\x00-\x1f\x7f-\x9f\u200b-\u200f\u2028-\u202f\u2060-\u206f\ud800-\udfff\ufeff\ufff0-\uffff"*/:<>?\\\\|;%]+')
_DEVICES = re.compile(r"(con|prn|aux|nul|com\d|lpt\d)", re.IGNORECASE)


def tidy_name(raw: str, kind: Kind) -> str:
    """One line that is no path, says no other kind than it is, and no system stumbles over."""
    name = unicodedata.normalize("NFC", raw.encode("utf-8", "replace").decode("utf-8"))
    name = re.split(r"[/\\]", name)[-1]
    name = " ".join(_NEVER.sub(" ", name).split())
    stem, ending = _parted(name)
    kept = ending if ending in kind.endings else kind.endings[0]
    stem = _shortened(stem.strip(" .-~")) or FALLBACK
    if _DEVICES.fullmatch(stem.split(".")[0]):
        stem = f"{FALLBACK} {stem}"
    return f"{stem}.{kept}"


def ending_of(raw: str) -> str:
    """What follows the last dot, in small letters."""
    return _parted(re.split(r"[/\\]", raw)[-1].strip())[1]


def plain_name(name: str) -> str:
    """The same in ASCII, for what is too old to read the other."""
    folded = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode()
    stem, ending = _parted(folded)
    return f"{' '.join(stem.split()) or FALLBACK}.{ending}"


def _parted(name: str) -> tuple[str, str]:
    stem, dot, ending = name.rpartition(".")
    return (stem, ending.lower()) if dot else (name, "")


def _shortened(stem: str) -> str:
    """Whole signs only."""
    return stem.encode()[:LONGEST].decode("utf-8", "ignore").rstrip()
