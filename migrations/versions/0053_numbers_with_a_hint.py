"""Numbers of entries that say roughly where a thing lies: the index is emptied, and made anew by the clock within seconds."""

from alembic import op

revision = "0053"
down_revision = "0052"
branch_labels = None
depends_on = None

COLUMNS = "title, summary, body, attached, title_more, summary_more, body_more, attached_more, marks"


def upgrade():
    _empty()


def downgrade():
    _empty()


def _empty():
    if op.get_bind().dialect.name == "sqlite":
        op.execute("drop table search_words")
        op.execute(f"create virtual table search_words using fts5({COLUMNS}, tokenize='ascii', prefix='3 5', columnsize=0)")
        if op.get_bind().dialect.dbapi.sqlite_version_info >= (3, 42):
            op.execute("insert into search_words(search_words, rank) values('secure-delete', 1)")
    op.execute("delete from search_entry")
    op.execute("delete from search_mark")
