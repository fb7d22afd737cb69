"""Who is told about roles and accounts: whom it concerns, and those who could undo it."""

from collections.abc import Iterable, Mapping, Sequence
from uuid import UUID

from network.accounts import queries, rules
from network.accounts.events import PersonRestored, PersonSuspended, RoleGiven, RoleTaken
from network.accounts.queries.addresses import address_of_suspended
from network.journal.notices import Letter, Link, Notice, Shown, Told, Written, announces, shows, writes
from network.kernel.actor import Actor, Role
from network.kernel.words import Words, words
from network.places.queries import regions
from network.policy import Permission, can

ROLE_GIVEN, ROLE_TAKEN, RESTORED = "accounts.role_given", "accounts.role_taken", "accounts.restored"
ROLE_TAKEN_BY, SUSPENDED_BY = "accounts.role_taken_by", "accounts.suspended_by"
SUSPENDED = "suspended"  # a letter: her inbox is closed to her


@announces(RoleGiven)
def of_a_role_given(fact: RoleGiven) -> Iterable[Notice]:
    """Her; two others agreed on it and know."""
    yield Notice(fact.person_id, ROLE_GIVEN, _role(fact))


@announces(RoleTaken)
def of_a_role_taken(fact: RoleTaken) -> Iterable[Notice]:
    """Her, and the other administrators: one of them did it alone."""
    yield Notice(fact.person_id, ROLE_TAKEN, _role(fact))
    for each in sorted(queries.administrators() - {fact.person_id}):
        yield Notice(each, ROLE_TAKEN_BY, {"person": fact.person_id, **_role(fact)})


@announces(PersonSuspended)
def of_a_suspension(fact: PersonSuspended) -> Iterable[Notice | Letter]:
    """Her, by a letter, and the other administrators."""
    yield Letter(SUSPENDED, fact.person_id)
    for each in sorted(queries.administrators() - {fact.person_id}):
        yield Notice(each, SUSPENDED_BY, {"person": fact.person_id})


@announces(PersonRestored)
def of_a_return(fact: PersonRestored) -> Iterable[Notice]:
    """Her."""
    yield Notice(fact.person_id, RESTORED)


@writes(SUSPENDED)
def write_suspension(person_id: UUID) -> Written | None:
    """Not due for who can sign in again."""
    to = address_of_suspended(person_id)
    if to is None:
        return None
    lines = (words("You can't sign in at the moment."), words("If you don't know why, ask the person who brought you in."))
    return Written(to, lines, person_id=person_id)


@shows(ROLE_GIVEN, ROLE_TAKEN, RESTORED)
def show_own(_actor: Actor, told: Sequence[Told]) -> Mapping[UUID, Shown]:
    """About herself: she may always read it."""
    names = _region_names(told)
    return {each.id: Shown(_said_to_her(each, names)) for each in told}


@shows(ROLE_TAKEN_BY, SUSPENDED_BY)
def show_others(actor: Actor, told: Sequence[Told]) -> Mapping[UUID, Shown]:
    """To who keeps people's accounts still."""
    if not can(actor, Permission.PERSON_VIEW):
        return {}
    regions_by_code, names = _region_names(told), queries.names_of({UUID(each.about["person"]) for each in told})
    shown = {}
    for each in told:
        person_id = UUID(each.about["person"])
        if person_id in names:
            link = Link("accounts.show_person", {"person_id": person_id})
            shown[each.id] = Shown(_said_of_her(each, names[person_id], regions_by_code), link)
    return shown


def _role(fact: RoleGiven | RoleTaken) -> dict[str, str]:
    return {"role": fact.role, **({"region": fact.region_code} if fact.region_code else {})}


def _region_names(told: Sequence[Told]) -> dict[str, str]:
    is_asked = any("region" in each.about for each in told)
    return {each.code: each.name for each in regions()} if is_asked else {}


def _said_role(told: Told, names: Mapping[str, str]) -> Words:
    role = rules.ROLE_NAMES[Role(told.about["role"])]
    region = names.get(told.about.get("region", ""), "")
    return words("%(role)s, %(region)s", role=role, region=region) if region else role


def _said_to_her(told: Told, names: Mapping[str, str]) -> Words:
    if told.template == RESTORED:
        return words("You can sign in again.")
    if told.template == ROLE_GIVEN:
        return words("You have a new role: %(role)s.", role=_said_role(told, names))
    return words("A role was taken from you: %(role)s.", role=_said_role(told, names))


def _said_of_her(told: Told, name: str, names: Mapping[str, str]) -> Words:
    if told.template == SUSPENDED_BY:
        return words("%(name)s was suspended.", name=name)
    return words("A role was taken from %(name)s: %(role)s.", name=name, role=_said_role(told, names))
