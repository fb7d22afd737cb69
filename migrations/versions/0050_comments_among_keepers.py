"""Comments among keepers: what was said of a text while it was a draft stays on its keepers' desk."""

import sqlalchemy as sa
from alembic import op

revision = "0050"
down_revision = "0049"
branch_labels = None
depends_on = None


def upgrade():
    op.add_column("passage_comment", sa.Column("is_inside", sa.Boolean(), nullable=False, server_default=sa.false()))


def downgrade():
    op.drop_column("passage_comment", "is_inside")
