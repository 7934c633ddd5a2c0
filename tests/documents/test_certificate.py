"""The papers of a draw: everything that is needed to recompute it can be read from them."""

import re
from io import BytesIO

import pypdfium2
import pytest

from cadre_desk import app
from cadre_desk.documents.certificate import of_draw, of_list
from cadre_desk.documents.fonts import Fonts, MissingGlyph
from cadre_desk.documents.report import render
from cadre_desk.domain.draw import ALGORITHM, Drawn, Person, Population, Witness, draw


@pytest.fixture(scope="module")
def fonts() -> Fonts:
    return Fonts.load(app.fonts(), system=False)


def population(size: int, unit: str = "云川市财政局", name: str = "干部") -> Population:
    people = tuple(Person(f"0000001970{n:08}", f"{name}{n}", unit) for n in range(1, size + 1))
    return Population("2026年度个人有关事项报告随机抽查", "2026-03-02", max(1, size // 10), people)


def drawn(size: int) -> Drawn:
    return draw(population(size), Witness("王见证", "20260302"), Witness("赵见证", "007"))


def pages(content: bytes) -> list[str]:
    document = pypdfium2.PdfDocument(BytesIO(content))
    return [page.get_textpage().get_text_range().replace("\r\n", "\n") for page in document]


def test_the_list_shows_its_digest_before_its_rows(fonts: Fonts) -> None:
    listed = population(120)
    found = pages(render(of_list(listed), fonts))
    assert len(found) > 1
    assert listed.digest() in found[0].replace("\n", "")
    assert "请两名见证人看过以后各说一个数" in found[0].replace("\n", "")
    rows = re.findall(r"^(\d+)(干部\d+)(0000001970\d{8})云川市财政局$", "\n".join(found).replace(" ", ""), re.M)
    assert [(int(n), name, key) for n, name, key in rows] == [
        (n, one.name, one.key) for n, one in enumerate(listed.people, 1)
    ]


def test_the_certificate_tells_all_that_is_needed(fonts: Fonts) -> None:
    held = drawn(120)
    text = "".join(pages(render(of_draw(held), fonts))).replace("\n", "").replace(" ", "")
    assert held.population.digest() in text
    assert held.seed in text
    assert "王见证所说的数20260302" in text.replace("　", "")
    assert "赵见证所说的数007" in text.replace("　", "")
    assert all(part.replace(" ", "") in text for part in ALGORITHM)
    for line, one in zip(held.lines, held.people, strict=True):
        assert f"{line}{one.name}{one.key}{one.unit}" in text


def test_long_names_go_on_below_and_nothing_leaves_the_sheet(fonts: Fonts) -> None:
    long = population(60, "云川市白石县农业农村和乡村振兴局机关事务管理与后勤服务保障中心", "阿卜杜热合曼·买买提")
    content = render(of_list(long), fonts)
    assert "后勤服务保障中心" in "".join(pages(content)).replace("\n", "")
    document = pypdfium2.PdfDocument(BytesIO(content))
    for page in document:
        width, height = page.get_size()
        for left, bottom, right, top in (one.get_bounds() for one in page.get_objects()):
            assert left > 70
            assert right < width - 60
            assert bottom > 60
            assert top < height - 60


def test_a_character_that_no_font_has_is_told_with_its_row(fonts: Fonts) -> None:
    odd = Population("甲", "2026-03-02", 1, (Person("1", "张\U0002ffff", "甲局"),))
    with pytest.raises(MissingGlyph, match="第1行第2字"):
        render(of_list(odd), fonts)
