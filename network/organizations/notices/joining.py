"""Who is told that somebody joined an organization, or that a large import is done, or came to no end."""

from collections.abc import Iterable, Mapping, Sequence
from uuid import UUID

from network.accounts.queries import names_of
from network.journal.notices import Link, Notice, Shown, Told, announces, shows
from network.kernel.actor import Actor
from network.kernel.event import Event
from network.kernel.words import Words, words
from network.organizations.events import ImportApplied, ImportAsked, ImportFailed, ImportUndone, InvitationAccepted, UndoingAsked
from network.organizations.queries.telling import asker_of, batches_seen, leads_of, maker_of, names_seen, waiting_for
from network.organizations.rules.importing import Step

JOINED = "organizations.joined"
IMPORTED, TAKEN_BACK = "organizations.imported", "organizations.taken_back"
BROKEN, STAYS = "organizations.import_failed", "organizations.undoing_failed"

SAID_DONE = {
    IMPORTED: words("Your import is in the directory."),
    TAKEN_BACK: words("Your import is taken back."),
    BROKEN: words("Your import broke down. Nothing was changed."),
    STAYS: words("Taking your import back broke down. It stays in force."),
}


@announces(InvitationAccepted)
def of_joining(fact: InvitationAccepted) -> Iterable[Notice]:
    """Who made the invitation, and the leads of the organization."""
    maker = maker_of(fact.invitation_id)
    leads = leads_of({fact.organization_id} if fact.organization_id else set())
    about = {"person": fact.person_id, **({"organization": fact.organization_id} if fact.organization_id else {})}
    for person_id in sorted({person for each in leads.values() for person in each} | ({maker} if maker else set())):
        yield Notice(person_id, JOINED, about)


@announces(ImportApplied)
def of_an_import(fact: ImportApplied) -> Iterable[Notice]:
    """Who asked for it, if the clock did it."""
    return _to_asker(IMPORTED, ImportAsked, fact.batch_id)


@announces(ImportUndone)
def of_an_undoing(fact: ImportUndone) -> Iterable[Notice]:
    """The same."""
    return _to_asker(TAKEN_BACK, UndoingAsked, fact.batch_id)


@announces(ImportFailed)
def of_a_failure(fact: ImportFailed) -> Iterable[Notice]:
    """Who waits for it: she may have left the page long ago."""
    person_id = waiting_for(fact.batch_id)
    if person_id is not None:
        yield Notice(person_id, STAYS if fact.kind == Step.UNDOING else BROKEN, {"batch": fact.batch_id})


@shows(JOINED)
def show_joined(actor: Actor, told: Sequence[Told]) -> Mapping[UUID, Shown]:
    """To who looks after the organization's people still; staff of the network belong to none."""
    organizations = names_seen(actor, {UUID(each.about["organization"]) for each in told if "organization" in each.about})
    people = names_of({UUID(each.about["person"]) for each in told})
    shown = {}
    for each in told:
        name, key = people.get(UUID(each.about["person"])), each.about.get("organization")
        if name is not None and key is None and (actor.is_coordinator or actor.is_administrator):
            shown[each.id] = Shown(words("%(name)s joined the network.", name=name))
        elif name is not None and key is not None and (actor.is_coordinator or UUID(key) in actor.lead_of):
            where = organizations.get(UUID(key))
            if where is not None:
                said = words("%(name)s joined %(organization)s.", name=name, organization=where)
                shown[each.id] = Shown(said, Link("organizations.show", {"organization_id": key}))
    return shown


@shows(*SAID_DONE)
def show_done(actor: Actor, told: Sequence[Told]) -> Mapping[UUID, Shown]:
    """To who may import still."""
    seen = batches_seen(actor, {UUID(each.about["batch"]) for each in told})
    return {each.id: _done(each) for each in told if UUID(each.about["batch"]) in seen}


def _done(told: Told) -> Shown:
    said: Words = SAID_DONE[told.template]
    return Shown(said, Link("organizations.import_done", {"batch_id": told.about["batch"]}))


def _to_asker(template: str, asking: type[Event], batch_id: UUID) -> Iterable[Notice]:
    asker = asker_of(asking, batch_id)
    if asker is not None:
        yield Notice(asker, template, {"batch": batch_id}, to_doer=True)
