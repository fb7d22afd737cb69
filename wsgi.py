"""The application for a production server, `gunicorn wsgi:app`, and for `flask --app wsgi`."""

from network.cli import network, steps, unset
from network.start import application

app = application(unset)
app.cli.add_command(network)
app.cli.add_command(steps)
