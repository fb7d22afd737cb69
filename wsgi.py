"""The application for a production server: `gunicorn wsgi:app`."""

from network.app import create_app
from network.config import Settings

app = create_app(Settings.from_environment())
