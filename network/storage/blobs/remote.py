"""Bytes in an S3-compatible store, by its own names. Read only where one is configured."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import obstore
from obstore.exceptions import BaseError
from obstore.store import S3Store

from network.config.files import Bucket
from network.storage.blobs.incoming import PIECE, drop
from network.storage.blobs.store import Gone, Unreachable, insist

PATIENCE, CONNECTING = timedelta(seconds=30), timedelta(seconds=5)
TRIES = 2


class RemoteStore:
    """One bucket. Nothing in it is public, and no address of it is ever given away: what leaves, leaves through us."""

    def __init__(self, bucket: Bucket) -> None:
        self.bucket = bucket
        place = {"endpoint": bucket.endpoint} if bucket.endpoint else {}
        self._store: Any = S3Store(
            bucket.name,
            region=bucket.region,
            access_key_id=bucket.key,
            secret_access_key=bucket.secret,
            virtual_hosted_style_request=not bucket.endpoint,
            client_options={"allow_http": bucket.may_be_plain, "timeout": PATIENCE, "connect_timeout": CONNECTING},
            retry_config={"max_retries": TRIES, "retry_timeout": PATIENCE},
            **place,  # type: ignore[arg-type]
        )

    def put(self, name: str, source: Path) -> None:
        """See `Store`. In one request, so that no half of it is ever left over."""
        size = source.stat().st_size
        try:
            with source.open("rb") as file:
                obstore.put(self._store, insist(name), file, use_multipart=False)
            kept = obstore.head(self._store, name)["size"]
        except (BaseError, OSError) as error:
            raise Unreachable(type(error).__name__) from None
        if kept != size:
            raise Unreachable("kept another number of bytes than it was sent")
        drop(source)

    def pieces(self, name: str, start: int = 0, length: int | None = None) -> Iterator[bytes]:
        """See `Store`."""
        if length == 0:
            return iter(())
        stretch: Any = {"range": (start, start + length)} if length is not None else {"range": {"offset": start}} if start else {}
        try:
            found = obstore.get(self._store, insist(name), options=stretch)
        except FileNotFoundError:
            raise Gone(name) from None
        except (BaseError, OSError) as error:
            raise Unreachable(type(error).__name__) from None
        return (bytes(piece) for piece in found.stream(min_chunk_size=PIECE))

    def delete(self, name: str) -> None:
        """See `Store`."""
        try:
            obstore.delete(self._store, insist(name))
        except FileNotFoundError:
            return
        except (BaseError, OSError) as error:
            raise Unreachable(type(error).__name__) from None

    def names(self) -> Iterator[tuple[str, datetime]]:
        """See `Store`."""
        try:
            for page in obstore.list(self._store):
                for each in page:
                    yield each["path"], each["last_modified"]
        except (BaseError, OSError) as error:
            raise Unreachable(type(error).__name__) from None

    def said(self) -> str:
        """See `Store`."""
        return f"bucket {self.bucket.name} at {self.bucket.endpoint or self.bucket.region}"


def open_store(bucket: Bucket) -> RemoteStore:
    """The store of a bucket. It is not asked for anything yet."""
    return RemoteStore(bucket)
