"""Which signs make which tier, each threshold at its edge."""

from datetime import date, timedelta

import pytest

from network.mentorship.rules.tiers import tier_of
from network.mentorship.rules.values import Access, Missed, Party, Tier, TierRules
from tests.mentorship.rules.building import TODAY, mentee

RULES = TierRules(150, far_from_town_km=80, long_wait_days=365, first_tier_signs=2, second_tier_signs=1)
FAR_KM, LONG_DAYS = 150, 365


def signs(party: Party, rules: TierRules = RULES, as_of: date = TODAY) -> list[str]:
    return [str(sign) for sign in tier_of(party, rules, as_of).signs]


def since(days: int) -> date:
    return TODAY - timedelta(days=days)


@pytest.mark.parametrize(("km", "is_sign"), [(None, False), (0, False), (149, False), (150, True), (900, True)])
def test_far_from_sex_work_organizations(km: int | None, is_sign: bool) -> None:
    found = signs(mentee(nearest_sex_work_km=km))
    assert found == ([f"{km} km in a straight line to the nearest sex work organization."] if is_sign else [])


@pytest.mark.parametrize(("km", "is_sign"), [(None, False), (79, False), (80, True)])
def test_far_from_larger_towns(km: int | None, is_sign: bool) -> None:
    found = signs(mentee(nearest_town_km=km))
    assert found == ([f"{km} km in a straight line to the nearest larger town."] if is_sign else [])


@pytest.mark.parametrize(
    ("access", "found"),
    [
        (Access.ROAD, []),
        (Access.FERRY, []),
        (Access.FLY_IN, ["Reached by air only."]),
        (Access.WINTER_ROAD, ["Reached by a winter road."]),
    ],
)
def test_hard_to_reach(access: Access, found: list[str]) -> None:
    assert signs(mentee(access=access)) == found


@pytest.mark.parametrize(
    ("days", "found"),
    [(364, []), (365, ["Waiting for 12 months."]), (400, ["Waiting for 13 months."]), (-5, [])],
)
def test_long_waits(days: int, found: list[str]) -> None:
    assert signs(mentee(waiting_since=since(days))) == found


def test_nobody_noted_since_when_it_waits() -> None:
    assert signs(mentee(waiting_since=None), TierRules(long_wait_days=0)) == []


@pytest.mark.parametrize(
    ("days", "text"),
    [(1, "Waiting for 1 day."), (29, "Waiting for 29 days."), (30, "Waiting for 1 month."), (60, "Waiting for 2 months.")],
)
def test_short_limits_are_said_in_days(days: int, text: str) -> None:
    assert signs(mentee(waiting_since=since(days)), TierRules(long_wait_days=1)) == [text]


def test_waiting_depends_on_the_date_of_the_round() -> None:
    waiting = mentee(waiting_since=since(LONG_DAYS))
    assert signs(waiting) != []
    assert signs(waiting, as_of=TODAY - timedelta(days=1)) == []


REMOTE = {"nearest_sex_work_km": FAR_KM}
WAITING = {"waiting_since": since(LONG_DAYS)}
ALONE = {"has_local_service": False}


@pytest.mark.parametrize(
    ("facts", "tier"),
    [
        ({}, Tier.THIRD),
        (REMOTE, Tier.SECOND),
        (WAITING, Tier.SECOND),
        (ALONE, Tier.SECOND),
        ({**REMOTE, **WAITING}, Tier.FIRST),
        ({**REMOTE, **ALONE}, Tier.FIRST),
        ({**WAITING, **ALONE}, Tier.FIRST),
        ({**REMOTE, **WAITING, **ALONE}, Tier.FIRST),
        ({**REMOTE, "nearest_town_km": 500, "access": Access.FLY_IN}, Tier.SECOND),
    ],
)
def test_signs_make_tiers(facts: dict, tier: Tier) -> None:
    assert tier_of(mentee(**facts), RULES, TODAY).tier is tier


@pytest.mark.parametrize(
    ("first", "second", "tier"), [(3, 1, Tier.SECOND), (3, 2, Tier.SECOND), (3, 3, Tier.THIRD), (2, 1, Tier.FIRST)]
)
def test_how_many_signs_are_needed_is_a_setting(first: int, second: int, tier: Tier) -> None:
    rules = TierRules(first_tier_signs=first, second_tier_signs=second)
    assert tier_of(mentee(**REMOTE, **ALONE), rules, TODAY).tier is tier


def test_by_default_all_three_signs_make_the_first_tier() -> None:
    def tier(**facts: object) -> Tier:
        return tier_of(mentee(**facts), TierRules(), TODAY).tier

    assert [tier(), tier(**REMOTE), tier(**REMOTE, **ALONE), tier(**REMOTE, **ALONE, **WAITING)] == [1, 1, 2, 3]


def test_every_sign_is_said() -> None:
    everything = mentee(nearest_sex_work_km=300, nearest_town_km=200, access=Access.FLY_IN, **WAITING, **ALONE)
    assert signs(everything) == [
        "300 km in a straight line to the nearest sex work organization.",
        "200 km in a straight line to the nearest larger town.",
        "Reached by air only.",
        "Waiting for 12 months.",
        "No local sex work organization.",
    ]


@pytest.mark.parametrize(
    ("missed", "said"),
    [
        (Missed.LEFT_OUT, 'First in its tier: left out in the round "Spring".'),
        (Missed.MENTOR_CLOSED, "First in its tier: its mentor closed."),
        (Missed.MENTOR_RESTS, "First in its tier: its mentor rests for long."),
        (Missed.ENDED, "First in its tier: its pairing ended early."),
    ],
)
def test_who_missed_a_mentor_goes_first_in_its_tier_and_is_told_why(missed: Missed, said: str) -> None:
    reading = tier_of(mentee(missed=missed, missed_in="Spring", **REMOTE), RULES, TODAY)
    assert (reading.tier, reading.is_ahead) == (Tier.SECOND, True)
    assert [str(sign) for sign in reading.signs][1:] == [said]


def test_who_missed_nobody_goes_first_nowhere() -> None:
    reading = tier_of(mentee(**REMOTE), RULES, TODAY)
    assert (reading.is_ahead, len(reading.signs)) == (False, 1)
