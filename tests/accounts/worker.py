"""One worker process of its own: `python -m tests.accounts.worker PORT DATABASE FOLDER` serves until it is ended."""

import sys
from pathlib import Path

from werkzeug.serving import WSGIRequestHandler, make_server

from network.app import create_app
from network.config import Settings


class Quiet(WSGIRequestHandler):
    """Writes no line for each request."""

    def log_request(self, code: int | str = "-", size: int | str = "-") -> None:
        return


if __name__ == "__main__":
    port, database, folder = int(sys.argv[1]), sys.argv[2], Path(sys.argv[3])
    app = create_app(Settings(instance=folder, database_url=database, secret_key="for tests only", is_testing=True))
    make_server("127.0.0.1", port, app, threaded=True, request_handler=Quiet).serve_forever()
