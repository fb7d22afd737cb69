"""What a change of the plan costs, as a coordinator reads it."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from network.kernel.words import Words, counted, words


@dataclass(frozen=True, slots=True)
class PriceView:
    """`lost` counts organizations no longer served by tier (minus: more), `fit` and `kept` points and published pairs lost.

    `ahead` counts those of `lost` that go first within their tier. `says` is the whole in words, one short sentence each; `drops`
    and `brings` name who would lose or gain a mentor.
    """

    is_possible: bool
    is_free: bool
    lost: Mapping[int, int]
    fit: int
    kept: int
    drops: str
    brings: str
    says: tuple[Words, ...]
    ahead: Mapping[int, int] = field(default_factory=dict)

    @property
    def lost_in_all(self) -> int:
        return sum(self.lost.values())


def price_view(price: Mapping[str, Any], names: Mapping[str, str]) -> PriceView:
    """A stored price with names, {organization's id: name}."""
    lost = {int(tier): count for tier, count in price["lost"].items() if count}
    drops, brings = names.get(price["drops"] or "", ""), names.get(price["brings"] or "", "")
    ahead = {int(tier): count for tier, count in price.get("ahead", {}).items() if count}
    is_free = price["possible"] and not lost and not ahead and not price["fit"] and not price["kept"]
    return PriceView(
        is_possible=price["possible"],
        is_free=is_free,
        lost=lost,
        fit=price["fit"],
        kept=price["kept"],
        drops=drops,
        brings=brings,
        says=_says(price, lost, drops, brings) if price["possible"] and not is_free else (_plain(price["possible"]),),
        ahead=ahead,
    )


def second_price_view(price: Mapping[str, Any], names: Mapping[str, str]) -> PriceView:
    """The same of a second pair. First mentors lose nothing by it: second ones take the places that are left."""
    view = price_view(price, names)
    if not view.is_possible or view.is_free:
        return view
    said: list[Words] = []
    if view.lost_in_all > 0:
        said.append(counted("%(num)s second mentor less.", "%(num)s second mentors less.", view.lost_in_all))
    elif view.lost_in_all < 0:
        said.append(counted("%(num)s second mentor more.", "%(num)s second mentors more.", -view.lost_in_all))
    if view.drops:
        said.append(words("%(name)s would lose its second mentor.", name=view.drops))
    if view.brings:
        said.append(words("%(name)s would gain a second one.", name=view.brings))
    if view.fit:
        said.append(
            words("The fit of second pairs falls by %(points)s.", points=view.fit)
            if view.fit > 0
            else words("The fit of second pairs rises by %(points)s.", points=-view.fit)
        )
    return replace(view, says=tuple(said) or (words("Costs nothing."),))


def _plain(is_possible: bool) -> Words:
    return words("Costs nothing.") if is_possible else words("Not possible under the present rules and decisions.")


def _says(price: Mapping[str, Any], lost: Mapping[int, int], drops: str, brings: str) -> tuple[Words, ...]:
    said: list[Words] = []
    for tier, count in sorted(lost.items(), reverse=True):
        said.append(_fewer(count, tier) if count > 0 else _more(-count, tier))
    said.extend(_ahead(price.get("ahead", {}), lost))
    if drops:
        said.append(words("%(name)s would lose its mentor.", name=drops))
    if brings:
        said.append(words("%(name)s would gain one.", name=brings))
    if price["fit"]:
        said.append(
            words("Total fit falls by %(points)s.", points=price["fit"])
            if price["fit"] > 0
            else words("Total fit rises by %(points)s.", points=-price["fit"])
        )
    if price["kept"] > 0:
        said.append(counted("%(num)s published pair is lost.", "%(num)s published pairs are lost.", price["kept"]))
    return tuple(said)


def _ahead(ahead: Mapping[str, int], lost: Mapping[int, int]) -> Iterator[Words]:
    """Where a tier is served as much as before, whether it is by those that go first within it."""
    for tier, count in sorted(ahead.items(), reverse=True):
        if count > 0 and int(tier) not in lost:
            yield words("In tier %(tier)s one that goes first gives way to one that does not.", tier=tier)
        elif count < 0 and int(tier) not in lost:
            yield words("In tier %(tier)s one that goes first is served for one that does not.", tier=tier)


def _fewer(num: int, tier: int) -> Words:
    return counted("%(num)s organization of tier %(tier)s less.", "%(num)s organizations of tier %(tier)s less.", num, tier=tier)


def _more(num: int, tier: int) -> Words:
    return counted("%(num)s organization of tier %(tier)s more.", "%(num)s organizations of tier %(tier)s more.", num, tier=tier)
