"""Where kept files lie, and who looks for viruses: read from the environment, checked before a start."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlsplit

MEGABYTE = 1024 * 1024
BUCKET = re.compile(r"[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]")
LARGEST_BODY = 12  # megabytes


@dataclass(frozen=True, slots=True)
class Bucket:
    """An S3-compatible store. Without an `endpoint` it is Amazon's; `may_be_plain` lets tests speak HTTP on this machine."""

    name: str
    key: str
    secret: str = field(repr=False)
    region: str = "us-east-1"
    endpoint: str = ""
    may_be_plain: bool = False


@dataclass(frozen=True, slots=True)
class FileSettings:
    """Without a `bucket` files lie in the instance folder; without a `scanner` nobody looks for viruses.

    `scanner`: clamd's Unix socket as a path, or "host:port". `patience`: seconds that its answer may take.
    """

    bucket: Bucket | None = None
    scanner: str = ""
    patience: float = 30.0


def read_files(env: Mapping[str, str], keys: Path | None) -> FileSettings:
    """What the variables say. Ask `file_problems` first."""
    bucket = None
    if env.get("FILES_STORE"):
        secret = _secret_file(env, keys)
        bucket = Bucket(
            name=urlsplit(env["FILES_STORE"]).netloc,
            key=env["FILES_S3_KEY"],
            secret=secret.read_text(encoding="utf-8").strip() if secret else "",
            region=env.get("FILES_S3_REGION") or "us-east-1",
            endpoint=env.get("FILES_S3_ENDPOINT", ""),
        )
    return FileSettings(bucket=bucket, scanner=env.get("CLAMD", ""))


def file_problems(env: Mapping[str, str], keys: Path | None) -> Iterator[str]:
    """What a start refuses about files, a sentence each."""
    if env.get("FILES_STORE"):
        yield from _problems_of_bucket(env, keys)
    elif any(name.startswith("FILES_S3_") and value for name, value in env.items()):
        yield "Set FILES_STORE to s3://BUCKET too, or take the other settings of the store away."
    scanner = env.get("CLAMD", "")
    if scanner and not scanner.startswith("/") and not scanner.rpartition(":")[2].isdecimal():
        yield "CLAMD must be the path of a socket, such as /run/clamav/clamd.ctl, or host:port."
    largest = env.get("LARGEST_BODY_MB") or str(LARGEST_BODY)
    if not largest.isdecimal() or not 2 <= int(largest) <= 1024:
        yield "LARGEST_BODY_MB must be a number of megabytes from 2 to 1024."


def largest_body(env: Mapping[str, str]) -> int:
    """Bytes that one request may bring."""
    return int(env.get("LARGEST_BODY_MB") or LARGEST_BODY) * MEGABYTE


def _problems_of_bucket(env: Mapping[str, str], keys: Path | None) -> Iterator[str]:
    store = urlsplit(env["FILES_STORE"])
    if store.scheme != "s3" or not BUCKET.fullmatch(store.netloc) or store.path.strip("/"):
        yield "FILES_STORE must be of the form s3://BUCKET. Leave it away to keep files in the instance folder."
    if env.get("FILES_S3_ENDPOINT") and not env["FILES_S3_ENDPOINT"].startswith("https://"):
        yield "FILES_S3_ENDPOINT must start with https://. Files never travel unencrypted."
    if not env.get("FILES_S3_KEY"):
        yield "Set FILES_S3_KEY to the name of the key that opens the store."
    file = _secret_file(env, keys)
    if file is None or not file.is_file():
        yield "The store has no secret. Put it into the file files-secret beside the keys, or set FILES_S3_SECRET_FILE."
    elif file.stat().st_mode & 0o007 or (file.stat().st_mode & 0o070 and not env.get("CREDENTIALS_DIRECTORY")):
        yield f"{file} can be read by others. Run: chmod 600 {file}"


def _secret_file(env: Mapping[str, str], keys: Path | None) -> Path | None:
    if env.get("FILES_S3_SECRET_FILE"):
        return Path(env["FILES_S3_SECRET_FILE"])
    return keys / "files-secret" if keys is not None else None
