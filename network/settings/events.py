"""What can happen to the installation's choices."""

from dataclasses import dataclass

from network.kernel.event import Event


@dataclass(frozen=True, slots=True, kw_only=True)
class ListsLoaded(Event):
    """Default lists were written."""

    lists: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ListEntryChanged(Event):
    """An entry was added, renamed, withdrawn or offered again."""

    list: str
    code: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SettingChanged(Event):
    """A choice was made."""

    key: str
