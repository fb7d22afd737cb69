"""Whether a word is anywhere in what the database keeps: its files, or its dump where the files are a server's."""

from pathlib import Path

from flask import Flask

from network.storage.db import Row, db


def kept_bytes(app: Flask) -> bytes:
    """On SQLite the bytes of the file and of the log beside it; on PostgreSQL what a dump copies out of every table."""
    db.session.rollback()
    url = str(app.config["SQLALCHEMY_DATABASE_URI"])
    if url.startswith("sqlite"):
        file = Path(url.removeprefix("sqlite:///"))
        return b"".join(each.read_bytes() for each in sorted(file.parent.glob(f"{file.name}*")))
    found = bytearray()
    connection = db.engine.raw_connection()
    try:
        with connection.cursor() as cursor:
            for table in Row.metadata.tables:
                with cursor.copy(f'copy "{table}" to stdout') as copy:
                    for data in copy:
                        found += data
        connection.rollback()
    finally:
        connection.close()
    return bytes(found)


def holds(app: Flask, *canaries: str) -> list[str]:
    """Those of the words that are there."""
    found = kept_bytes(app)
    return [canary for canary in canaries if canary.encode() in found]
