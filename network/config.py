"""What an installation decides outside the database: read once, at start, from the environment."""

import os
import secrets
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent


class Misconfigured(Exception):
    """The installation can't start safely; the message says what to mend."""


@dataclass(frozen=True, slots=True)
class Settings:
    """`database_url` as SQLAlchemy spells it; sizes in bytes; `port` names the cookie, so that two checkouts share none."""

    instance: Path = ROOT / "instance"
    database_url: str = ""
    secret_key: str = ""
    base_url: str = "http://localhost:8000"
    port: int = 8000
    is_demonstration: bool = False
    is_testing: bool = False
    trusted_hosts: tuple[str, ...] = ("localhost",)
    proxies: int = 0
    largest_body: int = 12 * 1024 * 1024
    sqlite_timeout: float = 5.0
    extra: Mapping[str, object] = field(default_factory=dict)

    @property
    def is_https(self) -> bool:
        return self.base_url.startswith("https://")

    @classmethod
    def from_environment(cls, environment: Mapping[str, str] | None = None) -> "Settings":
        """Read DATABASE_URL, SECRET_KEY, BASE_URL, PORT, INSTANCE, DEMONSTRATION, TRUSTED_HOSTS, PROXIES."""
        env = os.environ if environment is None else environment
        instance = Path(env.get("INSTANCE", ROOT / "instance")).resolve()
        port = int(env.get("PORT", "8000"))
        is_demonstration = env.get("DEMONSTRATION", "") == "1"
        base_url = env.get("BASE_URL", f"http://localhost:{port}" if is_demonstration else "")
        if not base_url:
            raise Misconfigured("Set BASE_URL to the address that members type, such as https://network.example.")
        if not is_demonstration and not base_url.startswith("https://"):
            raise Misconfigured("BASE_URL must start with https://. Plain HTTP is for the demonstration only.")
        host = base_url.split("//", 1)[1].split("/", 1)[0].rsplit(":", 1)[0]
        return cls(
            instance=instance,
            database_url=_driver(env.get("DATABASE_URL", "")) or f"sqlite:///{instance / 'network.sqlite'}",
            secret_key=env.get("SECRET_KEY", "") or _kept_secret(instance),
            base_url=base_url,
            port=port,
            is_demonstration=is_demonstration,
            trusted_hosts=tuple(env["TRUSTED_HOSTS"].split(",")) if env.get("TRUSTED_HOSTS") else (host,),
            proxies=int(env.get("PROXIES", "0")),
        )


def _driver(url: str) -> str:
    """Name the driver that is installed, whatever short form the address was given in."""
    for short in ("postgres://", "postgresql://"):
        if url.startswith(short):
            return "postgresql+psycopg://" + url.removeprefix(short)
    return url


def _kept_secret(instance: Path) -> str:
    """The installation's own secret, made at the first start and readable by its owner only."""
    file = instance / "secret-key"
    if not file.exists():
        instance.mkdir(mode=0o700, parents=True, exist_ok=True)
        descriptor = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(descriptor, "w") as handle:
            handle.write(secrets.token_urlsafe(48))
    if file.stat().st_mode & 0o077:
        raise Misconfigured(f"{file} can be read by others. Run: chmod 600 {file}")
    return file.read_text().strip()
