"""What each fact of the journal is about, in columns with an index; filled for the facts of before from what they hold."""

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None

# A fact that holds several of these is about the first of them.
SUBJECTS = (
    "approval_id", "pairing_id", "round_id", "proposal_id", "organization_id", "batch_id", "community_id", "space_id",
    "sign_in_id", "person_id",
)  # fmt: skip
TIES_TWO = sa.text("other_id is not null")


def upgrade():
    # Not in batch mode, which would make the table anew and lose the triggers that guard it.
    op.add_column("journal_entry", sa.Column("subject_id", sa.Uuid(), nullable=True))
    op.add_column("journal_entry", sa.Column("other_id", sa.Uuid(), nullable=True))
    is_postgres = op.get_bind().dialect.name == "postgresql"
    first = f"coalesce({', '.join(_held(name, is_postgres) for name in SUBJECTS)})"
    op.execute(f"update journal_entry set subject_id = {_id(first, is_postgres)}")  # noqa: S608  our own names
    other = _held("other_id", is_postgres)
    op.execute(f"update journal_entry set other_id = {_id(other, is_postgres)} where {other} is not null")  # noqa: S608
    op.create_index("ix_journal_entry_subject_id_id", "journal_entry", ["subject_id", "id"])
    two = {"sqlite_where": TIES_TWO, "postgresql_where": TIES_TWO}
    op.create_index("ix_journal_entry_other_id_id", "journal_entry", ["other_id", "id"], **two)


def downgrade():
    op.drop_index("ix_journal_entry_other_id_id", "journal_entry")
    op.drop_index("ix_journal_entry_subject_id_id", "journal_entry")
    op.drop_column("journal_entry", "other_id")
    op.drop_column("journal_entry", "subject_id")


def _held(name, is_postgres):
    return f"facts ->> '{name}'" if is_postgres else f"json_extract(facts, '$.{name}')"


def _id(text, is_postgres):
    """An id as the database keeps it: on SQLite as 32 digits."""
    return f"({text})::uuid" if is_postgres else f"replace({text}, '-', '')"
