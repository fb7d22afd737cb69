"""The demonstration network: invented organizations in real places, and one person of each kind to sign in as."""

from dataclasses import dataclass
from pathlib import Path
from uuid import UUID

from sqlalchemy import select

from network.accounts.commands import PersonDraft, add_person, give_role
from network.accounts.models import Person
from network.kernel.actor import SYSTEM, Role
from network.kernel.folding import fold
from network.organizations.commands import add_member
from network.organizations.commands.importing import import_table
from network.organizations.models import Organization
from network.organizations.rules.lists import DEFAULT_LISTS
from network.places.commands import load_places
from network.places.rules.loading import FILES, OUTLINE, read_data_set
from network.settings.commands import load_lists
from network.sheets import read_table
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


def load_once() -> None:
    """Fill an empty database; one that is filled is left as it is. A start that was cut short goes on where it stopped."""
    known = set(db.session.scalars(select(Person.email)))
    if known:
        add_characters(known)
        return
    load_lists(SYSTEM, DEFAULT_LISTS)
    texts = {name: (PLACES / name).read_text(encoding="utf-8") for name in FILES}
    data = read_data_set(texts).data_set
    if data is None:
        raise AssertionError("the data set that comes in the box can't be read")
    load_places(SYSTEM, data, texts[OUTLINE])
    if db.session.scalar(select(Organization.id).limit(1)) is None:
        file = HERE / "organizations.csv"
        import_table(SYSTEM, read_table(file.read_bytes(), file.name))
    add_characters(known)


def add_characters(known: set[str]) -> None:
    """Let those sign in who can't yet."""
    missing = [character for character in CHARACTERS if character.email not in known]
    digest = passwords.hashed(PASSWORD) if missing else ""
    for character in missing:
        add_character(character, digest)


def add_character(character: Character, password_hash: str) -> UUID:
    """Let one of them sign in."""
    person_id = add_person(SYSTEM, PersonDraft(character.email, character.name, password_hash))
    if character.role is not None:
        give_role(SYSTEM, person_id, character.role, character.region)
    if character.organization:
        found = select(Organization.id).where(Organization.folded == fold(character.organization))
        add_member(SYSTEM, db.session.scalars(found).one(), person_id, character.is_lead)
    return person_id


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
