"""Links by mail and on paper, invitations that go by mail, and confidentiality terms."""

import sqlalchemy as sa
from alembic import op

revision = "0013"
down_revision = "0012"
branch_labels = None
depends_on = None


def upgrade():
    op.create_table(
        "terms_text",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("audience", sa.String(length=80), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("published_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("published_by_id", sa.Uuid(), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_terms_text")),
        sa.UniqueConstraint("audience", "version", name=op.f("uq_terms_text_audience_version")),
    )
    op.create_table(
        "terms_acceptance",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("text_id", sa.Uuid(), nullable=False),
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.Column("organization_id", sa.Uuid(), nullable=True),
        sa.Column("accepted_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["text_id"], ["terms_text.id"], name=op.f("fk_terms_acceptance_text_id_terms_text"), ondelete="RESTRICT"
        ),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name=op.f("fk_terms_acceptance_person_id_person"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["organization_id"],
            ["organization.id"],
            name=op.f("fk_terms_acceptance_organization_id_organization"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_terms_acceptance")),
    )
    with op.batch_alter_table("terms_acceptance", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_terms_acceptance_organization_id"), ["organization_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_terms_acceptance_person_id"), ["person_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_terms_acceptance_text_id"), ["text_id"], unique=False)
    op.create_table(
        "account_link",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.Column("purpose", sa.String(length=80), nullable=False),
        sa.Column("token_digest", sa.String(length=64), nullable=True),
        sa.Column("email_sealed", sa.Text(), nullable=False),
        sa.Column("old_email_sealed", sa.Text(), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("made_by_id", sa.Uuid(), nullable=True),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_account_link_person_id_person"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_account_link")),
        sa.UniqueConstraint("token_digest", name=op.f("uq_account_link_token_digest")),
    )
    with op.batch_alter_table("account_link", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_account_link_made_at"), ["made_at"], unique=False)
        batch_op.create_index(batch_op.f("ix_account_link_person_id"), ["person_id"], unique=False)
    op.create_table(
        "link_request",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("kind", sa.String(length=80), nullable=False),
        sa.Column("email_sealed", sa.Text(), nullable=False),
        sa.Column("token_digest", sa.String(length=64), nullable=False),
        sa.Column("asked_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_link_request")),
    )
    with op.batch_alter_table("invitation", schema=None) as batch_op:
        batch_op.alter_column("organization_id", existing_type=sa.Uuid(), nullable=True)
        batch_op.alter_column("token_digest", existing_type=sa.String(length=64), nullable=True)
        batch_op.add_column(sa.Column("role", sa.String(length=80), nullable=True))
        batch_op.add_column(sa.Column("email_sealed", sa.Text(), nullable=False, server_default=""))
        batch_op.add_column(sa.Column("email_index", sa.String(length=64), nullable=False, server_default=""))
        batch_op.add_column(sa.Column("withdrawn_at", sa.DateTime(timezone=True), nullable=True))
    with op.batch_alter_table("invitation", schema=None) as batch_op:
        batch_op.alter_column("email_sealed", existing_type=sa.Text(), server_default=None)
        batch_op.alter_column("email_index", existing_type=sa.String(length=64), server_default=None)


def downgrade():
    # What an older version can't hold goes: links for who belongs to no organization, and those that wait to be mailed.
    op.execute("delete from invitation where organization_id is null or token_digest is null")
    op.execute("update invitation set used_at = withdrawn_at where used_at is null and withdrawn_at is not null")
    with op.batch_alter_table("invitation", schema=None) as batch_op:
        batch_op.drop_column("withdrawn_at")
        batch_op.drop_column("email_index")
        batch_op.drop_column("email_sealed")
        batch_op.drop_column("role")
        batch_op.alter_column("token_digest", existing_type=sa.String(length=64), nullable=False)
        batch_op.alter_column("organization_id", existing_type=sa.Uuid(), nullable=False)
    op.drop_table("link_request")
    with op.batch_alter_table("account_link", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_account_link_person_id"))
        batch_op.drop_index(batch_op.f("ix_account_link_made_at"))
    op.drop_table("account_link")
    with op.batch_alter_table("terms_acceptance", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_terms_acceptance_text_id"))
        batch_op.drop_index(batch_op.f("ix_terms_acceptance_person_id"))
        batch_op.drop_index(batch_op.f("ix_terms_acceptance_organization_id"))
    op.drop_table("terms_acceptance")
    op.drop_table("terms_text")
