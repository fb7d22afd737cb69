"""What a cleaner says of its work, and how it refuses."""

from dataclasses import dataclass, field


class Refused(Exception):
    """A file that can't be taken; `code` names why."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


@dataclass(slots=True)
class Notes:
    """Codes of what was taken out, and of what could not be."""

    removed: set[str] = field(default_factory=set)
    left: set[str] = field(default_factory=set)
