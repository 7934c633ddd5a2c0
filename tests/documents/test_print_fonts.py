"""Which font draws a character, and the faults of others that we must not repeat."""

import io
import json
import subprocess
import sys
from pathlib import Path

import pylopdf_fonts_zh_cn
import pypdfium2
import pytest
from fontTools.ttLib import TTFont

from cadre_desk.documents import fonts as module
from cadre_desk.documents.fonts import ROLES, SIGNS, Fonts, MissingGlyph, NoFonts, common_hanzi, to_unicode
from cadre_desk.documents.letters import LetterText, render

RARE = "㛃䶮𬭼𫍯𪟝𫖯喆堃昇璟瑢樭犇垚翀旻曌囍頔祎珺赟贇燊晞晢甯邨镕鎔朤㵘㙓㬎㑇䲟𠅤𨱔𬬭𫓶㸚㺵䶊䶲"


@pytest.fixture(scope="module")
def fang(bundle: Path) -> Path:
    """The font of the body, where Debian's packages could be had."""
    path = bundle / "DeskFang.ttf"
    if not path.exists():
        pytest.skip("prepared without the Debian fonts")
    return path


def _renamed(source: Path, target: Path, family: str, postscript: str) -> Path:
    target.parent.mkdir(parents=True, exist_ok=True)
    with TTFont(source, lazy=True) as font:
        for number, value in ((1, family), (4, family), (6, postscript)):
            font["name"].setName(value, number, 3, 1, 0x804)
            font["name"].setName(postscript, number, 3, 1, 0x409)
            font["name"].setName(postscript, number, 1, 0, 0)
        font.save(target)
    return target


def _spoil(path: Path, table: str, offset: int, value: bytes) -> None:
    """Overwrite a few bytes of a table."""
    with TTFont(path, lazy=True) as font:
        start = font.reader.tables[table].offset + offset
    content = bytearray(path.read_bytes())
    content[start : start + len(value)] = value
    path.write_bytes(content)


@pytest.fixture
def system(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, bundle: Path) -> Path:
    """A computer with 仿宋_GB2312 among its fonts."""
    monkeypatch.setattr(module, "system_folders", lambda: [tmp_path / "absent", tmp_path / "fonts"])
    _renamed(bundle / "DeskSerif.ttf", tmp_path / "fonts" / "deep" / "anything.ttf", "仿宋_GB2312", "FangSong_GB2312")
    (tmp_path / "fonts" / "broken.ttf").write_bytes(b"\0\1\0\0\0\xff" + b"x" * 40)
    return tmp_path / "fonts" / "deep" / "anything.ttf"


@pytest.mark.parametrize("role", ROLES)
def test_every_style_prints_every_character(fonts: Fonts, plain_bundle: Path, role: str) -> None:
    for own in (fonts, Fonts.load(plain_bundle, system=False)):
        assert own.missing(common_hanzi() + RARE + "餘準幹 \u3000AZaz09.,%-@/", role) == ""


def test_a_wrong_fandol_glyph_is_never_taken(fonts: Fonts, fang: Path, bundle: Path) -> None:
    for role in ROLES:
        usual = fonts.font_for(role, "国")
        assert all(fonts.font_for(role, char) != usual for char in "餘準幹鬆￥－")
    with TTFont(fang, lazy=True) as font:
        assert not {ord("餘"), ord("￥"), ord("－"), ord("ㄧ")} & set(font.getBestCmap())


def test_missing_characters_are_told(fonts: Fonts) -> None:
    assert fonts.missing("王𬭼") == ""
    assert fonts.missing("一\U0003ffff二\ue000") == "\U0003ffff\ue000"
    with pytest.raises(MissingGlyph, match=r"正文第2段第15字的“.”（U\+3FFFD）") as raised:
        fonts.font_for("仿宋", "\U0003fffd", "正文第2段第15字")
    assert raised.value.char == "\U0003fffd"


def test_without_any_font_it_is_said(tmp_path: Path) -> None:
    with pytest.raises(NoFonts, match="没有找到"):
        Fonts.load(tmp_path, system=False).font_for("仿宋", "一")


def test_font_of_the_window(bundle: Path, plain_bundle: Path) -> None:
    for folder in (bundle, plain_bundle):
        with TTFont(folder / "DeskSans.ttf", lazy=True) as font:
            assert font["hhea"].descent < 0 < font["hhea"].ascent
            assert ord("国") in font.getBestCmap()


def test_a_fit_font_of_the_computer_comes_first(system: Path, bundle: Path) -> None:
    fonts = Fonts.load(bundle)
    assert "FangSong_GB2312" in fonts.font_for("仿宋", "国")
    assert "FangSong" not in fonts.font_for("仿宋", "𰻞")
    assert "FangSong" not in fonts.font_for("楷体", "国")
    assert "FangSong" not in Fonts.load(bundle, system=False).font_for("仿宋", "国")


def test_a_private_code_is_refused_even_if_a_font_draws_it(system: Path, bundle: Path) -> None:
    with TTFont(system, lazy=True) as font:
        for table in font["cmap"].tables:
            if table.isUnicode():
                table.cmap[0xE000] = table.cmap[ord("国")]
        font.save(system.with_name("private.ttf"))
    system.unlink()
    fonts = Fonts.load(bundle)
    assert "FangSong" in fonts.font_for("仿宋", "国")
    with pytest.raises(MissingGlyph):
        fonts.font_for("仿宋", "\ue000")


@pytest.mark.parametrize("bits", [0x0002, 0x0100, 0x0200])
def test_a_font_that_forbids_embedding_is_refused(system: Path, bundle: Path, bits: int) -> None:
    _spoil(system, "OS/2", 8, bits.to_bytes(2, "big"))
    assert "FangSong" not in Fonts.load(bundle).font_for("仿宋", "国")


def test_a_font_with_an_empty_outline_is_refused(system: Path, bundle: Path) -> None:
    with TTFont(system, lazy=True) as font:
        glyph, wide = font.getGlyphID(font.getBestCmap()[ord("齄")]), font["head"].indexToLocFormat
        width = 4 if wide else 2
        start = font.reader.tables["loca"].offset + glyph * width
    content = bytearray(system.read_bytes())
    content[start + width : start + 2 * width] = content[start : start + width]
    system.write_bytes(content)
    fonts = Fonts.load(bundle)
    assert "FangSong" not in fonts.font_for("仿宋", "国")


def test_postscript_outlines_are_refused(system: Path, bundle: Path, tmp_path: Path) -> None:
    system.unlink()
    _renamed(pylopdf_fonts_zh_cn.serif_path(), tmp_path / "fonts" / "simfang.otf", "仿宋", "FangSong")
    assert "FangSong" not in Fonts.load(bundle).font_for("仿宋", "国")


def test_an_unreadable_font_is_passed_over(system: Path, bundle: Path) -> None:
    system.write_bytes(system.read_bytes()[: 1 << 20])
    assert "FangSong" not in Fonts.load(bundle).font_for("仿宋", "国")


# ---- faults of the PDF library: shown to be there without us, and gone with us ----

BARE = """
import sys
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas
canvas = Canvas(sys.argv[1])
for number, path in enumerate(sys.argv[2:]):
    pdfmetrics.registerFont(TTFont(f"font{number}", path))
    canvas.setFont(f"font{number}", 16)
    canvas.drawString(100, 700 - 40 * number, "王\\U0002cb7c")
    print(pdfmetrics.getFont(f"font{number}").face.filename)
canvas.save()
"""


def _bare(target: Path, *fonts: Path) -> list[str]:
    command = [sys.executable, "-c", BARE, str(target), *map(str, fonts)]
    return subprocess.run(command, check=True, capture_output=True, text=True, encoding="utf-8").stdout.split()


def _copied(content: bytes) -> str:
    with pypdfium2.PdfDocument(content) as document:
        return "".join(page.get_textpage().get_text_range() for page in document)


def test_without_our_table_a_rare_character_is_copied_as_another(bundle: Path, tmp_path: Path) -> None:
    _bare(tmp_path / "bare.pdf", bundle / "DeskSans.ttf")
    assert "王\U0002cb7c" not in _copied((tmp_path / "bare.pdf").read_bytes())


def test_our_table_writes_surrogates_in_small_blocks() -> None:
    table = to_unicode("F", [0, *range(0x4E00, 0x4E00 + 199), 0x2CB7C])
    assert "<C8> <D872DF7C>" in table
    assert "<00> <" not in table.replace("<00> <FF>", "")
    assert table.count("100 beginbfchar") == 2


@pytest.fixture
def clash(bundle: Path, tmp_path: Path) -> tuple[Path, Path]:
    """Two different fonts that carry the same PostScript name."""
    one = _renamed(bundle / "DeskSans.ttf", tmp_path / "one.ttf", "甲", "Clash-Regular")
    two = _renamed(bundle / "DeskSerif.ttf", tmp_path / "two.ttf", "乙", "Clash-Regular")
    return one, two


def test_without_us_the_second_font_of_a_name_is_the_first(clash: tuple[Path, Path], tmp_path: Path) -> None:
    assert _bare(tmp_path / "bare.pdf", *clash) == [str(clash[0])] * 2


def test_two_fonts_of_one_name_stay_two(clash: tuple[Path, Path], tmp_path: Path, reminder: LetterText) -> None:
    roles = dict.fromkeys(ROLES, "one.ttf") | {"小标宋": "two.ttf"}
    entries = [{"role": role, "file": file} for role, file in roles.items()]
    (tmp_path / "fonts.json").write_text(json.dumps({"fonts": entries}), "utf-8")
    fonts = Fonts.load(tmp_path, system=False)
    content = render(reminder, fonts)
    assert fonts.font_for("仿宋", "国") != fonts.font_for("小标宋", "国")
    assert fonts.ink(fonts.font_for("仿宋", "国"), "国") != fonts.ink(fonts.font_for("小标宋", "国"), "国")
    assert len({font.get_base_name() for font in _used(content)}) == 2


def _used(content: bytes) -> list[pypdfium2.PdfFont]:
    document = pypdfium2.PdfDocument(io.BytesIO(content))
    return [item.get_font() for item in document[0].get_objects() if isinstance(item, pypdfium2.PdfTextObj)]


def test_signs_include_what_letters_need() -> None:
    assert len(common_hanzi()) == 6763 + len(SIGNS)


def test_importing_reads_no_font_and_no_library() -> None:
    command = "import sys, cadre_desk.documents.letters; print(*[name for name in sys.modules if 'reportlab' in name])"
    done = subprocess.run([sys.executable, "-c", command], check=True, capture_output=True, text=True)
    assert done.stdout.strip() == ""
