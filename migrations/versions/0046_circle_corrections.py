"""Meetings of circles can be corrected: which correction a page was made from."""

import sqlalchemy as sa
from alembic import op

revision = "0046"
down_revision = "0045"
branch_labels = None
depends_on = None


def upgrade():
    op.add_column("circle_session", sa.Column("version", sa.Integer(), nullable=False, server_default="1"))


def downgrade():
    op.drop_column("circle_session", "version")  # in place: a table that others refer to can't be made anew
