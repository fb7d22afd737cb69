"""What tells of people in the markup of Word, Excel and PowerPoint: taken out of one part at a time."""

from network.cleaning.notes import Notes
from network.cleaning.xml import Element, elements, local, space, take_out, words_of

RELATIONSHIPS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
# Elements that go wherever they are, by the code of what they are.
GOES = {
    "rsids": "traces",
    "rsid": "traces",
    "rsidRoot": "traces",
    "docId": "traces",
    "docVars": "traces",
    "mailMerge": "links",
    "attachedTemplate": "links",
    "saveThroughXslt": "links",
    "linkStyles": "links",
    "externalData": "attachments",
    "absPath": "traces",
    "fileVersion": "traces",
    "fileSharing": "authors",
    "documentSignatures": "signature",
    "smartTagPr": "traces",
    "customWorkbookViews": "authors",
    "customSheetViews": "authors",
    "creationId": "traces",
    "modifyVerifier": "authors",
}
DATED = {"ins", "del", "moveFrom", "moveTo", "comment", "cm", "threadedComment", "cellIns", "cellDel", "cellMerge"}
DELETED = {"del", "moveFrom", "delText", "cellDel"}
PERSON = "Person"


class People:
    """Names that stand for names: the same for the same, so that it can still be seen who answered whom."""

    def __init__(self) -> None:
        self.known: dict[str, str] = {}

    def called(self, name: str) -> str:
        """Person 1, Person 2 and so on."""
        return self.known.setdefault(name, f"{PERSON} {len(self.known) + 1}")


def strip(name: str, root: Element, lost: frozenset[str], notes: Notes) -> None:
    """Take out of one part what tells, and every use of a relation that is lost."""
    people = People()
    for each in elements(root):
        if _goes(each, notes):
            continue
        _strip_traces(each, lost, notes)
        _strip_people(each, people, notes)
        _note_hidden(each, notes)
    if "comment" in name.lower():
        _rename(root, people, notes)


def _goes(each: Element, notes: Notes) -> bool:
    """Take it out if it is one of those that go."""
    code = GOES.get(local(each.tag))
    if code is None:
        return False
    whole = each
    parent = each.getparent()
    # Microsoft wraps what older programs don't know: the wrapping goes with it.
    while parent is not None and local(parent.tag) in ("AlternateContent", "Choice"):
        whole, parent = parent, parent.getparent()
    if parent is None:
        return False
    take_out(whole)
    notes.removed.add(code)
    return True


def _strip_traces(each: Element, lost: frozenset[str], notes: Notes) -> None:
    """Which editing session wrote it, and where it was."""
    for key, value in list(each.attrib.items()):
        name = local(key)
        if name.startswith("rsid") or name in ("paraId", "textId"):
            del each.attrib[key]
            notes.removed.add("traces")
        elif space(key) == RELATIONSHIPS and value in lost:
            del each.attrib[key]
        elif name in ("date", "dateUtc", "dT", "dt") and (local(each.tag) in DATED or local(each.tag).endswith("Change")):
            del each.attrib[key]
            notes.removed.add("dates")


def _strip_people(each: Element, people: People, notes: Notes) -> None:
    """Who wrote a remark or a change."""
    tag = local(each.tag)
    for key, value in list(each.attrib.items()):
        if not value:
            continue
        if local(key) == "author" or (tag in ("cmAuthor", "author") and local(key) == "name"):
            each.set(key, people.called(value))
            notes.removed.add("authors")
        elif local(key) == "initials":
            each.set(key, "P")
            notes.removed.add("authors")
        elif local(key) in ("userId", "providerId"):
            each.set(key, "None" if local(key) == "providerId" else "P")
            notes.removed.add("authors")
    if tag == "author" and each.text and len(each) == 0 and not each.attrib:
        each.text = people.called(each.text)
        notes.removed.add("authors")


def _rename(root: Element, people: People, notes: Notes) -> None:
    """Excel begins each remark with the name of who wrote it."""
    for each in elements(root):
        if local(each.tag) == "t" and each.text:
            for name, called in people.known.items():
                if len(name) > 2 and name in each.text:
                    each.text = each.text.replace(name, called)
                    notes.removed.add("authors")


def _note_hidden(each: Element, notes: Notes) -> None:
    """What its sender may not know is there."""
    tag = local(each.tag)
    if tag in DELETED and (tag == "delText" or words_of(each).strip()):
        notes.left.add("tracked_changes")
    if tag == "sheet" and each.get("state") in ("hidden", "veryHidden"):
        notes.left.add("hidden_sheets")
    if tag == "vanish" and each.get(f"{{{space(each.tag)}}}val", "1") not in ("0", "false"):
        notes.left.add("hidden_text")
