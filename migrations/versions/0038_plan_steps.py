"""Plans of pairings: steps with who does them and by when."""

import sqlalchemy as sa
from alembic import op

revision = "0038"
down_revision = "0037"
branch_labels = None
depends_on = None


def upgrade():
    op.create_table(
        "plan_step",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("pairing_id", sa.Uuid(), nullable=False),
        sa.Column("goal_id", sa.Uuid(), nullable=True),
        sa.Column("text", sa.String(length=300), nullable=False),
        sa.Column("who", sa.String(length=80), nullable=False),
        sa.Column("person_id", sa.Uuid(), nullable=True),
        sa.Column("due_on", sa.Date(), nullable=True),
        sa.Column("position", sa.SmallInteger(), nullable=False),
        sa.Column("added_by_id", sa.Uuid(), nullable=True),
        sa.Column("done_on", sa.Date(), nullable=True),
        sa.Column("done_by_id", sa.Uuid(), nullable=True),
        sa.ForeignKeyConstraint(
            ["goal_id"], ["pairing_goal.id"], name=op.f("fk_plan_step_goal_id_pairing_goal"), ondelete="SET NULL"
        ),
        sa.ForeignKeyConstraint(["pairing_id"], ["pairing.id"], name=op.f("fk_plan_step_pairing_id_pairing"), ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_plan_step_person_id_person"), ondelete="RESTRICT"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_plan_step")),
    )
    op.create_index("ix_plan_step_pairing_id_position", "plan_step", ["pairing_id", "position"])
    op.create_index("ix_plan_step_goal_id", "plan_step", ["goal_id"])
    op.create_index("ix_plan_step_person_id", "plan_step", ["person_id"])


def downgrade():
    op.drop_index("ix_plan_step_person_id", "plan_step")
    op.drop_index("ix_plan_step_goal_id", "plan_step")
    op.drop_index("ix_plan_step_pairing_id_position", "plan_step")
    op.drop_table("plan_step")
