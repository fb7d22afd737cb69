"""C54, F6: mail leaves encrypted, to a server whose certificate was checked, or it does not leave; nobody is waited for long."""

import base64
import time
from dataclasses import replace
from datetime import UTC, datetime
from email import message_from_bytes, policy
from pathlib import Path

import pytest

from network.config.mail import MailSettings
from network.mail import Message, Postponed, Refused, Smtp, Trouble, Why
from tests.mail.certificates import HOST, make_certificate
from tests.mail.sink import Script, Sink

MESSAGE = Message("0123abc", "ines@people.example", "Something new for you", "Há nýtt.\n", datetime(2026, 11, 26, 12, tzinfo=UTC))
HEAD = {
    "from",
    "to",
    "subject",
    "date",
    "message-id",
    "auto-submitted",
    "mime-version",
    "content-type",
    "content-transfer-encoding",
}
PATIENCE = 1.0
OPENING = ("ehlo", "EHLO", "STARTTLS", "QUIT")  # all that may be said in the clear


@pytest.fixture(scope="module")
def trusted(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return make_certificate(tmp_path_factory.mktemp("trusted"), "trusted")


@pytest.fixture(scope="module")
def stranger(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return make_certificate(tmp_path_factory.mktemp("stranger"), "stranger")


@pytest.fixture(scope="module")
def elsewhere(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return make_certificate(tmp_path_factory.mktemp("elsewhere"), "elsewhere", host="127.0.0.2")


def way_to(sink: Sink, authorities: Path, tls: str = "starttls") -> MailSettings:
    return MailSettings(
        HOST,
        "post@network.example",
        port=sink.port,
        tls=tls,
        authorities=authorities,
        patience=PATIENCE,
        sender_name="Péer, Netwörk",
    )


def send(settings: MailSettings, *messages: Message) -> None:
    with Smtp(settings).open() as session:
        for message in messages:
            session.send(message)


def assert_nothing_told_in_clear(sink: Sink) -> None:
    assert all(line.startswith(OPENING) for line in sink.in_clear), sink.in_clear


@pytest.mark.parametrize("tls", ["starttls", "tls"])
def test_a_mail_arrives_as_it_was_written_with_a_head_that_tells_nothing(trusted: Path, tls: str) -> None:
    with Sink(Script(trusted, is_tls=tls == "tls")) as sink:
        send(way_to(sink, trusted, tls), MESSAGE, replace(MESSAGE, id="second"))
    mail = message_from_bytes(sink.mails[0], policy=policy.default)
    assert mail.get_content().replace("\r\n", "\n") == MESSAGE.text
    assert {name.lower() for name in mail} == HEAD
    assert mail["Message-ID"] == "<0123abc@network.example>"
    assert (mail["To"], mail["Subject"]) == (MESSAGE.to, MESSAGE.subject)
    assert mail["From"].addresses[0].display_name == "Péer, Netwörk"
    assert [line.lower() for line in sink.rcpts] == ["rcpt to:<ines@people.example>"] * 2
    assert sink.connections == 1
    assert not sink.in_clear or tls == "starttls"
    assert_nothing_told_in_clear(sink)


def test_the_greeting_names_the_senders_domain_not_this_machine(trusted: Path) -> None:
    with Sink(Script(trusted)) as sink:
        send(way_to(sink, trusted), MESSAGE)
    assert {line.split(" ")[1] for line in (*sink.in_clear, *sink.encrypted) if line.lower().startswith("ehlo")} == {
        "network.example"
    }


def test_a_long_link_stays_whole(trusted: Path) -> None:
    link = "https://network.example/recover/" + "k" * 200
    with Sink(Script(trusted)) as sink:
        send(way_to(sink, trusted), replace(MESSAGE, text=f"Open this:\n\n{link}\n"))
    assert link.encode() in sink.mails[0]


def test_the_password_is_told_only_after_encryption(trusted: Path) -> None:
    right = base64.b64encode(b"\0post\0quiet larch").decode()
    with Sink(Script(trusted, asks_password=right)) as sink:
        send(replace(way_to(sink, trusted), user="post", password="quiet larch"), MESSAGE)
        with pytest.raises(Trouble) as trouble:
            send(replace(way_to(sink, trusted), user="post", password="wrong"), MESSAGE)
    assert trouble.value.why is Why.NO_ENTRY
    assert len(sink.mails) == 1
    assert_nothing_told_in_clear(sink)


def test_a_server_without_encryption_gets_nothing(trusted: Path) -> None:
    with Sink(Script(trusted, offers_starttls=False)) as sink, pytest.raises(Trouble) as trouble:
        send(way_to(sink, trusted), MESSAGE)
    assert trouble.value.why is Why.NO_ENCRYPTION
    assert (sink.mails, sink.rcpts) == ([], [])
    assert_nothing_told_in_clear(sink)


def test_a_server_that_refuses_to_begin_encryption_gets_nothing(trusted: Path) -> None:
    with Sink(Script(trusted, answers={"STARTTLS": ["454 not now"]})) as sink, pytest.raises(Trouble) as trouble:
        send(way_to(sink, trusted), MESSAGE)
    assert trouble.value.why is Why.NO_ENCRYPTION
    assert_nothing_told_in_clear(sink)


@pytest.mark.parametrize("tls", ["starttls", "tls"])
@pytest.mark.parametrize("shown", ["stranger", "elsewhere"])
def test_a_certificate_that_does_not_fit_gets_nothing(
    trusted: Path, stranger: Path, elsewhere: Path, tls: str, shown: str
) -> None:
    certificate = stranger if shown == "stranger" else elsewhere
    believed = trusted if shown == "stranger" else elsewhere
    with Sink(Script(certificate, is_tls=tls == "tls")) as sink, pytest.raises(Trouble) as trouble:
        send(way_to(sink, believed, tls), MESSAGE)
    assert trouble.value.why is Why.CERTIFICATE
    assert (sink.mails, sink.rcpts) == ([], [])
    assert_nothing_told_in_clear(sink)


def test_a_server_that_is_not_there_is_out_of_order(trusted: Path) -> None:
    with Sink(Script(trusted)) as sink:
        settings = way_to(sink, trusted)
    with pytest.raises(Trouble) as trouble:
        send(settings, MESSAGE)
    assert trouble.value.why is Why.UNREACHABLE


@pytest.mark.parametrize("where", ["CONNECT", "EHLO", "STARTTLS", "MAIL", "RCPT", "DATA", "MESSAGE"])
def test_a_server_that_hangs_is_not_waited_for(trusted: Path, where: str) -> None:
    began = time.monotonic()
    with Sink(Script(trusted, hangs_at=where)) as sink:
        with pytest.raises(Trouble) as trouble:
            send(way_to(sink, trusted), MESSAGE)
        took = time.monotonic() - began
    assert trouble.value.why is Why.SILENT
    assert took < 4 * PATIENCE


@pytest.mark.parametrize("where", ["CONNECT", "RCPT"])
def test_a_server_that_drips_is_not_waited_for(trusted: Path, where: str) -> None:
    began = time.monotonic()
    with Sink(Script(trusted, drips_at=where)) as sink, pytest.raises(Trouble):
        send(way_to(sink, trusted), MESSAGE)
    assert time.monotonic() - began < 4 * PATIENCE


@pytest.mark.parametrize(
    ("where", "answer", "outcome"),
    [
        ("RCPT", "550 5.1.1 no such user ines@people.example", Refused),
        ("RCPT", "553 no such user", Refused),
        ("RCPT", "550 5.7.1 your address is on a list", Postponed),
        ("RCPT", "450 4.2.0 greylisted, come back", Postponed),
        ("RCPT", "452 mailbox full", Postponed),
        ("RCPT", "530 sign in first", Trouble),
        ("RCPT", "421 going down", Trouble),
        ("MAIL", "451 busy", Trouble),
        ("MAIL", "550 who are you", Trouble),
        ("DATA", "451 busy", Postponed),
        ("MESSAGE", "554 5.7.1 looks like spam", Postponed),
        ("MESSAGE", "452 disk full", Postponed),
        ("MESSAGE", "421 going down", Trouble),
        ("CONNECT", "554 not you", Trouble),
    ],
)
def test_each_refusal_means_what_it_means(trusted: Path, where: str, answer: str, outcome: type[Exception]) -> None:
    with Sink(Script(trusted, answers={where: [answer]})) as sink, pytest.raises(outcome) as raised:
        send(way_to(sink, trusted), MESSAGE)
    assert sink.mails == []
    error: BaseException | None = raised.value
    assert error is not None
    assert "ines" not in str(error)
    assert error.__suppress_context__ or error.__context__ is None


def test_one_refused_mail_keeps_none_of_the_others(trusted: Path) -> None:
    with (
        Sink(Script(trusted, answers={"RCPT": ["550 5.1.1 no such user"]})) as sink,
        Smtp(way_to(sink, trusted)).open() as session,
    ):
        with pytest.raises(Refused):
            session.send(MESSAGE)
        session.send(replace(MESSAGE, to="tove@people.example"))
    assert len(sink.mails) == 1


@pytest.mark.parametrize(
    "address",
    [
        "ines@people.example\r\nBcc: all@people.example",
        "ines@people.example, tove@people.example",
        "Ines <ines@people.example>",
        "ines",
        "",
        "ïnes@people.example",
    ],
)
def test_what_is_not_one_plain_address_gets_nothing(trusted: Path, address: str) -> None:
    with Sink(Script(trusted)) as sink, pytest.raises(Refused):
        send(way_to(sink, trusted), replace(MESSAGE, to=address))
    assert (sink.mails, sink.rcpts) == ([], [])


def test_a_subject_can_not_bring_a_head_of_its_own(trusted: Path) -> None:
    with Sink(Script(trusted)) as sink, pytest.raises(Refused):
        send(way_to(sink, trusted), replace(MESSAGE, subject="Hello\r\nBcc: all@people.example"))
    assert sink.mails == []
