"""How long a web worker takes from nothing to its first answer, and how large it is then: `python -m bench.start`."""

import os
import resource
import signal
import socket
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from urllib.error import URLError
from urllib.request import Request, urlopen

from bench.crowd import cookie_of
from bench.timing import table
from network.app import create_app
from network.config import Settings

ROOT = Path(__file__).resolve().parents[1]
TIMES, PATIENCE = 5, 30.0
MOST_SECONDS, MOST_MB = 1.5, 110
WARMING = 20
MEMBERS = ("/", "/organizations", "/organizations?q=heron", "/mentorship", "/pairings", "/places")
PREPARE = "from network.config import Settings; from network.serve import prepare; prepare(Settings.from_environment())"


def main() -> None:
    """Start both, in turns, and print a table."""
    with tempfile.TemporaryDirectory(prefix="peer-start-") as place:
        folder = Path(place)
        port = free_port()
        env = {**os.environ, "DEMONSTRATION": "1", "INSTANCE": place, "PORT": str(port)}
        subprocess.run([sys.executable, "-c", PREPARE], cwd=ROOT, env=env, check=True)
        times: dict[str, list[float]] = {"bare": [], "house": []}
        spent: dict[str, list[float]] = {"bare": [], "house": []}
        for _ in range(TIMES):
            for name, target, path in (("bare", "bench.bare:app", "/"), ("house", "wsgi:app", "/health")):
                before = processor()
                with served(target, port, env) as (began, _pid):
                    first_answer(port, path)
                    times[name].append(time.perf_counter() - began)
                spent[name].append(processor() - before)
        small, large = sizes(folder, port, env)
        start = min(statistics.median(found["house"]) for found in (times, spent))
        said = "yes" if start < MOST_SECONDS and large < MOST_MB else "NO"
        rows: list[tuple[object, ...]] = [
            ("bare Flask", *figures(times["bare"]), *figures(spent["bare"]), "", "", ""),
            ("this house", *figures(times["house"]), *figures(spent["house"]), f"{small:.0f}", f"{large:.0f}", said),
        ]
        print("## A web worker's start and size\n")
        pages = f"MB after {WARMING * len(MEMBERS)} pages"
        heads = ("worker", "start s, best", "median", "processor s, best", "median", "MB at the first answer", pages, "within")
        print(table(heads, rows))
        print(f"\nFrom the process' first moment to its first answer, {TIMES} times in turns.", end=" ")
        print(f"Budget {MOST_SECONDS} s, {MOST_MB} MB.")
        print("Judged by the clock, or on a busy machine by processor time, which holds the ending too.")


def figures(found: list[float]) -> tuple[str, str]:
    """The best and the middle one."""
    return f"{min(found):.2f}", f"{statistics.median(found):.2f}"


def processor() -> float:
    """Seconds that ended children of this process have used."""
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


@contextmanager
def served(target: str, port: int, env: Mapping[str, str]) -> Iterator[tuple[float, int]]:
    """One gunicorn with one worker, as in production; ended by its id."""
    command = [sys.executable, "-m", "gunicorn", "-w", "1", "-b", f"127.0.0.1:{port}", "--log-level", "error", target]
    began = time.perf_counter()
    process = subprocess.Popen(command, cwd=ROOT, env=env)
    try:
        yield began, process.pid
    finally:
        process.send_signal(signal.SIGTERM)
        process.wait(PATIENCE)


def first_answer(port: int, path: str, cookie: str = "") -> None:
    """Ask until somebody answers."""
    until = time.perf_counter() + PATIENCE
    while True:
        try:
            with urlopen(Request(f"http://localhost:{port}{path}", headers={"Cookie": cookie}), timeout=PATIENCE) as answer:
                answer.read()
                return
        except (URLError, ConnectionError):
            if time.perf_counter() > until:
                raise
            time.sleep(0.005)


def sizes(folder: Path, port: int, env: Mapping[str, str]) -> tuple[float, float]:
    """The worker's resident megabytes at its first answer, and when it has given pages of every sort."""
    app = create_app(Settings.from_environment(env))
    cookie = cookie_of(app, "coordinator@demo.example").replace("session_8000", f"session_{port}")
    with served("wsgi:app", port, env) as (_began, pid):
        first_answer(port, "/health")
        small = resident(pid)
        for _ in range(WARMING):
            for path in MEMBERS:
                first_answer(port, path, cookie)
        return small, resident(pid)


def resident(master: int) -> float:
    """Of the master's one worker."""
    (worker,) = Path(f"/proc/{master}/task/{master}/children").read_text(encoding="ascii").split()
    line = next(each for each in Path(f"/proc/{worker}/status").read_text(encoding="ascii").splitlines() if "VmRSS" in each)
    return int(line.split()[1]) / 1024


def free_port() -> int:
    """A port that nobody holds now."""
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        found: int = one.getsockname()[1]
        return found


if __name__ == "__main__":
    main()
