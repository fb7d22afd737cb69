"""What counts as proof for whom, how long a shared computer holds a session, and which mail may still leave, at their edges."""

from datetime import UTC, datetime, timedelta

import pytest

from network.accounts.rules.links import is_still_to_be_posted
from network.accounts.rules.proofs import Proof, codes_taken, is_enough, may_remove, needs_passkey
from network.accounts.rules.roles import RESET_FACTORS, RESET_MODERATORS_FACTORS, act_to_reset
from network.accounts.rules.sessions import is_alive, is_due_to_be_marked
from network.kernel.actor import Role

NOW = datetime(2026, 11, 23, 12, tzinfo=UTC)
SECOND, MINUTE, DAY = timedelta(seconds=1), timedelta(minutes=1), timedelta(days=1)


@pytest.mark.parametrize(
    ("idle", "shared", "alive"),
    [
        (10 * MINUTE - SECOND, True, True),
        (10 * MINUTE, True, False),
        (10 * MINUTE, False, True),
        (30 * MINUTE, False, False),
    ],
)
def test_a_session_on_a_shared_computer_ends_sooner(idle: timedelta, shared: bool, alive: bool) -> None:
    assert is_alive(NOW, NOW - idle, NOW + SECOND, is_shared=shared) is alive


@pytest.mark.parametrize(
    ("idle", "shared", "due"),
    [(MINUTE - SECOND, True, False), (MINUTE, True, True), (MINUTE, False, False), (5 * MINUTE, False, True)],
)
def test_last_seen_is_marked_oftener_where_idling_ends_sooner(idle: timedelta, shared: bool, due: bool) -> None:
    assert is_due_to_be_marked(NOW, NOW - idle, is_shared=shared) is due


@pytest.mark.parametrize(
    ("age", "ended_at", "leaves"), [(DAY - SECOND, None, True), (DAY, None, False), (MINUTE, NOW, False), (2 * DAY, NOW, False)]
)
def test_a_mail_leaves_within_a_day_while_its_link_holds(age: timedelta, ended_at: datetime | None, leaves: bool) -> None:
    assert is_still_to_be_posted(NOW - age, ended_at, NOW) is leaves


@pytest.mark.parametrize(
    ("roles", "act"),
    [
        ((), RESET_FACTORS),
        ((Role.LIAISON, Role.ADMINISTRATOR), RESET_FACTORS),
        ((Role.LIAISON, Role.SAFETY_MODERATOR), RESET_MODERATORS_FACTORS),
    ],
)
def test_taking_a_moderators_second_steps_away_is_an_act_of_its_own(roles: tuple[Role, ...], act: str) -> None:
    assert act_to_reset(roles) == act


@pytest.mark.parametrize(("roles", "needed"), [((), False), ((Role.LIAISON,), False), ((Role.LIAISON, Role.ADMINISTRATOR), True)])
def test_one_role_that_asks_for_a_passkey_is_enough(roles: tuple[Role, ...], needed: bool) -> None:
    assert needs_passkey(roles, {Role.ADMINISTRATOR.value}) is needed


@pytest.mark.parametrize(
    ("proof", "where_passkey", "elsewhere"),
    [
        (Proof.NONE, False, False),
        (Proof.PASSWORD, False, False),
        (Proof.PASSKEY, True, True),
        (Proof.APP, False, True),
        (Proof.SHEET, False, True),
        (Proof.RECOVERY, False, True),
    ],
)
def test_what_is_proof_enough(proof: Proof, where_passkey: bool, elsewhere: bool) -> None:
    assert is_enough(proof, passkey_needed=True) is where_passkey
    assert is_enough(proof, passkey_needed=False) is elsewhere


@pytest.mark.parametrize(
    ("held", "needed", "only_recovery"),
    [
        ((Proof.PASSKEY, Proof.APP), True, True),
        ((Proof.APP,), True, False),
        ((Proof.PASSKEY,), False, False),
        ((), True, False),
    ],
)
def test_who_needs_a_passkey_and_has_one_gives_no_other_code(held: tuple[Proof, ...], needed: bool, only_recovery: bool) -> None:
    all_codes = frozenset({Proof.APP, Proof.SHEET, Proof.RECOVERY})
    assert codes_taken(held, passkey_needed=needed) == (frozenset({Proof.RECOVERY}) if only_recovery else all_codes)


@pytest.mark.parametrize(
    ("kind", "held", "needed", "may"),
    [
        (Proof.APP, {Proof.APP: 1}, False, False),
        (Proof.APP, {Proof.APP: 2}, False, True),
        (Proof.APP, {Proof.APP: 1, Proof.SHEET: 1}, False, True),
        (Proof.APP, {Proof.APP: 1, Proof.SHEET: 0}, False, False),
        (Proof.APP, {Proof.APP: 1, Proof.RECOVERY: 5}, False, False),
        (Proof.APP, {Proof.APP: 1, Proof.SHEET: 1}, True, False),
        (Proof.APP, {Proof.APP: 1, Proof.PASSKEY: 1}, True, True),
        (Proof.PASSKEY, {Proof.PASSKEY: 1, Proof.APP: 1}, True, False),
        (Proof.PASSKEY, {Proof.PASSKEY: 2}, True, True),
        (Proof.PASSKEY, {Proof.PASSKEY: 1, Proof.APP: 1}, False, True),
    ],
)
def test_one_way_to_sign_in_goes_only_where_another_that_counts_remains(
    kind: Proof, held: dict[Proof, int], needed: bool, may: bool
) -> None:
    assert may_remove(kind, held, passkey_needed=needed) is may
