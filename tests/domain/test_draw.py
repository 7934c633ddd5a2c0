"""The draw: recomputed by a script that shares no line with it, not to be steered, every change of a file noticed."""

import hashlib
import json
import subprocess
import sys
from collections import Counter
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cadre_desk.domain.draw import ALGORITHM, DrawRefused, Person, Population, Witness, check, draw, to_file

PEOPLE = tuple(Person(f"00000019700101{n:03}1", f"干部{n}", "云川市财政局") for n in range(1, 41))
LIST = Population("2026年度随机抽查", "2026-03-02", 4, PEOPLE)
FIRST, SECOND = Witness("王见证", "20260302"), Witness("赵见证", "007")

# what a third party would write after reading ALGORITHM, with Python's own library alone
INDEPENDENT = """
import hashlib, json, sys
c = json.load(open(sys.argv[1], encoding="utf-8"))
sha = lambda s: hashlib.sha256(s.encode("utf-8")).hexdigest()
text = c["title"] + "\\n" + c["day"] + "\\n" + str(c["count"]) + "\\n"
for key, name, unit in c["people"]:
    text += key + "\\t" + name + "\\t" + unit + "\\n"
digest = sha(text)
(_, one), (_, two) = c["witnesses"]
seed = sha(digest + "\\n" + one + "\\n" + two + "\\n")
values = {}
for n in range(1, len(c["people"]) + 1):
    values[sha(seed + ":" + str(n))] = n
lines = [values[v] for v in sorted(values)][: c["count"]]
print(json.dumps([digest, seed, lines]))
"""


def test_an_independent_script_finds_the_same(tmp_path: Any) -> None:
    drawn = draw(LIST, FIRST, SECOND)
    file = tmp_path / "凭证.json"
    file.write_text(to_file(drawn), encoding="utf-8")
    done = subprocess.run(
        [sys.executable, "-I", "-c", INDEPENDENT, file], check=True, capture_output=True, text=True, encoding="utf-8"
    )
    assert json.loads(done.stdout) == [LIST.digest(), drawn.seed, list(drawn.lines)]
    assert check(file.read_text(encoding="utf-8")).faults == ()
    assert [one.name for one in drawn.people] == [PEOPLE[line - 1].name for line in drawn.lines]


def test_the_algorithm_as_printed_is_the_one_that_runs() -> None:
    """By hand, on a list of two."""
    small = Population("甲", "2026-03-02", 1, (Person("1", "张三", "甲局"), Person("2", "李四", "乙局")))
    digest = hashlib.sha256("甲\n2026-03-02\n1\n1\t张三\t甲局\n2\t李四\t乙局\n".encode()).hexdigest()
    seed = hashlib.sha256(f"{digest}\n20260302\n007\n".encode()).hexdigest()
    values = [hashlib.sha256(f"{seed}:{n}".encode()).hexdigest() for n in (1, 2)]
    drawn = draw(small, FIRST, SECOND)
    assert (small.digest(), drawn.seed) == (digest, seed)
    assert drawn.lines == (1 + values.index(min(values)),)
    assert len(ALGORITHM) == 3


@pytest.mark.parametrize(
    "changed",
    [
        replace(LIST, title="2026年度随机抽查二"),
        replace(LIST, day="2026-03-03"),
        replace(LIST, people=(*PEOPLE[1:], PEOPLE[0])),
        replace(LIST, people=PEOPLE[:-1]),
        replace(LIST, people=(replace(PEOPLE[0], unit="云川市教育局"), *PEOPLE[1:])),
    ],
)
def test_another_list_is_another_draw(changed: Population) -> None:
    assert changed.digest() != LIST.digest()
    assert draw(changed, FIRST, SECOND).seed != draw(LIST, FIRST, SECOND).seed


def test_each_witness_alone_changes_everything() -> None:
    seeds = {draw(LIST, Witness("王见证", str(n)), SECOND).seed for n in range(50)}
    seeds |= {draw(LIST, FIRST, Witness("赵见证", str(n))).seed for n in range(50)}
    assert len(seeds) == 100
    assert draw(LIST, FIRST, Witness("赵见证", "7")).seed != draw(LIST, FIRST, SECOND).seed  # 007 was said


def test_everybody_has_the_same_chance() -> None:
    """4 of 40 in 4 000 draws: 400 expected each, a hundred more or less would be five standard deviations."""
    counts = Counter(line for n in range(4000) for line in draw(LIST, Witness("王见证", str(n)), SECOND).lines)
    assert set(counts) == set(range(1, 41))
    assert max(counts.values()) < 500
    assert min(counts.values()) > 300


@pytest.mark.parametrize(
    ("make", "words"),
    [
        (lambda: replace(LIST, count=0), "抽取人数应在1到40之间"),
        (lambda: replace(LIST, count=41), "抽取人数应在1到40之间"),
        (lambda: replace(LIST, people=(*PEOPLE, PEOPLE[3])), "出现两次"),
        (lambda: replace(LIST, title="甲\n乙"), "换行"),
        (lambda: replace(LIST, people=(replace(PEOPLE[0], name="张\t三"), *PEOPLE[1:])), "制表符"),
        (lambda: replace(LIST, people=(replace(PEOPLE[0], unit=" 甲局"), *PEOPLE[1:])), "空格"),
        (lambda: Witness("王见证", ""), "1到30位"),
        (lambda: Witness("王见证", "12a"), "1到30位"),
        (lambda: Witness("王见证", "１２"), "1到30位"),
        (lambda: Witness("王见证", "٣"), "1到30位"),
        (lambda: Witness("王见证", "9" * 31), "1到30位"),
        (lambda: Witness(" ", "1"), "姓名"),
        (lambda: draw(LIST, FIRST, replace(SECOND, name="王见证 ")), "两个人"),
    ],
)
def test_what_would_not_be_clear_is_refused(make: Any, words: str) -> None:
    with pytest.raises(DrawRefused, match=words):
        make()


# -- the file ---------------------------------------------------------------------------------------------------------


def edited(**changes: Any) -> str:
    return json.dumps(json.loads(to_file(draw(LIST, FIRST, SECOND))) | changes, ensure_ascii=False)


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"title": "另一次"}, "名单摘要不符"),
        ({"count": 5}, "名单摘要不符"),
        ({"people": [["1", "张三", "甲局"]] + [[p.key, p.name, p.unit] for p in PEOPLE[1:]]}, "名单摘要不符"),
        ({"witnesses": [["王见证", "1"], ["赵见证", "007"]]}, "种子不符"),
        ({"seed": "0" * 64}, "种子不符"),
        ({"lines": [1, 2, 3, 4]}, "抽取结果不符：文件写的是第1、2、3、4行"),
        ({"lines": []}, "抽取结果不符"),
        ({"list_sha256": "0" * 64}, "名单摘要不符"),
    ],
)
def test_a_changed_file_is_noticed(changes: dict[str, Any], words: str) -> None:
    assert check(edited()).faults == (), "control"
    assert any(words in fault for fault in check(edited(**changes)).faults)


@pytest.mark.parametrize(
    "text",
    [
        *("", "[]", "{", '{"format": "x"}', "{}"),
        *(edited(people=None), edited(people=[["1", "张三"]]), edited(people=[[1, 2, 3]]), edited(seed=None)),
        *(edited(witnesses=[["王见证", "1"]]), edited(count="4"), edited(count=True), edited(lines=["1"])),
        *(edited(count=0), edited(witnesses=[["甲", "1"], ["甲", "2"]])),
    ],
)
def test_what_is_no_certificate_is_refused_in_words(text: str) -> None:
    with pytest.raises(DrawRefused, match=r"[\u4e00-\u9fff]"):
        check(text)


@settings(max_examples=60, deadline=None)
@given(st.data())
def test_any_list_and_numbers_come_back_from_the_file(data: st.DataObject) -> None:
    words = st.text(st.characters(exclude_categories=("C", "Z")), min_size=1, max_size=8)
    keys = data.draw(st.lists(words, min_size=1, max_size=12, unique=True))
    people = tuple(Person(key, data.draw(words), data.draw(words)) for key in keys)
    population = Population(data.draw(words), "2026-03-02", data.draw(st.integers(1, len(people))), people)
    numbers = st.from_regex(r"[0-9]{1,30}", fullmatch=True)
    drawn = draw(population, Witness("甲", data.draw(numbers)), Witness("乙", data.draw(numbers)))
    assert check(to_file(drawn)) == type(check(to_file(drawn)))(drawn, ())
    assert len(set(drawn.lines)) == population.count
