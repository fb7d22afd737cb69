"""What may be asked in the address of the list of pairings. What can't be read is left out, never refused."""

from dataclasses import dataclass

from werkzeug.datastructures import MultiDict

from network.pairings.queries import BoardNarrowing, PairingNarrowing
from network.pairings.rules.health import Group
from network.pairings.rules.states import PairingState

LONGEST = 200
Asked = MultiDict[str, str]


@dataclass(frozen=True, slots=True)
class PairingsAsked:
    """The address of the list of pairings."""

    sought: str = ""
    region: str = ""
    state: PairingState | None = None
    group: Group | None = None
    after: str = ""

    @classmethod
    def read(cls, asked: Asked) -> "PairingsAsked":
        """Out of an address, whoever wrote it."""
        state, group = asked.get("state", ""), asked.get("group", "")
        return cls(
            sought=asked.get("q", "")[:LONGEST],
            region=asked.get("region", "")[:LONGEST],
            state=PairingState(state) if state in set(PairingState) else None,
            group=Group(group) if group in set(Group) else None,
            after=asked.get("after", "")[:LONGEST],
        )

    @property
    def narrowing(self) -> PairingNarrowing:
        """The list's rows."""
        return PairingNarrowing(state=self.state, region=self.region, sought=self.sought)

    @property
    def on_board(self) -> BoardNarrowing:
        """The rows of the board."""
        return BoardNarrowing(group=self.group, state=self.state, region=self.region, sought=self.sought)

    @property
    def kept(self) -> dict[str, str]:
        """What the address says, but for the page: for links that go on with it."""
        said = {"q": self.sought, "region": self.region, "state": self.state or "", "group": self.group or ""}
        return {name: str(value) for name, value in said.items() if value}
