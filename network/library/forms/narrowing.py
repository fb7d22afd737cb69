"""What may be asked in the address of the shelf. What can't be read is left out, never refused."""

from dataclasses import dataclass
from uuid import UUID

from werkzeug.datastructures import MultiDict

from network.library.queries import Narrowing
from network.library.rules.states import DocumentState

LONGEST = 200
DUE = "due"
YES = "1"
Asked = MultiDict[str, str]


@dataclass(frozen=True, slots=True)
class ShelfAsked:
    """The address of the shelf."""

    kind: str = ""
    topic: str = ""
    language: str = ""
    space: UUID | None = None
    state: str = ""
    keeper: UUID | None = None
    used: UUID | None = None
    after: str = ""
    ours: str = ""

    @classmethod
    def read(cls, asked: Asked) -> "ShelfAsked":
        """Out of an address, whoever wrote it."""
        state = asked.get("state", "")
        return cls(
            kind=asked.get("kind", "")[:LONGEST],
            topic=asked.get("topic", "")[:LONGEST],
            language=asked.get("language", "")[:LONGEST],
            space=_id(asked.get("space", "")),
            state=state if state in {DUE, *DocumentState} else "",
            keeper=_id(asked.get("keeper", "")),
            used=_id(asked.get("used", "")),
            after=asked.get("after", "")[:LONGEST],
            ours=YES if asked.get("ours") == YES else "",
        )

    @property
    def narrowing(self) -> Narrowing:
        """The rows of the shelf."""
        is_due = self.state == DUE
        state = DocumentState(self.state) if self.state and not is_due else None
        return Narrowing(self.kind, self.topic, self.language, self.space, state, is_due, self.keeper, self.used, bool(self.ours))

    @property
    def kept(self) -> dict[str, str]:
        """What the address says, but for the page: for links that go on with it."""
        names = ("kind", "topic", "language", "space", "state", "keeper", "used", "ours")
        said = {name: getattr(self, name) for name in names}
        return {name: str(value) for name, value in said.items() if value}


def _id(text: str) -> UUID | None:
    try:
        return UUID(text)
    except ValueError:
        return None
