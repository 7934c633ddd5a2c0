"""How Alembic runs here: on the connection and inside the transaction that schema.py hands over."""

from typing import Any, Literal

from alembic import context
from sqlalchemy import Connection

from cadre_desk.storage.rows import Text

settings = context.config.attributes
connection: Connection = settings["connection"]
# virtual tables and their shadows belong to the full-text search, which no model describes
hidden: frozenset[str] = settings["hidden"]


def ours(name: str | None, kind: str, _parents: object) -> bool:
    """Whether autogenerate looks at that object."""
    return not (kind == "table" and name in hidden)


def plain(kind: str, made: Any, _context: Any) -> str | Literal[False]:
    """A revision stays as it was written, whatever our own types become: it names those of SQLAlchemy."""
    return "sa.Text()" if kind == "type" and isinstance(made, Text) else False


context.configure(
    connection=connection,
    target_metadata=settings["metadata"],
    render_as_batch=True,
    transactional_ddl=True,
    include_name=ours,
    render_item=plain,
)
with context.begin_transaction():
    context.run_migrations()
