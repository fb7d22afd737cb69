"""C2, C5, C15: passwords, sessions and waits at their edges."""

from datetime import UTC, datetime, timedelta

import pytest

from network.accounts import rules
from network.accounts.rules import Limit
from network.kernel.actor import Role

NOW = datetime(2026, 11, 23, 12, tzinfo=UTC)
SECOND, MINUTE = timedelta(seconds=1), timedelta(minutes=1)
FIVE = Limit(5, 15 * MINUTE, timedelta(hours=1))
VARIED = "kq7 tdo wzv 91x mfa gub 4yh nes"


@pytest.mark.parametrize(
    ("length", "said"),
    [
        (14, "Use at least 15 characters."),
        (15, None),
        (64, None),
        (128, None),
        (256, None),
        (257, "Use at most 256 characters."),
    ],
)
def test_a_password_has_a_length(length: int, said: str | None) -> None:
    """C2: 15 without a second factor; long ones of any signs are taken."""
    found = rules.password_problem((VARIED * 60)[:length], ())
    assert (found and str(found)) == said


EASY = "This is too easy to guess. Use four or five words that don't belong together."


@pytest.mark.parametrize(
    ("password", "known", "said"),
    [
        ("abcdabcdabcdabcd", (), EASY),
        ("abcdeabcdeabcdea", (), EASY),
        ("Cedar House Cedar House", ("cedar", "House"), EASY),
        ("CEDAR HOUSE walks beyond snow", ("cedar", "House"), None),
        ("four quiet boots on larch", ("on",), None),
        ("ann ann ann ann ann", ("ann",), EASY),
    ],
)
def test_names_that_a_stranger_would_try_first_do_not_count(password: str, known: tuple[str, ...], said: str | None) -> None:
    """C2: what is left without them must still be hard to guess. Words of two letters are left alone: they are in many words."""
    found = rules.password_problem(password, known)
    assert (found and str(found)) == said


def test_a_password_is_composed_and_otherwise_left_alone() -> None:
    assert rules.password_as_hashed(" e\u0301A ") == " \u00e9A "


@pytest.mark.parametrize(("letters", "is_too_long"), [(256, False), (257, True)])
def test_a_password_is_as_long_as_its_letters_not_as_the_signs_they_are_made_of(letters: int, is_too_long: bool) -> None:
    """This letter is typed as four signs where keyboards put accents on."""
    said = str(rules.password_problem("\u03b1\u0313\u0300\u0345" * letters, ()))
    assert (said == "Use at most 256 characters.") is is_too_long


def test_a_wrong_password_is_refused_at_its_field_without_a_threat() -> None:
    refusal = rules.wrong_password()
    assert (refusal.field, str(refusal.message)) == (
        "password",
        "This is not your password. Nothing is locked: try again.",
    )


def test_an_address_is_composed_trimmed_and_folded() -> None:
    assert rules.folded_email(" E\u0301ve@People.Example\n") == "\u00e9ve@people.example"


@pytest.mark.parametrize(
    ("idle", "until_the_end", "alive"),
    [
        (timedelta(0), SECOND, True),
        (30 * MINUTE - SECOND, SECOND, True),
        (30 * MINUTE, SECOND, False),
        (timedelta(0), timedelta(0), False),
        (timedelta(0), -SECOND, False),
    ],
)
def test_a_session_ends_when_it_idles_or_is_old(idle: timedelta, until_the_end: timedelta, alive: bool) -> None:
    assert rules.is_alive(NOW, NOW - idle, NOW + until_the_end) is alive


@pytest.mark.parametrize(("idle", "due"), [(5 * MINUTE - SECOND, False), (5 * MINUTE, True), (timedelta(hours=1), True)])
def test_last_seen_is_marked_every_five_minutes_at_most(idle: timedelta, due: bool) -> None:
    assert rules.is_due_to_be_marked(NOW, NOW - idle) is due


@pytest.mark.parametrize(
    ("count", "gone", "left"),
    [
        (0, timedelta(0), timedelta(0)),
        (4, timedelta(0), timedelta(0)),
        (5, timedelta(0), SECOND),
        (5, SECOND, timedelta(0)),
        (5, 5 * SECOND, timedelta(0)),
        (6, timedelta(0), 2 * SECOND),
        (8, 3 * SECOND, 5 * SECOND),
        (14, timedelta(0), 512 * SECOND),
        (15, timedelta(0), 15 * MINUTE),
        (10_000, timedelta(0), 15 * MINUTE),
        (500, timedelta(hours=1) - SECOND, timedelta(0)),
        (500, timedelta(hours=1), timedelta(0)),
        (500, -timedelta(days=3), 15 * MINUTE),
        (5, -10 * SECOND, 11 * SECOND),
    ],
)
def test_each_try_over_the_free_ones_doubles_the_wait(count: int, gone: timedelta, left: timedelta) -> None:
    assert rules.wait(FIVE, count, NOW - gone, NOW) == left


def test_the_doubling_itself_has_an_end() -> None:
    """A limit without a longest wait of its own: the wait stops growing where a number of any size could no longer be added."""
    endless = Limit(0, timedelta(days=999), timedelta(days=9999))
    assert rules.wait(endless, 20, NOW, NOW) == timedelta(seconds=2**20) == rules.wait(endless, 10**6, NOW, NOW)
    assert rules.wait(endless, 19, NOW, NOW) == timedelta(seconds=2**19)


def test_a_rest_makes_tries_free_again() -> None:
    short = Limit(5, timedelta(hours=2), timedelta(minutes=1))
    assert rules.wait(short, 20, NOW - MINUTE + SECOND, NOW) > timedelta(0)
    assert rules.wait(short, 20, NOW - MINUTE, NOW) == timedelta(0)


@pytest.mark.parametrize(
    ("seconds", "said"),
    [
        (0.2, "Wait 1 second, then try again."),
        (1.2, "Wait 2 seconds, then try again."),
        (59, "Wait 59 seconds, then try again."),
        (59.5, "Wait 1 minute, then try again."),
        (60, "Wait 1 minute, then try again."),
        (61, "Wait 2 minutes, then try again."),
        (900, "Wait 15 minutes, then try again."),
    ],
)
def test_a_wait_is_said_in_the_unit_that_matters(seconds: float, said: str) -> None:
    assert str(rules.said_pause(timedelta(seconds=seconds))) == said


@pytest.mark.parametrize(
    ("address", "network"),
    [
        ("192.0.2.77", "192.0.2.0/24"),
        ("2001:db8:1:2ff::9", "2001:db8:1:200::/56"),
        ("", "unknown"),
        ("rubbish", "unknown"),
    ],
)
def test_an_address_stands_for_its_neighbours(address: str, network: str) -> None:
    assert rules.network_of(address) == network


@pytest.mark.parametrize("role", Role)
def test_a_safety_role_is_given_by_an_act_of_its_own(role: Role) -> None:
    assert (rules.act_for(role) == rules.GIVE_SAFETY_ROLE) is (role is Role.SAFETY_MODERATOR)
    assert rules.act_for(role) in {rules.GIVE_ROLE, rules.GIVE_SAFETY_ROLE}
