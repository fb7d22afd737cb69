"""What can be done with comments: say something, answer, say it in other words, take it back, settle it."""

from dataclasses import dataclass
from uuid import UUID

from sqlalchemy.exc import IntegrityError

from network.journal.command import command, record
from network.kernel import clock
from network.kernel.actor import Actor
from network.kernel.refusals import Conflict, Denied, Invalid
from network.kernel.words import words
from network.library.events.comments import CommentAnswered, CommentChanged, CommentSettled, CommentTakenBack, PassageCommented
from network.library.models import Document, PassageComment
from network.library.queries.comments import answers_to, comment_for_change, text_shown, texts_of, words_of_text
from network.library.queries.heads import enters
from network.library.queries.sight import get, get_for_change
from network.library.rules.comments import How, insist_open_comment, insist_open_text, insist_unanswered, is_inside, quote_of
from network.markdown import passages
from network.policy import Permission, authorize, can
from network.storage.db import db

_THERE = words("This stands there already. Look at the comments before you send it again.")


@dataclass(frozen=True, slots=True)
class CommentDraft:
    """Something said of a text. `id` is the form's: sent twice, it is one comment. `passage` is a key, empty for the whole."""

    id: UUID
    text: str
    passage: str = ""


@dataclass(frozen=True, slots=True)
class SettlingDraft:
    """What becomes of a comment, with a word to whoever said it. `id` is that of the answer it makes."""

    id: UUID
    how: How
    text: str = ""


@command
def comment(actor: Actor, document_id: UUID, number: int, draft: CommentDraft) -> UUID:
    """Say something of a text. Raises Conflict where it takes no comments, or where the passage reads otherwise by now."""
    document = get_for_change(actor, document_id)
    authorize(actor, Permission.DOCUMENT_COMMENT, document)
    text = text_shown(texts_of(actor, document_id), number)
    insist_open_text(text.state, can(actor, Permission.DOCUMENT_EDIT, document))
    row = _row(actor, document, draft.id, text.id, _insist_said(draft.text))
    row.passage, row.quote = _passage(text.id, draft.passage)
    row.is_inside = is_inside(text.state)
    _add_once(row)
    record(actor, PassageCommented(document_id=document_id, version_id=text.id, comment_id=row.id))
    return row.id


@command
def answer(actor: Actor, document_id: UUID, comment_id: UUID, draft: CommentDraft) -> UUID:
    """Answer below a comment that is open. Raises Conflict for one that is settled."""
    document = get(actor, document_id)
    authorize(actor, Permission.DOCUMENT_COMMENT, document)
    asked = comment_for_change(actor, document_id, comment_id)
    insist_open_comment(asked.how)
    return _answered(actor, document, asked, draft.id, _insist_said(draft.text))


@command
def change_comment(actor: Actor, document_id: UUID, comment_id: UUID, text: str) -> None:
    """Say one's own comment in other words, as long as nobody answered. Raises Conflict."""
    row = _own(actor, document_id, comment_id)
    insist_unanswered(answers_to(actor, comment_id))
    row.text = _insist_said(text)
    row.revision += 1
    record(actor, CommentChanged(document_id=document_id, comment_id=comment_id))


@command
def take_back_comment(actor: Actor, document_id: UUID, comment_id: UUID) -> None:
    """Take one's own comment back: its words go, and that there was one stays. Raises Conflict for one that was answered."""
    row = _own(actor, document_id, comment_id)
    insist_unanswered(answers_to(actor, comment_id))
    row.text, row.quote, row.how = "", "", How.TAKEN_BACK
    row.resolved_at, row.resolved_by_id = clock.now(), actor.person_id
    record(actor, CommentTakenBack(document_id=document_id, comment_id=comment_id))


@command
def settle_comment(actor: Actor, document_id: UUID, comment_id: UUID, draft: SettlingDraft) -> None:
    """Say what became of a comment. Raises Invalid where whoever said it would hear no reason, Conflict for a settled one."""
    document = get(actor, document_id)
    authorize(actor, Permission.DOCUMENT_EDIT, document)
    row = comment_for_change(actor, document_id, comment_id)
    if row.answers_id is not None:
        raise Denied(str(Permission.DOCUMENT_EDIT))
    insist_open_comment(row.how)
    if draft.text.strip():
        _answered(actor, document, row, draft.id, draft.text)
    elif draft.how is How.NOT_TAKEN or (draft.how is How.ANSWERED and not answers_to(actor, comment_id)):
        raise Invalid("text", words("Say a word to whoever wrote it: one sentence is enough."))
    row.how, row.resolved_at, row.resolved_by_id = draft.how, clock.now(), actor.person_id
    record(actor, CommentSettled(document_id=document_id, comment_id=comment_id, how=draft.how))


def _own(actor: Actor, document_id: UUID, comment_id: UUID) -> PassageComment:
    authorize(actor, Permission.DOCUMENT_COMMENT, get(actor, document_id))
    row = comment_for_change(actor, document_id, comment_id)
    if actor.person_id is None or row.written_by_id != actor.person_id:
        raise Denied(str(Permission.DOCUMENT_COMMENT))
    insist_open_comment(row.how)
    return row


def _answered(actor: Actor, document: Document, asked: PassageComment, answer_id: UUID, text: str) -> UUID:
    if asked.answers_id is not None:
        raise Denied(str(Permission.DOCUMENT_COMMENT))
    row = _row(actor, document, answer_id, asked.version_id, text)
    row.answers_id, row.passage, row.is_inside = asked.id, asked.passage, asked.is_inside
    _add_once(row)
    record(actor, CommentAnswered(document_id=document.id, comment_id=row.id, answers_id=asked.id))
    return row.id


def _row(actor: Actor, document: Document, comment_id: UUID, version_id: UUID, text: str) -> PassageComment:
    row = PassageComment(id=comment_id, version_id=version_id, text=text, written_at=clock.now(), written_by_id=actor.person_id)
    row.organization_id, row.how, row.passage, row.quote = _speaks_for(actor, document), "", "", ""
    return row


def _speaks_for(actor: Actor, document: Document) -> UUID | None:
    """The organization that she acts for, if it enters the document's space; nobody for network staff."""
    chosen = actor.acting_for if actor.acting_for in actor.organization_ids else None
    mine = [chosen] if chosen else sorted(actor.organization_ids)
    return next((each for each in mine if enters(each, document.space_id)), None)


def _passage(version_id: UUID, key: str) -> tuple[str, str]:
    if not key:
        return "", ""
    found = next((each for each in passages(words_of_text(version_id)) if each.key == key), None)
    if found is None:
        raise Conflict(words("This passage reads otherwise by now. Look at the text again, then say it there."))
    return found.key, quote_of(found)


def _insist_said(text: str) -> str:
    if not text.strip():
        raise Invalid("text", words("Write what you want to say."))
    return text


def _add_once(row: PassageComment) -> None:
    """Add what a form made under its id; of two at the same moment, the second waits for the first and is refused."""
    db.session.add(row)
    try:
        db.session.flush()
    except IntegrityError as there:
        raise Conflict(_THERE) from there
