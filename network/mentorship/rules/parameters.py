"""What matters in a round: weights, rules, tiers and strategy as one value, and as plain data to be stored."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field, fields, replace
from typing import Any

from network.kernel.refusals import Invalid
from network.kernel.words import words
from network.mentorship.rules.checking import check_weights
from network.mentorship.rules.values import PRESETS, WEEK_MINUTES, RegionRule, Rules, Strategy, TierRules, Weights

OWN_PRESET = "own"
"""The weights were set by hand."""
LONGEST_KM = 5_000


@dataclass(frozen=True, slots=True)
class Parameters:
    """`preset` names one of PRESETS, or says that the weights are the coordinator's own.

    `second_mentor` asks for a second mentor where a wanted topic is left.
    """

    preset: str = "balanced"
    weights: Weights = field(default_factory=Weights)
    rules: Rules = field(default_factory=Rules)
    tiers: TierRules = field(default_factory=TierRules)
    strategy: Strategy = Strategy.COVERAGE
    second_mentor: bool = False


def preset_of(weights: Weights) -> str:
    """The preset with exactly these weights."""
    return next((preset.code for preset in PRESETS if preset.weights == weights), OWN_PRESET)


def checked(parameters: Parameters) -> Parameters:
    """The same with its preset's right name. Raises Invalid, whose field is the name of the weight or rule."""
    check_weights(parameters.weights)
    rules = parameters.rules
    if rules.max_distance_km is not None and not 0 < rules.max_distance_km <= LONGEST_KM:
        raise Invalid("max_distance_km", words("Use a distance from 1 to %(most)s km, or none.", most=LONGEST_KM))
    if not 0 <= rules.min_overlap_minutes <= WEEK_MINUTES:
        raise Invalid("min_overlap_minutes", words("Use hours of one week."))
    for item in fields(TierRules):
        if getattr(parameters.tiers, item.name) < 0:
            raise Invalid(item.name, words("This can't be less than 0."))
    return replace(parameters, preset=preset_of(parameters.weights))


def to_plain(parameters: Parameters) -> dict[str, Any]:
    """JSON values, sets sorted."""
    rules = {name: sorted(value) if isinstance(value, frozenset) else value for name, value in asdict(parameters.rules).items()}
    return {
        "preset": parameters.preset,
        "weights": asdict(parameters.weights),
        "rules": rules,
        "tiers": asdict(parameters.tiers),
        "strategy": parameters.strategy.value,
        "second_mentor": parameters.second_mentor,
    }


def from_plain(plain: Mapping[str, Any]) -> Parameters:
    """The inverse of `to_plain`."""
    rules: dict[str, Any] = {
        name: frozenset(value) if isinstance(value, list) else value for name, value in plain["rules"].items()
    }
    return Parameters(
        preset=plain["preset"],
        weights=Weights(**plain["weights"]),
        rules=Rules(**{**rules, "region": RegionRule(plain["rules"]["region"])}),
        tiers=TierRules(**plain["tiers"]),
        strategy=Strategy(plain["strategy"]),
        second_mentor=plain.get("second_mentor", False),  # rounds of before had no such choice
    )
