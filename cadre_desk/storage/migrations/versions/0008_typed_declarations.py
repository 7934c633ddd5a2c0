"""填报: declarations that are typed enter their birth; of those that a file brought, the batch tells it."""

from alembic import op

revision = "0008"
down_revision = "0007"

_KEYS = {
    "declaration": "NEW.cadre_id || '/' || NEW.n",
    "entry": "NEW.cadre_id || '/' || NEW.n || '/' || NEW.section",  # the history keeps rows by section
}
# the audit row of an action is written last: its number is the next one
_BORN = """
    CREATE TRIGGER born_{name} AFTER INSERT ON {name} WHEN NEW.batch_id IS NULL BEGIN
    INSERT OR IGNORE INTO birth (audit_id, table_name, row_key)
    VALUES ((SELECT coalesce(max(id), 0) + 1 FROM audit), '{name}', {key});
    END
"""


def upgrade() -> None:
    """Change the schema."""
    for name, key in _KEYS.items():
        op.execute(_BORN.format(name=name, key=key))
