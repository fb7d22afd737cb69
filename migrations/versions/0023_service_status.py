"""How each service of an organization stands, and since when that is known."""

import sqlalchemy as sa
from alembic import op

revision = "0023"
down_revision = "0022"
branch_labels = None
depends_on = None


def upgrade():
    op.create_table(
        "service_status",
        sa.Column("organization_id", sa.Uuid(), nullable=False),
        sa.Column("code", sa.String(length=80), nullable=False),
        sa.Column("state", sa.String(length=80), nullable=False),
        sa.Column("as_of", sa.Date(), nullable=False),
        sa.ForeignKeyConstraint(
            ["organization_id"],
            ["organization.id"],
            name=op.f("fk_service_status_organization_id_organization"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("organization_id", "code", name=op.f("pk_service_status")),
    )
    # Whoever confirmed an entry said that its services run. Of those never confirmed nothing is known.
    op.execute(
        "insert into service_status (organization_id, code, state, as_of)"
        " select organization.id, organization_choice.code, 'running', organization.confirmed_on"
        " from organization_choice join organization on organization.id = organization_choice.organization_id"
        " where organization_choice.list = 'service' and organization.confirmed_on is not null"
    )


def downgrade():
    op.drop_table("service_status")
