"""Search: its index, how far it has come, and the field's synonyms."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0048"
down_revision = "0047"
branch_labels = None
depends_on = None

COLUMNS = "title, summary, body, attached, title_more, summary_more, body_more, attached_more, marks"


def upgrade():
    is_sqlite = op.get_bind().dialect.name == "sqlite"
    op.create_table(
        "search_entry",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), autoincrement=False, nullable=False),
        sa.Column("kind", sa.String(length=80), nullable=False),
        sa.Column("thing_id", sa.Uuid(), nullable=False),
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.Column("words", postgresql.TSVECTOR().with_variant(sa.Text(), "sqlite"), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_search_entry")),
        sa.UniqueConstraint("kind", "thing_id", name=op.f("uq_search_entry_kind_thing_id")),
    )
    op.create_index(
        "ix_search_entry_words",
        "search_entry",
        ["words"],
        postgresql_using="gin",
        postgresql_with={"fastupdate": "off"},
        sqlite_where=sa.text("words is not null"),
    )
    op.create_table(
        "search_mark",
        sa.Column("kind", sa.String(length=80), nullable=False),
        sa.Column("stream", sa.SmallInteger(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("thing_id", sa.Uuid(), nullable=False),
        sa.PrimaryKeyConstraint("kind", "stream", name=op.f("pk_search_mark")),
    )
    op.create_table(
        "synonym_group",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_synonym_group")),
    )
    op.create_table(
        "synonym",
        sa.Column("folded", sa.String(length=300), nullable=False),
        sa.Column("group_id", sa.Uuid(), nullable=False),
        sa.Column("text", sa.String(length=300), nullable=False),
        sa.Column("position", sa.SmallInteger(), nullable=False),
        sa.ForeignKeyConstraint(
            ["group_id"], ["synonym_group.id"], name=op.f("fk_synonym_group_id_synonym_group"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("folded", name=op.f("pk_synonym")),
    )
    op.create_index("ix_synonym_group_id", "synonym", ["group_id"])
    if is_sqlite:
        op.execute(f"create virtual table search_words using fts5({COLUMNS}, tokenize='ascii', prefix='3 5', columnsize=0)")
        if op.get_bind().dialect.dbapi.sqlite_version_info >= (3, 42):
            op.execute("insert into search_words(search_words, rank) values('secure-delete', 1)")


def downgrade():
    if op.get_bind().dialect.name == "sqlite":
        op.execute("drop table search_words")
    for table in ("synonym", "synonym_group", "search_mark", "search_entry"):
        op.drop_table(table)
