"""What an installation decides outside the database: read once, at start, from the environment."""

import os
import secrets
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from network.config.files import FileSettings, file_problems, largest_body, read_files
from network.config.mail import MailSettings, mail_problems, read_mail

ROOT = Path(__file__).resolve().parent.parent.parent
SHORTEST_SECRET = 32
WELL_KNOWN = ("changeme", "change-me", "default", "development", "example", "password", "secret-key", "secretkey", "for tests")
YES = {"1", "true", "yes", "on"}
PASSKEY_ROLES = frozenset({"administrator", "coordinator", "safety_moderator"})
PAGES_AT_ONCE = 600
FIRST_KEYS = "python -m network.cli keys first"


class Misconfigured(Exception):
    """The installation can't start safely; each sentence says one thing to mend, a line each."""

    def __init__(self, *sentences: str) -> None:
        super().__init__("\n".join(sentences))
        self.sentences = sentences


@dataclass(frozen=True, slots=True)
class Settings:
    """`database_url` as SQLAlchemy spells it; sizes in bytes; `port` names the cookie, so that two checkouts share none.

    `keys` is the folder of key files; without one they are made in the instance folder, which is for demonstrations and tests.
    Without `mail` nothing is ever mailed, as in the demonstration. `pages_at_once` is what one person may open before she is
    held back (`web/pace.py`); 0 holds nobody back. `leaked_passwords` is the operator's file of digests, if there is one.
    """

    instance: Path = ROOT / "instance"
    database_url: str = ""
    secret_key: str = field(default="", repr=False)
    base_url: str = "http://localhost:8000"
    port: int = 8000
    is_demonstration: bool = False
    is_testing: bool = False
    trusted_hosts: tuple[str, ...] = ("localhost",)
    proxies: int = 0
    largest_body: int = 12 * 1024 * 1024
    sqlite_timeout: float = 5.0
    keys: Path | None = None
    are_keys_handed_over: bool = False
    mail: MailSettings | None = None
    files: FileSettings = field(default_factory=FileSettings)
    passkey_roles: frozenset[str] = PASSKEY_ROLES
    pages_at_once: int = 0
    leaked_passwords: Path | None = None
    extra: Mapping[str, object] = field(default_factory=dict)

    @property
    def is_https(self) -> bool:
        return self.base_url.startswith("https://")

    @property
    def is_production(self) -> bool:
        """Neither the demonstration nor a test: nothing unsafe may start."""
        return not (self.is_demonstration or self.is_testing)

    @property
    def keys_folder(self) -> Path:
        """Where the key rings are."""
        return self.keys or self.instance / "keys"

    @classmethod
    def from_environment(cls, environment: Mapping[str, str] | None = None) -> "Settings":
        """Read the variables that README lists. Raises `Misconfigured` with every sentence that applies, not only the first."""
        env = os.environ if environment is None else environment
        instance = Path(env.get("INSTANCE", ROOT / "instance")).resolve()
        is_demonstration = env.get("DEMONSTRATION", "") == "1"
        keys, are_handed_over = _keys_of(env)
        wrong = [] if is_demonstration else list(_problems(env, instance, keys))
        if wrong:
            raise Misconfigured(*wrong)
        port = int(env.get("PORT", "8000"))
        base_url = env.get("BASE_URL", f"http://localhost:{port}")
        host = base_url.split("//", 1)[-1].split("/", 1)[0].rsplit(":", 1)[0]
        return cls(
            instance=instance,
            database_url=_driver(env.get("DATABASE_URL", "")) or f"sqlite:///{instance / 'network.sqlite'}",
            secret_key=env.get("SECRET_KEY", "") or _kept_secret(instance if keys is None else keys, may_make=is_demonstration),
            base_url=base_url,
            port=port,
            is_demonstration=is_demonstration,
            trusted_hosts=tuple(env["TRUSTED_HOSTS"].split(",")) if env.get("TRUSTED_HOSTS") else (host,),
            proxies=int(env.get("PROXIES", "0")),
            largest_body=largest_body(env),
            keys=keys,
            are_keys_handed_over=are_handed_over,
            mail=None if is_demonstration else read_mail(env, keys),
            files=FileSettings() if is_demonstration else read_files(env, keys),
            passkey_roles=_roles(env.get("PASSKEY_ROLES", "")),
            leaked_passwords=Path(env["LEAKED_PASSWORDS"]).resolve() if env.get("LEAKED_PASSWORDS") else None,
            pages_at_once=_pages(env.get("PAGES_AT_ONCE", "")),
        )


def _problems(env: Mapping[str, str], instance: Path, keys: Path | None) -> Iterator[str]:
    """What a production start refuses, a sentence each."""
    base_url = env.get("BASE_URL", "")
    if not base_url:
        yield "Set BASE_URL to the address that members type, such as https://network.example."
    elif not base_url.startswith("https://"):
        yield "BASE_URL must start with https://. Plain HTTP is for the demonstration only."
    if env.get("FLASK_DEBUG", "").lower() in YES:
        yield "FLASK_DEBUG is on. A server in use must never show its insides: take it away."
    yield from _problems_of_keys(env, instance, keys)
    yield from mail_problems(env, keys)
    yield from file_problems(env, keys)
    for folder in _data_folders(env, instance):
        if folder.exists() and folder.stat().st_mode & 0o077:
            yield f"{folder} can be read by others. Run: chmod 700 {folder}"


def _problems_of_keys(env: Mapping[str, str], instance: Path, keys: Path | None) -> Iterator[str]:
    secret = env.get("SECRET_KEY", "")
    if secret and (len(secret) < SHORTEST_SECRET or any(word in secret.lower() for word in WELL_KNOWN)):
        yield f"SECRET_KEY is short or well known. Use {SHORTEST_SECRET} random characters or more."
    if keys is None:
        yield f"Set KEYS to a folder outside the data. To fill a new one, run: {FIRST_KEYS} FOLDER"
        return
    if any(keys.is_relative_to(folder) for folder in _data_folders(env, instance)):
        yield f"The keys in {keys} lie among the data. Move them out, so that no back-up holds both."
    if not secret and not (keys / "secret-key").exists():
        yield f"There is no secret. Set SECRET_KEY, or run: {FIRST_KEYS} {keys}"


def _data_folders(env: Mapping[str, str], instance: Path) -> list[Path]:
    """Where data lies: the instance folder, and that of a SQLite file elsewhere."""
    url = env.get("DATABASE_URL", "")
    elsewhere = Path(url.removeprefix("sqlite:///")).resolve().parent if url.startswith("sqlite:///") else instance
    return list(dict.fromkeys((instance, elsewhere)))


def _keys_of(env: Mapping[str, str]) -> tuple[Path | None, bool]:
    """The folder of the key files, and whether the service manager handed it over."""
    if env.get("KEYS"):
        return Path(env["KEYS"]).resolve(), False
    handed = env.get("CREDENTIALS_DIRECTORY")
    if handed and (Path(handed) / "accounts.keys").exists():
        return Path(handed).resolve(), True
    return None, False


def _roles(text: str) -> frozenset[str]:
    """The roles that ask for a passkey: those named with commas; "none" for none; all three when nothing is said."""
    named = frozenset(name.strip() for name in text.split(",") if name.strip())
    return PASSKEY_ROLES if not named else named - {"none"}


def _pages(text: str) -> int:
    """How many pages one person may open at once; "none" when a proxy sees to that."""
    return 0 if text == "none" else int(text) if text.isdecimal() and int(text) else PAGES_AT_ONCE


def _driver(url: str) -> str:
    """Name the driver that is installed, whatever short form the address was given in."""
    for short in ("postgres://", "postgresql://"):
        if url.startswith(short):
            return "postgresql+psycopg://" + url.removeprefix(short)
    return url


def _kept_secret(folder: Path, *, may_make: bool) -> str:
    """The installation's own secret, readable by its owner only; a demonstration makes it at the first start."""
    file = folder / "secret-key"
    if may_make and not file.exists():
        make_secret(folder)
    if file.stat().st_mode & 0o007 or (file.stat().st_mode & 0o070 and not os.environ.get("CREDENTIALS_DIRECTORY")):
        raise Misconfigured(f"{file} can be read by others. Run: chmod 600 {file}")
    secret = file.read_text(encoding="utf-8").strip()
    if len(secret) < SHORTEST_SECRET:
        raise Misconfigured(f"{file} holds no secret. Remove it, then run: {FIRST_KEYS} {folder}")
    return secret


def make_secret(folder: Path) -> Path:
    """Write a new secret that only its owner can read."""
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    file = folder / "secret-key"
    descriptor = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "w") as handle:
        handle.write(secrets.token_urlsafe(48))
    return file
