"""Needs by topic at the start, in the middle and at the end of a pairing; goals, and the service that began by one."""

import sqlalchemy as sa
from alembic import op

revision = "0031"
down_revision = "0030"
branch_labels = None
depends_on = None


def upgrade():
    op.create_table(
        "needs_assessment",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("pairing_id", sa.Uuid(), nullable=False),
        sa.Column("moment", sa.String(length=80), nullable=False),
        sa.Column("answered_on", sa.Date(), nullable=False),
        sa.Column("answered_by_id", sa.Uuid(), nullable=True),
        sa.Column("note", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["pairing_id"], ["pairing.id"], name=op.f("fk_needs_assessment_pairing_id_pairing"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_needs_assessment")),
        sa.UniqueConstraint("pairing_id", "moment", name=op.f("uq_needs_assessment_pairing_id_moment")),
    )
    op.create_table(
        "needs_level",
        sa.Column("assessment_id", sa.Uuid(), nullable=False),
        sa.Column("topic", sa.String(length=80), nullable=False),
        sa.Column("level", sa.SmallInteger(), nullable=False),
        sa.CheckConstraint("level >= 0 and level <= 4", name=op.f("ck_needs_level_level")),
        sa.ForeignKeyConstraint(
            ["assessment_id"],
            ["needs_assessment.id"],
            name=op.f("fk_needs_level_assessment_id_needs_assessment"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("assessment_id", "topic", name=op.f("pk_needs_level")),
    )
    op.create_table(
        "pairing_goal",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("pairing_id", sa.Uuid(), nullable=False),
        sa.Column("topic", sa.String(length=80), nullable=False),
        sa.Column("title", sa.String(length=300), nullable=False),
        sa.Column("due_on", sa.Date(), nullable=True),
        sa.Column("state", sa.String(length=80), nullable=False),
        sa.Column("position", sa.SmallInteger(), nullable=False),
        sa.Column("set_on", sa.Date(), nullable=False),
        sa.Column("set_by_id", sa.Uuid(), nullable=True),
        sa.Column("closed_on", sa.Date(), nullable=True),
        sa.Column("closed_by_id", sa.Uuid(), nullable=True),
        sa.Column("service_code", sa.String(length=80), nullable=False),
        sa.Column("community_id", sa.Uuid(), nullable=True),
        sa.ForeignKeyConstraint(
            ["community_id"], ["community.id"], name=op.f("fk_pairing_goal_community_id_community"), ondelete="RESTRICT"
        ),
        sa.ForeignKeyConstraint(
            ["pairing_id"], ["pairing.id"], name=op.f("fk_pairing_goal_pairing_id_pairing"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_pairing_goal")),
    )
    op.create_index("ix_pairing_goal_community_id", "pairing_goal", ["community_id"])
    op.create_index("ix_pairing_goal_pairing_id_position", "pairing_goal", ["pairing_id", "position"])
    op.create_index("ix_pairing_goal_closed_on_state", "pairing_goal", ["closed_on", "state"])


def downgrade():
    op.drop_index("ix_pairing_goal_closed_on_state", "pairing_goal")
    op.drop_index("ix_pairing_goal_pairing_id_position", "pairing_goal")
    op.drop_index("ix_pairing_goal_community_id", "pairing_goal")
    op.drop_table("pairing_goal")
    op.drop_table("needs_level")
    op.drop_table("needs_assessment")
