"""The application for a production server, `gunicorn wsgi:app`, and for `flask --app wsgi`."""

from network.cli import network
from network.start import application

app = application()
app.cli.add_command(network)
