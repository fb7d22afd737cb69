"""The spreadsheets that tests read: the clean one is what the demonstration loads, the messy one is a real-life one."""

from pathlib import Path

HERE = Path(__file__).parent
CLEAN = HERE.parent / "network" / "demonstration" / "organizations.csv"
MESSY = HERE / "data" / "organizations_messy.csv"


def sample(name: str) -> bytes:
    """The bytes of one of them, by its file's name."""
    return next(file for file in (CLEAN, MESSY) if file.name == name).read_bytes()
