"""C43, F19: clean is only what clamd says is clean, in full; whatever else happens is no yes."""

import time
from pathlib import Path

import pytest

from network.scanning import Clamd, Verdict
from network.scanning.clamd import verdict_of
from tests.scanning.fake import CLEAN, EICAR, FakeClamd

PIECES = [b"a" * 70_000, b"b" * 10]


@pytest.mark.parametrize("way", ["tcp", "socket"])
def test_it_is_asked_in_pieces_and_answers(way: str, tmp_path: Path) -> None:
    with FakeClamd(path=tmp_path / "ctl" if way == "socket" else None) as fake:
        asked = Clamd(fake.address, 5.0)
        assert asked.is_there()
        assert asked.scan(PIECES) is Verdict.CLEAN
        assert fake.heard == [b"".join(PIECES)]
        assert asked.scan([EICAR[:20], EICAR[20:]]) is Verdict.INFECTED


BAD = {
    "half an answer": b"stream: O",
    "an answer without its end": b"stream: OK",
    "too large": b"INSTREAM size limit exceeded. ERROR\0",
    "an error": b"stream: Can't allocate memory ERROR\0",
    "nothing": b"",
    "more than an answer": b"stream: OK\0stream: OK\0",
    "another spelling": b"stream: ok\0",
    "clean and found": b"stream: OK FOUND OK\0",
    "another stream": b"/etc/passwd: OK\0",
    "without end": b"x" * 10_000,
}


@pytest.mark.parametrize("bad", BAD)
def test_f19_anything_but_a_plain_yes_is_no_yes(bad: str) -> None:
    with FakeClamd(lambda _data: BAD[bad]) as fake:
        assert Clamd(fake.address, 2.0).scan(PIECES) is Verdict.NOT_SCANNED


def test_who_does_not_answer_is_waited_for_so_long_and_no_longer() -> None:
    with FakeClamd(lambda _data: None) as fake:
        begun = time.monotonic()
        assert Clamd(fake.address, 0.3).scan(PIECES) is Verdict.NOT_SCANNED
        assert time.monotonic() - begun < 4


def test_who_is_not_there_has_not_scanned(tmp_path: Path) -> None:
    with FakeClamd() as fake:
        gone = fake.address
    for address in (gone, str(tmp_path / "nothing"), "127.0.0.1:1"):
        assert Clamd(address, 1.0).scan(PIECES) is Verdict.NOT_SCANNED
        assert not Clamd(address, 1.0).is_there()


def test_only_the_whole_sentence_counts() -> None:
    assert verdict_of(CLEAN) is Verdict.CLEAN
    assert verdict_of(b"stream: Win.Test.EICAR_HDB-1 FOUND\0") is Verdict.INFECTED
    assert verdict_of(b"stream: OK\n") is Verdict.NOT_SCANNED
