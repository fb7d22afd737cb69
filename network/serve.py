"""`make run`: migrate, load the demonstration on the first start, serve on this machine only."""

import os
import time
from collections.abc import Callable, Mapping
from typing import Any

from flask import Flask
from flask_migrate import upgrade
from gunicorn.app.base import BaseApplication

from network import demonstration, scheduler, start
from network.app import create_app
from network.config import Misconfigured, Settings
from network.web import logs

LOOPBACK = {"localhost", "127.0.0.1", "::1", "[::1]"}


class Server(BaseApplication):  # type: ignore[misc]
    """A real server with one process and a few threads; the ticker runs beside them."""

    def __init__(self, app: Flask, options: Mapping[str, Any]) -> None:
        self.app = app
        self.options = options
        super().__init__()

    def load_config(self) -> None:
        """Gunicorn's own settings."""
        for name, value in self.options.items():
            self.cfg.set(name, value)

    def load(self) -> Flask:
        """What is served."""
        return self.app


def prepare(settings: Settings) -> Flask:
    """The application with its database at the newest schema and, once, the demonstration network in it."""
    settings.instance.mkdir(mode=0o700, parents=True, exist_ok=True)
    app = create_app(settings)
    with app.app_context():
        start.insist_on_database()
        upgrade()
        start.insist()
        if settings.is_demonstration:
            demonstration.load_once()
    return app


def options(settings: Settings, host: str) -> dict[str, Any]:
    """One worker, several threads: SQLite has one writer, and the demonstration one machine."""
    start_ticker: Callable[[Any], None] = lambda worker: worker.app.app.extensions.update(ticker=scheduler.beside(worker.app.app))  # noqa: E731
    return {
        "bind": f"{host}:{settings.port}",
        "workers": 1,
        "threads": 8,
        "worker_class": "network.web.worker.Worker",
        "timeout": 60,
        "graceful_timeout": 10,
        "loglevel": "warning",
        "logger_class": logs.GunicornLines,
        "control_socket_disable": True,
        "post_worker_init": start_ticker,
    }


def main() -> None:
    """Start the demonstration."""
    began = time.monotonic()
    host = os.environ.get("HOST", "127.0.0.1")
    if host not in LOOPBACK:
        raise SystemExit(f"The demonstration is served on this machine only. HOST={host} is not a loopback address.")
    logs.speak_json()
    os.umask(0o077)
    try:
        settings = Settings.from_environment({"DEMONSTRATION": "1", **os.environ})
        app = prepare(settings)
    except Misconfigured as wrong:
        raise SystemExit(str(wrong)) from wrong
    print(demonstration.welcome(settings.base_url, time.monotonic() - began), flush=True)
    Server(app, options(settings, host)).run()


if __name__ == "__main__":
    main()
