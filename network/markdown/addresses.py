"""Which addresses a text may lead to, and what is said about where they lead."""

import re
from dataclasses import dataclass
from urllib.parse import SplitResult, urlsplit

from network.markdown.limits import ADDRESS

_OWN = re.compile(r"/(?![/\\])[^\s\\]*\Z")
_OWN_FILE = re.compile(r"/files/[A-Za-z0-9][A-Za-z0-9_./-]*\Z")
_HOST = re.compile(r"[a-z0-9]([a-z0-9.-]*[a-z0-9])?\Z")
_MAIL = re.compile(r"mailto:[^\s@<>\"?]+@[^\s@<>\"?]+\Z")
_PHONE = re.compile(r"tel:\+?[0-9().-]+\Z")
_LOOKS_LIKE_ONE = re.compile(r"://|@|\bwww\.|[^\s./@]\.[^\W\d_]{2,}", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Lead:
    """Where a link leads. `host` is empty for our own pages."""

    address: str
    host: str = ""

    @property
    def is_elsewhere(self) -> bool:
        """Whether it is a page of another site."""
        return bool(self.host) and self.address.lower().startswith("http")


def lead(address: str) -> Lead | None:
    """Where this address leads; None where a text may not lead there. A place in the same text begins with #."""
    if len(address) > ADDRESS:
        return None
    if address.startswith("#") or _OWN.match(address):
        return Lead(address)
    if _MAIL.match(address):
        return Lead(address, address.rpartition("@")[2].lower())
    if _PHONE.match(address):
        return Lead(address)
    return _elsewhere(address)


def _elsewhere(address: str) -> Lead | None:
    """Another site, by its own name alone: an address with a person before the host is made to be misread."""
    split = _split(address)
    if split is None or split.scheme not in ("http", "https") or "@" in split.netloc or "\\" in address:
        return None
    if not address.lower().startswith(f"{split.scheme}://"):
        return None
    host = _in_letters_of_addresses(split.hostname or "")
    return Lead(address, host) if _HOST.match(host) else None


def _split(address: str) -> SplitResult | None:
    try:
        split = urlsplit(address)
        _ = split.port
    except ValueError:
        return None
    return split


def _in_letters_of_addresses(host: str) -> str:
    """As browsers ask for it: xn--... where it has other letters, some of which look like those of another name."""
    try:
        return host.encode("idna").decode() if not host.isascii() else host.lower()
    except UnicodeError:
        return ""


def is_own_picture(address: str) -> bool:
    """Whether this is a file of the house, the only pictures that a text shows."""
    return bool(_OWN_FILE.match(address)) and ".." not in address and "//" not in address


def misleads(said: str, to: Lead) -> bool:
    """Whether a reader could take the link's words for another address than the one that it leads to."""
    if not _LOOKS_LIKE_ONE.search(said):
        return False
    if not to.host:
        return True
    plain = said.strip().lower().removeprefix("mailto:")
    if plain == to.address.lower().removeprefix("mailto:") or plain in (to.host, f"www.{to.host}"):
        return False
    shown = _split(plain if "://" in plain else f"https://{plain}")
    return shown is None or "@" in shown.netloc or (shown.hostname or "") != to.host or any(map(str.isspace, plain))
