"""What matters in a round: a named preset or one's own numbers, the hard rules, the tiers and the strategy."""

from collections.abc import Iterable
from dataclasses import asdict, replace

from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, RadioField, SelectMultipleField
from wtforms.fields import SelectChoice  # type: ignore[attr-defined,unused-ignore]
from wtforms.fields.simple import HiddenField
from wtforms.validators import InputRequired, NumberRange, Optional
from wtforms.widgets import CheckboxInput, ListWidget

from network.kernel.refusals import Invalid
from network.mentorship.forms.fields import WholeField
from network.mentorship.rules.parameters import OWN_PRESET, Parameters
from network.mentorship.rules.values import PRESETS, STRATEGY_NAMES, RegionRule, Rules, Strategy, TierRules, Weights
from network.settings.rules import Catalogue
from network.web.forms import Form
from network.web.templates import say

WEIGHT_CODES = tuple(asdict(Weights()))
TIER_CODES = tuple(asdict(TierRules()))
KIND_CODES = ("mentor_kinds", "mentee_kinds", "mentor_mandates", "mentee_mandates")
MINUTES_IN_AN_HOUR = 60
LONGEST_DAYS = 36_500
REGION_RULES = (
    (RegionRule.ANY.value, _l("Any two regions")),
    (RegionRule.WITHIN.value, _l("Both in one region")),
    (RegionRule.OUTSIDE.value, _l("Never in one region")),
)


def _weight(label: str) -> WholeField:
    allowed = NumberRange(0, 100, _l("Type a whole number from 0 to 100."))
    return WholeField(label, validators=[InputRequired(_l("Type a whole number from 0 to 100.")), allowed])


def _number(label: str, most: int, hint: str = "") -> WholeField:
    return WholeField(label, description=hint, validators=[Optional(), NumberRange(0, most, _l("Type a whole number."))])


def _boxes(label: str) -> SelectMultipleField:
    return SelectMultipleField(label, option_widget=CheckboxInput(), widget=ListWidget(prefix_label=False))


def _choices(pairs: Iterable[tuple[str, str]]) -> list[SelectChoice]:
    return [SelectChoice(value=value, label=label) for value, label in pairs]


class MattersForm(Form):
    """One page of choices; `version` is that of the round when the page was shown."""

    version = HiddenField(validators=[InputRequired()])
    preset = RadioField(_l("What counts most"), validators=[InputRequired(_l("Choose what counts most."))])
    topics = _weight(_l("Topics wanted that the mentor can teach"))
    context = _weight(_l("Likeness of setting"))
    distance = _weight(_l("Nearness"))
    availability = _weight(_l("Hours in common"))
    languages = _weight(_l("Languages in common"))
    ways = _weight(_l("Ways to meet in common"))
    mutual = _weight(_l("Asked for each other"))
    earlier = _weight(_l("An earlier good pairing"))
    fair_load = _weight(_l("Fair load"))
    strategy = RadioField(_l("What comes first"), validators=[InputRequired(_l("Choose what comes first."))])
    second_mentor = BooleanField(
        _l("Look for a second one, for topics that the first doesn’t teach"),
        description=_l("Only with places that are left. Nobody loses a first one by it."),
    )
    shared_language = BooleanField(_l("They share a language"))
    shared_way = BooleanField(_l("They share a way to meet"))
    wanted_topic = BooleanField(_l("The mentor teaches a topic that is wanted"))
    region = RadioField(_l("Regions"), validators=[InputRequired(_l("Choose one."))])
    max_distance_km = WholeField(
        _l("Longest distance, in km"),
        description=_l("In a straight line. Empty means any distance."),
        validators=[Optional()],
    )
    min_overlap_hours = _number(_l("Hours a week when both are free"), 168, _l("0 means that it is no condition."))
    mentor_kinds = _boxes(_l("Kinds that may mentor"))
    mentee_kinds = _boxes(_l("Kinds that may get a mentor"))
    mentor_mandates = _boxes(_l("Mandates that may mentor"))
    mentee_mandates = _boxes(_l("Mandates that may get a mentor"))
    far_from_sex_work_km = _number(_l("Far from the nearest such service, from km"), 5_000)
    far_from_town_km = _number(_l("Far from the nearest larger town, from km"), 5_000)
    long_wait_days = _number(_l("Waits long, from days"), LONGEST_DAYS)
    first_tier_signs = _number(_l("Signs that make tier 3"), 5)
    second_tier_signs = _number(_l("Signs that make tier 2"), 5)

    def offer(self, known: Catalogue) -> "MattersForm":
        """Give the lists to choose from."""
        presets = [(each.code, say(each.name)) for each in PRESETS]
        self.preset.choices = _choices([*presets, (OWN_PRESET, _l("My own numbers"))])
        self.strategy.choices = _choices((code.value, say(name)) for code, name in STRATEGY_NAMES.items())
        self.region.choices = _choices(REGION_RULES)
        kinds = _choices((entry.code, entry.label) for entry in known.offered("org_kind"))
        mandates = _choices((entry.code, entry.label) for entry in known.offered("org_mandate"))
        self.mentor_kinds.choices = self.mentee_kinds.choices = kinds
        self.mentor_mandates.choices = self.mentee_mandates.choices = mandates
        return self

    def seen_version(self) -> int:
        """The round's version when the page was shown; 0, which is never right, if it can't be read."""
        return int(self.version.data) if str(self.version.data).isdecimal() else 0

    def to_parameters(self, before: Parameters) -> Parameters:
        """What was chosen. Sliders that were moved win over the preset that stood beside them, one newly chosen over them."""
        typed = Weights(**{code: self[code].data for code in WEIGHT_CODES})
        preset = next((each for each in PRESETS if each.code == self.preset.data), None)
        is_moved = typed != before.weights and self.preset.data == before.preset
        return Parameters(
            preset=self.preset.data,
            weights=typed if preset is None or is_moved else preset.weights,
            rules=self._rules(before.rules),
            tiers=TierRules(**{code: self._kept(code, getattr(before.tiers, code)) for code in TIER_CODES}),
            strategy=Strategy(self.strategy.data),
            second_mentor=self.second_mentor.data,
        )

    def refuse(self, refusal: Invalid) -> None:
        """Names that the rules use, as the fields are called here."""
        place = {"min_overlap_minutes": "min_overlap_hours"}.get(refusal.field, refusal.field.removeprefix("weights."))
        super().refuse(Invalid(place, refusal.message))

    def _rules(self, before: Rules) -> Rules:
        return replace(
            before,
            shared_language=self.shared_language.data,
            shared_way=self.shared_way.data,
            wanted_topic=self.wanted_topic.data,
            region=RegionRule(self.region.data),
            max_distance_km=self.max_distance_km.data,
            min_overlap_minutes=(self.min_overlap_hours.data or 0) * MINUTES_IN_AN_HOUR,
            **{code: frozenset(self[code].data or ()) for code in KIND_CODES},
        )

    def _kept(self, code: str, before: int) -> int:
        return before if self[code].data is None else int(self[code].data)


def matters_from(parameters: Parameters, version: int, known: Catalogue) -> MattersForm:
    """The page as it stands, or with what was just typed."""
    rules = {code: getattr(parameters.rules, code) for code in ("shared_language", "shared_way", "wanted_topic")}
    form = MattersForm(
        version=str(version),
        preset=parameters.preset,
        strategy=parameters.strategy.value,
        second_mentor=parameters.second_mentor,
        region=parameters.rules.region.value,
        max_distance_km=parameters.rules.max_distance_km,
        min_overlap_hours=parameters.rules.min_overlap_minutes // MINUTES_IN_AN_HOUR,
        **rules,
        **_sorted(parameters.rules, KIND_CODES),
        **asdict(parameters.weights),
        **asdict(parameters.tiers),
    )
    return form.offer(known)


def _sorted(rules: Rules, codes: Iterable[str]) -> dict[str, list[str]]:
    return {code: sorted(getattr(rules, code)) for code in codes}
