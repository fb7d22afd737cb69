"""A text that was taken up from an offer knows which offer: who is named for it is said when it is shown."""

import sqlalchemy as sa
from alembic import op

revision = "0055"
down_revision = "0054"
branch_labels = None
depends_on = None


def upgrade():
    op.add_column("document_version", sa.Column("offer_id", sa.Uuid(), nullable=True))


def downgrade():
    op.drop_column("document_version", "offer_id")
