"""What can happen to people and their sessions."""

from dataclasses import dataclass
from uuid import UUID

from network.kernel.event import Event


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonAdded(Event):
    """Somebody can sign in from now on."""

    person_id: UUID


@dataclass(frozen=True, slots=True, kw_only=True)
class RoleGiven(Event):
    """The network gave a role."""

    person_id: UUID
    role: str
    region_code: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class RoleTaken(Event):
    """The network took a role away."""

    person_id: UUID
    role: str
    region_code: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonSuspended(Event):
    """Somebody can't sign in until further notice."""

    person_id: UUID


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonRestored(Event):
    """Somebody who was suspended can sign in again."""

    person_id: UUID


@dataclass(frozen=True, slots=True, kw_only=True)
class SignedIn(Event):
    """A session began."""

    sign_in_id: UUID


@dataclass(frozen=True, slots=True, kw_only=True)
class SignedOut(Event):
    """A session was ended by its person."""

    sign_in_id: UUID


@dataclass(frozen=True, slots=True, kw_only=True)
class ActingForChosen(Event):
    """Somebody of several organizations said which one she acts for in a session."""

    sign_in_id: UUID
    organization_id: UUID


@dataclass(frozen=True, slots=True, kw_only=True)
class TermsPublished(Event):
    """A version of the confidentiality terms holds from now on; everybody concerned is asked again."""

    text_id: UUID
    audience_kind: str
    version: int


@dataclass(frozen=True, slots=True, kw_only=True)
class TermsAccepted(Event):
    """Somebody accepted a version, for herself or for the organization that is named."""

    text_id: UUID
    organization_id: UUID | None
    version: int


@dataclass(frozen=True, slots=True, kw_only=True)
class RecoveryStarted(Event):
    """Somebody is to get a link by mail with which she sets a new password."""

    person_id: UUID
    link_id: UUID


@dataclass(frozen=True, slots=True, kw_only=True)
class RecoverySheetMade(Event):
    """Two people agreed that somebody gets such a link on paper."""

    person_id: UUID
    link_id: UUID


@dataclass(frozen=True, slots=True, kw_only=True)
class RecoverySheetPrinted(Event):
    """The link on paper was made and shown, once."""

    person_id: UUID
    link_id: UUID


@dataclass(frozen=True, slots=True, kw_only=True)
class PasswordRecovered(Event):
    """Somebody set a new password by a link; all her sessions ended."""

    person_id: UUID


@dataclass(frozen=True, slots=True, kw_only=True)
class AddressChangeAsked(Event):
    """Somebody wants to sign in with another address; the new one is to be confirmed."""

    person_id: UUID
    link_id: UUID


@dataclass(frozen=True, slots=True, kw_only=True)
class AddressChanged(Event):
    """The new address was confirmed; all her sessions ended."""

    person_id: UUID


@dataclass(frozen=True, slots=True, kw_only=True)
class SessionProved(Event):
    """Somebody who is signed in showed again that she is herself."""

    sign_in_id: UUID
    kind: str


@dataclass(frozen=True, slots=True, kw_only=True)
class OtherSessionsEnded(Event):
    """Somebody ended all her sessions but the one she sat at."""

    person_id: UUID


@dataclass(frozen=True, slots=True, kw_only=True)
class PasswordChanged(Event):
    """Somebody chose a new password. Her other sessions ended."""

    person_id: UUID


@dataclass(frozen=True, slots=True, kw_only=True)
class NewDeviceSignedIn(Event):
    """Somebody signed in from a browser that was not known as hers."""

    person_id: UUID
    sign_in_id: UUID


@dataclass(frozen=True, slots=True, kw_only=True)
class SignedInAfterTries(Event):
    """A password was right after several that were wrong."""

    person_id: UUID
    sign_in_id: UUID
    tries: int


@dataclass(frozen=True, slots=True, kw_only=True)
class FactorAdded(Event):
    """Somebody can take the second step in one more way."""

    person_id: UUID
    kind: str


@dataclass(frozen=True, slots=True, kw_only=True)
class FactorRemoved(Event):
    """Somebody can't take the second step in this way any more."""

    person_id: UUID
    kind: str


@dataclass(frozen=True, slots=True, kw_only=True)
class CodesMade(Event):
    """Somebody made a sheet of codes, or recovery codes. Those she had before end with it."""

    person_id: UUID
    kind: str


@dataclass(frozen=True, slots=True, kw_only=True)
class RecoveryCodeUsed(Event):
    """Somebody came in with a recovery code, since she has nothing else at hand."""

    person_id: UUID
    left: int


@dataclass(frozen=True, slots=True, kw_only=True)
class FactorsReset(Event):
    """Two people took all second steps of somebody away, since she lost them, and her password with them."""

    person_id: UUID


@dataclass(frozen=True, slots=True, kw_only=True)
class SignInFailed(Event):
    """A password was wrong. Whose, if the address is known; of any other address nothing is kept."""

    person_id: UUID | None


@dataclass(frozen=True, slots=True, kw_only=True)
class ProofFailed(Event):
    """Somebody whose password was right could not take the second step, or could not show again who it is."""

    kind: str


@dataclass(frozen=True, slots=True, kw_only=True)
class HeldBack(Event):
    """Somebody was told to wait after many tries. `kind` is what she tried. Whose account: the wrong tries before say it."""

    kind: str


@dataclass(frozen=True, slots=True, kw_only=True)
class LinkFailed(Event):
    """Somebody came with a link that doesn't hold, or never did. `kind` is what it should have opened."""

    kind: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PasskeyRenamed(Event):
    """Somebody calls one of her passkeys something else."""

    person_id: UUID
