"""Issuing a report, and taking figures away as a file."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from uuid import UUID, uuid4

from network.journal.command import command, record
from network.kernel import clock
from network.kernel.actor import Actor
from network.kernel.refusals import Invalid
from network.kernel.words import words
from network.pairings import queries
from network.pairings.events import FiguresTaken, ReportIssued
from network.pairings.models import PairingReport
from network.pairings.rules.reports.figures import to_plain
from network.pairings.rules.reports.lines import TARGETS
from network.pairings.rules.reports.periods import Period, insist_period
from network.pairings.rules.reports.sheet import rows_of
from network.policy import Permission, authorize
from network.storage.holding import hold_table
from network.storage.once import add_once


@dataclass(frozen=True, slots=True)
class ReportDraft:
    """What is said with the figures. `targets` by line, in the line's own unit. `id` is the form's: sent twice, it is one."""

    period: Period
    is_outside: bool = False
    narrative: str = ""
    targets: Mapping[str, int] = field(default_factory=dict)
    id: UUID = field(default_factory=uuid4)


@command
def issue_report(actor: Actor, draft: ReportDraft) -> UUID:
    """Freeze the figures of a period under the next number, with their definitions."""
    authorize(actor, Permission.REPORT_ISSUE)
    period = insist_period(draft.period.first, draft.period.last)
    if period.first > clock.today():
        raise Invalid("first", words("This period has not begun."))
    hold_table(PairingReport)  # of two who issue at the same moment the second takes the next number
    found = queries.figures_of(actor, period, is_outside=draft.is_outside)
    row = PairingReport(
        id=draft.id,
        number=queries.last_number() + 1,
        first_on=period.first,
        last_on=period.last,
        is_outside=draft.is_outside,
        narrative=draft.narrative,
        figures=to_plain(found),
        targets={key: draft.targets[key] for key in TARGETS if draft.targets.get(key)},
        issued_at=clock.now(),
        issued_by_id=actor.person_id,
    )
    add_once(row, words("This report is issued already: it stands in the list."))
    record(actor, ReportIssued(
        report_id=row.id, number=row.number, first_on=period.first, last_on=period.last, is_outside=row.is_outside
    ))  # fmt: skip
    return row.id


@command
def take_figures(actor: Actor, period: Period, kind: str, *, is_outside: bool = False) -> list[list[str]]:
    """The figures of a period as rows of text; `kind` is the sort of file that is made of them."""
    authorize(actor, Permission.REPORT_VIEW)
    found = queries.figures_of(actor, insist_period(period.first, period.last), is_outside=is_outside)
    record(actor, FiguresTaken(
        first_on=period.first, last_on=period.last, kind=kind, is_outside=is_outside, report_id=None
    ))  # fmt: skip
    return rows_of(found, period)


@command
def take_report(actor: Actor, report_id: UUID, kind: str) -> list[list[str]]:
    """The figures of a report as they were issued, as rows of text. Raises NotFound."""
    report = queries.report_of(actor, report_id)
    authorize(actor, Permission.REPORT_VIEW)
    line = report.line
    record(actor, FiguresTaken(
        first_on=line.period.first, last_on=line.period.last, kind=kind, is_outside=line.is_outside, report_id=line.id
    ))  # fmt: skip
    return rows_of(report.figures, line.period)
