"""The answers of a round are counted, and read a page at a time, from an index; the pairs of a plan too."""

from alembic import op

revision = "0036"
down_revision = "0035"
branch_labels = None
depends_on = None


def upgrade():
    op.create_index("ix_proposal_round_id_state", "proposal", ["round_id", "state"])
    op.create_index("ix_proposal_round_id_tier_fit_id", "proposal", ["round_id", "tier", "fit", "id"])
    op.drop_index("ix_proposal_round_id", "proposal")
    columns = ["run_id", "mentor_id", "priority", "mentee_id"]
    op.create_index("ix_run_entry_run_id_mentor_id_priority_mentee_id", "run_entry", columns)
    op.drop_index("ix_run_entry_run_id_mentor_id_priority", "run_entry")


def downgrade():
    op.create_index("ix_run_entry_run_id_mentor_id_priority", "run_entry", ["run_id", "mentor_id", "priority"])
    op.drop_index("ix_run_entry_run_id_mentor_id_priority_mentee_id", "run_entry")
    op.create_index("ix_proposal_round_id", "proposal", ["round_id"])
    op.drop_index("ix_proposal_round_id_tier_fit_id", "proposal")
    op.drop_index("ix_proposal_round_id_state", "proposal")
