"""What somebody is told about her own account: each of these she did herself, or somebody did who is not her."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Protocol
from uuid import UUID

from network.accounts.events import (
    AddressChanged,
    CodesMade,
    FactorAdded,
    FactorRemoved,
    FactorsReset,
    NewDeviceSignedIn,
    PasswordChanged,
    PasswordRecovered,
    RecoveryCodeUsed,
    RecoverySheetPrinted,
    SignedInAfterTries,
)
from network.journal.notices import Notice, Shown, Told, announces, shows
from network.kernel.actor import Actor
from network.kernel.event import Event
from network.kernel.words import Words, words

NOT_YOU = words("If that was not you, tell an administrator at once.")
SAID: Mapping[type[Event], Words] = {
    PasswordRecovered: words("Your password was set anew by a link."),
    RecoverySheetPrinted: words("A sheet was printed with which your password can be set. Two administrators agreed on it."),
    PasswordChanged: words("Your password was changed."),
    AddressChanged: words("You sign in with another address now."),
    NewDeviceSignedIn: words("You signed in with a browser that was not known."),
    SignedInAfterTries: words("You signed in after several wrong passwords."),
    FactorAdded: words("You have one more way to take the second step."),
    FactorRemoved: words("A way to take the second step was taken away."),
    CodesMade: words("New codes for the second step were made."),
    RecoveryCodeUsed: words("You signed in with a recovery code."),
    FactorsReset: words("Two people took your second steps and your password away, since you had lost them."),
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
    return {each.id: Shown(words("%(what)s %(then)s", what=said[each.template], then=NOT_YOU)) for each in told}
