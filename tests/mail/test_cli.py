"""Whoever runs the server can try the way out for mail, and reads what to mend."""

from pathlib import Path

import pytest
from flask import Flask

from network.cli.mail import check
from network.config.mail import MailSettings
from network.mail import Smtp
from tests.mail.certificates import HOST, make_certificate
from tests.mail.sink import Script, Sink

ADDRESS = "ines@people.example"


@pytest.mark.parametrize(
    ("script", "given", "code", "said"),
    [
        ({}, [], 0, "open."),
        ({}, [ADDRESS], 0, "a mail was taken."),
        ({"offers_starttls": False}, [ADDRESS], 1, "offers no encryption"),
        ({"answers": {"RCPT": ["550 5.1.1 no"]}}, [ADDRESS], 1, "doesn't know this address"),
        ({"answers": {"RCPT": ["450 later"]}}, [ADDRESS], 1, "Try again in some minutes"),
    ],
)
def test_the_way_out_is_tried(
    app: Flask, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, script: dict[str, object], given: list[str], code: int, said: str
) -> None:
    certificate = make_certificate(tmp_path, "trusted")
    with Sink(Script(certificate, **script)) as sink:  # type: ignore[arg-type]
        settings = MailSettings(HOST, "post@network.example", port=sink.port, authorities=certificate, patience=2.0)
        monkeypatch.setitem(app.extensions, "post", Smtp(settings))
        done = app.test_cli_runner().invoke(check, given)
    assert (done.exit_code, said in done.output) == (code, True), done.output
    assert len(sink.mails) == (1 if said == "a mail was taken." else 0)


def test_without_mail_it_says_what_to_set(app: Flask) -> None:
    done = app.test_cli_runner().invoke(check)
    assert done.exit_code == 1
    assert "Set MAIL_HOST and MAIL_SENDER." in done.output
