"""Who is told of comments: a document's writers once a day, and whoever wrote one when it is answered or settled."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from uuid import UUID

from network.journal.notices import Link, Notice, Shown, Told, announces, shows
from network.kernel.actor import Actor
from network.kernel.words import Words, words
from network.library.events.comments import CommentAnswered, CommentSettled, PassageCommented
from network.library.queries.reaching import comments_seen, reading, said, said_before_on_its_day, titles_seen, writers_of

COMMENTED, ANSWERED, SETTLED = "library.commented", "library.comment_answered", "library.comment_settled"
SAID = {
    COMMENTED: words("%(title)s: there are new comments."),
    ANSWERED: words("%(title)s: somebody answered your comment."),
    SETTLED: words("%(title)s: your comment was settled."),
}


@announces(PassageCommented)
def of_a_comment(fact: PassageCommented) -> Iterable[Notice]:
    """The document's writers: of the first of a day that somebody else wrote, not of each."""
    comment = said(fact.comment_id)
    if comment is None:
        return
    before = said_before_on_its_day(comment, fact.comment_id)
    for person_id in sorted(writers_of(fact.document_id)):
        if before <= {person_id}:
            yield Notice(person_id, COMMENTED, {"document": fact.document_id})


@announces(CommentAnswered)
def of_an_answer(fact: CommentAnswered) -> Iterable[Notice]:
    """Whoever wrote what was answered."""
    return _to_its_writer(ANSWERED, fact.document_id, fact.answers_id)


@announces(CommentSettled)
def of_a_settling(fact: CommentSettled) -> Iterable[Notice]:
    """The same."""
    return _to_its_writer(SETTLED, fact.document_id, fact.comment_id)


@shows(*SAID)
def show_comments(actor: Actor, told: Sequence[Told]) -> Mapping[UUID, Shown]:
    """To who may see the document still, and the comment that it is about."""
    titles = titles_seen(actor, {UUID(each.about["document"]) for each in told})
    seen = comments_seen(actor, {UUID(each.about["comment"]) for each in told if "comment" in each.about})
    return {
        each.id: Shown(Words(SAID[each.template].msgid, {"title": title}), _link(each))
        for each in told
        if (title := titles.get(UUID(each.about["document"]))) is not None
        and ("comment" not in each.about or UUID(each.about["comment"]) in seen)
    }


def _link(each: Told) -> Link:
    return Link("library.comments", {"document_id": UUID(each.about["document"])})


def _to_its_writer(template: str, document_id: UUID, comment_id: UUID) -> Iterator[Notice]:
    comment = said(comment_id)
    for person_id in sorted(reading(document_id, [comment.writer_id])) if comment else ():
        yield Notice(person_id, template, {"document": document_id, "comment": comment_id})
