"""Looking for viruses: clamd is asked where the configuration names one. Whatever isn't a plain yes is no yes."""

from flask import Flask

from network.config.files import FileSettings
from network.scanning.clamd import Clamd, Verdict

__all__ = ["Clamd", "Verdict", "start_scanning"]


def start_scanning(app: Flask, settings: FileSettings) -> None:
    """Give the application its scanner; without one nobody looks."""
    app.extensions["scanner"] = Clamd(settings.scanner, settings.patience) if settings.scanner else None
