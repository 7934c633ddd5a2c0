"""Every role meets every action: what the matrix forbids is refused and changes nothing, what it allows is done.

The deeds are the services themselves, done by real officers in a real vault; test_cli_vault does the same by command.
"""

import shutil
from collections.abc import Callable, Iterator
from contextlib import closing, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from sqlcipher3 import dbapi2

from cadre_desk import app
from cadre_desk.documents.report import Report
from cadre_desk.domain.filing import Line, Paper
from cadre_desk.domain.pack import Pack
from cadre_desk.services import (
    auditing,
    avoiding,
    backups,
    cases,
    desk,
    exporting,
    filing,
    flags,
    history,
    importing,
    letters,
    officers,
    people,
    places,
    policies,
    printing,
    settings,
    verifying,
)
from cadre_desk.services.desk import Desk
from cadre_desk.services.errors import NotAllowed, Refused
from cadre_desk.services.outgoing import Document
from cadre_desk.services.verifying import Who
from cadre_desk.storage import database, keyring, records, vault
from cadre_desk.storage.errors import NotHeld
from tests.conftest import Clock
from tests.counting import count
from tests.services.accounts import ADMINISTRATORS, BUSINESS, FIRST, NAMES, OTHER, SETTINGS, WORDS, Office, prepare
from tests.services.office import PASSWORD, STRANGER, write_ledger

MATRIX = places.matrix()
READY, UNKNOWN = "何新人", "许新人"  # one waits for the key, one for being authorised


@dataclass(frozen=True)
class Scene:
    """A desk in the model office, with what the deeds need."""

    desk: Desk
    office: Office
    place: Path
    halves: tuple[str, str]

    @property
    def letter(self) -> int:
        """The letter that is a draft; the next one is submitted."""
        return 1


@dataclass(frozen=True)
class Model:
    """The vault from which every scene is copied."""

    folder: Path
    halves: tuple[str, str]
    backup: str


@pytest.fixture(scope="module")
def model(tmp_path_factory: pytest.TempPathFactory, full_office: Path, pack: Pack) -> Model:
    """Seven accounts and two newcomers, ledgers, flags, a draft and a submitted letter, a backup, a recovery key."""
    place = tmp_path_factory.mktemp("model")
    office = Office(full_office, pack, Clock()).copy(place / "vault")
    office.newcomer(READY, "handler")
    office.newcomer(UNKNOWN, "handler", changed=False)
    with closing(office.sit("in_charge")) as desk:
        prepare(desk, place)
        letters.take_step(desk, 2, "submit")
        halves = officers.make_recovery(desk)
        shutil.rmtree(backups.place(office.folder), ignore_errors=True)  # those made before each import
        backup = backups.make(desk, "试验").name
    return Model(office.folder, halves, backup)


@pytest.fixture
def scene(model: Model, pack: Pack, clock: Clock, tmp_path: Path) -> Iterator[Callable[[str, str], Scene]]:
    """Somebody sits down at a fresh copy."""
    desks: list[Desk] = []

    def sit(role: str, name: str) -> Scene:
        office = Office(model.folder, pack, clock).copy(tmp_path / f"{role}{len(desks)}")
        desks.append(office.sit(role))
        place = tmp_path / f"out{len(desks)}"
        place.mkdir()
        return Scene(desks[-1], office, place, model.halves)

    yield sit
    for one in desks:
        one.close()


def _import(at: Scene) -> object:
    path = write_ledger(at.desk.pack, "units", at.place / "单位.xlsx", {"unit": [{"name": "云川市审计局"}]})
    return importing.import_file(at.desk, "units", path)


def _file(at: Scene) -> object:
    """A report of one change, without one: the head and nothing else."""
    head = {"year": "2026", "filing": "随时报告", "received": "2026-03-01"}
    return filing.file(at.desk, 2, Paper(head))


def _correct(at: Scene) -> object:
    head = {"received": "2026-02-01", "remark": "更正"}
    lines = {"marriage": [Line({"action": "现状", "status": "已婚"})], "salary": [Line({"wage": "1", "total": "1"})]}
    filing.correct(at.desk, 1, 1, Paper(head, lines=lines), "核对")
    return True


def _setting(at: Scene) -> object:
    return at.desk.change("设置", lambda work: records.keep_settings(work, {"contact": "另一人"}))


def _back_up(at: Scene) -> object:
    """A fresh one where he holds the data; else the one that is there goes to another medium."""
    if at.desk.vault.holds_data:
        return backups.make(at.desk, "试验")
    (made,) = backups.choices([backups.place(at.office.folder)])
    return backups.copy_out(at.desk, made.generation, at.place)


def _restore(at: Scene) -> object:
    name = at.desk.officer
    at.desk.close()
    (made,) = backups.choices([backups.place(at.office.folder)])
    return backups.restore(at.office.folder, made.generation, name, PASSWORD, "试验")


def _accept(at: Scene) -> object:
    """The journal is put back to before the last log-in, so that there is something to accept."""
    name, folder = at.desk.officer, at.office.folder
    at.desk.close()
    (made,) = backups.choices([backups.place(folder)])
    now = (folder / "system.db").read_bytes()
    shutil.copyfile(made.generation.path / "system.db", folder / "system.db")
    try:
        desk.sign_in(folder, name, PASSWORD, at.desk.pack, accept="试验").close()
    except Exception:
        (folder / "system.db").write_bytes(now)
        raise
    return True


def _inspect(at: Scene) -> object:
    return backups.inspect(at.desk, backups.choices([backups.place(at.office.folder)], thorough=False))


def _policy(at: Scene) -> object:
    return policies.save(at.desk, {**policies.read(at.desk), "idle_minutes": 7})


Deed = Callable[[Scene], object]
DEEDS: dict[str, Deed] = {
    "修改口令": lambda at: at.desk.change_password(PASSWORD, OTHER),
    "查看干部": lambda at: people.open_page(at.desk, 1),
    "查看报告": lambda at: people.open_declaration(at.desk, 1, 1, "随机抽查核实"),
    "查看历史": lambda at: history.look_back(at.desk, "cadre", "1"),
    "导入": _import,
    "填报": _file,
    "更正报告": _correct,
    "扫描预警": lambda at: flags.scan(at.desk),
    "处置预警": lambda at: flags.dispose(at.desk, 1, "handled", "已核"),
    "修改案件": lambda at: cases.save(at.desk, 1, {}, "更正"),
    "查核": lambda at: verifying.create(at.desk, "重点抽查", "甲", "2026-02-28", Who(reporting=False)),
    "登记回避": lambda at: avoiding.record(at.desk, at.desk.vault.account.id, [{**STRANGER, "relation": "亲属"}]),
    "修改设置": lambda at: settings.save(at.desk, SETTINGS | {"contact": "另一人 000"}),
    "设置": _setting,
    "拟稿": lambda at: letters.draft(at.desk, "reminder", 1, WORDS),
    "修改函件": lambda at: letters.save(at.desk, at.letter, WORDS | {"problem": "没有按时报告。"}),
    "办理函件": lambda at: letters.take_step(at.desk, at.letter, "submit"),
    "审核函件": lambda at: letters.take_step(at.desk, at.letter + 1, "return"),
    "审批函件": lambda at: letters.take_step(at.desk, at.letter + 1, "approve", note="同意"),
    "导出": lambda at: exporting.export(at.desk, "cadres", at.place / "出.xlsx"),
    "打印材料": lambda at: printing.write_document(
        at.desk, Document("verification 1", "名单", Report("名单", ())), at.place / "单.pdf", app.fonts()
    ),
    "打印函件": lambda at: printing.write_letters(at.desk, [at.letter], at.place / "函.pdf", app.fonts()),
    "发放密钥": lambda at: officers.give_data(at.desk, at.office.id(READY)),
    "更换密钥": lambda at: officers.change_keys(at.desk),
    "生成恢复密钥": lambda at: officers.make_recovery(at.desk),
    "演练恢复密钥": lambda at: officers.drill(at.desk, *at.halves),
    "建立账号": lambda at: officers.add(at.desk, "蒋新人", "handler", FIRST),
    "停用账号": lambda at: officers.remove(at.desk, at.office.id(UNKNOWN), "调离"),
    "授权账号": lambda at: officers.authorise(at.desk, at.office.id(UNKNOWN)),
    "收回密钥": lambda at: officers.take_data(
        at.desk, at.office.id("leader" if at.desk.role == "handler" else "handler"), "轮岗"
    ),
    "修改安全策略": _policy,
    "启用三员": lambda at: officers.split(at.desk),
    "备份": _back_up,
    "检验备份": _inspect,
    "恢复备份": _restore,
    "接受现状": _accept,
    "查看审计": lambda at: auditing.entries(at.desk, auditing.Filter()),
    "导出审计": lambda at: auditing.export(at.desk, auditing.Filter(), at.place / "审计.xlsx"),
    "核验审计": lambda at: auditing.verify(at.desk),
}
#: done by other services, which have their own tests of it; here the desk's own look-up is tried
ELSEWHERE = sorted(set(MATRIX.actions) - set(DEEDS))
CLOSING = ("恢复备份", "接受现状")  # these leave the desk; tried last


def _at_the_desk(name: str) -> Deed:
    return lambda at: at.desk.change(name, lambda work: None)


def deed(name: str) -> Deed:
    return DEEDS.get(name) or _at_the_desk(name)


def test_each_deed_is_an_action_of_the_matrix() -> None:
    assert set(DEEDS) <= set(MATRIX.actions)
    assert set(ELSEWHERE) <= {
        *("批准查看报告", "撤销导入", "删除记录", "恢复记录", "清除记录", "批准导出", "批准打印", "登记批准"),
        *("登记出件结果", "使用恢复密钥", "查看查核", "认定"),
    }


@pytest.mark.parametrize("role", NAMES)
def test_what_a_role_may_not_is_refused_and_changes_nothing(
    role: str, scene: Callable[[str, str], Scene], model: Model, pack: Pack, clock: Clock, tmp_path: Path
) -> None:
    forbidden = [name for name in MATRIX.actions if not MATRIX.allows(role, name)]
    at = scene(role, "")
    before = at.office.copy(tmp_path / "before").state() if role == "in_charge" else _state_of(at, tmp_path, "before")
    for name in sorted(forbidden, key=lambda one: one in CLOSING):
        with pytest.raises((NotAllowed, NotHeld)) as refusal:
            deed(name)(at)
        if name == "恢复备份" and role in ADMINISTRATORS:
            assert isinstance(refusal.value, NotHeld)  # without the key he does not come so far
        else:
            assert isinstance(refusal.value, NotAllowed), name
            assert MATRIX.role(role).title in str(refusal.value), name
        assert not list(at.place.glob("*.pdf")), name
        assert not [one for one in at.place.glob("*.xlsx") if one.name != "单位.xlsx"], name
    at.desk.close()
    assert _state_of(at, tmp_path, "after") == before
    assert len(list(backups.place(at.office.folder).iterdir())) == 1
    assert (role == "in_charge") is (not forbidden)
    count(15, f"refused: {role}", rounds=len(forbidden), more="every table, file and journal as before")


def _state_of(at: Scene, place: Path, name: str) -> dict[str, Any]:
    """What a copy of the vault holds, asked by the officer in charge."""
    copy = Path(shutil.copytree(at.office.folder, place / name))
    (copy / "lock").unlink(missing_ok=True)
    return Office(copy, at.office.pack, at.office.clock).state()


ALLOWED = [(role, name) for role in NAMES for name in MATRIX.actions if MATRIX.allows(role, name)]


@pytest.mark.parametrize(("role", "name"), ALLOWED)
def test_what_a_role_may_is_done(role: str, name: str, scene: Callable[[str, str], Scene]) -> None:
    if name not in DEEDS and role in ADMINISTRATORS:
        pytest.fail(f"{name} needs a deed here: an administrator may do it")
    deed(name)(scene(role, name))


@pytest.mark.parametrize("name", MATRIX.actions)
def test_after_the_split_the_officer_in_charge_may_what_a_chief_may(
    name: str, scene: Callable[[str, str], Scene]
) -> None:
    at = scene("in_charge", name)
    officers.split(at.desk)
    if MATRIX.allows("chief", name):
        if name not in ("接受现状",):
            deed(name)(at)
        return
    tried = (lambda at: at.desk.require(name)) if name == "启用三员" else deed(name)  # it was done already
    with pytest.raises(NotAllowed):
        tried(at)


# -- approving what one wrote oneself --------------------------------------------------------------------------------


def strict(office: Office) -> Office:
    office.do("in_charge", lambda desk: policies.save(desk, {**policies.read(desk), "approver_apart": True}))
    return office


@pytest.fixture
def office(full: Office) -> Office:
    full.do("in_charge", lambda desk: settings.save(desk, SETTINGS))
    return strict(full)


def draft(office: Office, role: str) -> int:
    return int(office.do(role, lambda desk: letters.draft(desk, "reminder", 1, WORDS)))


def step(office: Office, role: str, letter: int, key: str) -> str:
    """The state after a step, or why it was refused."""
    try:
        return str(office.do(role, lambda desk: letters.take_step(desk, letter, key, note="同意")).state)
    except Refused as error:
        return str(error)


def test_the_steps_of_a_letter_are_taken_by_those_whose_step_it_is(office: Office) -> None:
    letter = draft(office, "handler")
    assert step(office, "handler", letter, "submit") == "submitted"
    for key, right in (("approve", "审批函件"), ("return", "审核函件"), ("withdraw", "审核函件")):
        words = step(office, "handler", letter, key)
        assert f"不能办理“{right}”" in words
    assert step(office, "leader", letter, "approve") == "approved"
    assert step(office, "handler", letter, "issue") == "issued"
    assert step(office, "handler", letter, "serve") == "served"
    assert "不能办理“审核函件”" in step(office, "handler", letter, "conclude")
    assert step(office, "chief", letter, "conclude") == "concluded"


def _edit(office: Office, role: str, letter: int) -> None:
    office.do(role, lambda desk: letters.save(desk, letter, WORDS | {"problem": "没有报告。"}))


@pytest.mark.parametrize("part", ["拟稿", "修改函件", "办理函件"])
def test_who_had_a_part_in_a_letter_does_not_approve_it(part: str, office: Office) -> None:
    letter = draft(office, "chief" if part == "拟稿" else "handler")
    if part == "修改函件":
        _edit(office, "chief", letter)
    step(office, "chief" if part == "办理函件" else "handler", letter, "submit")
    words = step(office, "chief", letter, "approve")
    assert f"“{NAMES['chief']}”对此件办过“{part}”" in words
    assert step(office, "leader", letter, "approve") == "approved"  # the control: somebody else


def test_who_only_sent_it_back_may_approve_it_later(office: Office) -> None:
    letter = draft(office, "handler")
    step(office, "handler", letter, "submit")
    assert step(office, "chief", letter, "return") == "draft"
    step(office, "handler", letter, "submit")
    assert step(office, "chief", letter, "approve") == "approved"


def test_his_part_in_another_letter_does_not_count(office: Office) -> None:
    draft(office, "chief")
    letter = draft(office, "handler")
    step(office, "handler", letter, "submit")
    assert step(office, "chief", letter, "approve") == "approved"


def test_a_small_office_approves_what_it_wrote(small: Office) -> None:
    small.do("in_charge", lambda desk: settings.save(desk, SETTINGS))
    letter = draft(small, "in_charge")
    states = [step(small, "in_charge", letter, key) for key in ("submit", "approve", "issue")]
    assert states == ["submitted", "approved", "issued"]
    strict(small)
    again = draft(small, "in_charge")
    step(small, "in_charge", again, "submit")
    assert "办过“拟稿、办理函件”" in step(small, "in_charge", again, "approve")  # the control


# -- the three administrators and the business data ------------------------------------------------------------------


def _opens(path: Path, key: bytearray) -> bool:
    """Whether the encryption library opens the file with that key."""
    try:
        with closing(database.connect(path, key, "ro")) as connection:
            return bool(connection.execute("SELECT count(*) FROM cadre").fetchone()[0])
    except dbapi2.DatabaseError:
        return False


def test_no_administrator_opens_the_business_data_by_any_key_he_has(full: Office) -> None:
    opened = 0
    for role in ADMINISTRATORS:
        keys = keyring.unlock(full.folder, NAMES[role], PASSWORD)
        assert keys.data is None
        (slot,) = [one for one in keyring.load(full.folder).officers if one.name == NAMES[role]]
        assert set(slot.grants) == {"system"}
        tried = [
            keys.system,
            keys.private,
            bytearray(slot.public),
            *(bytearray(one[:32]) for one in slot.grants.values()),
        ]
        for other in keyring.load(full.folder).officers:
            for grant in other.grants.values():
                with suppress(Exception):
                    tried.append(keyring.unseal(keys.private, grant, "data"))
        opened += any(_opens(full.folder / vault.DATA, key) for key in tried)
        with closing(full.sit(role)) as desk:
            assert not desk.vault.holds_data
            for attempt in (
                lambda desk: desk.ask(lambda ask: None),
                lambda desk: desk.vault.back_up("试验"),
                lambda desk: desk.vault.fresh().__enter__(),
                lambda desk: desk.vault.checkpoint(),
            ):
                with pytest.raises(NotHeld):
                    attempt(desk)
    assert opened == 0
    count(15, "data.db tried with every key of an administrator", rounds=len(ADMINISTRATORS), bad=opened)
    handler = keyring.unlock(full.folder, NAMES["handler"], PASSWORD)
    assert handler.data is not None
    assert _opens(full.folder / vault.DATA, handler.data)  # the control
    assert not _opens(full.folder / vault.DATA, handler.system)


def test_every_business_role_holds_the_key(full: Office) -> None:
    for role in BUSINESS:
        assert full.do(role, lambda desk: people.open_page(desk, 1)) is not None
    assert full.do("handler", lambda desk: exporting.export(desk, "units", full.folder.parent / "出.xlsx"))


def test_without_the_look_up_the_forbidden_would_be_done(
    scene: Callable[[str, str], Scene], monkeypatch: pytest.MonkeyPatch
) -> None:
    """The control of the refusals above."""
    monkeypatch.setattr(Desk, "may", lambda self, action: True)
    for role, name in (("handler", "建立账号"), ("handler", "审批函件"), ("leader", "导入"), ("secadmin", "导出审计")):
        deed(name)(scene(role, name))
