"""The scoring of Mozilla's HTTP Observatory, restated: what each header of one answer adds or costs."""

from dataclasses import dataclass, field

START, LEAST_FOR_BONUS = 100, 90
SIX_MONTHS = 15_552_000
REFERRER = {"no-referrer", "same-origin", "strict-origin", "strict-origin-when-cross-origin"}


@dataclass
class Score:
    """`costs` count always, `gains` only for an answer that lost little."""

    costs: dict[str, int] = field(default_factory=dict)
    gains: dict[str, int] = field(default_factory=dict)

    @property
    def total(self) -> int:
        base = START + sum(self.costs.values())
        return base + (sum(self.gains.values()) if base >= LEAST_FOR_BONUS else 0)

    def note(self, name: str, points: int) -> None:
        (self.costs if points < 0 else self.gains)[name] = points


def directives(policy: str) -> dict[str, list[str]]:
    """A content policy, parsed; a directive that occurs twice is an error."""
    found: dict[str, list[str]] = {}
    for part in policy.split(";"):
        name, *values = part.split()
        assert name not in found, f"{name} occurs twice"
        found[name] = values
    return found


def scored(headers: dict[str, str], cookies: tuple[str, ...]) -> Score:
    """What one answer over HTTPS is worth; the session's cookies are those whose name holds `session`."""
    score = Score()
    policy = directives(headers["content-security-policy"]) if "content-security-policy" in headers else None
    score.note("policy", _policy(policy))
    score.note("cookies", _cookies(cookies))
    score.note("referrer", 5 if headers.get("referrer-policy") in REFERRER else -5)
    score.note("transport", _transport(headers.get("strict-transport-security", "")))
    score.note("nosniff", 0 if headers.get("x-content-type-options") == "nosniff" else -5)
    score.note("framing", 5 if policy and policy.get("frame-ancestors") == ["'none'"] else -20)
    score.note("resources", 10 if headers.get("cross-origin-resource-policy") == "same-origin" else -5)
    score.note("embedding", 10 if headers.get("cross-origin-embedder-policy") == "require-corp" else -5)
    score.note("opening", 10 if headers.get("cross-origin-opener-policy") == "same-origin" else -5)
    score.note("sharing", -50 if "access-control-allow-origin" in headers else 0)
    return score


def _policy(policy: dict[str, list[str]] | None) -> int:
    if policy is None:
        return -25
    if any("unsafe" in value for values in policy.values() for value in values):
        return -20
    is_whole = policy.get("default-src") == ["'none'"] and policy.get("form-action") in (["'self'"], ["'none'"])
    return 10 if is_whole else 5


def _cookies(cookies: tuple[str, ...]) -> int:
    for cookie in cookies:
        attributes = {part.strip().split("=")[0].lower() for part in cookie.split(";")[1:]}
        if "secure" not in attributes:
            return -40
        if "httponly" not in attributes:
            return -30
        if "samesite" not in attributes:
            return -5
    return 5


def _transport(header: str) -> int:
    ages = [part.split("=")[1] for part in header.replace(" ", "").split(";") if part.startswith("max-age=")]
    return -20 if not ages else 0 if int(ages[0]) >= SIX_MONTHS else -10
