"""The demonstration network: invented organizations in real places, and one person of each kind to sign in as."""

from network.kernel.actor import Role

PASSWORD = "quiet larch mends nine boots"  # noqa: S105  (printed on purpose; served on loopback only)

STAFF = (
    ("coordinator", "Maren Ostrowski", "coordinator@demo.example", Role.COORDINATOR, None),
    ("liaison of the Northwest", "Sunniva Beck", "liaison@demo.example", Role.LIAISON, "northwest"),
    ("safety moderator", "Oriel Adeyemi", "safety@demo.example", Role.SAFETY_MODERATOR, None),
    ("administrator", "Pell Novak", "administrator@demo.example", Role.ADMINISTRATOR, None),
)


def load_once() -> None:
    """Fill an empty database; one that has people is left as it is."""


def welcome(address: str, seconds: float) -> str:
    """What the terminal says when the server is up."""
    lines = [f"Peer Network is at {address}  (ready in {seconds:.1f} s; Ctrl+C stops it)", ""]
    lines += ["Sign in with the password  " + PASSWORD, ""]
    lines += [f"  {kind:<28}{email}" for kind, _name, email, _role, _region in STAFF]
    return "\n".join(lines)
