"""The database schema: where a file stands, bringing it to the newest state, and the readable dump of it.

python -m cadre_desk.storage.schema --write               regenerate migrations/schema.sql
python -m cadre_desk.storage.schema --revision "message"  draft a revision from tables.py
"""

import argparse
import io
import re
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from sqlalchemy import Connection, MetaData, create_engine, event, pool, text

if TYPE_CHECKING:
    from alembic.config import Config

MIGRATIONS = Path(__file__).parent / "migrations"
DUMP = "schema.sql"
_REVISION = re.compile(r"(\d{4})_\w+\.py")


def revisions() -> tuple[str, ...]:
    """All revisions this program knows, oldest first; read from the file names, so that Alembic need not load."""
    found = (_REVISION.fullmatch(path.name) for path in (MIGRATIONS / "versions").glob("*.py"))
    return tuple(sorted(match[1] for match in found if match))


def newest() -> str | None:
    """The revision this program works with."""
    return revisions()[-1] if revisions() else None


def current(connection: Connection) -> str | None:
    """The revision of this database; None before the first."""
    if not connection.dialect.has_table(connection, "alembic_version"):
        return None
    return connection.execute(text("SELECT version_num FROM alembic_version")).scalar_one_or_none()


def _hidden(connection: Connection) -> frozenset[str]:
    """Tables of extensions: full-text indexes and what they keep beside them."""
    rows = connection.execute(text("SELECT name FROM pragma_table_list WHERE type IN ('virtual', 'shadow')"))
    return frozenset(row.name for row in rows)


def _config(connection: Connection, metadata: MetaData | None = None) -> "Config":
    from alembic.config import Config

    # its own output: a windowed program has no standard output to write to
    config = Config(stdout=io.StringIO())
    config.set_main_option("script_location", str(MIGRATIONS).replace("%", "%%"))
    config.set_main_option("file_template", "%%(rev)s_%%(slug)s")
    config.attributes.update(connection=connection, metadata=metadata, hidden=_hidden(connection))
    return config


def migrate(connection: Connection) -> None:
    """Bring the schema to the newest revision inside one transaction.

    Foreign keys must be off: SQLite rebuilds a table by dropping the old one, which would delete what hangs on it.
    They are checked as a whole at the end instead.
    """
    from alembic import command

    if current(connection) == newest():
        return
    if connection.execute(text("PRAGMA foreign_keys")).scalar():
        raise RuntimeError("migrate needs a connection with foreign_keys=OFF, see Vault.upgrade")
    command.upgrade(_config(connection), "head")
    if broken := connection.execute(text("PRAGMA foreign_key_check")).fetchall():
        raise RuntimeError(f"migration leaves {len(broken)} rows without their parent, first in {broken[0][0]}")


def schema_sql(connection: Connection) -> str:
    """Every statement that made this schema, sorted and with single blanks: a text to compare and to review."""
    query = text(
        "SELECT s.type, s.name, s.sql FROM sqlite_master AS s LEFT JOIN pragma_table_list AS t ON t.name = s.name"
        " WHERE s.sql IS NOT NULL AND s.name NOT LIKE 'sqlite~_%' ESCAPE '~' AND coalesce(t.type, '') <> 'shadow'"
        " ORDER BY s.tbl_name, s.type = 'trigger', s.type = 'index', s.name"
    )
    return "".join(_tidy(row.sql) + ";\n\n" for row in connection.execute(query))


def _tidy(statement: str) -> str:
    """One layout whatever way the statement was written."""
    lines = (" ".join(line.split()) for line in statement.strip().splitlines())
    first, *others = [line for line in lines if line]
    return "\n".join([first, *(line if line.startswith(")") else "    " + line for line in others)])


@contextmanager
def scratch() -> Iterator[Connection]:
    """A database in memory at the newest revision; it holds no data, so it needs no key."""
    from sqlcipher3 import dbapi2

    engine = create_engine("sqlite://", module=dbapi2, poolclass=pool.StaticPool)
    event.listen(engine, "connect", lambda connection, _: setattr(connection, "isolation_level", None))
    event.listen(engine, "begin", lambda connection: connection.exec_driver_sql("BEGIN"))
    try:
        with engine.begin() as connection:
            migrate(connection)
            yield connection
    finally:
        engine.dispose()


def write_dump() -> Path:
    """Regenerate schema.sql from the migrations."""
    target = MIGRATIONS / DUMP
    with scratch() as connection:
        target.write_text(schema_sql(connection), encoding="utf-8", newline="\n")
    return target


def add_revision(message: str, metadata: MetaData) -> Path:
    """Draft the revision that leads from the migrations to the tables; to be read and corrected by hand."""
    from alembic import command

    number = f"{len(revisions()) + 1:04}"
    with scratch() as connection:
        command.revision(_config(connection, metadata), message, autogenerate=True, rev_id=number)
    written = next((MIGRATIONS / "versions").glob(f"{number}_*.py"))
    for step in ("check --fix-only --quiet", "format --quiet"):
        subprocess.run([sys.executable, "-m", "ruff", *step.split(), written], check=False)
    return written


def main(arguments: list[str] | None = None) -> int:
    """The two chores of whoever changes a table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    chores = parser.add_mutually_exclusive_group(required=True)
    chores.add_argument("--write", action="store_true", help="regenerate migrations/schema.sql")
    chores.add_argument("--revision", metavar="MESSAGE", help="draft a revision from tables.py")
    options = parser.parse_args(arguments)
    if options.revision:
        from cadre_desk.storage import tables

        print(add_revision(options.revision, tables.metadata))
    else:
        print(write_dump())
    return 0


if __name__ == "__main__":
    sys.exit(main())
