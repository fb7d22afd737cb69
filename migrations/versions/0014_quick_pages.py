"""Quicker pages: indexes for the directory, its figures and what changed last; other names as searching compares them."""

import json
import re
import unicodedata

import sqlalchemy as sa
from alembic import op

revision = "0014"
down_revision = "0013"
branch_labels = None
depends_on = None

MERGED = "ix_organization_merged_into_id"
FIGURES = "ix_organization_status_wants_mentor_capacity_confirmed_on"


def where(condition):
    return {"sqlite_where": sa.text(condition), "postgresql_where": sa.text(condition)}


# Names as they were folded when this was written.
PLAIN = str.maketrans(
    {"ə": "e", "ɛ": "e", "ɬ": "l", "ł": "l", "ƛ": "tl", "ʔ": "", "ʕ": "", "θ": "th", "ø": "o", "æ": "ae", "œ": "oe"}
)
JOINED = re.compile(r"['’‘‛ʼʻ`´.]")
NOT_WORDS = re.compile(r"[\W_]+")


def fold(text):
    lowered = text.casefold()
    if not lowered.isascii():
        lowered = unmarked(unmarked(lowered).casefold())
    joined = JOINED.sub("", lowered.replace("&", " and "))
    return NOT_WORDS.sub(" ", joined).strip() or " ".join(text.casefold().split())


def unmarked(text):
    parts = unicodedata.normalize("NFKD", JOINED.sub("", text))
    kept = "".join(character for character in parts if unicodedata.category(character) != "Mn")
    return unicodedata.normalize("NFC", kept).translate(PLAIN)


def upgrade():
    op.drop_index(MERGED, "organization")
    op.create_index(MERGED, "organization", ["merged_into_id"], **where("merged_into_id is not null"))
    columns = ["status", "wants_mentor", "capacity", "confirmed_on"]
    op.create_index(FIGURES, "organization", columns, **where("merged_into_id is null"))
    op.create_index("ix_organization_changed_at", "organization", ["changed_at"])
    op.create_index("ix_run_entry_run_id_mentor_id_priority", "run_entry", ["run_id", "mentor_id", "priority"])
    op.create_index("ix_run_entry_run_id_is_locked", "run_entry", ["run_id", "is_locked"])
    op.add_column("community", sa.Column("also_folded", sa.Text(), server_default="", nullable=False))
    fill()


def fill():
    """Fold the other names of every community that has some."""
    connection = op.get_bind()
    for key, kept in connection.execute(sa.text("select id, also_known_as from community")).all():
        names = json.loads(kept) if isinstance(kept, str) else kept
        if names:
            folded = {"folded": "\n".join(map(fold, names)), "key": key}
            connection.execute(sa.text("update community set also_folded = :folded where id = :key"), folded)


def downgrade():
    op.drop_column("community", "also_folded")  # in place: other tables refer to this one
    op.drop_index("ix_run_entry_run_id_is_locked", "run_entry")
    op.drop_index("ix_run_entry_run_id_mentor_id_priority", "run_entry")
    op.drop_index("ix_organization_changed_at", "organization")
    op.drop_index(FIGURES, "organization")
    op.drop_index(MERGED, "organization")
    op.create_index(MERGED, "organization", ["merged_into_id"])
