"""A shelf of documents, written for the demonstration: of each kind and in each state, so that its pages are filled."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from uuid import UUID, uuid4

from sqlalchemy import select, update

from network.accounts.models import Person
from network.kernel import clock
from network.kernel.actor import Actor, Role
from network.kernel.folding import fold
from network.library.commands import (
    AboutDraft,
    ConfirmationDraft,
    DocumentDraft,
    TextDraft,
    approve,
    ask_review,
    begin_document,
    begin_version,
    confirm,
    consult,
    save_text,
    withdraw,
)
from network.library.models import Confirmation, Document, DocumentVersion
from network.library.rules.documents import Leaving, LivedExperience
from network.library.rules.reviewing import next_review
from network.library.rules.states import ChangeSize, DocumentState, VersionState
from network.library.rules.writing import laid_out
from network.organizations.models import Membership, Organization
from network.spaces.queries import entering
from network.spaces.rules import Place, SpaceKind
from network.storage.db import db
from network.storage.transaction import transaction

EVERYBODY = Place(SpaceKind.NETWORK)
NORTH, NORTHERN = Place(SpaceKind.REGION, "northwest"), Place(SpaceKind.REGION, "northern-interior")
MENTOR, MENTEE = "Juniper Safer Work Network", "Two Rivers Women's Centre"
DONE, DRAFT, CONSULTED, REVIEWED, OVER = (
    VersionState.IN_FORCE,
    VersionState.DRAFT,
    VersionState.CONSULTATION,
    VersionState.REVIEW,
    DocumentState.WITHDRAWN,
)


@dataclass(frozen=True, slots=True)
class Shelved:
    """A document: its file, what it is, who keeps it (nobody: the network), how far it has come, and how long ago.

    `next_file` is its second text, `looked` so many days ago somebody said that it still holds, `said` why it was withdrawn.
    """

    file: str
    about: AboutDraft
    keeper: str = ""
    place: Place = EVERYBODY
    state: VersionState | DocumentState = DONE
    days_ago: int = 60
    next_file: str = ""
    said: str = ""
    looked: int | None = None


def about(kind: str, *topics: str, **more: object) -> AboutDraft:
    """What holds for all versions."""
    return AboutDraft(kind, topics, **more)  # type: ignore[arg-type]


FREE = {"licence": "cc-by-sa", "leaving": Leaving.YES}
SHELF = (
    Shelved("monthly-fax", about("policy", "bad-date-sheet-start-up"), MENTOR, state=OVER, days_ago=700, said=(
        "Nobody has a fax any more, and two numbers had changed hands. Use the bad date sheet for small places instead.")),
    Shelved("small-numbers", about("fact-sheet", "evaluation", "funding", "confidentiality-in-small-communities", **FREE),
            days_ago=210, looked=20),
    Shelved("own-policies", about("policy", "sex-work-positive-policy", "stigma-and-language",
            lived_experience=LivedExperience.REVIEWED), "Larch Night Outreach Project", days_ago=150),
    Shelved("police", about("fact-sheet", "working-with-or-without-police", leaving=Leaving.NO), "Lantern Women's Centre", NORTH,
            days_ago=320),
    Shelved("rides", about("guide", "transport", review_months=6), "Driftwood Women's Centre", NORTH, days_ago=230),
    Shelved("hiring-peers", about("guide", "peer-hiring-and-pay", lived_experience=LivedExperience.WROTE),
            "Salmonberry Peer Support Collective", days_ago=90),
    Shelved("words", about("fact-sheet", "stigma-and-language", "trans-and-two-spirit-inclusion", **FREE),
            "Hearth Outreach and Drop-in Society", days_ago=120),
    Shelved("staying-discreet", about("tool", "confidentiality-in-small-communities", review_months=6),
            MENTEE, NORTHERN, days_ago=200),
    Shelved("five-yeses", about("tool", "bad-date-sheet-start-up", "confidentiality-in-small-communities",
            lived_experience=LivedExperience.REVIEWED), MENTOR, days_ago=400),
    Shelved("camps", about("tool", "resource-camps", "outreach-start-up"), MENTEE, NORTHERN, DRAFT, 3),
    Shelved("first-training", about("training", "staff-and-board-training", "stigma-and-language"),
            "Sitka Outreach and Drop-in Society", state=REVIEWED, days_ago=4),
    Shelved("guest-rules", about("template", "safer-indoor-space-guest-policy", lived_experience=LivedExperience.REVIEWED),
            MENTOR, state=CONSULTED, days_ago=6),
    Shelved("bad-date-sheet.1", about("guide", "bad-date-sheet-start-up", "confidentiality-in-small-communities",
            lived_experience=LivedExperience.WROTE, credit="Written with nine workers, who were paid for it."),
            MENTOR, days_ago=30, next_file="bad-date-sheet.2", looked=9),
)  # fmt: skip


def fill_shelf(texts: Mapping[str, str]) -> None:
    """Write the documents that are not there yet, out of the files' texts by name. A keeper that is not there is passed over."""
    known = dict(db.session.execute(select(Organization.folded, Organization.id)).tuples().all())
    titles = set(db.session.scalars(select(Document.title).where(Document.is_example)))
    for each in SHELF:
        keeper = known.get(fold(each.keeper)) if each.keeper else None
        if _parts(texts[each.file])[0] not in titles and (keeper or not each.keeper):
            shelve(each, keeper, texts)


def shelve(each: Shelved, keeper: UUID | None, texts: Mapping[str, str]) -> UUID:
    """One of them, on its way from the first sentence to where it stands."""
    writer, reader = _writer(keeper), _reader()
    title, summary, text = _parts(texts[each.file])
    document_id = begin_document(
        writer, DocumentDraft(uuid4(), each.place, keeper, title, summary, each.about, text, is_example=True)
    )
    writer, reader = entering(writer), entering(reader)  # the space may have been founded just now
    if each.state is CONSULTED:
        consult(writer, document_id, 1, clock.today() + timedelta(days=15))
    elif each.state is not DRAFT:
        ask_review(writer, document_id, 1)
    if each.state in (DONE, OVER):
        approve(reader, document_id, 1)
    if each.next_file:
        _renew(writer, reader, document_id, texts[each.next_file])
    if each.looked is not None:
        day, number = next_review(clock.today(), each.about.review_months), 2 if each.next_file else 1
        confirm(writer, document_id, ConfirmationDraft(uuid4(), number, day, keeper, "Read by two of us. Nothing to change."))
    if each.state is OVER:
        withdraw(writer, document_id, each.said)
    _age(document_id, each)
    return document_id


def _renew(writer: Actor, reader: Actor, document_id: UUID, text: str) -> None:
    """A second text comes into force."""
    title, summary, words = _parts(text)
    begin_version(writer, document_id, 1)
    said = "Two readers may come from two organizations. New: what to do with what was only heard."
    save_text(writer, document_id, TextDraft(title, summary, words, 1, ChangeSize.MEDIUM, said))
    ask_review(writer, document_id, 2)
    approve(reader, document_id, 2)


def _age(document_id: UUID, each: Shelved) -> None:
    """Make it as old as it would be: some are due to be looked through, some were not long ago."""
    since = clock.now() - timedelta(days=each.days_ago)
    row = {"created_at": since, "changed_at": since + timedelta(days=each.days_ago // 3)}
    if each.state is DONE:
        looked = since.date() if each.looked is None else clock.today() - timedelta(days=each.looked)
        row |= {"in_force_on": since.date(), "review_on": next_review(looked, each.about.review_months)}  # type: ignore[dict-item]
    with transaction():
        db.session.execute(update(Document).where(Document.id == document_id).values(**row))
        texts = update(DocumentVersion).where(DocumentVersion.document_id == document_id)
        db.session.execute(texts.values(written_at=since, saved_at=since))
        db.session.execute(texts.where(DocumentVersion.approved_at.is_not(None)).values(approved_at=since))
        if each.looked is not None:
            mine = Confirmation.version_id.in_(select(DocumentVersion.id).where(DocumentVersion.document_id == document_id))
            day = clock.today() - timedelta(days=each.looked)
            db.session.execute(update(Confirmation).where(mine).values(confirmed_on=day, review_on=row["review_on"]))


def _parts(text: str) -> tuple[str, str, str]:
    """Title, summary and the rest of a file."""
    title, summary, rest = text.strip().split("\n\n", 2)
    return title.removeprefix("# ").strip(), " ".join(summary.split()), laid_out(rest)


def _writer(keeper: UUID | None) -> Actor:
    """Somebody of the organization; where nobody of it can sign in, the coordinator writes for it."""
    member = select(Membership.person_id).where(Membership.organization_id == keeper, Membership.is_lead)
    person = db.session.scalar(member) if keeper else None
    name = db.session.scalar(select(Organization.name).where(Organization.id == keeper)) if keeper else ""
    own = frozenset({keeper}) if keeper else frozenset()
    who = Actor(
        person_id=person or _named("coordinator"),
        roles=frozenset() if person else frozenset({Role.COORDINATOR}),
        organization_ids=own,
        organizations=((keeper, name or ""),) if keeper else (),
    )
    return entering(who)


def _reader() -> Actor:
    """Somebody who wrote none of them: the liaison's colleague at the desk of the network."""
    return entering(Actor(person_id=_named("administrator"), roles=frozenset({Role.COORDINATOR})))


def _named(kind: str) -> UUID:
    return db.session.scalars(select(Person.id).where(Person.email == f"{kind}@demo.example")).one()
