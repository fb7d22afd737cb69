"""The index follows what changed, does so twice without harm, and is the same when it is made anew."""

from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest
from flask import Flask
from sqlalchemy import select, text

from network.cli import network
from network.journal.models import JournalEntry
from network.kernel.actor import SYSTEM
from network.kernel.refusals import Denied
from network.kernel.searching import Mark
from network.organizations.commands import edit_organization
from network.organizations.queries.searching import SOURCE
from network.search import jobs, queries
from network.search.commands import indexing
from network.search.models import COLUMNS, SearchEntry, SearchMark
from network.search.queries import know, sources
from network.search.rules import numbers
from network.storage.db import db
from network.storage.forgetting import forget_for_good
from tests.canaries import holds
from tests.factories.organizations import load_default_lists, make_draft, make_organization
from tests.factories.people import coordinator, member_of
from tests.factories.places import make_community
from tests.factories.searching import Shelf, found, ids_of, index
from tests.statements import statements

MINE = UUID(int=1)
READER = member_of(MINE)


def held() -> list[tuple[Any, ...]]:
    """All that the index holds."""
    db.session.rollback()
    entries = [
        tuple(row)
        for row in db.session.execute(select(SearchEntry.id, SearchEntry.kind, SearchEntry.thing_id, SearchEntry.digest))
    ]
    if db.engine.dialect.name == "sqlite":
        words = [tuple(row) for row in db.session.execute(text(f"select rowid, {', '.join(COLUMNS)} from search_words"))]
    else:
        words = [tuple(row) for row in db.session.execute(text("select id, words::text from search_entry"))]
    return sorted(entries, key=repr) + sorted(words, key=repr)


def test_what_is_new_and_what_changed_is_taken_in(shelf: Shelf) -> None:
    key = shelf.put("Larch", seen_by=[MINE])
    index()
    shelf.change(key, title="Hollow")
    shelf.put("Larch", seen_by=[MINE])
    index()
    assert ids_of(READER, "hollow") == [key]
    assert key not in ids_of(READER, "larch")
    assert len(ids_of(READER, "larch")) == 1


def test_twice_does_no_harm_and_reads_nothing_twice_for_long(shelf: Shelf) -> None:
    for number in range(250):
        shelf.put(f"Larch {number}", seen_by=[MINE])
    index()
    before = held()
    index()
    jobs.mend_index(SYSTEM)
    assert held() == before
    shelf.reads = 0
    with statements() as asked:
        index()
    assert not [each for each in asked if each.lower().startswith(("insert", "update", "delete"))]
    assert shelf.reads <= queries.BATCH


def test_what_was_written_late_with_an_earlier_time_is_still_seen(shelf: Shelf) -> None:
    first = shelf.put("Larch", seen_by=[MINE])
    index()
    late = shelf.put("Larch", seen_by=[MINE])
    shelf.changed_at[late] = shelf.changed_at[first] - timedelta(seconds=30)
    index()
    assert late in ids_of(READER, "larch")


def test_what_is_gone_leaves_the_index_and_its_words_the_files(app: Flask, shelf: Shelf) -> None:
    """C52: the words of what was deleted are in no file any more."""
    gone = shelf.put("Xylographer", text="quincunx", seen_by=[MINE])
    kept = [shelf.put(f"Larch {number}", text="hollow", seen_by=[MINE]) for number in range(5)]
    index()
    assert ids_of(READER, "xylographer") == [gone]
    assert holds(app, "quincunx") == ["quincunx"]
    shelf.drop(gone)
    jobs.mend_index(SYSTEM)
    assert not [row for row in held() if gone in row]
    assert sorted(ids_of(READER, "hollow")) == sorted(kept)
    db.session.remove()
    db.engine.dispose()
    assert forget_for_good()
    assert holds(app, "quincunx", "xylograph") == []


def test_what_a_change_tells_to_be_no_more_leaves_at_once(shelf: Shelf) -> None:
    key = shelf.put("Larch", seen_by=[MINE])
    index()
    shelf.change(key)
    del shelf.things[key]
    index()
    assert held() == []


def test_mending_brings_in_what_no_change_told_of(shelf: Shelf) -> None:
    key = shelf.put("Larch", seen_by=[MINE])
    for number in range(queries.BATCH + 5):
        shelf.put(f"Paper {number}", seen_by=[MINE])
    index()
    shelf.things[key] = shelf.things[key].__class__(id=key, title="Hollow", updated_at=shelf.things[key].updated_at)
    stranger = shelf.put("Larch late", seen_by=[MINE])
    del shelf.changed_at[stranger]
    index()
    assert ids_of(READER, "hollow") == []
    jobs.mend_index(SYSTEM)
    assert ids_of(READER, "hollow") == [key]
    assert ids_of(READER, "larch") == [stranger]


def test_made_anew_is_the_same(app: Flask, shelf: Shelf) -> None:
    keys = [shelf.put(f"Larch {number}", text="bad-date sheet", seen_by=[MINE]) for number in range(120)]
    for step, key in enumerate(keys[:40]):
        shelf.change(key, text=f"changed {step}")
        if step % 7 == 0:
            index()
    shelf.drop(keys[50])
    index()
    jobs.mend_index(SYSTEM)
    followed = held()
    done = app.test_cli_runner().invoke(network, ["search", "rebuild"])
    assert done.exit_code == 0, done.output
    assert held() == followed
    assert [entry.event for entry in db.session.scalars(select(JournalEntry))] == ["index_emptied"]


def test_only_the_operator_throws_the_index_away(shelf: Shelf) -> None:
    shelf.put("Larch", seen_by=[MINE])
    index()
    with pytest.raises(Denied):
        indexing.empty_index(coordinator())
    assert len(ids_of(READER, "larch")) == 1


def test_of_two_schedulers_one_writes(shelf: Shelf) -> None:
    shelf.put("Larch", seen_by=[MINE])
    (source,) = sources()
    one, other = (queries.due(source, 0, None, None) for _ in range(2))
    assert one is not None
    assert other is not None
    assert indexing.take_in(one)
    assert not indexing.take_in(other)
    assert db.session.scalar(select(SearchMark.thing_id)) == one.after.id  # type: ignore[union-attr]
    shelf.put("Larch again", seen_by=[MINE])
    before, begun = queries.where_to_begin(source, 0)
    one, other = (queries.due(source, 0, begun, before) for _ in range(2))
    assert indexing.take_in(one) and not indexing.take_in(other)  # type: ignore[arg-type]  # noqa: PT018
    assert len(ids_of(READER, "larch")) == 2


def test_things_of_the_same_moment_do_not_crowd_each_other_out(shelf: Shelf, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(numbers, "TIES", 1)
    at = shelf.things[shelf.put("Larch", seen_by=[MINE])].updated_at
    for _ in range(30):
        shelf.put("Larch", updated_at=at, seen_by=[MINE])
        index()
    assert found(READER, "larch").total == 31


def test_an_entry_of_the_directory_is_found_as_it_is_changed(app: Flask) -> None:
    load_default_lists()
    before = sources()
    know((SOURCE,))
    community = make_community("Fort St. John", also_known_as=("Fort Saint John",))
    key = make_organization(
        "Larch House",
        community_id=community,
        services=("drop-in",),
        teaches=("bad-date-sheet-start-up",),
        about="Old mill",
        languages=("en",),
    )
    index()
    actor = coordinator()
    for question in ("larch", "drop-in", "bad date sheet", "fort saint john", "fort st john", "mill", "women’s centre"):
        assert ids_of(actor, question) == [key], question
    assert ids_of(actor, "larch", queries.Narrowed(topic="bad-date-sheet-start-up", region="northwest", language="en")) == [key]
    edit_organization(actor, key, make_draft(community, name="Hollow House"), 1)
    index()
    assert ids_of(actor, "larch") == []
    assert ids_of(actor, "hollow") == [key]
    know(before)


def test_the_stream_of_the_directory_goes_through_all_of_one_moment(app: Flask) -> None:
    keys = [make_organization(f"House {number}") for number in range(7)]
    mark: Mark | None = None
    seen: list[UUID] = []
    while marks := SOURCE.changes[0](mark, 3):
        seen += [each.id for each in marks]
        mark = marks[-1]
    assert sorted(seen) == sorted(keys)
