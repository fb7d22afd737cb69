"""What a form held when it could not be sent."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Typed:
    """`page` is the path where it was typed, `action` the address that it would have gone to."""

    page: str
    action: str
    fields: tuple[tuple[str, str], ...]
