"""Contacts of pairings: who, and sealed how and when to reach her safely."""

import sqlalchemy as sa
from alembic import op

revision = "0039"
down_revision = "0038"
branch_labels = None
depends_on = None


def upgrade():
    op.create_table(
        "pairing_contact",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("pairing_id", sa.Uuid(), nullable=False),
        sa.Column("side", sa.String(length=80), nullable=False),
        sa.Column("person_id", sa.Uuid(), nullable=True),
        sa.Column("name_sealed", sa.Text(), nullable=False),
        sa.Column("reach_sealed", sa.Text(), nullable=False),
        sa.Column("is_deputy", sa.Boolean(), nullable=False),
        sa.Column("began_on", sa.Date(), nullable=False),
        sa.Column("added_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("added_by_id", sa.Uuid(), nullable=True),
        sa.Column("ended_on", sa.Date(), nullable=True),
        sa.Column("ended_by_id", sa.Uuid(), nullable=True),
        sa.Column("handed_to_id", sa.Uuid(), nullable=True),
        sa.ForeignKeyConstraint(
            ["handed_to_id"],
            ["pairing_contact.id"],
            name=op.f("fk_pairing_contact_handed_to_id_pairing_contact"),
            ondelete="SET NULL",
        ),
        sa.ForeignKeyConstraint(
            ["pairing_id"], ["pairing.id"], name=op.f("fk_pairing_contact_pairing_id_pairing"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name=op.f("fk_pairing_contact_person_id_person"), ondelete="RESTRICT"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_pairing_contact")),
    )
    op.create_index("ix_pairing_contact_pairing_id_side", "pairing_contact", ["pairing_id", "side"])
    op.create_index("ix_pairing_contact_person_id", "pairing_contact", ["person_id"])
    op.create_index("ix_pairing_contact_handed_to_id", "pairing_contact", ["handed_to_id"])


def downgrade():
    op.drop_index("ix_pairing_contact_handed_to_id", "pairing_contact")
    op.drop_index("ix_pairing_contact_person_id", "pairing_contact")
    op.drop_index("ix_pairing_contact_pairing_id_side", "pairing_contact")
    op.drop_table("pairing_contact")
