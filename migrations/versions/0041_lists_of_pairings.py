"""An installation that has its lists gets those that came with the life of pairings."""

from uuid import uuid4

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0041"
down_revision = "0040"
branch_labels = None
depends_on = None

LISTS = {
    "end_reason": (
        ("mentor-closed", "The mentor closed"),
        ("mentor-paused", "The mentor rests for long"),
        ("mentee-closed", "The mentee closed"),
        ("no-time", "No time"),
        ("not-a-fit", "Not a fit"),
        ("no-contact", "They did not reach each other"),
        ("distance", "Distance or travel"),
        ("conflict-or-safety", "Conflict or safety"),
        ("other", "Another reason"),
    ),
    "funding_source": (
        ("grant-of-the-network", "Grant of the network"),
        ("grant-of-the-mentor", "Grant of the mentor"),
        ("grant-of-the-mentee", "Grant of the mentee"),
        ("own-means", "Own means"),
    ),
}
entries = sa.table(
    "list_entry",
    sa.column("id", sa.Uuid()),
    sa.column("list", sa.String()),
    sa.column("code", sa.String()),
    sa.column("label", sa.String()),
    sa.column("aliases", sa.JSON().with_variant(postgresql.JSONB(), "postgresql")),
    sa.column("position", sa.Integer()),
    sa.column("is_offered", sa.Boolean()),
)


def upgrade():
    known = set(op.get_bind().execute(sa.select(entries.c.list).distinct()).scalars())
    if not known:
        return  # a new installation is filled by a command
    op.bulk_insert(
        entries,
        [
            {"id": uuid4(), "list": name, "code": code, "label": label, "aliases": [], "position": position, "is_offered": True}
            for name, its in LISTS.items()
            if name not in known
            for position, (code, label) in enumerate(its)
        ],
    )


def downgrade():
    op.execute(sa.delete(entries).where(entries.c.list.in_(LISTS)))
