"""A network of any size in a fresh database: invented organizations in the province's own communities."""

import random
from datetime import date
from pathlib import Path
from typing import Any
from uuid import UUID, uuid4

from flask import Flask
from sqlalchemy import insert, select

from network import demonstration
from network.accounts.models import Person, SignIn
from network.app import create_app
from network.config import Settings
from network.kernel import clock, tokens
from network.kernel.folding import fold
from network.organizations.models import FreeTime, Organization, OrganizationChoice, OrganizationRegion
from network.places.models import Community
from network.storage.db import Row, db
from network.storage.transaction import transaction

FIRST = ("Driftwood", "Larch", "Kettle", "Salmonberry", "Heron", "Ridge", "Quiet Water", "Cedar", "Skyline", "Juniper")
SECOND = ("Women's Centre", "Outreach Society", "Safe Home", "Friendship Centre", "Victim Services", "Peer Collective")


def open_house(folder: Path, organizations: int) -> Flask:
    """The application on SQLite with so many organizations, one in five of them a mentor."""
    url = f"sqlite:///{folder / 'crowd.sqlite'}"
    app = create_app(Settings(instance=folder, database_url=url, secret_key="bench", is_testing=True))
    with app.app_context():
        Row.metadata.create_all(db.engine)
        demonstration.load_once()
        fill(organizations)
    return app


def fill(count: int) -> None:
    """Organizations in a few large statements; the same ones at every run."""
    chance = random.Random(7)
    homes = db.session.execute(select(Community.id, Community.region_code)).all()
    rows: dict[type, list[dict[str, Any]]] = {Organization: [], OrganizationChoice: [], OrganizationRegion: [], FreeTime: []}
    for number in range(count):
        add(rows, number, chance, homes)
    with transaction():
        for table, values in rows.items():
            db.session.execute(insert(table), values)


def add(rows: dict[type, list[dict[str, Any]]], number: int, chance: random.Random, homes: Any) -> None:
    """One organization with what hangs on it."""
    key, is_mentor = uuid4(), number % 5 == 0
    home, region = chance.choice(homes)
    name = f"{FIRST[number % len(FIRST)]} {SECOND[number % len(SECOND)]} {number}"
    now = clock.now()
    rows[Organization].append(
        {
            "id": key,
            "name": name,
            "folded": fold(name),
            "kind": "womens-centre",
            "mandate": "sex-work" if is_mentor else "serves-where-none",
            "status": "active",
            "confirmed_on": date(2026, 1 + number % 12, 1),
            "community_id": home,
            "capacity": 1 + number % 4 if is_mentor else 0,
            "wants_mentor": not is_mentor,
            "waiting_since": None if is_mentor else date(2024 + number % 3, 1 + number % 12, 1),
            "created_at": now,
            "changed_at": now,
            "version": 1,
        }
    )
    rows[OrganizationRegion].append({"organization_id": key, "region_code": region})
    topics = chance.sample(("transport", "funding", "evaluation", "harm-reduction", "peer-hiring-and-pay", "resource-camps"), 3)
    chosen = [("language", "en"), ("way", "video"), *(("teaches" if is_mentor else "wants", topic) for topic in topics)]
    for position, (name_of_list, code) in enumerate(chosen):
        rows[OrganizationChoice].append(
            {"id": uuid4(), "organization_id": key, "list": name_of_list, "code": code, "position": position}
        )
    rows[FreeTime].append({"id": uuid4(), "organization_id": key, "weekday": number % 5, "starts": 540, "ends": 720})


def cookie_of(app: Flask, email: str) -> str:
    """A session of somebody, as her browser would send it."""
    token, now = tokens.new_token(), clock.now()
    with app.app_context(), transaction():
        person: UUID = db.session.scalars(select(Person.id).where(Person.email == email)).one()
        later = now.replace(year=now.year + 1)
        db.session.add(
            SignIn(
                token_digest=tokens.digest(token),
                person_id=person,
                data={"csrf_token": "bench"},
                began_at=now,
                seen_at=now,
                expires_at=later,
                proved_by="passkey",
                proved_at=now,
            )
        )
    return f"session_8000={token}"
