"""The shipped matrix separates the three administrators, and has every action a desk does; faults are refused."""

import ast
from collections.abc import Iterator, Mapping
from itertools import combinations
from pathlib import Path
from types import MappingProxyType

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cadre_desk.domain.roles import ROLES, Matrix, read_matrix
from cadre_desk.domain.shapes import PackError

ROOT = Path(__file__).parents[2]
TEXT = (ROOT / "resources/roles.toml").read_text(encoding="utf-8")
MATRIX = read_matrix(TEXT)
ADMINISTRATORS = ("sysadmin", "secadmin", "auditor")
BUSINESS = ("handler", "chief", "leader", "in_charge")
BLIND = {"records", "letters", "outgoing", "keys"}  # groups that need the business data

SENIOR = "chief leader in_charge"
ALL_BUSINESS = f"handler {SENIOR}"
MAY = {  # action -> who may, before the three administrators are in office
    "修改口令": f"{ALL_BUSINESS} sysadmin secadmin auditor",
    "查看干部": ALL_BUSINESS,
    "查看报告": ALL_BUSINESS,
    "查看历史": ALL_BUSINESS,
    "批准查看报告": SENIOR,
    "导入": "handler chief in_charge",
    "填报": "handler chief in_charge",
    "更正报告": "handler chief in_charge",
    "撤销导入": "handler chief in_charge",
    "查核": "handler chief in_charge",
    "查看查核": ALL_BUSINESS,
    "认定": SENIOR,
    "扫描预警": ALL_BUSINESS,
    "处置预警": ALL_BUSINESS,
    "修改案件": "handler chief in_charge",
    "删除记录": "handler chief in_charge",
    "恢复记录": "handler chief in_charge",
    "清除记录": "chief in_charge",
    "登记回避": ALL_BUSINESS,
    "修改设置": SENIOR,
    "设置": SENIOR,
    "拟稿": "handler chief in_charge",
    "修改函件": "handler chief in_charge",
    "办理函件": ALL_BUSINESS,
    "审核函件": SENIOR,
    "审批函件": SENIOR,
    "导出": ALL_BUSINESS,
    "批准导出": SENIOR,
    "打印函件": ALL_BUSINESS,
    "打印材料": ALL_BUSINESS,
    "批准打印": SENIOR,
    "登记批准": ALL_BUSINESS,
    "登记出件结果": ALL_BUSINESS,
    "发放密钥": SENIOR,
    "更换密钥": SENIOR,
    "生成恢复密钥": SENIOR,
    "演练恢复密钥": SENIOR,
    "使用恢复密钥": SENIOR,
    "建立账号": "sysadmin in_charge",
    "停用账号": "sysadmin in_charge",
    "授权账号": "secadmin in_charge",
    "收回密钥": f"secadmin {SENIOR}",
    "修改安全策略": "secadmin in_charge",
    "启用三员": "in_charge",
    "备份": f"{ALL_BUSINESS} sysadmin",
    "检验备份": f"{ALL_BUSINESS} sysadmin",
    "恢复备份": SENIOR,
    "接受现状": SENIOR,
    "查看审计": "auditor in_charge",
    "导出审计": "auditor in_charge",
    "核验审计": f"{ALL_BUSINESS} auditor",
}


def test_who_may_do_what() -> None:
    found = {name: {role for role in ROLES if MATRIX.allows(role, name)} for name in MATRIX.actions}
    assert found == {name: set(roles.split()) for name, roles in MAY.items()}


def test_the_person_in_charge_does_everything_until_the_split() -> None:
    assert all(MATRIX.allows("in_charge", name) for name in MATRIX.actions)


def test_after_the_split_the_person_in_charge_is_a_chief_and_the_others_are_what_they_were() -> None:
    for name in MATRIX.actions:
        assert MATRIX.allows("in_charge", name, split=True) == MATRIX.allows("chief", name)
        for role in set(ROLES) - {"in_charge"}:
            assert MATRIX.allows(role, name, split=True) == MATRIX.allows(role, name)
    nobody = [name for name in MATRIX.actions if not any(MATRIX.allows(role, name, split=True) for role in ROLES)]
    assert nobody == ["启用三员"]


@pytest.mark.parametrize("split", [False, True])
def test_the_three_administrators_get_no_business_data_and_share_nothing(split: bool) -> None:
    does = {
        role: {name for name in MATRIX.actions if MATRIX.allows(role, name, split=split)} for role in ADMINISTRATORS
    }
    assert not any(MATRIX.actions[name].group in BLIND for names in does.values() for name in names)
    for one, other in combinations(ADMINISTRATORS, 2):
        assert does[one] & does[other] == {"修改口令"}
    assert does["auditor"] == {"查看审计", "导出审计", "核验审计", "修改口令"}


def test_one_person_holds_no_two_of_the_exclusive_roles() -> None:
    for one in ROLES:
        for other in ROLES:
            apart = one != other and (one in ADMINISTRATORS or other in ADMINISTRATORS)
            assert MATRIX.excludes(one, other) == apart
    assert [role.business for role in MATRIX.roles.values()] == [key in BUSINESS for key in MATRIX.roles]


@pytest.mark.parametrize("action", ["拟稿", "拟稿提醒函", "拟稿函询通知书", "拟稿诫勉书"])
def test_drafts_of_every_kind_of_letter_are_one_action(action: str) -> None:
    assert MATRIX.action(action).name == "拟稿"
    assert MATRIX.allows("handler", action)
    assert not MATRIX.allows("auditor", action)


def test_whoever_asked_does_not_approve() -> None:
    apart = {name: one.apart_from for name, one in MATRIX.actions.items() if one.apart_from}
    assert apart == {
        "批准查看报告": ("查看报告",),
        "审批函件": ("拟稿", "修改函件", "办理函件"),
        "批准导出": ("导出", "打印函件", "打印材料"),
        "批准打印": ("打印函件", "打印材料"),
    }


@pytest.mark.parametrize("action", ["", "导", "导入全部", "修改", "Import", "拟"])
def test_an_unknown_action_is_a_mistake_of_the_program(action: str) -> None:
    for role in ROLES:
        with pytest.raises(KeyError, match="no action"):
            MATRIX.allows(role, action)


@pytest.mark.parametrize("role", ["", "admin", "officer", "经办人"])
def test_an_unknown_role_is_a_mistake_of_the_program(role: str) -> None:
    with pytest.raises(KeyError, match="no role"):
        MATRIX.allows(role, "导入")
    with pytest.raises(KeyError, match="no role"):
        MATRIX.excludes(role, "auditor")


# -- what the program does -------------------------------------------------------------------------------------------

DOORS = {"change", "govern", "may", "require"}  # of the desk, each with the name of an action first


def constants_of(source: str) -> dict[str, str]:
    """The texts that a module has under names of its own."""
    constants: dict[str, str] = {}
    for node in ast.parse(source).body:
        target = node.target if isinstance(node, ast.AnnAssign) else None
        target = node.targets[0] if isinstance(node, ast.Assign) else target
        value = getattr(node, "value", None)
        pairs = (
            zip(target.elts, value.elts, strict=True)
            if isinstance(target, ast.Tuple) and isinstance(value, ast.Tuple)
            else [(target, value)]
        )
        for name, text in pairs:
            if isinstance(name, ast.Name) and isinstance(text, ast.Constant) and isinstance(text.value, str):
                constants[name.id] = text.value
    return constants


def named_actions(source: str, others: Mapping[str, str] = MappingProxyType({})) -> Iterator[str]:
    """The actions that a module names in calls of the desk: literals, beginnings of f-strings, constants.

    others are the constants of other modules, which it may have imported.
    """
    constants = {**others, **constants_of(source)}
    for call in ast.walk(ast.parse(source)):
        if isinstance(call, ast.Call) and isinstance(call.func, ast.Attribute) and call.func.attr in DOORS:
            first = call.args[0] if call.args else None
            if isinstance(first, ast.JoinedStr):
                first = first.values[0]
            if isinstance(first, ast.Constant) and isinstance(first.value, str):
                yield first.value
            elif isinstance(first, ast.Name | ast.Attribute):
                name = first.id if isinstance(first, ast.Name) else first.attr
                if name in constants:
                    yield constants[name]


def test_every_action_of_the_program_is_in_the_matrix() -> None:
    sources = {path: path.read_text(encoding="utf-8") for path in sorted((ROOT / "cadre_desk").rglob("*.py"))}
    services = [text for path, text in sources.items() if path.parent.name in ("services", "domain")]
    shared = {name: value for text in services for name, value in constants_of(text).items() if name.isupper()}
    named = {action: path.name for path, text in sources.items() for action in named_actions(text, shared)}
    assert {"导入", "拟稿", "查看报告", "修改口令"} <= set(named)
    for action, module in named.items():
        assert MATRIX.action(action), module


@pytest.mark.parametrize(
    "source",
    [
        'desk.change("销毁记录", task)',
        'self.govern(f"销毁{what}", task)',
        'if desk.may("销毁记录"): pass',
        'GONE, LEFT = "销毁记录", "导出"\ndesk.change(GONE, task)',
        'GONE: Final = "销毁记录"\ndesk.change(GONE, task)',
    ],
)
def test_an_action_that_is_not_in_the_matrix_is_found(source: str) -> None:
    (action,) = named_actions(source)
    with pytest.raises(KeyError, match="销毁"):
        MATRIX.action(action)


# -- the file --------------------------------------------------------------------------------------------------------

FAULTY = [
    ('key = "auditor"', 'key = "clerk"', "[[role]] 应为 handler"),
    ('key = "auditor"', 'key = "chief"', "“chief” 重复"),
    ('after_split = "chief"', 'after_split = "boss"', "键 after_split 没有 boss"),
    ('after_split = "chief"', 'after_split = "auditor"', "after_split auditor 与 in_charge 的 business 应相同"),
    ('exclusive = ["sysadmin", "secadmin", "auditor"]', 'exclusive = ["sysadmin", "clerk"]', "没有 clerk"),
    ('exclusive = ["sysadmin", "secadmin", "auditor"]', 'exclusive = ["handler"]', "没有 handler"),
    ('exclusive = ["sysadmin", "secadmin", "auditor"]', 'exclusive = ["sysadmin", "auditor"]', "secadmin"),
    ('"in_charge", "secadmin", "auditor"]', '"in_charge", "auditor"]', "sysadmin"),
    ('name = "导入"\ngroup = "records"', 'name = "导入"\ngroup = "record"', "键 group 没有 record"),
    ('name = "导入"', 'name = "查看干部"', "“查看干部” 重复"),
    ('roles = ["handler", "chief", "in_charge"]', 'roles = ["handler", "chef"]', "（导入）：键 roles 没有 chef"),
    ('roles = ["handler", "chief", "in_charge"]', "roles = []", "至少写一个岗位"),
    ('roles = ["handler", "chief", "in_charge"]', 'roles = ["handler", "auditor"]', "没有数据密钥"),
    ('roles = ["handler", "chief", "in_charge"]', 'roles = ["handler", "sysadmin"]', "不得有 sysadmin"),
    ('roles = ["secadmin", "in_charge"]', 'roles = ["secadmin", "auditor"]', "三员的权限应当分开"),
    ('roles = ["auditor", "in_charge"]', 'roles = ["auditor", "sysadmin"]', "不得同时有 sysadmin 和 auditor"),
    ("shared = true", "shared = false", "不得同时有 sysadmin 和 secadmin"),
    ('apart_from = ["查看报告"]', 'apart_from = ["看报告"]', "键 apart_from 没有 看报告"),
    ('apart_from = ["查看报告"]', 'apart_from = ["批准查看报告"]', "键 apart_from 没有 批准查看报告"),
    ("stem = true\nroles", 'stem = "yes"\nroles', "应为是非值"),
    ("business = false", "business = 0", "应为是非值"),
    ("[[action]]", "[[actions]]", "不认识的键 actions"),
]


@pytest.mark.parametrize(("old", "new", "words"), FAULTY)
def test_a_faulty_file_is_refused_by_entry_and_key(old: str, new: str, words: str) -> None:
    assert old in TEXT
    with pytest.raises(PackError) as refusal:
        read_matrix(TEXT.replace(old, new, 1))
    assert "roles.toml" in str(refusal.value)
    assert words in str(refusal.value)


def test_an_administrator_excludes_every_other_role() -> None:
    both = 'exclusive = ["sysadmin", "secadmin", "auditor"]'
    mine = 'exclusive = ["handler", "chief", "leader", "in_charge", "sysadmin", "secadmin"]'
    text = TEXT.replace(both, both.replace(', "auditor"', ""), 1).replace(mine, mine.replace('"handler", ', ""))
    with pytest.raises(PackError, match="（auditor）：键 exclusive 缺少 handler"):
        read_matrix(text)


def test_a_role_without_the_data_key_cannot_stay_where_the_data_are() -> None:
    with pytest.raises(PackError, match="in_charge"):
        read_matrix(TEXT.replace('business = true\nafter_split = "chief"', 'business = false\nafter_split = "chief"'))


SAID = [number for number, line in enumerate(TEXT.splitlines()) if line and not line.startswith("#")]


@given(st.sampled_from(SAID), st.integers(0, 120), st.characters(codec="utf-8"))
def test_a_damaged_file_is_refused_or_keeps_the_separation(place: int, column: int, character: str) -> None:
    lines = TEXT.splitlines()
    lines[place] = lines[place][:column] + character + lines[place][column + 1 :]
    try:
        found = read_matrix("\n".join(lines))
    except PackError:
        return
    _require_separation(found)


@given(st.sampled_from(sorted(MAY)), st.sets(st.sampled_from(ROLES), min_size=1))
def test_whatever_roles_an_action_is_given_the_separation_holds(action: str, roles: set[str]) -> None:
    head, tail = TEXT.split(f'name = "{action}"\n')
    start, end = tail.index("roles = ["), tail.index("]")
    listed = ", ".join(f'"{role}"' for role in sorted(roles))
    text = f'{head}name = "{action}"\n{tail[:start]}roles = [{listed}{tail[end:]}'
    group, among = MATRIX.actions[action].group, roles & set(ADMINISTRATORS)
    if (among and group in BLIND) or (len(among) > 1 and group != "own"):
        with pytest.raises(PackError, match="键 roles"):
            read_matrix(text)
        return
    found = read_matrix(text)
    assert {role for role in ROLES if found.allows(role, action)} == roles
    _require_separation(found)


def _require_separation(matrix: Matrix) -> None:
    for name, action in matrix.actions.items():
        among = action.roles & set(ADMINISTRATORS)
        assert not (among and action.group in BLIND), name
        assert len(among) <= 1 or action.group == "own", name
