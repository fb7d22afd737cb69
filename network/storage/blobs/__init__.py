"""Where the bytes of kept files lie: one store, on this machine or elsewhere, under names that tell nothing."""

from pathlib import Path
from uuid import uuid4

from flask import Flask, current_app

from network.config.files import FileSettings
from network.kernel.later import later
from network.storage.blobs.incoming import Folders, Incoming, drop, filled, pieces_of
from network.storage.blobs.local import LocalStore
from network.storage.blobs.store import Gone, Store, Unreachable

__all__ = [
    "Folders",
    "Gone",
    "Incoming",
    "Store",
    "Unreachable",
    "blobs",
    "drop",
    "filled",
    "folders",
    "new_name",
    "pieces_of",
    "start_blobs",
]

_remote = later("network.storage.blobs.remote")
"""Read only where a bucket is named: it brings a library of 15 MB."""


def start_blobs(app: Flask, settings: FileSettings, instance: Path) -> None:
    """Give the application its store and its folders. Nothing is made on the disk before the first file comes."""
    app.extensions["file_folders"] = Folders(instance / "files")
    app.extensions["blobs"] = (
        LocalStore(instance / "files" / "kept") if settings.bucket is None else _remote.open_store(settings.bucket)
    )


def blobs() -> Store:
    """The store of the current application."""
    found: Store = current_app.extensions["blobs"]
    return found


def folders() -> Folders:
    """Where files lie on this machine before they are kept."""
    found: Folders = current_app.extensions["file_folders"]
    return found


def new_name() -> str:
    """A name for bytes: random, so that a listing tells nothing."""
    return uuid4().hex
