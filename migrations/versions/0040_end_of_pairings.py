"""The moment at which a pairing ended: plans that were made before are out of date."""

import sqlalchemy as sa
from alembic import op

revision = "0040"
down_revision = "0039"
branch_labels = None
depends_on = None


def upgrade():
    op.add_column("pairing", sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True))


def downgrade():
    op.drop_column("pairing", "ended_at")  # in place: a table that others refer to can't be made anew
