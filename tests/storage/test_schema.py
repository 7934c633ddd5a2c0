"""Migrations: all or nothing, nothing that hangs on a table is lost, and the dump is what the migrations make."""

import shutil
from contextlib import closing
from pathlib import Path

import pytest
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Column, ForeignKey, Integer, MetaData, Table, Text, create_engine, exc, func, pool, select, text
from sqlcipher3 import dbapi2

from cadre_desk.storage import schema, tables, vault
from cadre_desk.storage.errors import VaultTooNew
from tests.storage.helpers import OFFICER, PASSWORD, POLICY, digests

CREATE_PARENT_AND_CHILD = """
    op.execute("CREATE TABLE audit (id INTEGER PRIMARY KEY, at, officer, action, subject, detail, digest)")
    op.create_table("parent", sa.Column("id", sa.Integer, primary_key=True), sa.Column("name", sa.Text))
    op.create_table(
        "child",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("parent_id", sa.Integer, sa.ForeignKey("parent.id", ondelete="CASCADE"), nullable=False),
    )
    op.execute("INSERT INTO parent VALUES (1, 'a')")
    op.execute("INSERT INTO child VALUES (1, 1)")
"""
REBUILD_PARENT = """
    with op.batch_alter_table("parent", recreate="always") as table:
        table.alter_column("name", new_column_name="words", existing_type=sa.Text())
"""


@pytest.fixture
def migrations(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The machinery of the migrations without any revision, in a folder with a per cent sign."""
    place = tmp_path / "migrations 100%"
    shutil.copytree(schema.MIGRATIONS, place, ignore=shutil.ignore_patterns("*_*.py", "__pycache__"))
    (place / "versions").mkdir(exist_ok=True)
    monkeypatch.setattr(schema, "MIGRATIONS", place)
    return place


def _add(migrations: Path, number: int, body: str) -> None:
    """A revision that does this."""
    names = {"revision": f"{number:04}", "down_revision": f"{number - 1:04}" if number > 1 else None}
    head = "\n".join(["import sqlalchemy as sa", "from alembic import op", *(f"{k} = {v!r}" for k, v in names.items())])
    path = migrations / "versions" / f"{number:04}_step.py"
    path.write_text(f"{head}\n\n\ndef upgrade() -> None:{body}", encoding="utf-8")


def _rows(opened: vault.Vault, table: str) -> int:
    with opened.reading() as connection:
        return int(connection.execute(text(f"SELECT count(*) FROM {table}")).scalar_one())


def test_a_new_vault_is_at_the_newest_revision(migrations: Path, tmp_path: Path) -> None:
    _add(migrations, 1, CREATE_PARENT_AND_CHILD)
    opened = vault.create(tmp_path / "vault", OFFICER, PASSWORD, policy=POLICY)
    with closing(opened), opened.reading() as connection:
        assert schema.current(connection) == schema.newest() == "0001"
        assert not opened.outdated


def test_an_older_vault_is_brought_up_to_date_after_a_chance_to_back_it_up(migrations: Path, tmp_path: Path) -> None:
    _add(migrations, 1, CREATE_PARENT_AND_CHILD)
    vault.create(tmp_path / "vault", OFFICER, PASSWORD, policy=POLICY).close()
    _add(migrations, 2, REBUILD_PARENT)
    seen: list[bool] = []
    found = vault.open_vault(
        tmp_path / "vault", OFFICER, PASSWORD, before_upgrade=lambda old: seen.append(old.outdated)
    )
    with closing(found) as opened:
        assert seen == [True]
        assert not opened.outdated
        assert (_rows(opened, "parent"), _rows(opened, "child")) == (1, 1), "the rebuilt table kept what hangs on it"
        with opened.writing() as connection, pytest.raises(exc.IntegrityError):
            connection.execute(text("INSERT INTO child VALUES (2, 77)"))
        assert opened.check() == []


@pytest.mark.parametrize(
    "failure", ["op.execute('no such statement')", "op.execute('INSERT INTO child VALUES (5, 99)')"]
)
def test_a_migration_that_fails_changes_nothing(migrations: Path, tmp_path: Path, failure: str) -> None:
    _add(migrations, 1, CREATE_PARENT_AND_CHILD)
    vault.create(tmp_path / "vault", OFFICER, PASSWORD, policy=POLICY).close()
    before = digests(tmp_path / "vault")["data.db"]
    _add(migrations, 2, REBUILD_PARENT + f"    {failure}\n")
    with pytest.raises((exc.OperationalError, RuntimeError)):
        vault.open_vault(tmp_path / "vault", OFFICER, PASSWORD)
    (migrations / "versions" / "0002_step.py").unlink()
    with closing(vault.open_vault(tmp_path / "vault", OFFICER, PASSWORD)) as opened:
        assert (_rows(opened, "parent"), _rows(opened, "child")) == (1, 1)
        with opened.reading() as connection:
            assert "name TEXT" in schema.schema_sql(connection)
    assert digests(tmp_path / "vault")["data.db"] == before


def test_a_migration_inside_an_ordinary_change_is_refused(migrations: Path, tmp_path: Path) -> None:
    _add(migrations, 1, CREATE_PARENT_AND_CHILD)
    with closing(vault.create(tmp_path / "vault", OFFICER, PASSWORD, policy=POLICY)) as opened:
        _add(migrations, 2, REBUILD_PARENT)
        with pytest.raises(RuntimeError, match="foreign_keys"), opened.writing() as connection:
            schema.migrate(connection)


def test_a_vault_of_a_newer_program_is_refused(migrations: Path, tmp_path: Path) -> None:
    _add(migrations, 1, CREATE_PARENT_AND_CHILD)
    vault.create(tmp_path / "vault", OFFICER, PASSWORD, policy=POLICY).close()
    (migrations / "versions" / "0001_step.py").unlink()
    with pytest.raises(VaultTooNew, match="0001"):
        vault.open_vault(tmp_path / "vault", OFFICER, PASSWORD)


def _tables() -> MetaData:
    metadata = MetaData()
    Table("person", metadata, Column("id", Integer, primary_key=True), Column("name", Text, nullable=False))
    Table("post", metadata, Column("n", Integer, primary_key=True), Column("person_id", ForeignKey("person.id")))
    return metadata


def test_a_drafted_revision_makes_the_tables_and_the_next_draft_is_empty(migrations: Path) -> None:
    first = schema.add_revision("first tables", _tables())
    assert first.name == "0001_first_tables.py"
    with schema.scratch() as connection:
        assert connection.dialect.has_table(connection, "person")
        connection.execute(text("CREATE VIRTUAL TABLE search USING fts5(words)"))
    second = schema.add_revision("nothing", _tables())
    assert "pass" in second.read_text(encoding="utf-8")
    assert schema.revisions() == ("0001", "0002")


def test_full_text_tables_are_left_alone_by_drafts_and_the_dump(migrations: Path) -> None:
    _add(migrations, 1, '\n    op.execute("CREATE VIRTUAL TABLE search USING fts5(words)")\n')
    draft = schema.add_revision("tables", _tables()).read_text(encoding="utf-8")
    assert "search" not in draft
    assert "create_table" in draft
    dump = schema.write_dump().read_text(encoding="utf-8")
    assert "CREATE VIRTUAL TABLE search USING fts5(words);" in dump
    assert "search_data" not in dump
    assert dump == schema.write_dump().read_text(encoding="utf-8")


def test_the_dump_lays_out_statements_alike() -> None:
    assert schema._tidy("CREATE TABLE a (\n\tid INTEGER, \n\n   n  TEXT\n)") == (
        "CREATE TABLE a (\n    id INTEGER,\n    n TEXT\n)"
    )


def test_migrations_say_nothing(migrations: Path, capfd: pytest.CaptureFixture[str]) -> None:
    _add(migrations, 1, CREATE_PARENT_AND_CHILD)
    with schema.scratch():
        pass
    assert capfd.readouterr() == ("", "")


def test_names_of_revisions_agree_with_alembic() -> None:
    with schema.scratch() as connection:
        assert ScriptDirectory.from_config(schema._config(connection)).get_current_head() == schema.newest()
        assert schema.current(connection) == schema.newest()


def test_the_dump_in_the_repository_is_up_to_date() -> None:
    with schema.scratch() as connection:
        kept = (schema.MIGRATIONS / schema.DUMP).read_text(encoding="utf-8")
        assert kept == schema.schema_sql(connection), "run: python -m cadre_desk.storage.schema --write"


def test_the_migrations_lead_to_the_tables() -> None:
    with schema.scratch() as connection:
        context = MigrationContext.configure(connection)
        found = [step for step in compare_metadata(context, tables.metadata) if "alembic_version" not in str(step)]
        assert found == [], "run: python -m cadre_desk.storage.schema --revision MESSAGE"
        connection.execute(text("DROP TABLE setting"))
        assert compare_metadata(context, tables.metadata), "otherwise the test could not fail"


def test_drafts_kept_by_name_are_given_to_nobody() -> None:
    """A name may be another's by now; whose they were, the database does not know."""
    engine = create_engine("sqlite://", module=dbapi2, poolclass=pool.StaticPool)
    with closing(engine.connect()) as connection:
        command.upgrade(schema._config(connection), "0005")
        connection.exec_driver_sql("INSERT INTO draft VALUES ('李审核', 'flags', 1, '{}', '', '2026-03-02T09:30:00')")
        connection.commit()
        assert connection.execute(select(func.count()).select_from(text("draft"))).scalar() == 1
        schema.migrate(connection)
        assert connection.execute(select(tables.draft)).mappings().all() == []
        assert schema.current(connection) == schema.newest()
    engine.dispose()
