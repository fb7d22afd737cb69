"""One mail: plain text to one address, with nothing in its head that tells who sends it or why."""

from dataclasses import dataclass
from datetime import datetime
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime

WIDE = SMTP.clone(max_line_length=998)  # a shorter line would be folded, and a folded link is broken


@dataclass(frozen=True, slots=True)
class Message:
    """`id` stays the same however often the same words are posted, so that a mailbox can know the second one again."""

    id: str
    to: str
    subject: str
    text: str
    written_at: datetime


def to_wire(message: Message, sender: str, sender_name: str) -> EmailMessage:
    """The mail with its head. Raises `ValueError` for an address or subject that would break out of its line."""
    wire = EmailMessage(policy=WIDE)
    local, _, domain = sender.rpartition("@")
    wire["From"] = Address(sender_name, local, domain)
    wire["To"] = message.to
    if [each.addr_spec for each in wire["To"].addresses] != [message.to] or "@" not in message.to:
        raise ValueError("this is not one address")
    wire["Subject"] = message.subject
    wire["Date"] = format_datetime(message.written_at)
    wire["Message-ID"] = f"<{message.id}@{domain}>"
    wire["Auto-Submitted"] = "auto-generated"  # RFC 3834: nobody's machine answers that she is away
    wire.set_content(message.text)
    return wire
