"""How somebody proves herself on a page: with a passkey, a code, or a password where that is all there is."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import timedelta

from flask import current_app

from network.accounts import commands, forms, queries, rules
from network.accounts.events import ProofFailed
from network.accounts.rules import Proof, passkeys
from network.accounts.rules.passkeys import Site
from network.accounts.views import turns
from network.accounts.views.devices import stored_id
from network.accounts.views.hurdles import passkey_needed
from network.kernel.refusals import Invalid
from network.settings.queries import catalogue
from network.web import passwords
from network.web.gate import actor
from network.web.noting import noted
from network.web.templates import say

PROVE = "prove"


@dataclass(frozen=True, slots=True)
class Ways:
    """In which ways somebody may prove herself now. `taken`: the kinds of codes."""

    has_passkey: bool
    taken: frozenset[Proof]
    has_password: bool

    @property
    def codes(self) -> frozenset[str]:
        """The kinds of codes, for a page."""
        return frozenset(kind.value for kind in self.taken)


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of it: the session's new token, or the status of the page that says why not."""

    token: str = ""
    status: int = 200
    headers: Mapping[str, str] = field(default_factory=dict)


def site() -> Site:
    """Where passkeys belong to: the address that the operator gave."""
    return Site.at(current_app.config["PEER"].base_url, str(catalogue().get("network_name")))


def ways() -> Ways:
    """Hers, now. A password is enough only in a demonstration, and for who has nothing else yet."""
    held = frozenset(kind for kind, count in queries.held_factors(actor()).items() if count)
    taken = rules.codes_taken(held, passkey_needed=passkey_needed(actor())) & held
    is_enough = current_app.config["PEER"].is_demonstration or not held & rules.FACTORS
    return Ways(Proof.PASSKEY in held, taken, is_enough)


def options(may: Ways) -> str:
    """What the browser is given to ask a passkey; empty where she has none."""
    if not may.has_passkey:
        return ""
    return passkeys.request_options(site(), commands.make_challenge(stored_id(), PROVE), queries.credential_ids(actor()))


def attempt(form: forms.ProofForm, may: Ways) -> Outcome:
    """Try what was sent. What could be guessed is counted first, and waits after too many tries."""
    if not form.validate_on_submit():
        return Outcome(status=422 if form.is_submitted() else 200)
    if form.credential.data and may.has_passkey:
        return _tried(form, lambda: _by_passkey(form.credential.data))
    if not (form.code.data or form.password.data):
        form.refuse(rules.nothing_typed(has_code=bool(may.taken)))
        return Outcome(status=422)
    turn = turns.of_proof(actor().person_id)
    pause = turn.wait()
    if pause > timedelta(0):
        turns.note_wait("proof")
        form.form_errors = [say(rules.said_pause(pause))]
        return Outcome(status=429, headers=turns.told_to_wait(pause))
    outcome = _tried(form, lambda: _by_typing(form, may))
    if outcome.token:
        turn.passed()
    return outcome


def _tried(form: forms.ProofForm, act: Callable[[], str]) -> Outcome:
    try:
        return Outcome(act())
    except Invalid as refusal:
        noted(actor(), ProofFailed(kind="passkey" if form.credential.data else "typed"))
        form.refuse(refusal)
        return Outcome(status=422)


def _by_passkey(answer: str) -> str:
    challenge = commands.use_challenge(stored_id(), PROVE)
    known = queries.known_passkey(actor(), passkeys.credential_of(answer))
    if challenge is None or known is None:
        raise passkeys.failed()
    count = passkeys.checked_answer(site(), challenge, answer, known)
    return commands.prove_by_passkey(actor(), stored_id(), known, count)


def _by_typing(form: forms.ProofForm, may: Ways) -> str:
    if may.taken and (form.code.data or not may.has_password):
        return commands.prove_by_code(actor(), stored_id(), form.code.data or "", may.taken)
    if not may.has_password:
        raise passkeys.failed()
    known = queries.own_credentials(actor())
    if not passwords.matches(known.password_hash if known else None, rules.password_as_hashed(form.password.data or "")):
        raise rules.wrong_password()
    return commands.prove_session(actor(), stored_id(), Proof.PASSWORD)
