"""What can be seen of matching: by whom, in which order, in how many statements."""

from datetime import date
from typing import Any
from uuid import UUID, uuid4

import pytest
from flask import Flask
from sqlalchemy import select

from network.kernel import clock
from network.kernel.actor import Actor, Role
from network.kernel.refusals import NotFound
from network.mentorship import commands, queries
from network.mentorship.models import Proposal
from network.mentorship.queries import Narrowing, Order, Standing, pool, table
from network.mentorship.queries.proposals import visible_to as proposals_seen_by
from network.organizations.models import DoNotPair, Invitation
from network.pairings import queries as pairing_queries
from network.pairings.models import Pairing
from network.pairings.queries.pairings import facts_of
from network.pairings.queries.pairings import visible_to as pairings_seen_by
from network.pairings.rules.states import PairingState, Side
from network.policy import Permission, can
from network.storage.db import db
from tests.factories.mentorship import (
    COAST,
    NORTH,
    VALLEY,
    make_answer,
    make_mentee,
    make_mentor,
    make_pairing,
    make_proposal,
    match,
    open_round,
)
from tests.factories.people import coordinator, lead_of, liaison_of, make_member, member_of
from tests.factories.places import make_community
from tests.statements import statements

MADE_UP = UUID(int=77)


def one_of_each_kind(*organization_ids: UUID) -> list[Actor]:
    first, second = organization_ids[0], organization_ids[1]
    return [
        coordinator(),
        *(lead_of(each) for each in organization_ids),
        member_of(first),
        lead_of(first, second),
        liaison_of("northwest"),
        liaison_of("fraser"),
        liaison_of("nobody-there"),
        Actor(person_id=uuid4(), roles=frozenset({Role.LIAISON}), organization_ids=frozenset({second})),
        Actor(person_id=uuid4(), region_codes=frozenset({"northwest"})),
        Actor(person_id=uuid4(), roles=frozenset({Role.SAFETY_MODERATOR})),
        Actor(person_id=uuid4(), roles=frozenset({Role.ADMINISTRATOR})),
        Actor(person_id=uuid4()),
        Actor(),
    ]


def test_what_is_seen_of_proposals_is_what_the_policy_allows(app: Flask) -> None:
    mentor, one, other = make_mentor(capacity=2), make_mentee(), make_mentee("Salmonberry Safe Home")
    make_proposal(mentor, one)
    make_proposal(mentor, other, state="withdrawn")
    everything = db.session.scalars(select(Proposal)).all()
    for actor in one_of_each_kind(mentor, one, other):
        seen = {row.id for row in db.session.scalars(proposals_seen_by(actor))}
        assert seen == {row.id for row in everything if can(actor, Permission.PROPOSAL_VIEW, row)}


def test_what_is_seen_of_pairings_is_what_the_policy_allows(app: Flask) -> None:
    mentor, one, other = make_mentor(capacity=2), make_mentee(), make_mentee("Salmonberry Safe Home")
    far = make_mentor("Larch Peers", community_id=make_community("Fort Nelson", region="northeast", at=NORTH))
    make_pairing(mentor, one)
    make_pairing(mentor, other, PairingState.ENDED_EARLY)
    make_pairing(far, make_mentee("Juniper House", community_id=make_community("Muncho", region="northeast", at=NORTH)))
    everything = db.session.scalars(select(Pairing)).all()
    facts = facts_of(everything)
    for actor in one_of_each_kind(mentor, one, other):
        seen = {row.id for row in db.session.scalars(pairings_seen_by(actor))}
        assert seen == {row.id for row in everything if can(actor, Permission.PAIRING_VIEW, facts[row.id])}


@pytest.fixture
def planned(app: Flask) -> UUID:
    """A matched round: two mentors with three places, four that wait, one of whom nobody can teach."""
    make_mentor("Aspen Peers", capacity=2)
    make_mentor("Larch Peers", community_id=make_community("Hope", region="fraser", at=VALLEY, population=7_000))
    for name in ("Driftwood House", "Salmonberry Safe Home", "Kwádacha Women's Circle"):
        make_mentee(name)
    make_mentee("Juniper House", wants=("housing",), community_id=make_community("Fort Nelson", region="northeast", at=NORTH))
    round_id = open_round()
    match(round_id)
    return round_id


def names(round_id: UUID, **asked: Any) -> list[str]:
    return [line.mentee.name for line in queries.pairs(coordinator(), round_id, Narrowing(**asked)).items]


def test_the_table_is_narrowed(planned: UUID) -> None:
    assert len(names(planned)) == 3
    assert names(planned, standing=Standing.UNSERVED) == ["Juniper House"]
    assert names(planned, standing=Standing.ALL, region="northeast") == ["Juniper House"]
    assert names(planned, sought="kwadacha") == ["Kwádacha Women's Circle"]
    assert set(names(planned, sought="larch peers")) < set(names(planned))
    assert names(planned, standing=Standing.LOCKED) == names(planned, tier=1) == []
    assert queries.number_of(coordinator(), planned, Narrowing(standing=Standing.ALL)) == 4


@pytest.mark.parametrize("order", list(Order))
def test_the_table_is_sorted_and_paged_without_gaps(planned: UUID, order: Order, monkeypatch: pytest.MonkeyPatch) -> None:
    asked = Narrowing(standing=Standing.ALL, order=order)
    whole = queries.pairs(coordinator(), planned, asked).items
    monkeypatch.setattr(table, "PAGE", 1)
    read, after = [], None
    while True:
        page = queries.pairs(coordinator(), planned, asked, after)
        read += page.items
        if page.older is None:
            break
        after = page.older
    assert read == list(whole)
    assert len(whole) == 4
    key = {
        Order.PRIORITY: lambda line: (-line.tier, -line.fit),
        Order.FIT: lambda line: -line.fit,
        Order.WORST_FIT: lambda line: line.fit,
        Order.FARTHEST: lambda line: -(line.km or 10**6),
        Order.MENTEE: lambda line: line.mentee.name.casefold(),
        Order.MENTOR: lambda line: line.mentor.name.casefold() if line.mentor else "",
    }[order]
    assert [key(line) for line in whole] == sorted(key(line) for line in whole)


@pytest.mark.parametrize("after", ["", "x", "|", "x|1", f"{MADE_UP}|x", str(MADE_UP)])
def test_a_made_up_place_in_the_table_shows_no_error(planned: UUID, after: str) -> None:
    page = queries.pairs(coordinator(), planned, Narrowing(), after)
    assert len(page.items) == (0 if after else 3)


def test_the_chosen_pair_has_its_reasons_and_prices(planned: UUID) -> None:
    line = queries.pairs(coordinator(), planned, Narrowing()).items[0]
    seen = queries.pair_of(coordinator(), planned, line.mentee.id)
    assert sum(each.points for each in seen.criteria) == line.fit
    assert {each.name for each in seen.choices} == {"Aspen Peers", "Larch Peers"}
    assert seen.possible == 2
    assert seen.forbid is not None
    assert seen.forbid.is_possible
    assert seen.next_best is not None
    assert line.mentor is not None
    mine = next(each for each in seen.choices if each.mentor_id == line.mentor.id)
    assert mine.price.is_free
    assert str(mine.price.says[0]) == "Costs nothing."
    assert seen.for_members
    with pytest.raises(NotFound):
        queries.pair_of(coordinator(), planned, uuid4())


def test_who_is_left_out_is_told_why(planned: UUID) -> None:
    line = queries.pairs(coordinator(), planned, Narrowing(standing=Standing.UNSERVED)).items[0]
    seen = queries.pair_of(coordinator(), planned, line.mentee.id)
    assert [(rule.code, rule.excludes, rule.is_needed) for rule in seen.rules] == [("topic", 2, True)]
    assert seen.choices == ()
    assert "topics" in " ".join(map(str, line.says))


def test_each_mentor_says_what_one_more_place_would_bring(app: Flask) -> None:
    mentor = make_mentor("Aspen Peers", capacity=1)
    make_mentee(), make_mentee("Salmonberry Safe Home")
    round_id = open_round()
    match(round_id)
    (use,) = queries.mentors_of(coordinator(), round_id)
    assert (use.mentor.id, use.places, use.used) == (mentor, 1, 1)
    assert use.one_more.lost_in_all == -1
    assert use.one_more.brings in {"Driftwood Transition House", "Salmonberry Safe Home"}


def test_a_mentor_that_rests_offers_no_free_place(app: Flask) -> None:
    make_mentor("Aspen Peers", capacity=1)
    resting = make_mentor("Sleeping Peers", capacity=3, status="paused")
    make_mentee()
    round_id = open_round()
    match(round_id)
    places = {use.mentor.id: use.places for use in queries.mentors_of(coordinator(), round_id)}
    assert places[resting] == 0
    assert queries.openings_of(coordinator(), round_id).places == 1


def test_the_pool_shows_places_and_who_waits_longest(app: Flask) -> None:
    mentor = make_mentor(capacity=3)
    waits, newer, unknown = (
        make_mentee("Waits Longest", waiting_since=date(2024, 1, 5)),
        make_mentee("Newer"),
        make_mentee("Nobody Noted", waiting_since=None),
    )
    make_mentee("Closed House", status="closed")
    make_pairing(mentor, newer)
    offer = make_proposal(mentor, waits)
    make_answer(offer.proposal_id, Side.MENTOR)
    round_id, who = open_round(), coordinator()
    mentors, mentees = pool.mentors(who, round_id), pool.mentees(who, round_id)
    assert [(each.id, each.capacity, each.taken, each.free) for each in mentors.items] == [(mentor, 3, 2, 1)]
    assert [(each.id, each.mentors) for each in mentees.items] == [(waits, 0), (newer, 1), (unknown, 0)]
    assert pool.totals(who, round_id) == pool.Totals(mentors=1, mentors_resting=0, places=1, waiting=3, waiting_resting=0)


def test_the_pool_is_paged_by_key_and_sought_without_accents(app: Flask) -> None:
    round_id, who = open_round(), coordinator()
    waits = [make_mentee(f"House {number:02}", waiting_since=date(2025, 1, 1 + number // 2)) for number in range(28)]
    unknown = make_mentee("Maison d'été", waiting_since=None)
    make_mentee("Winter House", status="paused", waiting_since=None)
    first = pool.mentees(who, round_id)
    assert [each.id for each in first.items] == waits[:25]
    rest = pool.mentees(who, round_id, after=first.older or "")
    assert [each.id for each in rest.items][:4] == [*waits[25:], unknown]
    assert (len(rest.items), rest.older) == (5, None)
    assert [each.id for each in pool.mentees(who, round_id, "ETE").items] == [unknown]
    assert pool.mentees(who, round_id, after="no key").items == ()
    counted = pool.totals(who, round_id)
    assert (counted.waiting, counted.waiting_resting) == (29, 1)


def test_publishing_names_those_that_nobody_can_sign_in_for(app: Flask) -> None:
    mentor, mentee = make_mentor(), make_mentee(phone="250 555 0100")
    round_id, who = open_round(), coordinator()
    match(round_id)
    make_member(mentor, is_lead=True)
    make_member(mentee)
    seen = queries.publishing(who, round_id)
    assert (seen.fresh, seen.standing, seen.withdrawn) == (1, 0, 0)
    (silent,) = seen.silent.items
    assert seen.unreached == 1
    assert (silent.id, silent.sides, silent.has_people, silent.is_invited) == (mentee, (Side.MENTEE,), True, False)
    assert silent.phone == "250 555 0100"
    db.session.add(
        Invitation(organization_id=mentee, token_digest="-", made_at=clock.now(), expires_at=clock.now().replace(year=2999))
    )
    db.session.commit()
    assert queries.publishing(who, round_id).silent.items[0].is_invited
    commands.publish_round(who, round_id)
    after = queries.publishing(who, round_id)
    assert (after.fresh, after.standing, after.withdrawn) == (0, 1, 0)


def test_a_lead_reads_why_and_nothing_that_is_hidden(app: Flask) -> None:
    mentor, mentee = make_mentor(), make_mentee()
    round_id = open_round()
    match(round_id)
    commands.publish_round(coordinator(), round_id)
    (card,) = queries.proposals_of(lead_of(mentee))
    assert (card.side, card.other.id, card.may_answer, card.is_open) == (Side.MENTEE, mentor, True, True)
    assert any("outreach" in str(reason) for reason in card.reasons)
    assert not queries.proposals_of(member_of(mentee))[0].may_answer
    assert queries.proposals_of(coordinator()) == queries.proposals_of(member_of(uuid4())) == ()
    with pytest.raises(NotFound):
        queries.line_of_proposal(lead_of(mentee), card.id)
    with pytest.raises(NotFound):
        queries.answers_in(lead_of(mentee), round_id)
    (line,) = queries.answers_in(coordinator(), round_id).page.items
    assert (line.mentor.id, line.from_mentor) == (mentor, None)


def test_who_is_left_out_reads_nothing_of_the_reasons_between_two(app: Flask) -> None:
    mentor, mentee = make_mentor(), make_mentee()
    db.session.add(DoNotPair(organization_id=mentor, other_id=mentee, reason="a quarrel", added_at=clock.now()))
    db.session.commit()
    other = make_mentee("Salmonberry Safe Home")
    taken = make_mentee("Juniper House")
    round_id, who = open_round(), coordinator()
    commands.lock_pair(who, round_id, commands.PairDraft(mentor, taken, "agreed by phone"))
    match(round_id)
    assert queries.left_out_of(lead_of(mentee)) == ()
    commands.publish_round(who, round_id)
    (kept_apart,), (short_of_places,) = queries.left_out_of(lead_of(mentee)), queries.left_out_of(member_of(other))
    assert kept_apart.organization_id == mentee
    assert kept_apart.says == short_of_places.says
    assert queries.left_out_of(lead_of(taken)) == queries.left_out_of(who) == ()
    (decision,) = queries.decisions(who, round_id)
    assert (decision.kind, decision.mentee, decision.reason) == ("locked", "Juniper House", "agreed by phone")
    with pytest.raises(NotFound):
        queries.decisions(lead_of(mentee), round_id)


def test_the_hours_of_the_week_are_told_in_utc(app: Flask) -> None:
    make_mentor(free=((0, 540, 600), (6, 1380, 1440)))
    (party,) = queries.problem_for(coordinator(), open_round()).mentors
    # Vancouver keeps UTC-7 for good since November 2026; Sunday's last hour runs into Monday morning of the next UTC week.
    assert set(party.availability) == {(540 + 420, 600 + 420), (1380 + 420 - 1440, 420)}


def test_remoteness_looks_at_other_organizations(app: Flask) -> None:
    make_mentor(community_id=make_community("Abbotsford", region="fraser", at=VALLEY, population=150_000))
    here = make_community("Prince Rupert", at=COAST, population=12_000)
    alone = make_mentee(community_id=here)
    (party,) = queries.problem_for(coordinator(), open_round()).mentees
    assert party.id == str(alone)
    assert party.nearest_sex_work_km == party.nearest_town_km
    assert 700 < (party.nearest_town_km or 0) < 900
    assert not party.has_local_service
    make_mentor("Coast Peers", capacity=0, community_id=here)
    (party,) = queries.problem_for(coordinator(), open_round()).mentees
    assert (party.nearest_sex_work_km, party.has_local_service) == (0, True)


def costs(round_id: UUID) -> dict[str, int]:
    """The number of statements of each question."""
    who = coordinator()
    chosen = queries.pairs(who, round_id, Narrowing()).items[0].mentee.id
    lead = lead_of(chosen)
    run_id = queries.round_of(who, round_id).run_id
    assert run_id is not None
    asked: dict[str, Any] = {
        "problem": lambda: queries.problem_for(who, round_id),
        "rounds": lambda: queries.rounds(who),
        "round": lambda: queries.round_of(who, round_id),
        "run": lambda: queries.run_of(who, round_id),
        "totals": lambda: pool.totals(who, round_id),
        "mentors who can": lambda: pool.mentors(who, round_id),
        "mentees who wait": lambda: pool.mentees(who, round_id),
        "pairs": lambda: queries.pairs(who, round_id, Narrowing()),
        "all pairs": lambda: queries.all_pairs(who, round_id),
        "pair": lambda: queries.pair_of(who, round_id, chosen),
        "mentors": lambda: queries.mentors_of(who, round_id),
        "scenarios": lambda: queries.scenarios(who, round_id),
        "comparison": lambda: queries.comparison(who, round_id, run_id, run_id),
        "publishing": lambda: queries.publishing(who, round_id),
        "answers": lambda: queries.answers_in(who, round_id),
        "proposals": lambda: queries.proposals_of(lead),
        "pairings": lambda: pairing_queries.pairings(who),
        "decisions": lambda: queries.decisions(who, round_id),
        "left out": lambda: queries.left_out_of(lead),
    }
    found = {}
    for name, ask in asked.items():
        db.session.rollback()
        db.session.expunge_all()
        with statements() as said:
            ask()
        found[name] = len([each for each in said if not each.lower().startswith(("begin", "savepoint"))])
    return found


FIXED = {
    "problem": 15,
    "rounds": 1,
    "round": 1,
    "run": 3,
    "totals": 3,
    "mentors who can": 2,
    "mentees who wait": 2,
    "pairs": 2,
    "all pairs": 2,
    "pair": 3,
    "mentors": 2,
    "scenarios": 2,
    "comparison": 2,
    "publishing": 5,
    "answers": 6,
    "proposals": 4,
    "pairings": 1,
    "decisions": 2,
    "left out": 1,
}


@pytest.mark.parametrize("number", [1, 12])
def test_the_number_of_statements_does_not_grow_with_the_data(app: Flask, number: int) -> None:
    make_mentor("Aspen Peers", capacity=20)
    for place in range(number):
        make_mentee(f"Waiting {place}")
    round_id, who = open_round(), coordinator()
    match(round_id)
    for proposal_id in commands.publish_round(who, round_id):
        make_answer(proposal_id, Side.MENTEE, answered_by_id=make_member(make_mentor(f"Other {uuid4()}", capacity=0)))
    costs(round_id)  # the lists are kept in memory from the first time on
    assert costs(round_id) == FIXED
