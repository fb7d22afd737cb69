"""Whether a mentee was let down by the end of a pairing: then it goes first within its tier in the next round."""

import sqlalchemy as sa
from alembic import op

revision = "0045"
down_revision = "0044"
branch_labels = None
depends_on = None

BY_THE_CLOCK = ("mentor-closed", "mentor-paused")


def upgrade():
    op.add_column("pairing", sa.Column("is_let_down", sa.Boolean(), nullable=False, server_default=sa.false()))
    pairing = sa.table("pairing", sa.column("state"), sa.column("ended_why"), sa.column("is_let_down"))
    gone = pairing.c.state == "ended-early", pairing.c.ended_why.in_(BY_THE_CLOCK)
    op.execute(pairing.update().where(*gone).values(is_let_down=sa.true()))


def downgrade():
    op.drop_column("pairing", "is_let_down")  # in place: a table that others refer to can't be made anew
