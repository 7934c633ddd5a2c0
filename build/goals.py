"""The goals of safety that have a figure: what is wanted, which tests count it, and which of these are controls."""

from collections.abc import Mapping
from dataclasses import dataclass, field

FAULTS = "tests/faults/"


@dataclass(frozen=True)
class Goal:
    """One goal. least: how many rounds are wanted of what begins with these words; "" stands for all together.

    tests: files, or file::beginning of a name, whose cases belong to it; controls: those of the cases, by the
    beginning of their names, that are controls, beside the ones that are counted.
    """

    number: int
    what: str
    wanted: str
    least: Mapping[str, int] = field(default_factory=dict)
    tests: tuple[str, ...] = ()
    controls: tuple[str, ...] = ()
    lacks: str = ""  # what of the goal nobody counts here, and why


_KILLED = ("save", "import", "backup", "restore", "re-key", "migration", "purge", "delete and restore", "undo")
_RECYCLING, _VAULT = "tests/services/test_recycling.py", "tests/storage/test_vault.py"
GOALS = (
    Goal(
        1,
        "kill -9",
        ">= 1000, >= 200 of each kind: 0 lost, 0 partial, 0 unopenable",
        {"kill -9": 1000} | {f"kill -9: {one}": 200 for one in (*_KILLED, "keystore")},
    ),
    Goal(2, "power cuts, simulated", ">= 2000 states, two models: 0 lost, 0 damage", {"power cut": 2000}),
    Goal(3, "cut or killed while backing up", ">= 1000: always a whole, verified backup", {"": 1000}),
    Goal(
        4,
        "restore drill",
        "every kept generation, clean profile: equal, <= 3 steps, <= 2 min/GB",
        {"generation": 25},
        ("tests/ui/test_restore.py::test_three_steps",),
    ),
    Goal(
        5,
        "bit flips",
        "data.db >= 5000, system.db >= 1000, keystore >= 2000, backup >= 2000, package >= 3000: 100 % refused",
        {f"bit flips: {one}": 2000 for one in ("keystore, both", "backup")}
        | {"bit flips: data.db": 5000, "bit flips: system.db": 1000},
        lacks="the package does not exist yet: not counted",
    ),
    Goal(
        6,
        "log flipped, cut, deleted; old files",
        "100 % noticed by the anchor",
        {"bit flips: logs": 1000, "bit flips: anchor": 1000, "log ": 500, "old ": 100},
    ),
    Goal(7, "disk full, read-only, pulled out", ">= 100: 0 lost, 0 good file cut, goes on afterwards", {"": 100}),
    Goal(
        8,
        "hostile and broken files",
        ">= 6000: 0 crash, 0 hang > 30 s, 0 partial, words in Chinese",
        {"mutants": 6000},
        ("tests/exchange/test_sandbox.py",),
        ("test_without_the_check_the_sparse_bomb",),
        lacks="'valid ones read as well as by the library alone' is not counted",
    ),
    Goal(
        9,
        "dangerous text out",
        "0 live formulas; all texts through database, search, PDF, xlsx",
        {"texts": 150},
        ("tests/services/test_dangerous_text.py",),
        ("test_the_naive_way",),
        lacks="own texts, not the 515 of the BLNS",
    ),
    Goal(10, "plaintext on disk", "0; >= 20 marks, 3 encodings", {"": 40}),
    Goal(
        11,
        "copies after a purge",
        "0 in database and index",
        {"copies": 200},
        (f"{_RECYCLING}::test_after_purging", f"{_RECYCLING}::test_the_control_without_wiping"),
        ("test_the_control_without_wiping",),
        lacks="backups made before, the one before the purge among them, still hold it",
    ),
    Goal(12, "keys in memory", "as text 0 while open, 0 of any kind after the lock", {"keys": 1}),
    Goal(
        13,
        "login",
        "lock after 5, over restarts; unknown = wrong; blocklist >= 10000",
        {"common passwords": 10_000},
        ("tests/services/test_login.py", "tests/storage/test_attempts.py", "tests/domain/test_passwords.py"),
        ("test_without_the_decoy", "test_without_moving_the_ends", "test_without_the_list", "test_without_counting"),
    ),
    Goal(
        14,
        "idle lock",
        "hidden <= 1 s, 0 connections, drafts 100 %",
        {},
        ("tests/ui/test_lock.py", "tests/ui/test_drafts.py", "tests/services/test_drafts.py"),
        ("test_the_control_without_hiding",),
        lacks="offscreen",
    ),
    Goal(
        15,
        "role x action",
        "100 % of what is forbidden refused; data.db opened by administrators 0 times",
        {"refused": 100},
        ("tests/services/test_roles_enforced.py", "tests/test_cli_vault.py::test_what_a_role_may"),
        ("test_without_the_look_up",),
    ),
    Goal(
        16,
        "audit",
        ">= 3000 manipulations of 6 kinds: 100 % found",
        {f"manipulation: {one}": 500 for one in ("change", "delete", "renumber", "swap", "rewrite", "cut")},
        ("tests/storage/test_audit.py", "tests/storage/test_journal.py", "tests/services/test_auditing.py"),
    ),
    Goal(
        17,
        "export and print",
        "0 bytes before the audit row; no way round the approval",
        {"kill -9: export": 200},
        ("tests/services/test_outgoing_kills.py", "tests/test_gate.py", "tests/services/test_outgoing.py"),
        ("test_a_program_that_registers_afterwards", "test_a_way_round_the_gate"),
    ),
    Goal(
        18,
        "fail closed",
        "plain sqlite3, old SQLite, temp_store=1, no key, plain file: 5/5 refused",
        {},
        tuple(
            f"{_VAULT}::test_{name}"
            for name in ("unfit_libraries", "fit_libraries", "a_library_without", "a_refusal", "a_forgotten_key")
        ),
        ("test_fit_libraries", "test_a_forgotten_key"),
    ),
    Goal(
        20,
        "migration",
        "every released version opens; killed 200 times: old or new, backed up before",
        {"kill -9": 200},
        ("tests/storage/test_schema.py",),
        lacks="no version has been released yet",
    ),
    Goal(21, "second instance, stale lock", "refused; 100/100 starts after a crash", {"start after a crash": 100}),
    Goal(
        22,
        "honesty",
        "limits told; no claim of 等保, 密评, 分保",
        {},
        ("tests/ui/test_help.py",),
        lacks="its control stands inside the test",
    ),
)
