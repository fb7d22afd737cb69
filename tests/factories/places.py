"""Regions and communities for tests."""

from uuid import UUID, uuid4

from network.kernel.folding import fold
from network.places.models import Community, Region
from network.storage.db import db


def make_region(code: str = "northwest", name: str = "Northwest", zone: str = "America/Vancouver") -> str:
    """A region; asking twice gives the same."""
    if db.session.get(Region, code) is None:
        db.session.add(Region(code=code, name=name, time_zone=zone))
        db.session.commit()
    return code


def make_community(
    name: str = "Smithers",
    *,
    region: str = "northwest",
    at: tuple[float, float] = (54.78, -127.17),
    population: int = 5_000,
    also_known_as: tuple[str, ...] = (),
) -> UUID:
    """A community in a region, which is made if it isn't there."""
    make_region(region, region.replace("-", " ").title())
    row = Community(
        id=uuid4(),
        name=name,
        folded=fold(name),
        also_known_as=list(also_known_as),
        also_folded="\n".join(map(fold, also_known_as)),
        region_code=region,
        latitude=at[0],
        longitude=at[1],
        population=population,
        time_zone="America/Vancouver",
    )
    db.session.add(row)
    db.session.commit()
    return row.id
