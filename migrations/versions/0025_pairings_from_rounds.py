"""A pairing remembers the title of the round that it came from."""

import sqlalchemy as sa
from alembic import op

revision = "0025"
down_revision = "0024"
branch_labels = None
depends_on = None


def upgrade():
    with op.batch_alter_table("pairing") as table:
        table.add_column(sa.Column("from_round", sa.String(length=300), nullable=False, server_default=""))
    op.execute(
        "UPDATE pairing SET from_round = COALESCE("
        "(SELECT title FROM matching_round WHERE matching_round.id = pairing.round_id), '')"
    )
    with op.batch_alter_table("pairing") as table:
        table.alter_column("from_round", server_default=None)


def downgrade():
    with op.batch_alter_table("pairing") as table:
        table.drop_column("from_round")
