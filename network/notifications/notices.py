"""What this room itself tells: that there is something in an inbox, and that mail is out of order."""

from collections.abc import Iterable, Mapping, Sequence
from types import MappingProxyType
from uuid import UUID

from network.accounts.queries import administrators
from network.accounts.queries.addresses import address_of
from network.journal.notices import Link, Notice, Shown, Told, Written, announces, shows, writes
from network.kernel.actor import Actor
from network.kernel.words import Words, words
from network.mail import Why
from network.notifications import queries, rules
from network.notifications.events import MailFailing, MailMended

FAILING, MENDED = "mail.failing", "mail.mended"

SAID_WHY: Mapping[str, Words] = MappingProxyType(
    {
        Why.UNREACHABLE: words("The mail server can't be reached."),
        Why.SILENT: words("The mail server doesn't answer."),
        Why.NO_ENCRYPTION: words("The mail server offers no encryption."),
        Why.CERTIFICATE: words("The mail server's certificate can't be trusted."),
        Why.NO_ENTRY: words("The mail server doesn't accept the user or password."),
        Why.UNWILLING: words("The mail server takes no mail from here."),
    }
)


@writes(rules.INBOX)
def something_new(person_id: UUID) -> Written | None:
    """The one mail that notices ever cause. Not due for who wants no mail, or has read all meanwhile."""
    to = address_of(person_id)
    if to is None or not queries.has_unread(person_id):
        return None
    return Written(
        to,
        (words("There is something new for you. Sign in to read it:"), words("You can switch these mails off there.")),
        Link("notifications.index"),
        person_id,
    )


@announces(MailFailing)
def of_trouble(fact: MailFailing) -> Iterable[Notice]:
    """Administrators: in their inboxes, since mail doesn't go."""
    for person_id in sorted(administrators()):
        yield Notice(person_id, FAILING, {"why": fact.why_code}, is_urgent=True)


@announces(MailMended)
def of_mending(_fact: MailMended) -> Iterable[Notice]:
    """Administrators."""
    for person_id in sorted(administrators()):
        yield Notice(person_id, MENDED)


@shows(FAILING, MENDED)
def show_mail(actor: Actor, told: Sequence[Told]) -> Mapping[UUID, Shown]:
    """To who is an administrator still."""
    return {each.id: Shown(_said(each)) for each in told if actor.is_administrator}


def _said(told: Told) -> Words:
    if told.template == MENDED:
        return words("Mail goes out again.")
    return words("No mail goes out. %(why)s Notices wait in the inbox.", why=SAID_WHY.get(told.about["why"], ""))
