"""What was said of a document: by passage, of the whole, and of passages that read otherwise now."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from sqlalchemy import Select, false, func, or_, select

from network.kernel.actor import Actor
from network.kernel.refusals import NotFound
from network.kernel.words import Words, words
from network.library.models import Document, DocumentVersion, PassageComment
from network.library.queries.heads import Head, head_of
from network.library.queries.sight import kept_by, texts_visible_to
from network.library.rules.comments import HOW_WORDS, How, takes_comments
from network.library.rules.states import WORKING, VersionState
from network.markdown import Passage, passages
from network.organizations.queries.telling import names_seen
from network.storage.db import db

STAFF, SOMEBODY = words("Network staff"), words("A member")


@dataclass(frozen=True, slots=True)
class CommentLine:
    """A comment or an answer as its reader sees it. `who` names the organization that it was said for; `number`, the text."""

    id: UUID
    number: int
    passage: str
    quote: str
    text: str
    who: Words | str
    said_at: datetime
    is_mine: bool
    is_inside: bool
    how: Words | None
    is_taken_back: bool
    may_change: bool
    answers: tuple["CommentLine", ...] = ()

    @property
    def is_open(self) -> bool:
        return self.how is None


@dataclass(frozen=True, slots=True)
class TextLine:
    """A text that its reader may read."""

    id: UUID
    number: int
    state: VersionState
    consulted_until: date | None


@dataclass(frozen=True, slots=True)
class CommentsPage:
    """A text with what was said of it. `gone`: of passages that read otherwise now. `consulted` names who spoke."""

    head: Head
    text: TextLine
    texts: tuple[TextLine, ...]
    passages: tuple[tuple[Passage, tuple[CommentLine, ...]], ...]
    whole: tuple[CommentLine, ...]
    gone: tuple[CommentLine, ...]
    consulted: tuple[str, ...]
    open: int
    may_speak: bool


def comments_visible_to(actor: Actor) -> Select[tuple[PassageComment]]:
    """What was said of texts that she may read; of a draft, its keepers' alone, also after it left their desk."""
    if not actor.space_ids:
        nothing = select(PassageComment).join(DocumentVersion, DocumentVersion.id == PassageComment.version_id)
        return nothing.join(Document, Document.id == DocumentVersion.document_id).where(false())
    asked = texts_visible_to(actor).join(PassageComment, PassageComment.version_id == DocumentVersion.id)
    asked = asked.where(or_(PassageComment.is_inside.is_(False), kept_by(actor)))
    return asked.with_only_columns(PassageComment, maintain_column_froms=True)


def comment_of(actor: Actor, document_id: UUID, comment_id: UUID) -> tuple[PassageComment, TextLine]:
    """One comment or answer, and the text that it is about. Raises NotFound."""
    mine = (PassageComment.id == comment_id, DocumentVersion.document_id == document_id)
    row = db.session.scalar(comments_visible_to(actor).where(*mine))
    if row is None:
        raise NotFound(str(comment_id))
    return row, next(text for text in texts_of(actor, document_id) if text.id == row.version_id)


def comment_for_change(actor: Actor, document_id: UUID, comment_id: UUID) -> PassageComment:
    """The same, fresh, and held until the transaction ends."""
    mine = (PassageComment.id == comment_id, DocumentVersion.document_id == document_id)
    asked = comments_visible_to(actor).where(*mine).with_for_update(of=PassageComment)
    row = db.session.scalar(asked.execution_options(populate_existing=True))
    if row is None:
        raise NotFound(str(comment_id))
    return row


def answers_to(actor: Actor, comment_id: UUID) -> int:
    """How many answers stand below a comment, those taken back left out."""
    asked = comments_visible_to(actor).where(PassageComment.answers_id == comment_id, PassageComment.how == "")
    return db.session.scalar(select(func.count()).select_from(asked.subquery())) or 0


def texts_of(actor: Actor, document_id: UUID) -> tuple[TextLine, ...]:
    """The texts of a document that she may read, newest first, without their words. One statement."""
    columns = (DocumentVersion.id, DocumentVersion.number, DocumentVersion.state, DocumentVersion.consulted_until)
    asked = texts_visible_to(actor).where(DocumentVersion.document_id == document_id)
    found = db.session.execute(asked.with_only_columns(*columns, maintain_column_froms=True)).tuples()
    lines = [TextLine(id, number, VersionState(state), until) for id, number, state, until in found]
    return tuple(sorted(lines, key=lambda line: -line.number))


def text_shown(texts: Sequence[TextLine], number: int | None) -> TextLine:
    """The text asked for; else the one worked on, else the one in force, else the newest. Raises NotFound."""
    if number is not None:
        found = next((line for line in texts if line.number == number), None)
    else:
        ranks = {**dict.fromkeys(WORKING, 0), VersionState.IN_FORCE: 1}
        found = min(texts, key=lambda line: ranks.get(line.state, 2), default=None)
    if found is None:
        raise NotFound(str(number))
    return found


def words_of_text(version_id: UUID) -> str:
    """The words of a text that the actor was shown to read."""
    return db.session.scalar(select(DocumentVersion.text).where(DocumentVersion.id == version_id)) or ""


def comments_of(actor: Actor, document_id: UUID, number: int | None = None) -> CommentsPage:
    """A text passage by passage, with what was said. Raises NotFound. A fixed number of statements."""
    head, texts = head_of(actor, document_id), texts_of(actor, document_id)
    text = text_shown(texts, number)
    blocks = passages(words_of_text(text.id))
    threads = _threads(actor, head, texts, text)
    by_passage: dict[str, list[CommentLine]] = defaultdict(list)
    for line in threads:
        by_passage[line.passage].append(line)
    keys = {block.key for block in blocks}
    said = sorted({line.who for line in _all(threads) if isinstance(line.who, str) and line.number == text.number and line.text})
    return CommentsPage(
        head,
        text,
        texts,
        tuple((block, tuple(by_passage.get(block.key, ()))) for block in blocks),
        tuple(by_passage.get("", ())),
        tuple(line for line in threads if line.passage and line.passage not in keys),
        tuple(said),
        sum(line.is_open for line in threads),
        head.may_speak and takes_comments(text.state, head.may_keep),
    )


def _all(threads: Iterable[CommentLine]) -> Iterable[CommentLine]:
    for line in threads:
        yield line
        yield from line.answers


def _threads(actor: Actor, head: Head, texts: Sequence[TextLine], shown: TextLine) -> list[CommentLine]:
    """All that was said of this text, and what is open of the others."""
    numbers = {text.id: text.number for text in texts}
    asked = comments_visible_to(actor).where(DocumentVersion.document_id == head.id)
    found = list(db.session.scalars(asked.order_by(PassageComment.written_at, PassageComment.id)))
    names = names_seen(actor, {row.organization_id for row in found if row.organization_id})
    answers: dict[UUID, list[CommentLine]] = defaultdict(list)
    for row in found:
        if row.answers_id:
            answers[row.answers_id].append(_line(actor, head, row, numbers[row.version_id], names))
    roots = [row for row in found if row.answers_id is None and (row.version_id == shown.id or not row.how)]
    return [_line(actor, head, row, numbers[row.version_id], names, tuple(answers[row.id])) for row in roots]


def _line(
    actor: Actor, head: Head, row: PassageComment, number: int, names: dict[UUID, str], answers: tuple[CommentLine, ...] = ()
) -> CommentLine:
    is_mine = row.written_by_id == actor.person_id
    answered = any(not answer.is_taken_back for answer in answers)
    who = names.get(row.organization_id, SOMEBODY) if row.organization_id else STAFF
    return CommentLine(
        row.id,
        number,
        row.passage,
        row.quote,
        row.text,
        who,
        row.written_at,
        is_mine,
        row.is_inside,
        HOW_WORDS[How(row.how)] if row.how else None,
        row.how == How.TAKEN_BACK,
        is_mine and not row.how and not answered and head.may_speak,
        answers,
    )


def open_counts(actor: Actor, document_ids: Iterable[UUID]) -> dict[UUID, int]:
    """How many comments wait, by document, for lists. One statement."""
    mine = (DocumentVersion.document_id.in_(tuple(document_ids)), PassageComment.answers_id.is_(None), PassageComment.how == "")
    columns = (DocumentVersion.document_id, func.count())
    asked = comments_visible_to(actor).where(*mine).with_only_columns(*columns, maintain_column_froms=True)
    return dict(db.session.execute(asked.group_by(DocumentVersion.document_id)).tuples().all())
