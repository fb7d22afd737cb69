"""Worker processes: `python -m tests.accounts.worker DATABASE FOLDER PORT...` serves on each port until it is ended.

What they import is imported once; then each is a process of its own, with an application and connections of its own.
"""

import os
import sys
from pathlib import Path

from werkzeug.serving import WSGIRequestHandler, make_server

from network.app import create_app
from network.config import Settings


class Quiet(WSGIRequestHandler):
    """Writes no line for each request."""

    def log_request(self, code: int | str = "-", size: int | str = "-") -> None:
        return


def serve(database: str, folder: Path, port: int) -> None:
    """One worker."""
    app = create_app(Settings(instance=folder, database_url=database, secret_key="for tests only", is_testing=True))
    make_server("127.0.0.1", port, app, threaded=True, request_handler=Quiet).serve_forever()


if __name__ == "__main__":
    database, folder, first, *others = sys.argv[1:]
    mine = next((port for port in others if os.fork() == 0), first)
    serve(database, Path(folder), int(mine))
