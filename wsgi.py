"""The application for a production server, `gunicorn wsgi:app`, and for `flask --app wsgi`."""

from network.app import create_app
from network.cli import network
from network.config import Settings

app = create_app(Settings.from_environment())
app.cli.add_command(network)
