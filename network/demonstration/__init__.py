"""The demonstration network: invented organizations in real places, and one person of each kind to sign in as."""

from dataclasses import dataclass, replace
from datetime import date, timedelta
from pathlib import Path
from uuid import UUID

from sqlalchemy import select

from network.accounts.commands import PersonDraft, accept_terms, add_person, give_role, publish_terms
from network.accounts.models import Person
from network.accounts.queries import missing_terms, owed_terms
from network.demonstration.circle import run_circle
from network.demonstration.library import fill_shelf
from network.demonstration.life import live
from network.demonstration.pairings import run_pairs
from network.kernel import clock
from network.kernel.actor import SYSTEM, Actor, Role
from network.kernel.folding import fold
from network.organizations.commands import add_member
from network.organizations.commands.importing import import_table
from network.organizations.models import Membership, Organization
from network.organizations.queries import memberships_of
from network.organizations.rules.lists import DEFAULT_LISTS
from network.pairings.models import Pairing
from network.places.commands import load_places
from network.places.rules.loading import FILES, OUTLINE, read_data_set
from network.search.commands.synonyms import load_synonyms
from network.search.rules.defaults import DEFAULT_GROUPS
from network.settings.commands import choose, load_lists
from network.sheets import Table, read_table
from network.storage.db import db
from network.web import passwords

HERE = Path(__file__).parent
PLACES = HERE.parent / "places" / "data" / "british-columbia"
PASSWORD = "quiet larch mends nine boots"  # noqa: S105  (printed on purpose: it is served on loopback only)


@dataclass(frozen=True, slots=True)
class Character:
    """Somebody to sign in as. A role needs no organization; a person of an organization needs no role."""

    kind: str
    name: str
    email: str
    role: Role | None = None
    region: str | None = None
    organization: str = ""
    is_lead: bool = False


CONFIRMED = "Last confirmed"  # the column that the list gets
CONFIRMED_DAYS_AGO = (12, 33, 5, 71, 20, 102, 48, None, 9, 140, 27, 260, 60, 18, 95, 400, 41, 7, 120, 83)  # in turn; None: never
NEWEST_WAIT = timedelta(days=8)  # since when the one that came last waits

MENTOR, MENTEE = "Juniper Safer Work Network", "Two Rivers Women's Centre"
CHARACTERS = (
    Character("coordinator", "Maren Ostrowski", "coordinator@demo.example", Role.COORDINATOR),
    Character("lead of a mentor", "Amélie Rousseau", "mentor@demo.example", organization=MENTOR, is_lead=True),
    Character("lead of a mentee", "Rena Okada", "mentee@demo.example", organization=MENTEE, is_lead=True),
    Character("member", "Tove Aas", "member@demo.example", organization=MENTEE),
    Character("liaison, Northwest", "Sunniva Beck", "liaison@demo.example", Role.LIAISON, "northwest"),
    Character("safety moderator", "Oriel Adeyemi", "safety@demo.example", Role.SAFETY_MODERATOR),
    Character("administrator", "Pell Novak", "administrator@demo.example", Role.ADMINISTRATOR),
)


# Who answers for the data of people who don't exist.
PRIVACY = {
    "privacy_officer": "Pell Novak",
    "privacy_contact": "privacy@demo.example, 250 555 0100",
    "backup_days": 35,
    "providers": "Example Hosting: the server and its back-ups, Canada; Example Mail: notices, Canada",
}


def load_once() -> None:
    """Fill an empty database; one that is filled is left as it is. A start that was cut short goes on where it stopped."""
    known = set(db.session.scalars(select(Person.email)))
    if known:
        add_characters(known)
        return
    load_lists(SYSTEM, DEFAULT_LISTS)
    load_synonyms(SYSTEM, DEFAULT_GROUPS)
    for audience, text in missing_terms().items():
        publish_terms(SYSTEM, audience, text)
    for key, value in PRIVACY.items():
        choose(SYSTEM, key, value)
    texts = {name: (PLACES / name).read_text(encoding="utf-8") for name in FILES}
    data = read_data_set(texts).data_set
    if data is None:
        raise AssertionError("the data set that comes in the box can't be read")
    load_places(SYSTEM, data, texts[OUTLINE])
    if db.session.scalar(select(Organization.id).limit(1)) is None:
        file = HERE / "organizations.csv"
        import_table(SYSTEM, as_of(clock.today(), read_table(file.read_bytes(), file.name)))
    add_characters(known)
    run_pairs()
    begin_life()
    fill_shelf(shelf_texts())


def shelf_texts() -> dict[str, str]:
    """The documents that were written for the demonstration, by the names of their files."""
    return {file.stem: file.read_text(encoding="utf-8") for file in sorted((HERE / "documents").glob("*.md"))}


def as_of(today: date, table: Table) -> Table:
    """The list as if it had been kept until today: days of waiting moved up, and when each entry was last confirmed.

    The file's days are of a time that goes by, and it doesn't say when an entry was confirmed. Most were lately, some long ago,
    a few never: so that there is something to confirm, and not everything.
    """
    waiting = table.header.index("Waiting since")
    days = [date.fromisoformat(row.cells[waiting]) for row in table.rows if row.cells[waiting]]
    later = today - max(days) - NEWEST_WAIT
    rows = []
    for number, row in enumerate(table.rows):
        since = row.cells[waiting]
        moved = (date.fromisoformat(since) + later).isoformat() if since else ""
        age = CONFIRMED_DAYS_AGO[number % len(CONFIRMED_DAYS_AGO)]
        confirmed = (today - timedelta(days=age + number // 4)).isoformat() if age is not None else ""
        rows.append(replace(row, cells=(*row.cells[:waiting], moved, *row.cells[waiting + 1 :], confirmed)))
    return replace(table, header=(*table.header, CONFIRMED), rows=tuple(rows))


def add_characters(known: set[str]) -> None:
    """Let those sign in who can't yet."""
    missing = [character for character in CHARACTERS if character.email not in known]
    digest = passwords.hashed(PASSWORD) if missing else ""
    for character in missing:
        add_character(character, digest)


def begin_life() -> None:
    """Fill the pairing of the two organizations whose leads can sign in, and the circle that one of them hosts."""
    sides = (fold(MENTOR), fold(MENTEE))
    mentor_id, mentee_id = (
        db.session.scalars(select(Organization.id).where(Organization.folded == name)).one() for name in sides
    )
    both = (Pairing.mentor_id == mentor_id, Pairing.mentee_id == mentee_id)
    live(db.session.scalars(select(Pairing.id).where(*both)).one(), _lead(mentor_id), _lead(mentee_id))
    run_circle(_lead(mentor_id), mentor_id)


def _lead(organization_id: UUID) -> Actor:
    mine, lead = frozenset({organization_id}), select(Membership.person_id).where(Membership.is_lead)
    person_id = db.session.scalars(lead.where(Membership.organization_id == organization_id)).one()
    return Actor(person_id=person_id, organization_ids=mine, lead_of=mine)


def add_character(character: Character, password_hash: str) -> UUID:
    """Let one of them sign in."""
    person_id = add_person(SYSTEM, PersonDraft(character.email, character.name, password_hash))
    if character.role is not None:
        give_role(SYSTEM, person_id, character.role, character.region)
    if character.organization:
        found = select(Organization.id).where(Organization.folded == fold(character.organization))
        add_member(SYSTEM, db.session.scalars(found).one(), person_id, character.is_lead)
    accept_all(person_id, character)
    return person_id


def accept_all(person_id: UUID, character: Character) -> None:
    """Accept the terms for her, and for what she leads: whoever tries the network out can read them under her account."""
    mine = tuple((each.id, each.name) for each in memberships_of(person_id))
    ids = frozenset(key for key, _ in mine)
    who = Actor(person_id=person_id, organization_ids=ids, organizations=mine, lead_of=ids if character.is_lead else frozenset())
    for owed in owed_terms(who):
        accept_terms(who, owed.terms.id, owed.organization[0] if owed.organization else None)


def welcome(address: str, seconds: float) -> str:
    """What the terminal says when the server is up."""
    lines = [
        f"Peer Network is at {address}  (ready in {seconds:.1f} s; Ctrl+C stops it)",
        "",
        f"Sign in with the password:  {PASSWORD}",
        "",
        *(f"  {character.kind:<22}{character.email}" for character in CHARACTERS),
        "",
    ]
    return "\n".join(lines)
