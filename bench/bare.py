"""The least that can be started: Flask with one address."""

from flask import Flask

app = Flask("bare")


@app.get("/")
def hello() -> str:
    """An answer."""
    return "ok"
