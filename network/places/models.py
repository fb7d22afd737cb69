"""Where things are: regions and communities."""

from datetime import date, datetime

from sqlalchemy import Boolean, Float, ForeignKey, Integer, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from network.storage.columns import Code, Key, Line, Prose, UtcDateTime, json_type
from network.storage.db import Row


class Region(Row):
    """A part of the province. `code` is its address everywhere; `authority` the health authority that it belongs to."""

    __tablename__ = "region"

    code: Mapped[str] = mapped_column(String(80), primary_key=True)
    name: Mapped[Line]
    authority: Mapped[Line] = mapped_column(default="")
    time_zone: Mapped[Code]
    latitude: Mapped[float] = mapped_column(Float, default=0.0)
    longitude: Mapped[float] = mapped_column(Float, default=0.0)
    position: Mapped[int] = mapped_column(Integer, default=0)


class ProvinceOutline(Row):
    """The land that maps are drawn on: one row, GeoJSON as it was loaded."""

    __tablename__ = "province_outline"

    id: Mapped[int] = mapped_column(Integer, primary_key=True)
    digest: Mapped[str] = mapped_column(String(64))
    geojson: Mapped[Prose]


class Community(Row):
    """A town, village or Nation's community. `access` is a code of `rules.values.Access`; a population of 0 is not known.

    `changed_at` is when it was added or corrected; of those that have not been since this is kept nothing is known.
    `folded` and `also_folded` are the names as searching compares them, the others one a line.
    """

    __tablename__ = "community"
    __table_args__ = (UniqueConstraint("name", "district"),)

    id: Mapped[Key]
    name: Mapped[Line]
    folded: Mapped[str] = mapped_column(String(300), index=True)
    also_known_as: Mapped[list[str]] = mapped_column(json_type(), default=list)
    also_folded: Mapped[Prose] = mapped_column(default="", server_default="")
    region_code: Mapped[str] = mapped_column(ForeignKey("region.code"), index=True)
    district: Mapped[Line] = mapped_column(default="")
    latitude: Mapped[float] = mapped_column(Float)
    longitude: Mapped[float] = mapped_column(Float)
    population: Mapped[int] = mapped_column(Integer, default=0)
    time_zone: Mapped[Code]
    access: Mapped[Code] = mapped_column(default="road")
    is_approximate: Mapped[bool] = mapped_column(Boolean, default=False)
    source: Mapped[Line] = mapped_column(default="")
    checked_on: Mapped[date | None]
    changed_at: Mapped[datetime | None] = mapped_column(UtcDateTime, index=True)
