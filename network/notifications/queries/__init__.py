"""What lies in an inbox, and what waits to be passed on or posted."""

from network.notifications.queries.inbox import InboxLine, inbox, opened, unread_count
from network.notifications.queries.outbox import (
    THE_ONE,
    MailNews,
    MailSummary,
    has_unread,
    is_mailed,
    mail_news,
    mail_summary,
    overdue,
    position,
    to_relay,
    unrelayed,
)

__all__ = [
    "THE_ONE",
    "InboxLine",
    "MailNews",
    "MailSummary",
    "has_unread",
    "inbox",
    "is_mailed",
    "mail_news",
    "mail_summary",
    "opened",
    "overdue",
    "position",
    "to_relay",
    "unread_count",
    "unrelayed",
]
