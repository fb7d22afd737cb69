"""C47, C49, C50: sealed values belong to one field of one row; keys are read only where nobody else can."""

import os
from datetime import date
from pathlib import Path
from uuid import UUID, uuid4

import pytest
from flask import Flask
from hypothesis import given
from hypothesis import strategies as st

from network.config import Misconfigured
from network.storage import secrets
from network.storage.secrets import Keyrings, Locked, Place, Ring, Unreadable, Unregistered, envelope, files
from network.storage.secrets.rings import BadKeys, Key, Keyring, Purpose, new_key, new_ring, parse, spell

ROW, OTHER = UUID(int=1), UUID(int=2)
PLACE = Place("accounts", "factor", "secret", ROW)
DAY = date(2026, 11, 23)
FIXED = Key("k0001", bytes(range(32)), Purpose.SEAL, DAY)
INDEX = Key("x0001", bytes(range(32, 64)), Purpose.INDEX, DAY)
RING = Keyring(Ring.ACCOUNTS, (FIXED, INDEX))


def test_c47_known_answers_stay_known() -> None:
    """Whatever changes in the code, a database written today is read tomorrow."""
    sealed = envelope.seal(FIXED, "JBSWY3DPEHPK3PXP", PLACE, nonce=bytes(12))
    assert sealed == "v1.k0001.AAAAAAAAAAAAAAAARP7miewfx-1N4Pl-K3zJyXNxZ0LO3Leo79ub7GbETwU"
    assert envelope.unseal(RING, sealed, PLACE) == "JBSWY3DPEHPK3PXP"


@given(st.text())
def test_c47_what_is_sealed_opens_in_its_place_only(plain: str) -> None:
    sealed = envelope.seal(FIXED, plain, PLACE)
    assert envelope.unseal(RING, sealed, PLACE) == plain
    for elsewhere in (
        Place("safety", "factor", "secret", ROW),
        Place("accounts", "other", "secret", ROW),
        Place("accounts", "factor", "other", ROW),
        Place("accounts", "factor", "secret", OTHER),
    ):
        with pytest.raises(Unreadable):
            envelope.unseal(RING, sealed, elsewhere)


def test_c47_the_same_text_never_looks_the_same_twice() -> None:
    assert len({envelope.seal(FIXED, "same", PLACE) for _ in range(500)}) == 500


def test_c47_two_swapped_values_are_unreadable(app: Flask, caplog: pytest.LogCaptureFixture) -> None:
    one = secrets.seal(Ring.ACCOUNTS, "first seed", table="key_check", column="accounts", row_id=ROW)
    two = secrets.seal(Ring.ACCOUNTS, "second seed", table="key_check", column="accounts", row_id=OTHER)
    assert secrets.unseal(Ring.ACCOUNTS, one, table="key_check", column="accounts", row_id=ROW) == "first seed"
    for sealed, row in ((two, ROW), (one, OTHER)):
        with pytest.raises(Unreadable) as refused:
            secrets.unseal(Ring.ACCOUNTS, sealed, table="key_check", column="accounts", row_id=row)
        assert "seed" not in str(refused.value)
    assert len(caplog.records) == 2
    assert "key_check.accounts can't be read" in caplog.text


def test_c47_every_flipped_bit_is_found() -> None:
    sealed = envelope.seal(FIXED, "seed", PLACE)
    for position in range(len(sealed)):
        for bit in range(8):
            flipped = bytearray(sealed.encode())
            flipped[position] ^= 1 << bit
            with pytest.raises(Unreadable):
                envelope.unseal(RING, flipped.decode("latin-1"), PLACE)


def test_c47_a_value_has_one_spelling_only() -> None:
    """Base64 leaves bits idle at the end, and its reader passes over foreign characters."""
    sealed = envelope.seal(FIXED, "seed", PLACE, nonce=bytes(12))
    assert sealed.endswith("M")
    for other in (f"{sealed[:-1]}N", f"{sealed[:-1]}P", f"{sealed[:20]}!{sealed[20:]}", f"{sealed}=", f"{sealed}\n"):
        with pytest.raises(Unreadable):
            envelope.unseal(RING, other, PLACE)


NOT_SEALED = (
    "",
    "plain text",
    "v1",
    "v1.k0001",
    "v1.k0001.",
    "v1.k0001.AAAA",
    "v2.k0001.AAAA",
    "v1.zzzz.AAAA",
    "a.b.c.d",
    "v1.k0001.é",
    "v1.k0001.====",
    "v1.x0001.AAAA",
)


@pytest.mark.parametrize("text", NOT_SEALED)
def test_c47_what_is_no_sealed_value_is_unreadable(text: str) -> None:
    with pytest.raises(Unreadable):
        envelope.unseal(RING, text, PLACE)


def test_c47_another_key_of_the_same_name_opens_nothing() -> None:
    sealed = envelope.seal(FIXED, "seed", PLACE)
    wrong = Keyring(Ring.ACCOUNTS, (Key("k0001", bytes(32), Purpose.SEAL, DAY), INDEX))
    with pytest.raises(Unreadable):
        envelope.unseal(wrong, sealed, PLACE)


def test_c47_a_column_that_no_model_announced_is_not_sealed(app: Flask) -> None:
    with pytest.raises(Unregistered):
        secrets.seal(Ring.ACCOUNTS, "x", table="key_check", column="forgotten", row_id=ROW)
    with pytest.raises(Unregistered):
        secrets.seal(Ring.SAFETY, "x", table="key_check", column="accounts", row_id=ROW)
    with pytest.raises(ValueError, match="two ways"):
        secrets.register("key_check", "accounts", Ring.SAFETY)


def test_c49_a_blind_index_is_keyed_and_keeps_fields_and_rings_apart(app: Flask) -> None:
    index = secrets.blind_index(Ring.ACCOUNTS, "+12505550123", domain="phone")
    assert index == secrets.blind_index(Ring.ACCOUNTS, "+12505550123", domain="phone")
    assert len(index) == 64
    others = {
        secrets.blind_index(Ring.ACCOUNTS, "+12505550124", domain="phone"),
        secrets.blind_index(Ring.ACCOUNTS, "+12505550123", domain="plate"),
        secrets.blind_index(Ring.SAFETY, "+12505550123", domain="phone"),
    }
    assert len(others | {index}) == 4


def test_c49_a_new_sealing_key_moves_no_blind_index(tmp_path: Path) -> None:
    ring = new_ring(Ring.ACCOUNTS, DAY)
    assert ring.with_writer(new_key(Purpose.SEAL, DAY)).index == ring.index


def test_a_key_file_reads_back_as_it_was_written() -> None:
    ring = new_ring(Ring.SAFETY, DAY).with_writer(new_key(Purpose.SEAL, DAY))
    assert parse(Ring.SAFETY, spell(ring)) == ring
    assert ring.writer == ring.keys[0]


@pytest.mark.parametrize(
    "text",
    [
        "",
        "k0001 AAAA seal 2026-11-23",
        f"k0001 {'A' * 43}= seal",
        f"k0001 {'A' * 43}= open 2026-11-23",
        f"k0001 {'A' * 43}= seal yesterday",
        f"k0001 {'A' * 43}= seal 2026-11-23",
        f"K_1 {'A' * 43}= seal 2026-11-23\nx0001 {'A' * 43}= index 2026-11-23",
        f"k0001 {'A' * 43}= seal 2026-11-23\nk0001 {'A' * 43}= index 2026-11-23",
    ],
    ids=["empty", "short", "three words", "purpose", "date", "no index", "name", "twice"],
)
def test_a_key_file_that_is_not_one_is_refused_without_its_text(text: str) -> None:
    with pytest.raises(BadKeys) as refused:
        parse(Ring.ACCOUNTS, text)
    assert "A" * 4 not in str(refused.value)


def test_c50_keys_are_made_once_and_for_their_owner_only(tmp_path: Path) -> None:
    folder = tmp_path / "keys"
    first = Keyrings.open(folder, may_make=True)
    assert folder.stat().st_mode & 0o077 == 0
    assert {file.name: file.stat().st_mode & 0o777 for file in folder.iterdir()} == {"accounts.keys": 0o600, "safety.keys": 0o600}
    assert Keyrings.open(folder, may_make=True).ring(Ring.ACCOUNTS) == first.ring(Ring.ACCOUNTS)


@pytest.mark.parametrize("mode", [0o640, 0o604, 0o644])
def test_c50_keys_that_others_can_read_are_refused(tmp_path: Path, mode: int) -> None:
    Keyrings.open(tmp_path, may_make=True)
    (tmp_path / "safety.keys").chmod(mode)
    with pytest.raises(Misconfigured, match="can be read by others"):
        Keyrings.open(tmp_path, may_make=False)


def test_c50_a_folder_that_was_handed_over_may_show_an_access_list(tmp_path: Path) -> None:
    Keyrings.open(tmp_path, may_make=True)
    (tmp_path / "accounts.keys").chmod(0o440)
    assert Keyrings.open(tmp_path, may_make=False, is_handed_over=True).holds(Ring.ACCOUNTS)
    (tmp_path / "accounts.keys").chmod(0o444)
    with pytest.raises(Misconfigured, match="can be read by others"):
        Keyrings.open(tmp_path, may_make=False, is_handed_over=True)


def test_without_the_accounts_ring_nothing_starts(tmp_path: Path) -> None:
    Keyrings.open(tmp_path, may_make=True)
    (tmp_path / "accounts.keys").unlink()
    with pytest.raises(Misconfigured, match=r"accounts\.keys is missing"):
        Keyrings.open(tmp_path, may_make=True)


def test_without_the_safety_ring_all_else_goes_on(tmp_path: Path) -> None:
    Keyrings.open(tmp_path, may_make=True)
    (tmp_path / "safety.keys").unlink()
    rings = Keyrings.open(tmp_path, may_make=True)
    assert rings.holds(Ring.ACCOUNTS)
    assert not rings.holds(Ring.SAFETY)
    with pytest.raises(Locked):
        rings.ring(Ring.SAFETY)


def test_c48_a_running_process_takes_a_new_key_at_once(tmp_path: Path) -> None:
    rings = Keyrings.open(tmp_path, may_make=True)
    before = rings.ring(Ring.ACCOUNTS)
    fresh = before.with_writer(new_key(Purpose.SEAL, DAY))
    files.write(tmp_path, fresh)
    assert rings.ring(Ring.ACCOUNTS) == fresh


def test_c48_a_running_process_keeps_its_keys_when_the_file_turns_foreign_or_goes(tmp_path: Path) -> None:
    rings = Keyrings.open(tmp_path, may_make=True)
    before = rings.ring(Ring.ACCOUNTS)
    files.write(tmp_path, new_ring(Ring.ACCOUNTS, DAY))
    assert rings.ring(Ring.ACCOUNTS) == before
    (tmp_path / "accounts.keys").write_text("rubbish")
    assert rings.ring(Ring.ACCOUNTS) == before
    (tmp_path / "accounts.keys").unlink()
    assert rings.ring(Ring.ACCOUNTS) == before


def test_no_secret_shows_in_a_traceback() -> None:
    assert "secret" not in repr(FIXED)
    assert str(FIXED.secret) not in repr(RING)


def test_the_application_holds_both_rings(app: Flask) -> None:
    assert secrets.is_open(Ring.ACCOUNTS)
    assert secrets.is_open(Ring.SAFETY)
    sealed = secrets.seal(Ring.SAFETY, "text", table="key_check", column="safety", row_id=(row := uuid4()))
    assert secrets.unseal(Ring.SAFETY, sealed, table="key_check", column="safety", row_id=row) == "text"
    with pytest.raises(Unreadable):
        secrets.unseal(Ring.ACCOUNTS, sealed, table="key_check", column="safety", row_id=row)
    assert os.stat(app.config["PEER"].keys_folder / "accounts.keys").st_mode & 0o077 == 0
