"""The three profiles say what was decided; no value outside its range gets into a policy, from a file or by hand."""

import re
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cadre_desk.domain.policy import LIMITS, PROFILES, SETTINGS, Policy, PolicyError, Profiles, read_profiles
from cadre_desk.domain.shapes import PackError

RESOURCES = Path(__file__).parents[2] / "resources"
TEXT = (RESOURCES / "policy.toml").read_text(encoding="utf-8")
SHIPPED = read_profiles(TEXT)
FLAGS = [key for key in SETTINGS if key not in LIMITS]

FIGURES = {  # setting -> 内部, 秘密, 机密 (shared/security.md §2 and §4)
    "shortest_password": (10, 10, 12),
    "character_classes": (3, 3, 3),
    "password_days": (365, 30, 7),
    "lock_after": (5, 5, 5),
    "lock_after_pc": (20, 20, 20),
    "lock_minutes": (15, 15, 15),
    "longest_lock_minutes": (1440, 1440, 1440),
    "last_login_notice": (True, True, True),
    "idle_minutes": (10, 10, 3),
    "clipboard_seconds": (30, 30, 30),
    "backup_minutes": (30, 30, 30),
    "second_copy_days": (7, 7, 7),
    "keep_audit_days": (0, 0, 0),
    "audit_search_text": (False, False, False),
    "purpose_for_declarations": (True, True, True),
    "approval_for_declarations": (False, True, True),
    "approval_for_export": (False, True, True),
    "approval_for_print": (False, True, True),
    "approver_apart": (False, True, True),
    "watermark": (False, True, True),
    "approval_hours": (24, 24, 24),
}


def whole(**changes: object) -> dict[str, object]:
    """A policy as it is kept, with changes."""
    return {**SHIPPED.policy("internal").to_mapping(), **changes}


def test_the_figures_of_the_profiles() -> None:
    policies = [SHIPPED.policy(profile) for profile in PROFILES]
    assert [policy.profile for policy in policies] == list(PROFILES)
    assert {key: tuple(getattr(policy, key) for policy in policies) for key in SETTINGS} == FIGURES
    assert [one.title for one in SHIPPED.profiles.values()] == ["内部", "秘密", "机密"]


def test_every_figure_tells_where_it_comes_from() -> None:
    for one in SHIPPED.settings.values():
        assert set(one.figures) == set(PROFILES)
        assert all(figure.source and figure.confidence in "HML" for figure in one.figures.values())
        assert one.title
        assert one.help
        assert bool(one.unit) == (one.limits is not None)


CLAIMS = re.compile(r"BMB|符合|达到|通过|合规|法定|必须|强制|等保|密评|分保")


@pytest.mark.parametrize("file", ["policy.toml", "roles.toml"])
def test_nothing_is_called_a_duty_of_law_or_a_certificate(file: str) -> None:
    lines = (RESOURCES / file).read_text(encoding="utf-8").splitlines()
    claims = [line for line in lines if CLAIMS.search(line) and "不认定、不证明符合任何标准" not in line]
    assert claims == []
    assert CLAIMS.search("符合BMB17的要求")  # the search itself can find


def test_a_policy_kept_before_approvals_expired_is_still_read() -> None:
    kept = {key: value for key, value in whole().items() if key != "approval_hours"}
    assert Policy(**kept).approval_hours == 24  # type: ignore[arg-type]


# -- what a policy may be --------------------------------------------------------------------------------------------

REFUSED: list[tuple[dict[str, object], str, str]] = [
    ({"profile": "绝密"}, "profile", "本程序不用于绝密"),
    ({"profile": "top_secret"}, "profile", "本程序不用于绝密"),
    ({"profile": "public"}, "profile", "应为 internal、secret、confidential"),
    ({"profile": None}, "profile", "应为 internal"),
    ({"profile": ["internal"]}, "profile", "应为 internal"),
    ({"shortest_password": 9}, "shortest_password", "应为 10 至 64"),
    ({"shortest_password": 65}, "shortest_password", "应为 10 至 64"),
    ({"shortest_password": "12"}, "shortest_password", "不能是 '12'"),
    ({"shortest_password": 12.0}, "shortest_password", "的整数"),
    ({"shortest_password": True}, "shortest_password", "不能是 True"),
    ({"shortest_password": None}, "shortest_password", "不能是 None"),
    ({"character_classes": 5}, "character_classes", "应为 1 至 4"),
    ({"character_classes": 0}, "character_classes", "应为 1 至 4"),
    ({"password_days": -1}, "password_days", "或 0"),
    ({"idle_minutes": 0}, "idle_minutes", "应为 1 至 30"),
    ({"idle_minutes": 31}, "idle_minutes", "应为 1 至 30"),
    ({"lock_after": 2}, "lock_after", "应为 3 至 10"),
    ({"lock_after": 11}, "lock_after", "应为 3 至 10"),
    ({"lock_after": 6, "lock_after_pc": 5}, "lock_after_pc", "不能小于“同一姓名连续输错几次后须等待”的 6"),
    ({"lock_minutes": 60, "longest_lock_minutes": 30}, "longest_lock_minutes", "不能小于“第一次等待时间”的 60"),
    ({"lock_minutes": 0}, "lock_minutes", "应为 1 至 1440"),
    ({"approval_hours": 0}, "approval_hours", "应为 1 至 168"),
    ({"approval_hours": 169}, "approval_hours", "应为 1 至 168"),
    ({"keep_audit_days": 179}, "keep_audit_days", "应为 180 至 36500"),
    ({"keep_audit_days": 1}, "keep_audit_days", "应为 180 至 36500"),
    ({"keep_audit_days": -180}, "keep_audit_days", "或 0"),
    ({"clipboard_seconds": 0}, "clipboard_seconds", "应为 5 至 300"),
    ({"watermark": 1}, "watermark", "应为 true 或 false"),
    ({"approval_for_export": "yes"}, "approval_for_export", "应为 true 或 false"),
    ({"idle_minuten": 5}, "idle_minuten", "没有这一项设置"),
    ({"": 5}, "", "没有这一项设置"),
]


@pytest.mark.parametrize(("changes", "key", "words"), REFUSED)
def test_what_is_not_allowed_is_refused_by_name(changes: dict[str, object], key: str, words: str) -> None:
    with pytest.raises(PolicyError) as refusal:
        Policy.from_mapping({"profile": "internal", **changes}, SHIPPED)
    assert (refusal.value.key, refusal.value.value) == (key, changes[key])
    assert words in str(refusal.value)
    title = SHIPPED.settings[key].title if key in SHIPPED.settings else ""
    assert key in str(refusal.value)
    assert title in str(refusal.value)


def test_a_policy_made_by_hand_is_held_to_the_same() -> None:
    policy = SHIPPED.policy("internal")
    for changes, key, _ in REFUSED:
        if set(changes) <= {"profile", *SETTINGS}:
            with pytest.raises(PolicyError) as refusal:
                replace(policy, **changes)  # type: ignore[arg-type]
            assert refusal.value.key == key


def test_a_long_value_does_not_fill_the_message() -> None:
    with pytest.raises(PolicyError) as refusal:
        Policy.from_mapping({"profile": "x" * 5000}, SHIPPED)
    assert len(str(refusal.value)) < 200


def test_without_a_profile_there_is_no_policy() -> None:
    with pytest.raises(PolicyError, match="profile"):
        Policy.from_mapping({}, SHIPPED)


def test_a_policy_is_its_profile_and_what_differs() -> None:
    policy = Policy.from_mapping({"profile": "confidential", "idle_minutes": 5, "keep_audit_days": 180}, SHIPPED)
    assert (policy.idle_minutes, policy.keep_audit_days, policy.shortest_password) == (5, 180, 12)


def test_what_was_decided_outlives_new_defaults() -> None:
    kept = SHIPPED.policy("internal").to_mapping()
    later = read_profiles(TEXT.replace("value = 30,", "value = 60,"))
    assert later.policy("internal").backup_minutes == 60
    assert Policy.from_mapping(kept, later).backup_minutes == 30


def test_a_setting_that_an_older_release_did_not_know_has_its_default() -> None:
    kept = whole()
    del kept["watermark"]
    assert Policy.from_mapping(kept, SHIPPED) == SHIPPED.policy("internal")


def _numbers(key: str) -> st.SearchStrategy[int]:
    limits = LIMITS[key]
    within = st.integers(limits.low, limits.high)
    return within | st.just(0) if limits.off else within


ALLOWED = st.fixed_dictionaries(
    {"profile": st.sampled_from(PROFILES)},
    optional={**{key: _numbers(key) for key in LIMITS}, **{key: st.booleans() for key in FLAGS}},
)


@given(ALLOWED)
def test_every_value_within_the_limits_comes_back(values: dict[str, object]) -> None:
    full: dict[str, Any] = {**SHIPPED.defaults(str(values["profile"])), **values}
    if full["lock_after_pc"] < full["lock_after"] or full["longest_lock_minutes"] < full["lock_minutes"]:
        with pytest.raises(PolicyError, match="不能小于"):
            Policy.from_mapping(values, SHIPPED)
        return
    policy = Policy.from_mapping(values, SHIPPED)
    assert policy.to_mapping() == full
    assert Policy.from_mapping(policy.to_mapping(), SHIPPED) == policy


@given(st.sampled_from(sorted(LIMITS)), st.integers() | st.floats() | st.text(max_size=9) | st.none() | st.booleans())
def test_every_other_value_is_refused(key: str, value: object) -> None:
    limits = LIMITS[key]
    fits = type(value) is int and (limits.low <= value <= limits.high or (limits.off and value == 0))
    assert limits.allow(value) == fits
    if not fits:
        with pytest.raises(PolicyError, match=key):
            Policy.from_mapping({"profile": "internal", key: value}, SHIPPED)


# -- the wait --------------------------------------------------------------------------------------------------------

WAITS = [(1, 0), (4, 0), (5, 15), (6, 30), (7, 60), (8, 120), (11, 960), (12, 1440), (13, 1440), (10_000, 1440)]


@pytest.mark.parametrize(("failures", "minutes"), WAITS)
def test_the_wait_doubles_to_24_hours(failures: int, minutes: int) -> None:
    assert SHIPPED.policy("internal").wait_seconds(failures, 5) == 60 * minutes


@given(_numbers("lock_minutes"), _numbers("longest_lock_minutes"), st.integers(1, 100), st.integers(1, 10**15))
def test_waits_double_up_to_the_longest_and_never_shrink(first: int, longest: int, allowed: int, failures: int) -> None:
    values = {"profile": "secret", "lock_minutes": first, "longest_lock_minutes": max(first, longest)}
    policy = Policy.from_mapping(values, SHIPPED)
    now, after = (policy.wait_seconds(count, allowed) for count in (failures, failures + 1))
    if failures < allowed:
        assert now == 0
    else:
        assert 60 * first <= now <= after <= 60 * policy.longest_lock_minutes
        assert after in {2 * now, 60 * policy.longest_lock_minutes}
    assert policy.wait_seconds(allowed, allowed) == 60 * first


# -- the file --------------------------------------------------------------------------------------------------------

FAULTY = [
    ('key = "internal"', 'key = "top"', "不允许 'top'；允许 internal、secret、confidential"),
    ('key = "idle_minutes"', 'key = "idle"', "没有 'idle' 这一项"),
    ('key = "idle_minutes"', 'key = "watermark"', "“watermark” 重复"),
    ('unit = "天"', 'unit = ""', "不得为空"),
    ("value = 3, source", "value = 99, source", "（character_classes）：键 internal 不能是 99：应为 1 至 4"),
    ("value = 3, source", 'value = "3", source', "应为整数或是非值，现为 '3'"),
    ("value = 3, source", "value = true, source", "不能是 True"),
    ("value = true, source", "value = 1, source", "应为 true 或 false"),
    ("value = 0, source", "value = 179, source", "应为 180 至 36500"),
    ('confidence = "M" }', 'confidence = "X" }', "不允许 'X'；允许 H、M、L"),
    ('confidence = "M" }', 'confidence = "M", law = "有" }', "不认识的键 law"),
    ("[[profile]]", "[[profil]]", "不认识的键 profil"),
    ("[[profile]]", "[[profile", "第6行第10列：括号没有配对"),
]


@pytest.mark.parametrize(("old", "new", "words"), FAULTY)
def test_a_faulty_file_is_refused_by_entry_and_key(old: str, new: str, words: str) -> None:
    assert old in TEXT
    with pytest.raises(PackError) as refusal:
        read_profiles(TEXT.replace(old, new, 1))
    assert "policy.toml" in str(refusal.value)
    assert words in str(refusal.value)


@pytest.mark.parametrize("name", ["profile", "setting"])
def test_no_entry_of_the_file_can_be_left_out(name: str) -> None:
    head, first, *others = TEXT.split(f"[[{name}]]")
    rest = f"[[{name}]]".join(["", *others])
    with pytest.raises(PackError, match="缺少"):
        read_profiles(head + rest)
    assert read_profiles(f"{head}[[{name}]]{first}{rest}") == SHIPPED


SAID = [number for number, line in enumerate(TEXT.splitlines()) if line and not line.startswith("#")]


def _without(place: int, instead: str = "") -> str:
    lines = TEXT.splitlines()
    lines[place] = instead
    return "\n".join(lines)


def test_no_line_of_the_file_can_be_left_out() -> None:
    for place in SAID:
        with pytest.raises(PackError):
            read_profiles(_without(place))
    assert len(SAID) > 150


@given(st.sampled_from(SAID), st.integers(0, 200), st.characters(codec="utf-8"))
def test_a_damaged_file_is_refused_or_still_a_policy(place: int, column: int, character: str) -> None:
    line = TEXT.splitlines()[place]
    try:
        found = read_profiles(_without(place, line[:column] + character + line[column + 1 :]))
    except PackError:
        return
    assert isinstance(found, Profiles)
    assert [found.policy(profile).profile for profile in PROFILES] == list(PROFILES)
