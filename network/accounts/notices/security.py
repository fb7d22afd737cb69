"""What somebody is told about her own account: each of these she did herself, or somebody did who is not her."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Protocol
from uuid import UUID

from network.accounts.events import AddressChanged, PasswordRecovered
from network.journal.notices import Notice, Shown, Told, announces, shows
from network.kernel.actor import Actor
from network.kernel.event import Event
from network.kernel.words import Words, words

SAID: Mapping[type[Event], Words] = {
    PasswordRecovered: words("Your password was set anew by a link. If that was not you, tell an administrator at once."),
    AddressChanged: words("You sign in with another address now. If that was not you, tell an administrator at once."),
}


class OfAPerson(Protocol):
    """A fact about somebody's account."""

    @property
    def person_id(self) -> UUID: ...

    @classmethod
    def name(cls) -> str: ...


def template_of(fact: type[OfAPerson] | type[Event]) -> str:
    """The template of a fact of this kind."""
    return f"accounts.{fact.name()}"


def of_her_account(fact: OfAPerson) -> Iterable[Notice]:
    """Her, though she did it: she is the one who would know that she did not."""
    yield Notice(fact.person_id, template_of(type(fact)), is_urgent=True, to_doer=True)


for each in SAID:
    announces(each)(of_her_account)


@shows(*(template_of(each) for each in SAID))
def show_security(_actor: Actor, told: Sequence[Told]) -> Mapping[UUID, Shown]:
    """About herself: she may always read it."""
    said = {template_of(fact): text for fact, text in SAID.items()}
    return {each.id: Shown(said[each.template]) for each in told}
