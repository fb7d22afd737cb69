"""What happens to notices on the clock: facts are passed on, mails are posted, what is old is forgotten."""

import logging
from datetime import timedelta

from flask import current_app

from network import mail
from network.journal.notices import WRITERS, Link, Written
from network.kernel import clock, tokens
from network.kernel.actor import Actor
from network.kernel.job import Job
from network.mail import Message, Post, Postponed, Refused, Session, Trouble
from network.notifications import queries, rules
from network.notifications.commands import posting, relaying
from network.notifications.rules import Claimed, MailState
from network.settings.queries import catalogue
from network.storage.transaction import rest
from network.web.templates import say

BATCH = 200  # entries looked up at a time
MOST_AT_ONCE = 100  # mails over one connection

log = logging.getLogger("network.notifications")


def relay(_actor: Actor) -> None:
    """Turn what happened into notices. One entry that can't be passed on keeps none of the others; it is tried again."""
    after = queries.position()
    while entries := queries.to_relay(after, BATCH):
        for entry_id in entries:
            try:
                relaying.relay_entry(entry_id)
            except Exception:
                log.exception("entry %s could not be passed on", entry_id)
        after = entries[-1]
    relaying.advance()


def post(actor: Actor) -> None:
    """Post what is due."""
    way_out = mail.post()
    if way_out is None:
        return
    first = posting.claim_mail()
    if first is not None:
        _post_from(way_out, first)
    _tell_of_mail(actor)


def _post_from(way_out: Post, first: Claimed) -> None:
    claimed: Claimed | None = first
    try:
        with way_out.open() as session:
            for _ in range(MOST_AT_ONCE):
                if claimed is None:
                    break
                _post_one(session, claimed)
                claimed = posting.claim_mail()
    except Trouble as trouble:
        log.warning("mail can't be posted: %s", trouble.why)
        posting.note_trouble(trouble.why, tokens.fraction())
    finally:
        if claimed is not None:
            posting.give_back(claimed)  # does nothing once it is settled


def _post_one(session: Session, claimed: Claimed) -> None:
    try:
        message = _message(claimed)
        rest()
        if message is None:
            posting.end_mail(claimed, MailState.DROPPED)
            return
        session.send(message)
    except Refused:
        posting.end_mail(claimed, MailState.DEAD)
    except Trouble:
        posting.postpone_mail(claimed, tokens.fraction())
        raise
    except Postponed:
        posting.postpone_mail(claimed, tokens.fraction())
    except Exception:
        log.exception("mail %s could not be written", claimed.id)
        posting.postpone_mail(claimed, tokens.fraction())
    else:
        posting.end_mail(claimed, MailState.SENT)
        posting.note_working()


def _message(claimed: Claimed) -> Message | None:
    """The mail in words; None when it is not due any more."""
    written: Written | None = WRITERS[claimed.kind](claimed.row_id)
    if written is None or (written.person_id is not None and not queries.is_mailed(written.person_id)):
        return None
    return Message(
        id=rules.message_id(claimed.id, claimed.tries, is_minted=bool(written.link and written.link.values)),
        to=written.to,
        subject=str(catalogue().get("mail_subject")),
        text=rules.body([say(line) for line in written.lines], _address(written.link)),
        written_at=clock.now(),
    )


def _address(link: Link | None) -> str:
    """The page's full address: under the name that the installation has, never one that a request brought."""
    if link is None:
        return ""
    path = current_app.url_map.bind("").build(link.endpoint, dict(link.values))
    return f"{current_app.config['PEER'].base_url.rstrip('/')}{path}"


def _tell_of_mail(actor: Actor) -> None:
    """Tell administrators once when mail has failed for long, and once when it goes again."""
    news = queries.mail_news(clock.now())
    if news is not None:
        posting.tell_of_mail(actor, news.why)


def forget_old(_actor: Actor) -> None:
    """Forget old mails and notices."""
    posting.forget_old()


OFTEN = timedelta(seconds=10)
JOBS = (
    Job("relay", OFTEN, relay),
    Job("post-mail", OFTEN, post),
    Job("forget-mail", timedelta(hours=1), forget_old),
)
