"""A small network with one of everything, and everybody who might knock: what the tests of doors walk through."""

import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta
from pathlib import Path
from typing import Any
from uuid import UUID, uuid4

from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select, update
from werkzeug.routing import Rule

from network.accounts.commands import ask_for_address, mint_link, publish_terms, start_recovery
from network.accounts.models import AccountLink, Person, SignIn, TermsAcceptance
from network.accounts.queries import missing_terms, terms_in_force
from network.accounts.rules import act_for
from network.accounts.rules.links import Purpose
from network.accounts.rules.terms import Audience
from network.approvals.commands import ask
from network.drafts.commands import keep
from network.drafts.models import Draft
from network.kernel import clock
from network.kernel.actor import SYSTEM, Actor, Role
from network.kernel.typed import Typed
from network.library.rules.states import VersionState
from network.mentorship import commands as mentorship_commands
from network.organizations import commands as organization_commands
from network.organizations.models import Invitation, Membership
from network.pairings import commands as pairing_commands
from network.pairings.commands import AgreementDraft, ClosingDraft, ContactDraft, GoalDraft, ReportDraft, StepDraft, issue_report
from network.pairings.rules.agreements import SECTIONS
from network.pairings.rules.goals import GoalState
from network.pairings.rules.plans.steps import Who
from network.pairings.rules.reports.periods import Period
from network.pairings.rules.states import Side
from network.privacy.commands.duties import RequestDraft, log_incident, log_request
from network.privacy.rules.duties import Asked
from network.search.commands.synonyms import add_synonyms
from network.settings.queries import catalogue, forget
from network.storage.db import Row, db, driver
from tests.cleaning import documents, pictures
from tests.factories.circles import make_circle, make_meeting
from tests.factories.factors import Key, make_app
from tests.factories.files import actor_of, make_file, make_space, send
from tests.factories.library import make_document
from tests.factories.mentorship import make_mentee, make_mentor, make_pairing, make_proposal, match, open_round
from tests.factories.notices import make_notice
from tests.factories.organizations import load_default_lists, make_organization
from tests.factories.pairings import make_check, make_import, make_session
from tests.factories.people import acting, coordinator, lead_of, make_member, make_person
from tests.factories.places import make_community, make_region
from tests.factories.sharing import (
    add_text,
    make_adoption,
    make_comment,
    make_endorsement,
    make_offer,
    make_reason,
    text_of,
)
from tests.forms import token_on
from tests.organizations.importing.files import batch_id, checked, imported, lines

Begin = Callable[..., FlaskClient]
MADE_UP = UUID("5eed0000-0000-4000-8000-00000000dead")
# Tables that may change when somebody merely knocks: her session, the counts of her tries.
QUIET = {"sign_in", "sign_in_try", "device"}
KINDS = (
    "anonymous",
    "person without organization",
    "member of A",
    "lead of A",
    "member of the mentor side",
    "lead of the mentor side",
    "lead of a third",
    "liaison of the region",
    "liaison of another region",
    "coordinator",
    "safety moderator",
    "administrator who asked",
    "administrator",
    "ex-member of A",
    "suspended member of A",
)


@dataclass
class World:
    """`values` fill an address by the name of its part; `special` by endpoint where another state of the thing is needed."""

    app: Flask
    people: dict[str, UUID | None]
    clients: dict[str, FlaskClient]
    values: dict[str, Any]
    special: dict[tuple[str, str], Any]
    names: dict[str, str]
    forms: dict[str, Any] = field(default_factory=dict)
    _kept: Path | None = None
    tokens: dict[str, str] = field(default_factory=dict)
    _jars: dict[str, dict[Any, Any]] = field(default_factory=dict)
    _witness: Any = None
    _before: dict[str, list[str]] = field(default_factory=dict)

    def address(self, rule: Rule, *, made_up: bool = False) -> str:
        """The address of a real thing, or of one that nobody made. A part without a value fails: give it one in this file."""
        values = {}
        has_ids = any(type(converter).__name__ == "UUIDConverter" for converter in rule._converters.values())
        for name, converter in rule._converters.items():
            is_id = type(converter).__name__ == "UUIDConverter"
            known = self.special.get((rule.endpoint, name), self.values.get(name))
            assert known is not None, f"{rule.rule}: give {name} a value in tests/doors/world.py"
            is_open = name == "token" or not has_ids
            values[name] = made_up_for(converter, known) if made_up and (is_id or is_open) else known
        built = rule.build(values)
        assert built is not None, rule.rule
        return built[1]

    def client(self, kind: str) -> FlaskClient:
        """Her browser, with the cookies that it began with."""
        client = self.clients[kind]
        jar: dict[Any, Any] = client._cookies  # type: ignore[assignment]
        if kind not in self._jars:
            self.tokens[kind] = token_on(client, "/sign-in")
            self._jars[kind] = dict(jar)
        jar.clear()
        jar.update(self._jars[kind])
        return client

    def keep(self) -> None:
        """Remember how everything is now, to come back to."""
        file = database_file(self.app)
        db.session.remove()
        with db.engine.connect() as connection:
            connection.exec_driver_sql("pragma wal_checkpoint(truncate)")
        db.engine.dispose()
        self._kept = file.with_suffix(".kept")
        shutil.copy(file, self._kept)
        shutil.copytree(file.with_name("files"), file.with_name("files.kept"), dirs_exist_ok=True)
        self._before = self._rows()

    def restore(self) -> None:
        """Make everything as it was kept."""
        file = database_file(self.app)
        assert self._kept is not None
        self.close()
        forget()
        db.session.remove()
        db.engine.dispose()
        for ending in ("-wal", "-shm", "-journal"):
            file.with_name(file.name + ending).unlink(missing_ok=True)
        shutil.copy(self._kept, file)
        shutil.copytree(file.with_name("files.kept"), file.with_name("files"), dirs_exist_ok=True)

    def wake(self) -> None:
        """Begin a test: everything as it was made, everybody seen just now, so that no session has grown old meanwhile."""
        self.restore()
        db.session.execute(update(SignIn).values(seen_at=clock.now()))
        db.session.commit()
        self.keep()

    def changed(self) -> list[str]:
        """The tables that are not as they were kept, leaving out what a mere knock may change."""
        db.session.rollback()
        now = self._rows()
        return sorted(name for name in now if now[name] != self._before[name] and name not in QUIET)

    def version(self) -> int:
        """A number that changes when anything at all was written, and very quick."""
        return int(self._asked("pragma data_version")[0][0])

    def _rows(self) -> dict[str, list[str]]:
        """Every row of every table as the file holds it: the same rows as `contents`, in a tenth of the time."""
        return {name: sorted(map(repr, self._asked(f'select * from "{name}"'))) for name in Row.metadata.tables}

    def _asked(self, question: str) -> list[tuple[Any, ...]]:
        """What the database answers to somebody who only looks on."""
        if self._witness is None:
            self._witness = driver().connect(str(database_file(self.app)))
        return list(self._witness.execute(question).fetchall())

    def close(self) -> None:
        """Hold the database open no more."""
        if self._witness is not None:
            self._witness.close()
            self._witness = None


def made_up_for(converter: Any, known: Any) -> Any:
    """What nobody made, in a form that the address takes; one of a few words can't be made up."""
    kind = type(converter).__name__
    return {"UUIDConverter": MADE_UP, "IntegerConverter": 4_000, "AnyConverter": known}.get(kind, "made-up")


def database_file(app: Flask) -> Path:
    """The file of the database: the doors are walked on SQLite."""
    url = str(app.config["SQLALCHEMY_DATABASE_URI"])
    assert url.startswith("sqlite:///")
    return Path(url.removeprefix("sqlite:///"))


def contents() -> dict[str, list[str]]:
    """Every row of every table as text."""
    db.session.rollback()
    found = {
        table.name: sorted(repr(tuple(row)) for row in db.session.execute(select(table))) for table in Row.metadata.sorted_tables
    }
    db.session.rollback()
    return found


def make_world(app: Flask, sign_in: Begin) -> World:
    """One of everything. A is a mentee in the northwest; its pairing and its open proposal are with organizations of one side."""
    load_default_lists()
    make_region("fraser", "Fraser")
    home = make_community("Driftcove", population=900, at=(54.31, -130.32))
    names = {"A": "Alder House", "B": "Birch Peers", "H": "Hemlock Peers", "C": "Cedar Centre", "E": "Elm Shelter"}
    a = make_mentee(names["A"], community_id=home, notes="canary-notes-of-alder", reach_note="canary-reach-of-alder")
    b, h = make_mentor(names["B"], capacity=2), make_mentor(names["H"], capacity=2)
    c, e = make_organization(names["C"], community_id=home), make_mentee(names["E"])
    make_mentee("Fir Shelter")
    others = [make_organization(name, community_id=home) for name in ("Gale Shelter", "Hazel Shelter")]  # in a circle with A
    kinds = _people(a, (b, h), c)
    # Everybody has just proved herself, however long the walk takes.
    clients = {kind: sign_in(person, ago=-timedelta(hours=11)) for kind, person in kinds.items()}
    publish_and_accept()
    db.session.execute(update(Person).where(Person.id == kinds["suspended member of A"]).values(is_suspended=True))
    db.session.commit()
    round_id = open_round()
    match(round_id)
    scenario = mentorship_commands.save_scenario(coordinator(), round_id, "As it began")
    organization_commands.add_do_not_pair(coordinator(), a, e, "canary-bar-of-alder")
    match(round_id)
    offer = make_proposal(h, a, round_id)
    asker = Actor(person_id=kinds["administrator who asked"], roles=frozenset({Role.ADMINISTRATOR}))
    member = kinds["member of A"]
    assert member is not None
    make_app(member)
    pairing, learner = make_pairing(b, a), lead_of(a)
    texts = dict.fromkeys(SECTIONS, "Yes.")
    pairing_commands.write_agreement(learner, pairing, AgreementDraft(texts, clock.today() + timedelta(90)))
    contact = pairing_commands.name_contact(learner, pairing, Side.MENTEE, ContactDraft(None, "canary-name", "canary-reach"))
    pairing_commands.name_contact(learner, pairing, Side.MENTEE, ContactDraft(None, "Deputy", "", True))
    step = pairing_commands.add_step(learner, pairing, StepDraft("canary-step", Who.BOTH))
    pairing_commands.add_step(learner, pairing, StepDraft("Another", Who.BOTH))
    about = {"person_id": str(member), "role": "coordinator", "region_code": None}
    values = {
        "draft_id": _draft(kinds["lead of A"], f"/organizations/{a}/edit"),
        "organization_id": a,
        "other_id": c,
        "community_id": home,
        "person_id": member,
        "round_id": round_id,
        "mentee_id": a,
        "scenario_id": scenario,
        "proposal_id": offer.proposal_id,
        "pairing_id": pairing,
        "goal_id": pairing_commands.set_goal(learner, pairing, GoalDraft("funding", "canary-goal of Alder")),
        "moment": "start",
        "step_id": step,
        "way": "up",
        "state": "done",
        "contact_id": contact,
        "approval_id": ask(asker, act_for(Role.COORDINATOR), about, "She asked for it."),
        "token": organization_commands.make_invitation(acting(kinds["coordinator"] or MADE_UP, Role.COORDINATOR), a, False),
        "invitation_id": _invitation_of(a),
        "audience": "person",
        "version": 1,
        "notification_id": make_notice(member),
        "side": "mentee",
        "act": "suspend",
        "role": "coordinator",
        "name": "topic",
        "code": catalogue().entries("topic")[0].code,
        "key": "network_name",
        "passkey_id": Key().give_to(member),
        "kind": "app",
        "sign_in_id": db.session.scalars(select(SignIn.id).where(SignIn.person_id == member)).one(),
        "request_id": log_request(asker, RequestDraft(uuid4(), Asked.ACCESS, date(2026, 11, 2), "Somebody", "By phone.")),
        "incident_id": log_incident(asker, uuid4(), date(2026, 11, 2), "A sheet was lost."),
    }
    values["change"] = "pause"
    values["check_id"] = make_check(values["pairing_id"], "mentee")
    values["note_id"] = pairing_commands.note_pairing(coordinator(), values["pairing_id"], "canary-note-of-coordinators")
    values["session_id"] = make_session(values["pairing_id"], logged_by_id=member, note="canary-note-of-a-session")
    values["report_id"] = issue_report(coordinator(), ReportDraft(Period(date(2026, 10, 1), date(2026, 12, 31))))
    values["import_id"] = make_import()
    values["circle_id"] = make_circle(b, (a, *others))
    meeting = make_meeting(values["circle_id"], (a,), logged_by_id=member, note="canary-note-of-a-meeting")
    values["synonyms_id"] = add_synonyms(coordinator(), ("halte", "open house"))
    values["file_id"], picture, values["staged_id"] = _files(kinds["lead of A"], a, b)
    special = {
        ("files.download", "name"): "file.txt",
        ("files.picture", "file_id"): picture,
        ("accounts.recover", "token"): _link_of(member, Purpose.RECOVERY),
        ("accounts.confirm_address", "token"): _link_of(member, Purpose.ADDRESS),
        ("accounts.take_role", "person_id"): kinds["coordinator"],
        ("organizations.remove_do_not_pair", "other_id"): e,
        ("organizations.withdraw_staff_invitation", "invitation_id"): _staff_link(asker),
        ("mentorship.set_places", "organization_id"): b,
        ("pairings.reopen_goal", "goal_id"): _closed_goal(learner, pairing),
        ("pairings.correct_circle_session", "session_id"): meeting,
        ("pairings.take_back_circle_session", "session_id"): meeting,
        **_documents(a, member),
        **dict(_batches(clients["coordinator"])),
        **_sharing(a, kinds["lead of A"], values),
    }
    world = World(app, kinds, clients, values, special, names)
    world.keep()
    return world


def _documents(a: UUID, writer: UUID) -> dict[tuple[str, str], UUID]:
    """Documents of A at other points of their life, for the steps that begin there."""
    steps = {
        VersionState.DRAFT: ("edit", "consult", "ask_review", "drop"),
        VersionState.CONSULTATION: ("return_to_draft",),
        VersionState.REVIEW: ("approve",),
    }
    return {
        (f"library.{step}", "document_id"): make_document(a, state, title=f"canary-{state}-{step}", writer_id=writer)
        for state, its in steps.items()
        for step in its
    }


def _sharing(organization_id: UUID, lead_id: UUID | None, values: dict[str, Any]) -> dict[tuple[str, str], UUID]:
    """What others say of documents: one that all members see, with a comment; what was made of it, with a reason; an offer."""
    parent = make_document(organization_id, title="Outreach by boat")
    adapted, second = (
        make_document(organization_id, title=title, adapted_from_id=text_of(parent).id) for title in ("Far north", "Far west")
    )
    make_endorsement(parent, values["other_id"])
    make_adoption(parent, values["other_id"])
    said = make_comment(parent, organization_id, written_by_id=lead_id)
    values |= {"number": 1, "document_id": parent, "comment_id": said, "offer_id": make_offer(second, parent)}
    values["reason_id"] = make_reason(adapted)
    add_text(parent, size="major")
    add_text(adapted, VersionState.DRAFT)
    of_adapted = ("parent", "reasons", "change_reason", "remove_reason", "offer_changes")
    special = {(f"library.{endpoint}", "document_id"): adapted for endpoint in of_adapted}
    return {**special, ("library.withdraw_offer", "document_id"): second}


def _closed_goal(who: Actor, pairing_id: UUID) -> UUID:
    """A goal that was let go."""
    goal = pairing_commands.set_goal(who, pairing_id, GoalDraft("transport", "Rides"))
    pairing_commands.close_goal(who, pairing_id, goal, ClosingDraft(GoalState.LET_GO))
    return goal


def _files(person_id: UUID | None, a: UUID, b: UUID) -> tuple[UUID, UUID, UUID]:
    """A file and a picture in a space that A shares with a mentor, and an upload whose sender is asked something first."""
    assert person_id is not None
    space_id = make_space(a, b)
    lead = actor_of(person_id, a)
    text = make_file(lead, space_id, b"canary-words-of-alder\n", "canary-file-of-alder.txt", a)
    picture = make_file(lead, space_id, pictures.png(), "canary-picture-of-alder.png", a)
    return text, picture, send(lead, documents.docx(tracked=True), "canary-upload-of-alder.docx").id


def _people(a: UUID, mentor_side: tuple[UUID, ...], c: UUID) -> dict[str, UUID | None]:
    """Somebody of each kind, in the order of KINDS."""
    ex = make_member(a, name="Former Member")
    db.session.execute(update(Membership).where(Membership.person_id == ex).values(ended_at=clock.now()))
    db.session.commit()
    found: tuple[UUID | None, ...] = (
        None,
        make_person("Nobody Yet"),
        make_member(a, name="Member Alder"),
        make_member(a, name="Lead Alder", is_lead=True),
        _of_several(mentor_side, is_lead=False),
        _of_several(mentor_side, is_lead=True),
        make_member(c, name="Lead Cedar", is_lead=True),
        make_person("Liaison Here", role=Role.LIAISON, region="northwest"),
        make_person("Liaison Elsewhere", role=Role.LIAISON, region="fraser"),
        make_person("Coordinator One", role=Role.COORDINATOR),
        make_person("Moderator One", role=Role.SAFETY_MODERATOR),
        make_person("Administrator One", role=Role.ADMINISTRATOR),
        make_person("Administrator Two", role=Role.ADMINISTRATOR),
        ex,
        make_member(a, name="Suspended Alder"),
    )
    return dict(zip(KINDS, found, strict=True))


def publish_and_accept() -> None:
    """The terms hold, and everybody has accepted them: the leads also for their organizations."""
    for audience, text in missing_terms().items():
        publish_terms(SYSTEM, audience, text)
    held, now = terms_in_force(), clock.now()
    for person_id in db.session.scalars(select(Person.id)).all():
        db.session.add(TermsAcceptance(text_id=held[Audience.PERSON].id, person_id=person_id, accepted_at=now))
    for lead in db.session.scalars(select(Membership).where(Membership.is_lead)).all():
        about = {"text_id": held[Audience.ORGANIZATION].id, "person_id": lead.person_id, "accepted_at": now}
        db.session.add(TermsAcceptance(organization_id=lead.organization_id, **about))
    db.session.commit()


def _link_of(person_id: UUID, purpose: Purpose) -> str:
    """The token of a link that somebody could use now."""
    if purpose is Purpose.RECOVERY:
        start_recovery(SYSTEM, person_id)
    else:
        ask_for_address(acting(person_id), "another@people.example")
    link = db.session.scalars(select(AccountLink.id).where(AccountLink.purpose == purpose)).one()
    token = mint_link(link, purpose)
    assert token is not None
    return token


def _invitation_of(organization_id: UUID) -> UUID:
    """A link of an organization that nobody has used."""
    return db.session.scalars(select(Invitation.id).where(Invitation.organization_id == organization_id)).one()


def _staff_link(administrator: Actor) -> UUID:
    """A link for the network's staff that nobody has used."""
    organization_commands.make_staff_invitation(administrator)
    return db.session.scalars(select(Invitation.id).where(Invitation.organization_id.is_(None))).one()


def _draft(person_id: UUID | None, page: str) -> UUID:
    """Text that somebody typed and did not send."""
    assert person_id is not None
    keep(person_id, Typed(page, page, (("about", "canary-draft of a lead"),)))
    return db.session.scalars(select(Draft.id)).one()


def _of_several(organizations: tuple[UUID, ...], *, is_lead: bool) -> UUID:
    person = make_member(organizations[0], name="Lead Birch" if is_lead else "Member Birch", is_lead=is_lead)
    for other in organizations[1:]:
        db.session.add(Membership(person_id=person, organization_id=other, is_lead=is_lead, began_at=clock.now()))
    db.session.commit()
    return person


def _batches(client: FlaskClient) -> Iterator[tuple[tuple[str, str], UUID]]:
    """A file that waits to be checked, one that is in, one that failed nowhere: each step has its own pages."""
    rows = lines("Gorse Centre,Driftcove,Active,250 555 0134", "Hazel Centre,Nowhereville,Active,")
    done = batch_id(imported(client, lines("Ivy Centre,Driftcove,Active,250 555 0135")))
    open_at = batch_id(checked(client, rows))
    for endpoint in ("import_columns", "import_check", "import_discard", "import_left_out", "import_progress"):
        yield (f"organizations.{endpoint}", "batch_id"), open_at
    for endpoint in ("import_done", "import_undo"):
        yield (f"organizations.{endpoint}", "batch_id"), done


def rules_of(app: Flask) -> Iterator[tuple[Rule, str]]:
    """Every (rule, method) that the application answers, in a fixed order."""
    for rule in sorted(app.url_map.iter_rules(), key=lambda each: (each.rule, each.endpoint)):
        if rule.endpoint != "static":
            for method in sorted((rule.methods or set()) - {"HEAD", "OPTIONS"}):
                yield rule, method
