"""Comments: who says what of which text, what becomes of it, and who reads it."""

from collections.abc import Callable
from typing import Any
from uuid import UUID, uuid4

import pytest
from flask import Flask

from network.kernel.actor import Actor
from network.kernel.refusals import Conflict, Denied, Invalid, NotFound
from network.library.commands.comments import (
    CommentDraft,
    SettlingDraft,
    answer,
    change_comment,
    comment,
    settle_comment,
    take_back_comment,
)
from network.library.models import PassageComment
from network.library.queries.comments import comments_of, comments_visible_to, open_counts
from network.library.rules.comments import How
from network.library.rules.states import VersionState
from network.markdown import passages
from network.spaces.queries import entering
from network.spaces.rules import Place, SpaceKind
from network.storage.db import db
from tests.factories.library import make_document
from tests.factories.organizations import make_organization
from tests.factories.people import coordinator, lead_of, member_of
from tests.factories.sharing import TEXT, add_text, for_organization, make_comment, move_text
from tests.journal import everything, facts

KEY = passages(TEXT)[1].key
DRAFT, CONSULTATION, REVIEW, IN_FORCE = (
    VersionState.DRAFT,
    VersionState.CONSULTATION,
    VersionState.REVIEW,
    VersionState.IN_FORCE,
)


@pytest.fixture
def house(app: Flask) -> UUID:
    return make_organization("Wayside House")


@pytest.fixture
def other(app: Flask) -> UUID:
    return make_organization("Juniper Peers")


@pytest.fixture
def keeper(house: UUID) -> Actor:
    return for_organization(lead_of(house), house, "Wayside House")


@pytest.fixture
def reader(other: UUID) -> Actor:
    return for_organization(member_of(other), other, "Juniper Peers")


def says(text: str = "It is two days by boat.", passage: str = "") -> CommentDraft:
    return CommentDraft(uuid4(), text, passage)


def settles(how: How = How.TAKEN, text: str = "") -> SettlingDraft:
    return SettlingDraft(uuid4(), how, text)


def refused(deed: Callable[[], Any], kind: type[Exception]) -> None:
    before = everything()
    with pytest.raises(kind):
        deed()
    assert everything() == before


def test_a_reader_comments_and_a_keeper_settles(house: UUID, keeper: Actor, reader: Actor) -> None:
    made = make_document(house, CONSULTATION, text=TEXT)
    said = comment(reader, made, 1, says(passage=KEY))
    on_whole = comment(reader, made, 1, says("Good."))
    page = comments_of(keeper, made)
    assert [[line.id for line in lines] for _, lines in page.passages] == [[], [said], []]
    assert ([line.id for line in page.whole], page.open, page.consulted) == ([on_whole], 2, ("Juniper Peers",))
    assert page.passages[1][1][0].quote == "Tell somebody when you will be back."
    assert open_counts(keeper, [made]) == {made: 2}
    answer(keeper, made, said, says("Thank you."))
    settle_comment(keeper, made, said, settles())
    line = comments_of(reader, made).passages[1][1][0]
    assert (str(line.how), [each.text for each in line.answers], line.may_change) == ("Taken up", ["Thank you."], False)
    assert facts("comment_settled") == [{"document_id": str(made), "comment_id": str(said), "how": "taken"}]
    assert open_counts(reader, [made]) == {made: 1}
    assert "boat" not in repr(facts("passage_commented"))
    refused(lambda: settle_comment(keeper, made, said, settles()), Conflict)
    refused(lambda: answer(reader, made, said, says()), Conflict)


def test_whoever_wrote_it_hears_why_it_was_not_taken_up(house: UUID, keeper: Actor, reader: Actor) -> None:
    made = make_document(house, CONSULTATION)
    said = comment(reader, made, 1, says())
    refused(lambda: settle_comment(keeper, made, said, settles(How.NOT_TAKEN)), Invalid)
    refused(lambda: settle_comment(keeper, made, said, settles(How.ANSWERED)), Invalid)
    refused(lambda: settle_comment(reader, made, said, settles()), Denied)
    settle_comment(keeper, made, said, settles(How.NOT_TAKEN, "The road is open again."))
    line = comments_of(reader, made).whole[0]
    assert (str(line.how), [each.text for each in line.answers]) == ("Not taken up", ["The road is open again."])


def test_one_answered_before_can_be_settled_as_answered(house: UUID, keeper: Actor, reader: Actor) -> None:
    made = make_document(house, CONSULTATION)
    said = comment(reader, made, 1, says())
    answer(keeper, made, said, says("Yes."))
    settle_comment(keeper, made, said, settles(How.ANSWERED))


@pytest.mark.parametrize(
    ("state", "everybody", "its_keepers"),
    [(DRAFT, NotFound, None), (CONSULTATION, None, None), (REVIEW, Conflict, None), (IN_FORCE, None, None)],
)
def test_which_texts_take_comments(
    house: UUID, keeper: Actor, reader: Actor, state: VersionState, everybody: Any, its_keepers: Any
) -> None:
    made = make_document(house, state)
    for who, kind in ((reader, everybody), (keeper, its_keepers)):
        if kind is None:
            comment(who, made, 1, says())
        else:
            refused(lambda who=who: comment(who, made, 1, says()), kind)  # type: ignore[misc]


def test_what_was_said_of_a_draft_stays_on_its_keepers_desk(house: UUID, keeper: Actor, reader: Actor) -> None:
    made = make_document(house, DRAFT)
    inner = comment(keeper, made, 1, says("canary-of-the-desk"))
    inner_answer = answer(keeper, made, inner, says("canary-of-the-desk too"))
    for state in (CONSULTATION, REVIEW, IN_FORCE):
        move_text(made, state)
        assert [line.id for line in comments_of(keeper, made).whole] == [inner]
        page = comments_of(reader, made)
        assert (page.whole, page.open, page.consulted, open_counts(reader, [made])) == ((), 0, (), {})
        seen = set(db.session.scalars(comments_visible_to(reader).with_only_columns(PassageComment.id)))
        assert not seen & {inner, inner_answer}
        refused(lambda: answer(reader, made, inner, says()), NotFound)


def test_a_comment_whose_passage_was_rewritten_keeps_its_quote(house: UUID, keeper: Actor, reader: Actor) -> None:
    made = make_document(house, CONSULTATION, text=TEXT)
    said = comment(reader, made, 1, says(passage=KEY))
    move_text(made, CONSULTATION, text=TEXT.replace("Tell somebody", "Tell two people"))
    page = comments_of(reader, made)
    assert [(line.id, line.quote) for line in page.gone] == [(said, "Tell somebody when you will be back.")]
    refused(lambda: comment(reader, made, 1, says(passage=KEY)), Conflict)
    refused(lambda: comment(reader, made, 1, says(passage="made-up")), Conflict)


def test_open_comments_follow_to_the_next_text_and_settled_ones_stay(house: UUID, keeper: Actor, reader: Actor) -> None:
    made = make_document(house, IN_FORCE, text=TEXT)
    there, settled = comment(reader, made, 1, says(passage=KEY)), comment(reader, made, 1, says())
    settle_comment(keeper, made, settled, settles())
    add_text(made, CONSULTATION)
    page = comments_of(reader, made)
    assert (page.text.number, [[line.id for line in lines] for _, lines in page.passages]) == (2, [[], [there], []])
    assert (page.passages[1][1][0].number, page.whole, page.consulted) == (1, (), ())
    assert [line.id for line in comments_of(reader, made, 1).whole] == [settled]
    with pytest.raises(NotFound):
        comments_of(reader, made, 3)


def test_own_words_are_changed_and_taken_back_until_somebody_answers(house: UUID, keeper: Actor, reader: Actor) -> None:
    made = make_document(house, CONSULTATION, text=TEXT)
    first, second = comment(reader, made, 1, says(passage=KEY)), comment(reader, made, 1, says("canary-slip"))
    refused(lambda: change_comment(keeper, made, first, "Mine now."), Denied)
    refused(lambda: take_back_comment(keeper, made, first), Denied)
    change_comment(reader, made, first, "Three days by boat.")
    assert comments_of(keeper, made).passages[1][1][0].text == "Three days by boat."
    take_back_comment(reader, made, second)
    line = comments_of(keeper, made).whole[0]
    assert (line.text, line.is_taken_back, line.is_open) == ("", True, False)
    assert "canary-slip" not in repr([row.text for row in db.session.query(PassageComment)])
    assert facts("comment_taken_back") == [{"document_id": str(made), "comment_id": str(second)}]
    refused(lambda: take_back_comment(reader, made, second), Conflict)
    answered = answer(keeper, made, first, says("By which?"))
    refused(lambda: change_comment(reader, made, first, "Other."), Conflict)
    refused(lambda: take_back_comment(reader, made, first), Conflict)
    take_back_comment(keeper, made, answered)
    take_back_comment(reader, made, first)


def test_sent_twice_it_is_one_comment(house: UUID, reader: Actor) -> None:
    made = make_document(house, CONSULTATION)
    once = says()
    said = comment(reader, made, 1, once)
    refused(lambda: comment(reader, made, 1, once), Conflict)
    again = says("Yes.")
    answer(reader, made, said, again)
    refused(lambda: answer(reader, made, said, again), Conflict)


def test_nothing_is_said_without_words_or_under_an_answer(house: UUID, keeper: Actor, reader: Actor) -> None:
    made = make_document(house, CONSULTATION)
    refused(lambda: comment(reader, made, 1, says("  ")), Invalid)
    said = comment(reader, made, 1, says())
    reply = answer(keeper, made, said, says())
    refused(lambda: answer(reader, made, reply, says()), Denied)
    refused(lambda: settle_comment(keeper, made, reply, settles()), Denied)
    another = make_document(house)
    refused(lambda: answer(reader, another, said, says()), NotFound)


def test_it_is_said_for_the_organization_that_enters_the_space(house: UUID, other: UUID) -> None:
    made = make_document(house, CONSULTATION, Place(SpaceKind.ORGANIZATION, str(house)))
    both = for_organization(member_of(house, other), other)
    comment(both, made, 1, says())
    comment(entering(coordinator()), make_document(house, CONSULTATION), 1, says())
    assert [row.organization_id for row in db.session.query(PassageComment).order_by(PassageComment.written_at)] == [None, None]
    comment(for_organization(member_of(house, other), house), made, 1, says())
    assert db.session.query(PassageComment).filter_by(organization_id=house).count() == 1


def test_who_does_not_enter_the_space_sees_nothing(house: UUID, keeper: Actor, reader: Actor) -> None:
    made = make_document(house, CONSULTATION, Place(SpaceKind.ORGANIZATION, str(house)))
    said = make_comment(made, house)
    for deed in (
        lambda: comment(reader, made, 1, says()),
        lambda: answer(reader, made, said, says()),
        lambda: settle_comment(reader, made, said, settles()),
        lambda: comments_of(reader, made),
    ):
        refused(deed, NotFound)
    assert open_counts(reader, [made]) == {}
    assert open_counts(keeper, [made]) == {made: 1}
