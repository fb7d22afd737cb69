"""What is large of a matching comes last in its row: SQLite goes through all that lies before what it reads."""

from alembic import op

revision = "0054"
down_revision = "0053"
branch_labels = None
depends_on = None

LARGE = (("problem", "text not null default ''"), ("plan", "text not null default ''"), ("second_plan", "text"))


def upgrade():
    _put_last()


def downgrade():
    _put_last()  # the order of columns is nothing that a release of before would mind


def _put_last():
    if op.get_bind().dialect.name != "sqlite":
        return  # PostgreSQL keeps what is large apart from the row
    for name, said in LARGE:  # in place: a table that others refer to can't be made anew
        op.execute(f'alter table matching_run rename column "{name}" to "{name}_before"')
        op.execute(f'alter table matching_run add column "{name}" {said}')
        op.execute(f'update matching_run set "{name}" = "{name}_before"')  # noqa: S608  our own names
        op.execute(f'alter table matching_run drop column "{name}_before"')
