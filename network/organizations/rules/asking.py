"""What a check asks about the cells and rows that it can't take, or doubts; and what an answer decides."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from network.kernel.words import Words, words
from network.organizations.rules.columns import ColumnMapping
from network.organizations.rules.importing import kept_text
from network.organizations.rules.planning import ImportPlan, PlannedRow
from network.organizations.rules.rows import WHOLE_ROW, Correction, Corrections, FileTable, Mend, Trouble

Decisions = dict[tuple[int, str], Correction | None]  # None takes a decision back

AS_READ = ""  # decides nothing: a doubtful value is taken, a row that can't be read stays out
LEAVE_VALUE = "value"
LEAVE_ROW = "row"
KEEP_FIRST = "first"
KEEP_THIS = "this"
BOTH = "two"
_NEEDED = frozenset({"name", "home_community"})  # a new organization can't go without
_LONGEST = 4_000


@dataclass(frozen=True, slots=True)
class Option:
    """One answer that is offered. `text` is what the cell would say, where it is one of the suggestions."""

    value: str
    label: Words | str
    text: str = ""


@dataclass(frozen=True, slots=True)
class Question:
    """One cell, or one whole row, that somebody should look at. `key` is its place in a form; `says` is the file's own text.

    `chosen` is the answer that is offered first, `typed` what somebody typed before that still can't be read, `may_type` says
    whether the cell can say what isn't offered. `same_as` is the number of the row that a repeated row disagrees with.
    """

    key: str
    number: int
    field: str
    name: str
    header: str
    says: str
    messages: tuple[Words, ...]
    is_doubt: bool
    options: tuple[Option, ...]
    chosen: str = AS_READ
    typed: str = ""
    same_as: int = 0
    may_type: bool = True


def questions_of(plan: ImportPlan, table: FileTable, mapping: ColumnMapping, corrections: Corrections) -> tuple[Question, ...]:
    """Every question of a dry run: what can't be read first, then what is doubtful, each in the order of the rows."""
    cells = {row.number: row.cells for row in table.rows}
    asked = []
    for row in plan.rows:
        for target in dict.fromkeys(trouble.field for trouble in row.troubles):
            question = _question(row, target, mapping, corrections)
            column = mapping.column_of(target)
            says = cells[row.number][column] if column is not None else ""
            asked.append(replace(question, says=says))
    return tuple(sorted(asked, key=lambda each: each.is_doubt))


def _question(row: PlannedRow, target: str, mapping: ColumnMapping, corrections: Corrections) -> Question:
    troubles = [trouble for trouble in row.troubles if trouble.field == target]
    problems = [trouble for trouble in troubles if not trouble.is_doubt]
    column = mapping.column_of(target)
    earlier = corrections.get((row.number, target))
    options = _repeat_options(row) if target == WHOLE_ROW else _options(target, troubles, is_problem=bool(problems))
    return Question(
        key=f"{row.number}-{LEAVE_ROW if target == WHOLE_ROW else 'x' if column is None else column}",
        number=row.number,
        field=target,
        name=row.name,
        header=troubles[0].header,
        says="",
        messages=tuple(trouble.message for trouble in problems or troubles),
        is_doubt=not problems,
        options=options,
        chosen=options[0].value,
        typed=earlier.text if earlier is not None and earlier.mend is Mend.REPLACE and problems else "",
        same_as=row.same_as or 0 if target == WHOLE_ROW else 0,
        may_type=column is not None,
    )


def _options(target: str, troubles: Iterable[Trouble], *, is_problem: bool) -> tuple[Option, ...]:
    texts: dict[str, Words | str] = {}
    for trouble in troubles:
        for suggestion in trouble.suggestions:
            if suggestion.text:
                texts.setdefault(suggestion.text, suggestion.label or suggestion.text)
    offered = [Option(f"s{number}", label, text) for number, (text, label) in enumerate(texts.items())]
    undecided = Option(AS_READ, words("Stays out for now") if is_problem else words("Take it as read"))
    leave_value = [] if target in _NEEDED and is_problem else [Option(LEAVE_VALUE, words("Leave the cell out"))]
    leave = [*leave_value, Option(LEAVE_ROW, words("Leave the row out"))]
    if not is_problem:
        return (undecided, *offered, *leave)
    return (*offered, *leave) if offered else (undecided, *leave)


def _repeat_options(row: PlannedRow) -> tuple[Option, ...]:
    return (
        Option(KEEP_FIRST, words("Keep row %(row)s", row=row.same_as)),
        Option(KEEP_THIS, words("Keep row %(row)s", row=row.number)),
        Option(BOTH, words("They are two organizations")),
    )


def decided(question: Question, chosen: str, typed: str) -> Decisions:
    """What an answer decides; nothing for an answer that wasn't offered, or that decides nothing."""
    text = kept_text(typed).strip()[:_LONGEST]
    if text and question.may_type:
        return {(question.number, question.field): Correction(Mend.REPLACE, text)}
    option = next((each for each in question.options if each.value == chosen), None)
    if option is None or chosen == AS_READ:
        return {}
    if chosen in (LEAVE_ROW, KEEP_FIRST):
        return {(question.number, WHOLE_ROW): Correction(Mend.LEAVE_ROW)}
    if chosen == KEEP_THIS:
        return {(question.same_as, WHOLE_ROW): Correction(Mend.LEAVE_ROW)}
    if chosen == BOTH:
        return {(question.number, WHOLE_ROW): Correction(Mend.SEPARATE)}
    mend = Correction(Mend.LEAVE_VALUE) if chosen == LEAVE_VALUE else Correction(Mend.REPLACE, option.text)
    return {(question.number, question.field): mend}


def answers(questions: Iterable[Question], given: Mapping[str, tuple[str, str]]) -> tuple[Decisions, bool]:
    """What a form decides, by the keys of its questions: (chosen, typed). And whether anything in it was touched."""
    decisions: Decisions = {}
    is_touched = False
    for question in questions:
        if question.key in given:
            chosen, typed = given[question.key]
            is_touched = is_touched or (chosen, typed.strip()) != (question.chosen, question.typed)
            decisions |= decided(question, chosen, typed)
    return decisions, is_touched
