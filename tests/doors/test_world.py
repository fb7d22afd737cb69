"""What is walked through tells what changed, and is put back as it was."""

from sqlalchemy import update

from network.accounts.models import Person, SignIn
from network.storage.db import db
from tests.doors.world import World


def test_a_change_is_seen_and_put_back(world: World) -> None:
    before = world.version()
    db.session.execute(update(Person).values(name="Somebody Else"))
    db.session.execute(update(SignIn).values(data={}))
    db.session.commit()
    assert world.version() != before
    assert world.changed() == [Person.__tablename__]
    world.restore()
    assert world.changed() == []
    assert world.client("lead of A").get("/organizations").status_code == 200
