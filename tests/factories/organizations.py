"""Organizations for tests."""

from datetime import date
from typing import Any
from uuid import UUID, uuid4

from sqlalchemy import Table, exists, insert, select

from network.journal.models import JournalEntry
from network.kernel import clock
from network.kernel.actor import SYSTEM
from network.organizations.commands import OrganizationDraft
from network.organizations.models import FreeTime, Organization, OrganizationChoice, OrganizationRegion
from network.organizations.rules.folding import fold
from network.organizations.rules.lists import DEFAULT_LISTS
from network.places.models import Community
from network.settings.commands import load_lists
from network.settings.models import ListEntry, Setting
from network.storage.db import db
from tests.factories.places import make_community

MANY = {
    "languages": "language",
    "ways": "way",
    "teaches": "teaches",
    "wants": "wants",
    "services": "service",
    "populations": "population",
    "work_settings": "work_setting",
}
LISTS = (
    "org_kind",
    "org_mandate",
    "org_status",
    "service",
    "population",
    "work_setting",
    "language",
    "way",
    "topic",
    "funding_source",
    "end_reason",
    "document_kind",
    "licence",
)


_written: list[tuple[Table, list[dict[str, Any]]]] = []
"""What loading the default lists into an empty database wrote, by table."""


def load_default_lists() -> None:
    """The default lists, under the names by which the application asks for them.

    The command is asked once in a process. Where there is no list and no choice yet, what it wrote then is written again:
    hundreds of tests begin with these lists, which cost more, row by row, than the rest of most of these tests.
    """
    db.session.rollback()
    is_fresh = not db.session.scalar(select(exists().where(ListEntry.code != "") | exists().where(Setting.key != "")))
    if is_fresh and _written:
        for table, rows in _written:
            moment = {"occurred_at": clock.now()} if table.name == "journal_entry" else {}
            db.session.execute(insert(table), [{**row, **moment} for row in rows])
        db.session.commit()
        return
    load_lists(SYSTEM, {name: DEFAULT_LISTS.get(name) or DEFAULT_LISTS[f"{name}s"] for name in LISTS})
    if is_fresh:
        facts = select(JournalEntry.__table__).order_by(JournalEntry.id.desc()).limit(1)
        for asked in (select(ListEntry.__table__), select(Setting.__table__), facts):
            (table,) = asked.get_final_froms()
            numbered = {"id"} if table.name == "journal_entry" else set()
            rows = db.session.execute(asked).mappings()
            _written.append((table, [{name: row[name] for name in row.keys() - numbered} for row in rows]))
        db.session.rollback()


def make_draft(community_id: UUID, **more: Any) -> OrganizationDraft:
    """An entry as a form would send it, with codes of the default lists."""
    values: dict[str, Any] = {
        "name": "Driftwood Women's Centre",
        "kind": "womens-centre",
        "mandate": "serves-where-none",
        "status": "active",
        "community_id": community_id,
        "languages": ("en",),
        "ways": ("video",),
    }
    return OrganizationDraft(**{**values, **more})


def make_organization(name: str = "Driftwood Women's Centre", **more: Any) -> UUID:
    """An active organization. `languages`, `ways`, `teaches`, `wants`, `services` take codes; `free` (weekday, start, end)."""
    chosen = {MANY[key]: more.pop(key) for key in tuple(more) if key in MANY}
    free = more.pop("free", ())
    community_id = more.pop("community_id", None) or make_community(f"Place of {uuid4().hex[:8]}")
    values: dict[str, Any] = {
        "kind": "womens-centre",
        "mandate": "serves-where-none",
        "status": "active",
        "confirmed_on": date(2026, 6, 2),
        "created_at": clock.now(),
        "changed_at": clock.now(),
        **more,
    }
    row = Organization(id=uuid4(), name=name, folded=fold(name), community_id=community_id, **values)
    db.session.add(row)
    db.session.flush()
    home = db.session.get_one(Community, community_id)
    db.session.add(OrganizationRegion(organization_id=row.id, region_code=home.region_code))
    for list_name, codes in {"language": ("english",), "way": ("video",), **chosen}.items():
        for position, code in enumerate(codes):
            db.session.add(OrganizationChoice(organization_id=row.id, list=list_name, code=code, position=position))
    for weekday, starts, ends in free:
        db.session.add(FreeTime(organization_id=row.id, weekday=weekday, starts=starts, ends=ends))
    db.session.commit()
    return row.id
