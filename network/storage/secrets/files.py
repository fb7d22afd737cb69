"""Key files: read only where nobody else can, and replaced in one piece."""

import os
from pathlib import Path

from network.config import Misconfigured
from network.kernel import clock
from network.storage.secrets.rings import BadKeys, Keyring, Ring, new_ring, parse, spell

ENDING = ".keys"


def file_of(folder: Path, ring: Ring) -> Path:
    """Where a ring is kept."""
    return folder / f"{ring}{ENDING}"


def insist_private(file: Path, *, is_handed_over: bool = False) -> None:
    """Refuse a file that others can read. What the service manager handed over shows its access list as group bits."""
    if file.stat().st_mode & (0o007 if is_handed_over else 0o077):
        raise Misconfigured(f"{file} can be read by others. Run: chmod 600 {file}")


def read(folder: Path, ring: Ring, *, is_handed_over: bool = False) -> Keyring | None:
    """The ring in this folder, or none; a file that can't be used is refused in one sentence."""
    file = file_of(folder, ring)
    try:
        if not file.exists():
            return None
        insist_private(file, is_handed_over=is_handed_over)
        return parse(ring, file.read_text(encoding="ascii"))
    except (BadKeys, UnicodeDecodeError) as wrong:
        raise Misconfigured(
            f"{file} is no key file: {wrong if isinstance(wrong, BadKeys) else 'it holds other bytes'}."
        ) from None
    except OSError as wrong:
        raise Misconfigured(f"{file} can't be read: {wrong.strerror}.") from None


def write(folder: Path, keyring: Keyring) -> Path:
    """Replace the ring's file in one piece, readable by its owner only."""
    file = file_of(folder, keyring.ring)
    fresh = folder / f".{keyring.ring}.{os.urandom(4).hex()}"
    descriptor = os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "w", encoding="ascii") as handle:
        handle.write(spell(keyring))
        handle.flush()
        os.fsync(handle.fileno())
    fresh.replace(file)
    _settle(folder)
    return file


def kept(file: Path) -> str:
    """A list that lies beside the database; empty where there is none."""
    return file.read_text(encoding="utf-8") if file.exists() else ""


def keep(file: Path, text: str) -> None:
    """Replace such a list in one piece, readable by its owner only."""
    fresh = file.with_name(f".{file.name}.{os.urandom(4).hex()}")
    descriptor = os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "w", encoding="utf-8") as handle:
        handle.write(text)
        handle.flush()
        os.fsync(handle.fileno())
    fresh.replace(file)
    _settle(file.parent)


def make(folder: Path, ring: Ring) -> bool:
    """Make a first ring where there is none; true if this call made it. Two starts at once make one."""
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    file, fresh = file_of(folder, ring), folder / f".{ring}.{os.urandom(4).hex()}"
    descriptor = os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "w", encoding="ascii") as handle:
        handle.write(spell(new_ring(ring, clock.today())))
        handle.flush()
        os.fsync(handle.fileno())
    try:
        os.link(fresh, file)  # fails where the file is there already
    except FileExistsError:
        return False
    finally:
        fresh.unlink()
    _settle(folder)
    return True


def _settle(folder: Path) -> None:
    """A new name in a folder lasts only when the folder itself is written."""
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
