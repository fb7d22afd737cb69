"""What a search costs in 100,000 documents, on SQLite and on PostgreSQL, beside a plain LIKE in the same minutes."""

import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from flask import Flask
from sqlalchemy import create_engine, text

from bench import documents
from bench.timing import table
from network.app import create_app
from network.config import Settings
from network.kernel.actor import SYSTEM
from network.search import jobs
from network.search.queries import Found, Narrowed, find, know, shown, synonyms
from network.search.rules.asking import read
from network.storage.db import Row, db
from tests.postgres import Cluster, NoPostgres

BUDGETS = {"sqlite": 20, "postgresql": 40}  # milliseconds, for rare and medium words
ROUNDS, EACH = 3, 15
JUDGED = ("rare", "medium", "two words")


@dataclass(frozen=True)
class Took:
    """Milliseconds of one sort of question and of its baseline, and how many documents it finds."""

    ours: tuple[float, ...]
    plain: tuple[float, ...]
    hits: tuple[int, ...]


def questions(known: list[str], counts: Mapping[str, int]) -> dict[str, list[str]]:
    """Words by how often they come: in about 130, 3,000 and 30,000 documents."""
    often = sorted(known, key=lambda word: -counts.get(word, 0))

    def about(number: int, count: int = EACH) -> list[str]:
        near = sorted(often, key=lambda word: abs(counts.get(word, 0) - number))[:count]
        return sorted(near)

    medium = about(3_000, EACH * 2)
    return {
        "rare": about(130),
        "medium": about(3_000),
        "two words": [f"{one} {other}" for one, other in zip(medium[:EACH], medium[EACH:], strict=True)],
        "phrase": [f'"{one} {other}"' for one, other in zip(medium[:EACH], about(30_000), strict=False)],
        "beginning": [f"{word[:5]}*" for word in about(130)],
        "common": about(30_000, 5),
        "nowhere": [f"{word[:5]}xq" for word in about(130)],
        "hidden from her": list(documents.VEILED),
    }


def asked(question: str, *, is_shown: bool = False) -> Found:
    """One question as the page asks it."""
    reader = documents.reader()
    terms = synonyms().asked(read(question)).terms
    found = find(reader, terms, Narrowed())
    if is_shown:
        shown(reader, terms, found.page.items)
    return found


def taken(act: Callable[[], object]) -> float:
    """Milliseconds of one call."""
    began = time.perf_counter()
    act()
    return (time.perf_counter() - began) * 1000


def measured(asking: list[str]) -> Took:
    """Ours and the baseline in turns."""
    ours: list[float] = []
    plain: list[float] = []
    hits = [asked(question).total for question in asking]
    for number in range(ROUNDS):
        for question in asking:
            ours.append(taken(partial(asked, question)))
            if not number:
                plain.append(taken(partial(documents.holding, documents.reader(), question.strip('"*').split()[0])))
    return Took(tuple(ours), tuple(plain), tuple(hits))


@contextmanager
def house(folder: Path, engine: str) -> Iterator[Flask]:
    """An application on an empty database of this engine."""
    cluster = Cluster() if engine == "postgresql" else None
    url = f"sqlite:///{folder / 'papers.sqlite'}"
    if cluster is not None:
        root = create_engine(f"postgresql+psycopg://app@/postgres?host={cluster.folder}", isolation_level="AUTOCOMMIT")
        with root.connect() as connection:
            connection.execute(text("create database papers"))
        root.dispose()
        url = f"postgresql+psycopg://app@/papers?host={cluster.folder}"
    app = create_app(Settings(instance=folder, database_url=url, secret_key="bench", is_testing=True))
    try:
        with app.app_context():
            Row.metadata.create_all(db.engine)
            yield app
            db.session.remove()
            db.engine.dispose()
    finally:
        if cluster is not None:
            cluster.stop()


def run(engine: str, count: int) -> None:
    """Fill, index, ask, and print a table."""
    with tempfile.TemporaryDirectory(prefix="peer-bench-") as place, house(Path(place), engine):
        known, counts = documents.fill(count)
        know((documents.SOURCE,))
        built = taken(lambda: jobs.keep_index(SYSTEM)) / 1000
        if engine == "postgresql":
            db.session.commit()
            db.session.connection(execution_options={"isolation_level": "AUTOCOMMIT"}).execute(text("vacuum analyze"))
            db.session.remove()
        sorts = questions(known, counts)
        figures = {name: measured(asking) for name, asking in sorts.items()}
        passages = statistics.median(taken(partial(asked, word, is_shown=True)) for word in sorts["medium"])
    print(f"## Search in {count:,} documents on {engine}, budget {BUDGETS[engine]} ms\n")
    rows: list[tuple[object, ...]] = []
    for name, took in figures.items():
        median, plain = statistics.median(took.ours), statistics.median(took.plain)
        fits = ("yes" if median <= BUDGETS[engine] else "NO") if name in JUDGED else ""
        hits = f"{statistics.median(took.hits):,.0f}"
        rows.append((name, hits, f"{median:.1f}", f"{min(took.ours):.1f}", f"{plain:.1f}", f"{median / plain:.2f}", fits))
    print(table(("question", "hits", "median ms", "best", "LIKE ms", "times LIKE", "within"), rows))
    print(f"\nThe index was built in {built:.0f} s. With passages a medium word takes {passages:.1f} ms.\n")


def main(count: int = documents.DOCUMENTS) -> None:
    """Both engines, as far as they are here."""
    run("sqlite", count)
    try:
        run("postgresql", count)
    except NoPostgres as missing:
        print(f"PostgreSQL was not measured: {missing}")


if __name__ == "__main__":
    main(*map(int, sys.argv[1:2]))
