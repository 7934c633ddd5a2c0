"""Nothing leaves but by services/outgoing.py: no other module calls what writes a file with data, or opens one."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

PROGRAM = Path(__file__).parent.parent / "cadre_desk"
GATE = "services/outgoing.py"

#: what turns data into a file, by the module it stands in
WRITERS = {
    "cadre_desk.exchange.outbox": {"whole_file"},
    "cadre_desk.exchange.writer": {"write_table", "mark_faults"},
    "cadre_desk.exchange.sandbox": {"mark_in_child"},
    "cadre_desk.exchange.marks": {"mark"},
    "cadre_desk.documents.letters": {"write", "render"},
    "cadre_desk.documents.paper": {"draw"},
    "cadre_desk.documents.report": {"render"},
}
METHODS = {"write_bytes", "write_text", "setOutputFileName"}
CLASSES = {"QFile", "QSaveFile", "QTextStream", "QPdfWriter", "QImageWriter", "QTemporaryFile", "NamedTemporaryFile"}

#: the packages that only make bytes or keep them encrypted; who calls them is what counts
MAKERS = ("exchange/", "documents/", "storage/")
#: and what these may do, and why
ALLOWED = {
    ("cli_vault.py", "open"),  # the two halves of the recovery key: nothing about people, and never twice
    ("services/demo.py", "write_table"),  # invented rows, before there is a vault that holds them
    ("services/demo_checks.py", "write_table"),  # and what invented registries say
    ("services/printing.py", "render"),  # the preview: bytes that go to the screen
    ("demo.py", "write_text"),  # the password of the invented vault
    ("ui/kit/dialogs.py", "setOutputFileName"),  # of the printer of a test
}


def leaks(source: str) -> Iterator[tuple[int, str]]:
    """Line and name of everything in a module that could write a file with data past the gate."""
    tree = ast.parse(source)
    modules: dict[str, str] = {}  # local name -> module
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            for alias in node.names:
                modules[alias.asname or alias.name] = alias.name
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            for alias in node.names:
                modules[alias.asname or alias.name] = f"{node.module}.{alias.name}"
                if alias.name in WRITERS.get(node.module, ()) or (alias.name == "*" and node.module in WRITERS):
                    yield node.lineno, alias.name
    for node in ast.walk(tree):
        if isinstance(node, ast.Attribute):
            module = modules.get(ast.unparse(node.value), ast.unparse(node.value))
            if node.attr in WRITERS.get(module, ()) or node.attr in METHODS:
                yield node.lineno, node.attr
        elif isinstance(node, ast.Name) and node.id in CLASSES:
            yield node.lineno, node.id
        elif isinstance(node, ast.Call) and _writes(node):
            yield node.lineno, "open"
        elif isinstance(node, ast.Constant) and node.value in WRITERS:
            yield node.lineno, str(node.value)  # importlib.import_module("…")


def _writes(call: ast.Call) -> bool:
    """Whether a file is opened for anything but reading."""
    name = call.func.attr if isinstance(call.func, ast.Attribute) else getattr(call.func, "id", "")
    if name != "open":
        return False
    given = [*call.args, *(word.value for word in call.keywords if word.arg == "mode")]
    modes = [one.value for one in given if isinstance(one, ast.Constant) and isinstance(one.value, str)]
    return any(set(mode) <= set("rwaxbt+") and set(mode) & set("wax+") for mode in modes)


def found_in(folder: Path) -> list[str]:
    """Every leak of the program that is not allowed."""
    found = []
    for path in sorted(folder.rglob("*.py")):
        name = path.relative_to(folder).as_posix()
        if name == GATE or name.startswith(MAKERS):
            continue
        for line, what in leaks(path.read_text(encoding="utf-8")):
            if (name, what) not in ALLOWED:
                found.append(f"{name}:{line} {what}")
    return found


def test_only_the_gate_writes_what_holds_data() -> None:
    assert found_in(PROGRAM) == []


def test_what_is_allowed_is_still_there() -> None:
    """An exception that nobody needs any more would be a hole."""
    real = {(name, what) for name, _ in ALLOWED for _, what in leaks((PROGRAM / name).read_text(encoding="utf-8"))}
    assert real >= ALLOWED


def test_the_gate_itself_writes_only_between_its_two_transactions() -> None:
    """Every call of a writer stands in a function that _release calls back."""
    tree = ast.parse((PROGRAM / GATE).read_text(encoding="utf-8"))
    callbacks = [call.args[-1] for call in _calls(tree, "_release")]
    callbacks += [one for one in ast.walk(tree) if isinstance(one, ast.FunctionDef) and one.name == "act"]
    inside = {id(child) for one in callbacks for child in ast.walk(one)}
    writing = _calls(tree, "whole_file", "write_table", "mark_faults", "write", "draw", "write_bytes", "send")
    assert len(writing) > len(_calls(tree, "_release")) > 3
    assert [ast.unparse(call) for call in writing if id(call) not in inside] == []


def _calls(tree: ast.AST, *names: str) -> list[ast.Call]:
    """The calls of functions and methods with these names."""
    calls = [node for node in ast.walk(tree) if isinstance(node, ast.Call)]
    return [call for call in calls if ast.unparse(call.func).rpartition(".")[2] in names]


# -- controls: each way round the gate is seen -------------------------------------------------------------------------

TRICKS = {
    "imported": "from cadre_desk.exchange.writer import write_table\n",
    "renamed": "from cadre_desk.exchange.writer import write_table as harmless\n",
    "everything": "from cadre_desk.exchange.outbox import *\n",
    "by its module": "from cadre_desk.exchange import writer\n\nwriter.write_table(target, sheets)\n",
    "by a renamed module": "from cadre_desk.documents import letters as paper\n\npaper.write(texts, file, fonts)\n",
    "by its full name": "import cadre_desk.exchange.outbox\n\ncadre_desk.exchange.outbox.whole_file(target)\n",
    "inside a function": "def f():\n    from cadre_desk.documents.paper import draw\n",
    "by importlib": "importlib.import_module('cadre_desk.exchange.writer')\n",
    "bytes": "target.write_bytes(content)\n",
    "text": "target.write_text(content)\n",
    "open": "open(target, 'wb')\n",
    "open of a path": "target.open('x')\n",
    "open by keyword": "target.open(mode='a', encoding='utf-8')\n",
    "reading and writing": "open(target, 'r+b')\n",
    "Qt": "from PySide6.QtCore import QFile\n\nQFile(name)\n",
    "a printer to a file": "printer.setOutputFileName(name)\n",
}


@pytest.mark.parametrize("trick", TRICKS)
def test_a_way_round_the_gate_is_seen(trick: str, tmp_path: Path) -> None:
    (tmp_path / "services").mkdir()
    module = tmp_path / "services" / "exporting.py"
    module.write_text(f'"""A module."""\n{TRICKS[trick]}', encoding="utf-8")
    assert len(found_in(tmp_path)) == 1
    module.rename(tmp_path / GATE)
    assert found_in(tmp_path) == []


def test_reading_and_templates_are_none() -> None:
    harmless = """
from cadre_desk.exchange.writer import SheetSpec, write_template
from cadre_desk.services import letters
open(source, "rb")
path.open(encoding="utf-8")
letters.write
write_template(target, title, sheets)
"""
    assert list(leaks(harmless)) == []
