"""The rings of a running process: read at start, and read again when an operator changes a file."""

from dataclasses import dataclass, field
from pathlib import Path

from network.config import FIRST_KEYS, Misconfigured
from network.kernel.refusals import Refusal
from network.kernel.words import words
from network.storage.secrets import files
from network.storage.secrets.rings import Keyring, Ring

Stamp = tuple[int, int, int]


class Locked(Refusal):
    """The ring has no key here. Everything that needs none goes on."""

    def __init__(self, ring: Ring) -> None:
        self.ring = ring
        self.message = words("This is locked. Its key is not on this server now.")
        super().__init__(f"the {ring} ring has no key here")


@dataclass(slots=True)
class Keyrings:
    """Both rings. A ring that was absent at the start stays locked until the next one."""

    folder: Path
    is_handed_over: bool = False
    _held: dict[Ring, tuple[Stamp | None, Keyring]] = field(default_factory=dict)

    @classmethod
    def open(cls, folder: Path, *, may_make: bool, is_handed_over: bool = False) -> "Keyrings":
        """Read the folder. `may_make` fills one that holds no ring at all, as at the first start of a demonstration."""
        if may_make and not any(files.file_of(folder, ring).exists() for ring in Ring):
            for ring in Ring:
                files.make(folder, ring)
        rings = cls(folder, is_handed_over)
        for ring in Ring:
            stamp, keyring = rings._stamp(ring), files.read(folder, ring, is_handed_over=is_handed_over)
            if keyring is not None:
                rings._held[ring] = (stamp, keyring)
        if Ring.ACCOUNTS not in rings._held:
            file = files.file_of(folder, Ring.ACCOUNTS)
            raise Misconfigured(f"{file} is missing. Put it back, or fill a new folder: {FIRST_KEYS} {folder}")
        return rings

    def holds(self, ring: Ring) -> bool:
        """Whether this ring has a key here."""
        return ring in self._held

    def ring(self, ring: Ring) -> Keyring:
        """The keys of a ring as its file is now, or `Locked`."""
        held = self._held.get(ring)
        if held is None:
            raise Locked(ring)
        known, keyring = held
        stamp = self._stamp(ring)
        if stamp in (known, None):
            return keyring
        return self._read_again(ring, stamp, keyring)

    def _read_again(self, ring: Ring, stamp: Stamp | None, keyring: Keyring) -> Keyring:
        """Take a changed file only where it shares a key with the old one; a foreign file waits for the checks of a start."""
        try:
            fresh = files.read(self.folder, ring, is_handed_over=self.is_handed_over)
        except Misconfigured:
            fresh = None
        same = fresh is not None and fresh.index == keyring.index and bool(set(fresh.sealing) & set(keyring.sealing))
        kept = fresh if fresh is not None and same else keyring
        self._held[ring] = (stamp, kept)
        return kept

    def _stamp(self, ring: Ring) -> Stamp | None:
        """What changes when the file does."""
        try:
            found = files.file_of(self.folder, ring).stat()
        except OSError:
            return None
        return (found.st_mtime_ns, found.st_size, found.st_ino)
