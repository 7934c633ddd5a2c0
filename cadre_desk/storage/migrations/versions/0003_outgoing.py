"""outgoing."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"

# A line of the register stays; until it is closed only its end may be filled in. An approval stays, and is used once.
_FIXED = "id year serial number officer at kind what target label purpose planned approval_id audit_id"
_GRANTED = "id requester approver at what digest audit_id"
_TRIGGERS = (
    "CREATE TRIGGER outgoing_stays BEFORE DELETE ON outgoing BEGIN SELECT RAISE(ABORT, 'outgoing stays'); END",
    "CREATE TRIGGER outgoing_closed BEFORE UPDATE ON outgoing WHEN OLD.state <> 'waiting'"
    " BEGIN SELECT RAISE(ABORT, 'outgoing is closed'); END",
    f"CREATE TRIGGER outgoing_fixed BEFORE UPDATE OF {', '.join(_FIXED.split())} ON outgoing"
    " BEGIN SELECT RAISE(ABORT, 'outgoing is fixed'); END",
    "CREATE TRIGGER approval_stays BEFORE DELETE ON approval BEGIN SELECT RAISE(ABORT, 'approval stays'); END",
    "CREATE TRIGGER approval_used BEFORE UPDATE ON approval WHEN OLD.used_audit_id IS NOT NULL"
    " BEGIN SELECT RAISE(ABORT, 'approval is used'); END",
    f"CREATE TRIGGER approval_fixed BEFORE UPDATE OF {', '.join(_GRANTED.split())} ON approval"
    " BEGIN SELECT RAISE(ABORT, 'approval is fixed'); END",
)


def upgrade() -> None:
    """Change the schema."""
    op.create_table(
        "approval",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("requester", sa.Text(), nullable=False),
        sa.Column("approver", sa.Text(), nullable=False),
        sa.Column("at", sa.Text(), nullable=False),
        sa.Column("what", sa.Text(), nullable=False),
        sa.Column("digest", sa.Text(), nullable=False),
        sa.Column("audit_id", sa.Integer(), nullable=False),
        sa.Column("used_audit_id", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(["audit_id"], ["audit.id"], name=op.f("fk_approval_audit_id_audit")),
        sa.ForeignKeyConstraint(["used_audit_id"], ["audit.id"], name=op.f("fk_approval_used_audit_id_audit")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_approval")),
        sa.UniqueConstraint("used_audit_id", name=op.f("uq_approval_used_audit_id")),
    )
    op.create_table(
        "outgoing",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("serial", sa.Integer(), nullable=False),
        sa.Column("number", sa.Text(), nullable=False),
        sa.Column("officer", sa.Text(), nullable=False),
        sa.Column("at", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("what", sa.Text(), nullable=False),
        sa.Column("target", sa.Text(), nullable=False),
        sa.Column("label", sa.Text(), nullable=False),
        sa.Column("purpose", sa.Text(), nullable=False),
        sa.Column("planned", sa.Integer(), nullable=False),
        sa.Column("approval_id", sa.Integer(), nullable=True),
        sa.Column("audit_id", sa.Integer(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("finished", sa.Text(), nullable=True),
        sa.Column("count", sa.Integer(), nullable=True),
        sa.Column("size", sa.Integer(), nullable=True),
        sa.Column("sha256", sa.Text(), nullable=True),
        sa.Column("fault", sa.Text(), server_default="", nullable=False),
        sa.CheckConstraint("state in ('waiting', 'written', 'failed')", name=op.f("ck_outgoing_state")),
        sa.ForeignKeyConstraint(["approval_id"], ["approval.id"], name=op.f("fk_outgoing_approval_id_approval")),
        sa.ForeignKeyConstraint(["audit_id"], ["audit.id"], name=op.f("fk_outgoing_audit_id_audit")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_outgoing")),
        sa.UniqueConstraint("approval_id", name=op.f("uq_outgoing_approval_id")),
        sa.UniqueConstraint("year", "serial", name=op.f("uq_outgoing_year_serial")),
    )
    for trigger in _TRIGGERS:
        op.execute(trigger)
