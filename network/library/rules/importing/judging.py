"""What becomes of each row of a list of documents, and of each file that came with it."""

from collections.abc import Iterable, Iterator
from dataclasses import replace

from network.kernel.folding import fold
from network.kernel.words import Words, words
from network.library.rules.importing.columns import FileRow
from network.library.rules.importing.known import FileSent, Known
from network.library.rules.importing.reading import Lookup, RowReader
from network.library.rules.importing.verdicts import DocumentRead, DryRun, Effect, Verdict

NO_TOPIC = words("No topic is named, so it is found by its words alone.")


def judge(rows: Iterable[FileRow], known: Known) -> DryRun:
    """A verdict for each row, in the order of the list. Rows above count: what they bring in is there for those below."""
    lookup = Lookup(known)
    read = [_read(row, lookup) for row in rows]
    verdicts = tuple(_held_against(read, known))
    named = {fold_name(each.file) for each in verdicts}
    return DryRun(verdicts, tuple(each.name for each in known.files if fold_name(each.name) not in named))


def fold_name(name: str) -> str:
    """The name of a file as it is compared."""
    return name.replace("\\", "/").rpartition("/")[2].strip().casefold()


def _read(row: FileRow, lookup: Lookup) -> Verdict:
    reader = RowReader(row, lookup)
    title = reader.text("title", is_needed=True)
    file, topics, steward = reader.file(), reader.topics(), reader.steward()
    summary, licence, credit = reader.text("summary"), reader.licence(), reader.text("credit")
    if file is not None and file.problem is not None:
        reader.refuse("file", file.problem)
    shown = Verdict(row.number, title or _shown(row, "title"), _name(file, row), Effect.WRONG, tuple(reader.problems))
    if reader.problems or file is None or steward is None or not title:
        return shown
    made = DocumentRead(title, file.name, topics, steward.id, summary, licence, credit)
    return replace(shown, effect=Effect.NEW, says=() if topics else (NO_TOPIC,), read=made)


def _held_against(read: Iterable[Verdict], known: Known) -> Iterator[Verdict]:
    there = {fold(each) for each in known.titles}
    titles: dict[str, int] = {}
    files: dict[str, int] = {}
    for verdict in read:
        made = verdict.read
        if made is None:
            yield verdict
            continue
        title, file = fold(made.title), fold_name(made.file)
        if title in titles:
            yield _wrong(verdict, words("Row %(row)s has the same title. Leave one of them in the file.", row=titles[title]))
        elif title in there:
            says = words("A document of this title is there already. Nothing is changed.")
            yield replace(verdict, effect=Effect.THERE, says=(says,), read=None)
        elif file in files:
            yield _wrong(verdict, words("Row %(row)s names the same file. Each document has its own.", row=files[file]))
        else:
            titles[title], files[file] = verdict.number, verdict.number
            yield verdict


def _wrong(verdict: Verdict, why: Words) -> Verdict:
    return replace(verdict, effect=Effect.WRONG, says=(why,), read=None)


def _name(file: FileSent | None, row: FileRow) -> str:
    return file.name if file is not None else _shown(row, "file")


def _shown(row: FileRow, field: str) -> str:
    return (row.cells.get(field) or "")[:80]
