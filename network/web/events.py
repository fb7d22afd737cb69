"""What can happen at the door of a page: somebody is refused, or a form is not ours."""

from dataclasses import dataclass
from uuid import UUID

from network.kernel.event import Event


@dataclass(frozen=True, slots=True, kw_only=True)
class AccessRefused(Event):
    """Somebody who is signed in asked for what she may not see, may not do, or what isn't there: all look the same to her.

    `page_code` is the page's name in the code, `right_code` the right that she lacks, if the thing is hers to see.
    """

    page_code: str
    right_code: str
    about_id: UUID | None

    @classmethod
    def apart(cls) -> frozenset[str]:
        """A walk through many ids is one thing."""
        return frozenset({"about_id"})


@dataclass(frozen=True, slots=True, kw_only=True)
class FormRefused(Event):
    """A form was sent that no page of ours made for this session: `why_code` says how it showed."""

    page_code: str
    why_code: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadingHeldBack(Event):
    """Somebody opened so many pages in a short time that she was told to wait: a program may do it with her session."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PolicyBroken(Event):
    """A browser says that a page tried what its policy forbids: which part of the policy, and nothing of the page."""

    rule_code: str
