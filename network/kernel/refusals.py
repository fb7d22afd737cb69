"""The ways to say no: each becomes one page or one line beside a field."""

from network.kernel.words import Words


class Refusal(Exception):
    """An expected no. Nothing was changed."""


class NotFound(Refusal):
    """It does not exist, or the actor may not know that it does. Both look the same."""


class Denied(Refusal):
    """The actor sees the thing and may not do this to it."""


class Conflict(Refusal):
    """Something changed meanwhile; the words say what, and what to do."""

    def __init__(self, message: Words) -> None:
        super().__init__(str(message))
        self.message = message


class Invalid(Refusal):
    """What was typed can't be taken; `field` names where, the words say how to mend it."""

    def __init__(self, field: str, message: Words) -> None:
        super().__init__(f"{field}: {message}")
        self.field = field
        self.message = message


class TooLarge(Invalid):
    """What was sent is larger than anybody may send."""


class TooMuch(Invalid):
    """Somebody did this too often, or sent too much, in a short time; the words say when it goes on."""


class NoRoom(Invalid):
    """Nothing more can be kept; the words say who can make room."""
