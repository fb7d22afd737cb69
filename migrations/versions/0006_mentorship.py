"""Rounds, runs, proposals, answers, pairings."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None


def upgrade():
    op.create_table(
        "matching_round",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("title", sa.String(length=300), nullable=False),
        sa.Column("as_of", sa.Date(), nullable=False),
        sa.Column("state", sa.String(length=80), nullable=False),
        sa.Column("parameters", sa.JSON().with_variant(postgresql.JSONB(), "postgresql"), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("current_run_id", sa.Uuid(), nullable=True),
        sa.Column("opened_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("opened_by_id", sa.Uuid(), nullable=True),
        sa.Column("published_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("closed_at", sa.DateTime(timezone=True), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_matching_round")),
    )
    op.create_table(
        "matching_run",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("round_id", sa.Uuid(), nullable=False),
        sa.Column("round_version", sa.Integer(), nullable=False),
        sa.Column("digest", sa.String(length=300), nullable=False),
        sa.Column("problem", sa.Text(), nullable=False),
        sa.Column("plan", sa.Text(), nullable=False),
        sa.Column("choices", sa.JSON().with_variant(postgresql.JSONB(), "postgresql"), nullable=False),
        sa.Column("figures", sa.JSON().with_variant(postgresql.JSONB(), "postgresql"), nullable=False),
        sa.Column("rule_prices", sa.JSON().with_variant(postgresql.JSONB(), "postgresql"), nullable=False),
        sa.Column("value", sa.String(length=300), nullable=False),
        sa.Column("bound", sa.String(length=300), nullable=False),
        sa.Column("seconds", sa.Float(), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("made_by_id", sa.Uuid(), nullable=True),
        sa.ForeignKeyConstraint(
            ["round_id"], ["matching_round.id"], name=op.f("fk_matching_run_round_id_matching_round"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_matching_run")),
    )
    with op.batch_alter_table("matching_run", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_matching_run_round_id"), ["round_id"], unique=False)
    op.create_table(
        "scenario",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("round_id", sa.Uuid(), nullable=False),
        sa.Column("run_id", sa.Uuid(), nullable=False),
        sa.Column("name", sa.String(length=300), nullable=False),
        sa.Column("parameters", sa.JSON().with_variant(postgresql.JSONB(), "postgresql"), nullable=False),
        sa.Column("saved_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("saved_by_id", sa.Uuid(), nullable=True),
        sa.ForeignKeyConstraint(
            ["round_id"], ["matching_round.id"], name=op.f("fk_scenario_round_id_matching_round"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["run_id"], ["matching_run.id"], name=op.f("fk_scenario_run_id_matching_run"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_scenario")),
        sa.UniqueConstraint("round_id", "name", name=op.f("uq_scenario_round_id_name")),
    )
    with op.batch_alter_table("scenario", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_scenario_round_id"), ["round_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_scenario_run_id"), ["run_id"], unique=False)
    op.create_table(
        "proposal",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("round_id", sa.Uuid(), nullable=False),
        sa.Column("run_id", sa.Uuid(), nullable=False),
        sa.Column("mentor_id", sa.Uuid(), nullable=False),
        sa.Column("mentee_id", sa.Uuid(), nullable=False),
        sa.Column("state", sa.String(length=80), nullable=False),
        sa.Column("tier", sa.SmallInteger(), nullable=False),
        sa.Column("fit", sa.SmallInteger(), nullable=False),
        sa.Column("reasons", sa.JSON().with_variant(postgresql.JSONB(), "postgresql"), nullable=False),
        sa.Column("published_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["mentee_id"], ["organization.id"], name=op.f("fk_proposal_mentee_id_organization"), ondelete="RESTRICT"
        ),
        sa.ForeignKeyConstraint(
            ["mentor_id"], ["organization.id"], name=op.f("fk_proposal_mentor_id_organization"), ondelete="RESTRICT"
        ),
        sa.ForeignKeyConstraint(
            ["round_id"], ["matching_round.id"], name=op.f("fk_proposal_round_id_matching_round"), ondelete="RESTRICT"
        ),
        sa.ForeignKeyConstraint(
            ["run_id"], ["matching_run.id"], name=op.f("fk_proposal_run_id_matching_run"), ondelete="RESTRICT"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_proposal")),
    )
    with op.batch_alter_table("proposal", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_proposal_mentee_id"), ["mentee_id"], unique=False)
        batch_op.create_index("ix_proposal_mentor_id_state", ["mentor_id", "state"], unique=False)
        batch_op.create_index(batch_op.f("ix_proposal_round_id"), ["round_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_proposal_run_id"), ["run_id"], unique=False)
        batch_op.create_index(
            "uq_proposal_one_open",
            ["round_id", "mentee_id"],
            unique=True,
            sqlite_where=sa.text("state in ('proposed', 'accepted')"),
            postgresql_where=sa.text("state in ('proposed', 'accepted')"),
        )
    op.create_table(
        "round_choice",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("round_id", sa.Uuid(), nullable=False),
        sa.Column("kind", sa.String(length=80), nullable=False),
        sa.Column("mentor_id", sa.Uuid(), nullable=False),
        sa.Column("mentee_id", sa.Uuid(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("made_by_id", sa.Uuid(), nullable=True),
        sa.ForeignKeyConstraint(
            ["mentee_id"], ["organization.id"], name=op.f("fk_round_choice_mentee_id_organization"), ondelete="RESTRICT"
        ),
        sa.ForeignKeyConstraint(
            ["mentor_id"], ["organization.id"], name=op.f("fk_round_choice_mentor_id_organization"), ondelete="RESTRICT"
        ),
        sa.ForeignKeyConstraint(
            ["round_id"], ["matching_round.id"], name=op.f("fk_round_choice_round_id_matching_round"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_round_choice")),
        sa.UniqueConstraint("round_id", "mentor_id", "mentee_id", name=op.f("uq_round_choice_round_id_mentor_id_mentee_id")),
    )
    with op.batch_alter_table("round_choice", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_round_choice_mentee_id"), ["mentee_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_round_choice_mentor_id"), ["mentor_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_round_choice_round_id"), ["round_id"], unique=False)
        batch_op.create_index(
            "uq_round_choice_one_mentor",
            ["round_id", "mentee_id"],
            unique=True,
            sqlite_where=sa.text("kind <> 'forbidden'"),
            postgresql_where=sa.text("kind <> 'forbidden'"),
        )
    op.create_table(
        "run_entry",
        sa.Column("run_id", sa.Uuid(), nullable=False),
        sa.Column("mentee_id", sa.Uuid(), nullable=False),
        sa.Column("mentor_id", sa.Uuid(), nullable=True),
        sa.Column("tier", sa.SmallInteger(), nullable=False),
        sa.Column("fit", sa.SmallInteger(), nullable=False),
        sa.Column("priority", sa.Integer(), nullable=False),
        sa.Column("km", sa.Integer(), nullable=True),
        sa.Column("is_locked", sa.Boolean(), nullable=False),
        sa.Column("is_kept", sa.Boolean(), nullable=False),
        sa.Column("summary", sa.JSON().with_variant(postgresql.JSONB(), "postgresql"), nullable=False),
        sa.Column("reasons", sa.JSON().with_variant(postgresql.JSONB(), "postgresql"), nullable=False),
        sa.Column("choices", sa.JSON().with_variant(postgresql.JSONB(), "postgresql"), nullable=False),
        sa.ForeignKeyConstraint(
            ["mentee_id"], ["organization.id"], name=op.f("fk_run_entry_mentee_id_organization"), ondelete="RESTRICT"
        ),
        sa.ForeignKeyConstraint(
            ["mentor_id"], ["organization.id"], name=op.f("fk_run_entry_mentor_id_organization"), ondelete="RESTRICT"
        ),
        sa.ForeignKeyConstraint(
            ["run_id"], ["matching_run.id"], name=op.f("fk_run_entry_run_id_matching_run"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("run_id", "mentee_id", name=op.f("pk_run_entry")),
    )
    with op.batch_alter_table("run_entry", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_run_entry_mentee_id"), ["mentee_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_run_entry_mentor_id"), ["mentor_id"], unique=False)
        batch_op.create_index("ix_run_entry_run_id_priority", ["run_id", "priority"], unique=False)
    op.create_table(
        "run_mentor",
        sa.Column("run_id", sa.Uuid(), nullable=False),
        sa.Column("mentor_id", sa.Uuid(), nullable=False),
        sa.Column("places", sa.SmallInteger(), nullable=False),
        sa.Column("used", sa.SmallInteger(), nullable=False),
        sa.Column("one_more", sa.JSON().with_variant(postgresql.JSONB(), "postgresql"), nullable=False),
        sa.ForeignKeyConstraint(
            ["mentor_id"], ["organization.id"], name=op.f("fk_run_mentor_mentor_id_organization"), ondelete="RESTRICT"
        ),
        sa.ForeignKeyConstraint(
            ["run_id"], ["matching_run.id"], name=op.f("fk_run_mentor_run_id_matching_run"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("run_id", "mentor_id", name=op.f("pk_run_mentor")),
    )
    with op.batch_alter_table("run_mentor", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_run_mentor_mentor_id"), ["mentor_id"], unique=False)
    op.create_table(
        "answer",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("proposal_id", sa.Uuid(), nullable=False),
        sa.Column("side", sa.String(length=80), nullable=False),
        sa.Column("is_yes", sa.Boolean(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("answered_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("answered_by_id", sa.Uuid(), nullable=True),
        sa.Column("is_by_phone", sa.Boolean(), nullable=False),
        sa.Column("said_by", sa.String(length=300), nullable=False),
        sa.Column("said_on", sa.Date(), nullable=True),
        sa.Column("said_how", sa.String(length=80), nullable=False),
        sa.Column("overturned_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["proposal_id"], ["proposal.id"], name=op.f("fk_answer_proposal_id_proposal"), ondelete="RESTRICT"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_answer")),
    )
    with op.batch_alter_table("answer", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_answer_proposal_id"), ["proposal_id"], unique=False)
        batch_op.create_index(
            "uq_answer_one_standing",
            ["proposal_id", "side"],
            unique=True,
            sqlite_where=sa.text("overturned_at is null"),
            postgresql_where=sa.text("overturned_at is null"),
        )
    op.create_table(
        "pairing",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("mentor_id", sa.Uuid(), nullable=False),
        sa.Column("mentee_id", sa.Uuid(), nullable=False),
        sa.Column("round_id", sa.Uuid(), nullable=True),
        sa.Column("proposal_id", sa.Uuid(), nullable=True),
        sa.Column("state", sa.String(length=80), nullable=False),
        sa.Column("began_on", sa.Date(), nullable=False),
        sa.Column("ended_on", sa.Date(), nullable=True),
        sa.Column("space_id", sa.Uuid(), nullable=True),
        sa.Column("waited_since", sa.Date(), nullable=True),
        sa.ForeignKeyConstraint(
            ["mentee_id"], ["organization.id"], name=op.f("fk_pairing_mentee_id_organization"), ondelete="RESTRICT"
        ),
        sa.ForeignKeyConstraint(
            ["mentor_id"], ["organization.id"], name=op.f("fk_pairing_mentor_id_organization"), ondelete="RESTRICT"
        ),
        sa.ForeignKeyConstraint(
            ["proposal_id"], ["proposal.id"], name=op.f("fk_pairing_proposal_id_proposal"), ondelete="RESTRICT"
        ),
        sa.ForeignKeyConstraint(
            ["round_id"], ["matching_round.id"], name=op.f("fk_pairing_round_id_matching_round"), ondelete="RESTRICT"
        ),
        sa.ForeignKeyConstraint(["space_id"], ["space.id"], name=op.f("fk_pairing_space_id_space"), ondelete="RESTRICT"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_pairing")),
    )
    with op.batch_alter_table("pairing", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_pairing_mentee_id"), ["mentee_id"], unique=False)
        batch_op.create_index("ix_pairing_mentor_id_state", ["mentor_id", "state"], unique=False)
        batch_op.create_index(batch_op.f("ix_pairing_proposal_id"), ["proposal_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_pairing_round_id"), ["round_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_pairing_space_id"), ["space_id"], unique=False)
        batch_op.create_index(
            "uq_pairing_one_running",
            ["mentor_id", "mentee_id"],
            unique=True,
            sqlite_where=sa.text("state in ('requested', 'proposed', 'trial', 'active', 'paused')"),
            postgresql_where=sa.text("state in ('requested', 'proposed', 'trial', 'active', 'paused')"),
        )


def downgrade():
    with op.batch_alter_table("pairing", schema=None) as batch_op:
        batch_op.drop_index(
            "uq_pairing_one_running",
            sqlite_where=sa.text("state in ('requested', 'proposed', 'trial', 'active', 'paused')"),
            postgresql_where=sa.text("state in ('requested', 'proposed', 'trial', 'active', 'paused')"),
        )
        batch_op.drop_index(batch_op.f("ix_pairing_space_id"))
        batch_op.drop_index(batch_op.f("ix_pairing_round_id"))
        batch_op.drop_index(batch_op.f("ix_pairing_proposal_id"))
        batch_op.drop_index("ix_pairing_mentor_id_state")
        batch_op.drop_index(batch_op.f("ix_pairing_mentee_id"))
    op.drop_table("pairing")
    with op.batch_alter_table("answer", schema=None) as batch_op:
        batch_op.drop_index(
            "uq_answer_one_standing",
            sqlite_where=sa.text("overturned_at is null"),
            postgresql_where=sa.text("overturned_at is null"),
        )
        batch_op.drop_index(batch_op.f("ix_answer_proposal_id"))
    op.drop_table("answer")
    with op.batch_alter_table("run_mentor", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_run_mentor_mentor_id"))
    op.drop_table("run_mentor")
    with op.batch_alter_table("run_entry", schema=None) as batch_op:
        batch_op.drop_index("ix_run_entry_run_id_priority")
        batch_op.drop_index(batch_op.f("ix_run_entry_mentor_id"))
        batch_op.drop_index(batch_op.f("ix_run_entry_mentee_id"))
    op.drop_table("run_entry")
    with op.batch_alter_table("round_choice", schema=None) as batch_op:
        batch_op.drop_index(
            "uq_round_choice_one_mentor",
            sqlite_where=sa.text("kind <> 'forbidden'"),
            postgresql_where=sa.text("kind <> 'forbidden'"),
        )
        batch_op.drop_index(batch_op.f("ix_round_choice_round_id"))
        batch_op.drop_index(batch_op.f("ix_round_choice_mentor_id"))
        batch_op.drop_index(batch_op.f("ix_round_choice_mentee_id"))
    op.drop_table("round_choice")
    with op.batch_alter_table("proposal", schema=None) as batch_op:
        batch_op.drop_index(
            "uq_proposal_one_open",
            sqlite_where=sa.text("state in ('proposed', 'accepted')"),
            postgresql_where=sa.text("state in ('proposed', 'accepted')"),
        )
        batch_op.drop_index(batch_op.f("ix_proposal_run_id"))
        batch_op.drop_index(batch_op.f("ix_proposal_round_id"))
        batch_op.drop_index("ix_proposal_mentor_id_state")
        batch_op.drop_index(batch_op.f("ix_proposal_mentee_id"))
    op.drop_table("proposal")
    with op.batch_alter_table("scenario", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_scenario_run_id"))
        batch_op.drop_index(batch_op.f("ix_scenario_round_id"))
    op.drop_table("scenario")
    with op.batch_alter_table("matching_run", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_matching_run_round_id"))
    op.drop_table("matching_run")
    op.drop_table("matching_round")
