"""More time for a privacy request, and the day of which administrators were reminded."""

import sqlalchemy as sa
from alembic import op

revision = "0028"
down_revision = "0027"
branch_labels = None
depends_on = None


def upgrade():
    with op.batch_alter_table("privacy_request") as table:
        table.add_column(sa.Column("extended_on", sa.Date(), nullable=True))
        table.add_column(sa.Column("extended_why", sa.String(length=80), nullable=False, server_default=""))
        table.add_column(sa.Column("reminded_of", sa.Date(), nullable=True))
    with op.batch_alter_table("privacy_request") as table:
        table.alter_column("extended_why", server_default=None)


def downgrade():
    with op.batch_alter_table("privacy_request") as table:
        table.drop_column("reminded_of")
        table.drop_column("extended_why")
        table.drop_column("extended_on")
