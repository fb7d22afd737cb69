"""What may be asked in the address of the list of pairings. What can't be read is left out, never refused."""

from dataclasses import dataclass

from werkzeug.datastructures import MultiDict

from network.pairings.queries import PairingNarrowing
from network.pairings.rules.states import PairingState

LONGEST = 200
Asked = MultiDict[str, str]


@dataclass(frozen=True, slots=True)
class PairingsAsked:
    """The address of the list of pairings."""

    sought: str = ""
    region: str = ""
    state: PairingState | None = None

    @classmethod
    def read(cls, asked: Asked) -> "PairingsAsked":
        """Out of an address, whoever wrote it."""
        state = asked.get("state", "")
        return cls(
            sought=asked.get("q", "")[:LONGEST],
            region=asked.get("region", "")[:LONGEST],
            state=PairingState(state) if state in set(PairingState) else None,
        )

    @property
    def narrowing(self) -> PairingNarrowing:
        """The list's rows."""
        return PairingNarrowing(state=self.state, region=self.region, sought=self.sought)
