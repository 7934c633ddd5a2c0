#!/usr/bin/env python3
"""Prepare the fonts of printed letters in resources/fonts.

    .venv/bin/python build/fonts.py [--offline] [--no-apt] [--out DIR]

仿宋 楷体 黑体 宋体 小标宋 come from two Debian packages where apt-get is at hand (they are only unpacked, never
installed); 思源宋体 and 思源黑体 come from a package of the Python environment and serve every role when the others
are missing. The letter printer reads TrueType outlines only, so the others are converted, once per font and recipe.
"""

from __future__ import annotations

import argparse
import hashlib
import importlib.metadata
import importlib.util
import json
import os
import shutil
import subprocess
import sys
import tarfile
import tempfile
import time
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import ProcessPoolExecutor
from contextlib import suppress
from dataclasses import dataclass
from gzip import decompress
from pathlib import Path
from typing import IO, TYPE_CHECKING

if TYPE_CHECKING:
    from fontTools.ttLib import TTFont
    from fontTools.ttLib.tables._g_l_y_f import Glyph

RECIPE = "4"  # raise it when the conversion changes: every cached font is then made anew
ROOT = Path(__file__).resolve().parent.parent
ROLES = ("仿宋", "楷体", "黑体", "宋体", "小标宋")
APT = ("-qq", "-o", "Acquire::Retries=1", "-o", "Acquire::http::Timeout=20", "-o", "Acquire::https::Timeout=20")
FANDOL = "usr/share/texlive/texmf-dist/fonts/opentype/public/fandol/"
FANDOL_DOC = "usr/share/doc/texlive-doc/fonts/fandol/"
# Fandol draws a dollar sign for ￥, and these two are wrong or misplaced as well
FANDOL_WRONG = frozenset("￥ㄧ－")
NOTO_PACKAGE = "pylopdf-fonts-zh-cn"


class Unavailable(Exception):
    """A source of fonts cannot be had here; the others still serve."""


@dataclass(frozen=True, slots=True)
class Source:
    """One Debian package: the members wanted, and the names they are kept under."""

    package: str
    members: dict[str, str]


@dataclass(frozen=True, slots=True)
class Job:
    """One font of the bundle: where it comes from, its own name, its licence text."""

    origin: str
    family: str  # a modified font must not carry the reserved name of the original
    licence: str
    cut: bool = False  # to the characters of GB 2312
    convert: bool = True

    @property
    def file(self) -> str:
        """Name of the finished font."""
        return f"{self.family.replace(' ', '')}.ttf" if self.convert else self.origin


SOURCES = (
    Source(
        "texlive-lang-chinese",
        {
            f"{FANDOL}Fandol{face}.otf": f"Fandol{face}.otf"
            for face in ("Fang-Regular", "Kai-Regular", "Hei-Regular", "Song-Regular", "Song-Bold")
        }
        | {f"{FANDOL_DOC}COPYING.gz": "Fandol-COPYING.txt", f"{FANDOL_DOC}README": "Fandol-README.txt"},
    ),
    Source(
        "fonts-lxgw-wenkai",
        {
            "usr/share/fonts/truetype/lxgw-wenkai/LXGWWenKai-Light.ttf": "LXGWWenKai-Light.ttf",
            "usr/share/doc/fonts-lxgw-wenkai/copyright": "LXGWWenKai-OFL.txt",
        },
    ),
)
FANG = Job("FandolFang-Regular.otf", "Desk Fang", "Fandol-COPYING.txt", cut=True)
KAI = Job("FandolKai-Regular.otf", "Desk Kai", "Fandol-COPYING.txt", cut=True)
HEI = Job("FandolHei-Regular.otf", "Desk Hei", "Fandol-COPYING.txt", cut=True)
SONG = Job("FandolSong-Regular.otf", "Desk Song", "Fandol-COPYING.txt", cut=True)
TITLE = Job("FandolSong-Bold.otf", "Desk Title Song", "Fandol-COPYING.txt", cut=True)
WENKAI = Job("LXGWWenKai-Light.ttf", "LXGW WenKai Light", "LXGWWenKai-OFL.txt", convert=False)
SERIF = Job("NotoSerifSC-Regular.otf", "Desk Serif", "Noto-OFL.txt")
SANS = Job("NotoSansSC-Regular.otf", "Desk Sans", "Noto-OFL.txt")
JOBS = (SERIF, SANS, KAI, FANG, HEI, SONG, TITLE, WENKAI)  # the slowest first
CHAINS = {
    "仿宋": (FANG, WENKAI, SERIF, SANS),
    "楷体": (KAI, WENKAI, SERIF, SANS),
    "黑体": (HEI, SANS, SERIF, WENKAI),
    "宋体": (SONG, SERIF, WENKAI, SANS),
    "小标宋": (TITLE, SERIF, WENKAI, SANS),
    "窗口": (SANS,),
}
STROKES = {
    ("小标宋", SERIF): "0.028",
    ("小标宋", WENKAI): "0.035",
    ("小标宋", SANS): "0.035",
    ("黑体", WENKAI): "0.035",
}
NOTICE = """本目录的字体随程序提供，各自的许可证见同名文本。

Desk Fang / Kai / Hei / Song / Title Song：由 Fandol 字体（GPL，附字体例外条款）改制：轮廓由三次曲线转为二次曲线，
只保留 GB 2312 的字符，改正行高，更名。字体例外条款同样适用于改制后的字体。
原始字体见 Debian 软件包 texlive-lang-chinese，改制程序为本程序源码中的 build/fonts.py。

Desk Serif / Sans：由思源宋体、思源黑体（SIL OFL 1.1）改制：轮廓转为二次曲线，去掉排版特性，更名。

LXGW WenKai Light（霞鹜文楷，SIL OFL 1.1）：未作改动。
"""


def say(text: str) -> None:
    """One line of progress, whatever the encoding of the terminal."""
    encoding = sys.stdout.encoding or "utf-8"
    print(text.encode(encoding, "replace").decode(encoding), flush=True)


def cache_folder() -> Path:
    """Where downloads and finished fonts are kept: outside the tree, so that a fresh copy of it starts fast."""
    if own := os.environ.get("CADRE_DESK_FONT_CACHE"):
        return Path(own)
    if local := os.environ.get("LOCALAPPDATA"):
        return Path(local) / "cadre-desk" / "fonts"
    return Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "cadre-desk" / "fonts"


def digest(path: Path) -> str:
    """SHA-256 of a file."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def place(source: Path, target: Path) -> None:
    """Put a file there under its final name in one step, as a hard link where the disk allows it."""
    if target.exists() and target.samefile(source):
        return
    target.parent.mkdir(parents=True, exist_ok=True)
    part = target.with_name(f"{target.name}.{os.getpid()}.part")
    part.unlink(missing_ok=True)
    try:
        os.link(source, part)
    except OSError:
        shutil.copyfile(source, part)
    os.replace(part, target)
    part.unlink(missing_ok=True)  # renaming one name of a file onto another leaves both


def run(*command: str | Path, cwd: Path) -> None:
    """Run a command quietly; Unavailable with its last words when it fails."""
    done = subprocess.run(command, cwd=cwd, capture_output=True, text=True, errors="replace")
    if done.returncode:
        raise Unavailable(f"{command[0]} 失败：{(done.stderr.strip() or '没有说明').splitlines()[-1]}")


def download(package: str, folder: Path) -> Path:
    """The package file, fetched by apt-get; as root the package lists are renewed when the first try fails."""
    fetch = ("apt-get", *APT, "download", package)
    try:
        run(*fetch, cwd=folder)
    except Unavailable:
        if os.geteuid() != 0:
            raise
        say("  正在更新软件包列表……")
        run("apt-get", *APT, "update", cwd=folder)
        run(*fetch, cwd=folder)
    found = next(folder.glob(f"{package}_*.deb"), None)
    if found is None:
        raise Unavailable(f"没有得到 {package}")
    return found


def members(package: Path, wanted: Iterable[str]) -> Iterator[tuple[str, bytes]]:
    """Name and content of the wanted members of a Debian package, read as a stream."""
    left = set(wanted)
    with subprocess.Popen(["dpkg-deb", "--fsys-tarfile", package], stdout=subprocess.PIPE) as unpacking:
        with tarfile.open(fileobj=_stream(unpacking.stdout), mode="r|") as archive:
            for member in archive:
                name = member.name.removeprefix("./")
                if name in left and (content := archive.extractfile(member)):
                    left.remove(name)
                    yield name, content.read()
                if not left:
                    break
        unpacking.kill()  # the rest of the package is of no interest
    if left:
        raise Unavailable(f"{package.name} 中没有 {sorted(left)[0]}")


def _stream(stream: IO[bytes] | None) -> IO[bytes]:
    """A pipe that was asked for is there."""
    assert stream is not None
    return stream


def unpack(source: Source, folder: Path) -> None:
    """Download a package and keep only its wanted files, all or none."""
    if not (shutil.which("apt-get") and shutil.which("dpkg-deb")):
        raise Unavailable("本机没有 apt-get 和 dpkg-deb")
    folder.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=folder.parent) as scratch:
        package = download(source.package, Path(scratch))
        kept = Path(scratch) / "kept"
        kept.mkdir()
        for name, content in members(package, source.members):
            plain = decompress(content) if name.endswith(".gz") else content
            (kept / source.members[name]).write_bytes(plain)
        with suppress(FileNotFoundError):
            shutil.rmtree(folder)
        kept.rename(folder)


def debian(cache: Path, offline: bool) -> Iterator[Path]:
    """Folders with the files of each Debian package that can be had."""
    for source in SOURCES:
        folder = cache / "debian" / source.package
        if not all((folder / name).exists() for name in source.members.values()):
            if offline:
                say(f"  {source.package}：缓存中没有，不下载")
                continue
            say(f"  正在下载 {source.package}（约 50 MB）……")
            try:
                unpack(source, folder)
            except (Unavailable, OSError, tarfile.TarError) as reason:
                say(f"  {source.package} 不可用，改用思源字体：{reason}")
                offline = True  # the other package would fail after the same wait
                continue
        yield folder


def noto() -> dict[str, Path]:
    """思源宋体, 思源黑体 and their licence from the package of the Python environment."""
    spec = importlib.util.find_spec(NOTO_PACKAGE.replace("-", "_"))
    if spec is None or spec.origin is None:
        raise SystemExit(f"缺少 Python 软件包 {NOTO_PACKAGE}：请先运行 python3 build/dev.py")
    folder = Path(spec.origin).parent
    found = {job.origin: folder / job.origin for job in (SERIF, SANS)}
    for file in importlib.metadata.files(NOTO_PACKAGE) or ():
        if file.name == "LICENSE":
            found[SERIF.licence] = Path(str(file.locate()))
    return found


def gather(cache: Path, offline: bool, apt: bool) -> dict[str, Path]:
    """Every original that can be had, by file name."""
    found = noto()
    for folder in debian(cache, offline) if apt else ():
        found |= {file.name: file for file in folder.iterdir()}
    return found


# ---- conversion; fontTools is imported only when a font has to be made ----


def gb2312() -> set[int]:
    """Code points of ASCII and GB 2312."""
    codes = set(range(0x20, 0x7F)) | {0xA0}
    for high in range(0xA1, 0xF8):
        for low in range(0xA1, 0xFF):
            with suppress(UnicodeDecodeError):
                codes.add(ord(bytes((high, low)).decode("gb2312")))
    # the Unicode names of four signs differ between the tables in use: keep both forms
    return codes | {ord(sign) for sign in "·・—―¥£"}


def cut(font: TTFont, wanted: set[int]) -> None:
    """Keep the wanted characters, without layout features, vertical metrics and hints."""
    from fontTools.subset import Options, Subsetter

    options = Options()
    options.layout_features = []
    options.drop_tables += ["GSUB", "GPOS", "GDEF", "BASE", "VORG", "vhea", "vmtx", "DSIG"]
    options.hinting = False
    options.notdef_outline = True
    options.name_IDs = ["*"]
    options.name_languages = ["*"]
    options.glyph_names = False
    subsetter = Subsetter(options)
    subsetter.populate(unicodes=wanted & set(font.getBestCmap()))
    subsetter.subset(font)


def outlines(font: TTFont) -> dict[str, Glyph]:
    """Every glyph with quadratic curves, at most one unit away from the cubic original."""
    from fontTools.pens.cu2quPen import Cu2QuPen
    from fontTools.pens.ttGlyphPen import TTGlyphPen

    glyphs = font.getGlyphSet()
    made = {}
    for name in font.getGlyphOrder():
        pen = TTGlyphPen(None)
        glyphs[name].draw(Cu2QuPen(pen, max_err=1.0, reverse_direction=True))
        made[name] = pen.glyph()
    return made


def to_truetype(font: TTFont) -> None:
    """Replace the PostScript outlines by TrueType ones, with the tables that go with them."""
    from fontTools.ttLib import newTable

    glyphs = outlines(font)
    order = font.getGlyphOrder()
    del font["CFF "]
    font["loca"] = newTable("loca")
    font["glyf"] = glyf = newTable("glyf")
    glyf.glyphOrder, glyf.glyphs = order, glyphs
    for name, glyph in glyphs.items():
        glyph.recalcBounds(glyf)
        font["hmtx"][name] = (font["hmtx"][name][0], getattr(glyph, "xMin", 0))
    maxp = font["maxp"]
    maxp.tableVersion = 0x00010000
    maxp.maxZones = 1
    for field in ("TwilightPoints", "Storage", "FunctionDefs", "InstructionDefs", "StackElements"):
        setattr(maxp, f"max{field}", 0)
    maxp.maxSizeOfInstructions = 0
    post = font["post"]
    post.formatType, post.extraNames, post.mapping = 3.0, [], {}
    font.sfntVersion = "\x00\x01\x00\x00"


def rename(font: TTFont, family: str) -> None:
    """Our own names in place of the original ones; copyright and licence stay."""
    postscript = f"{family.replace(' ', '')}-Regular"
    names = font["name"]
    names.names = [record for record in names.names if record.nameID in (0, 7, 8, 9, 11, 13, 14)]
    values = {1: family, 2: "Regular", 3: f"{postscript};recipe {RECIPE}", 4: family, 6: postscript}
    values[5] = f"Version 1.{RECIPE}; modified by build/fonts.py of cadre-desk"
    for number, value in values.items():
        names.setName(value, number, 3, 1, 0x409)
        names.setName(value, number, 1, 0, 0)


def convert(job: Job, source: Path, target: Path) -> float:
    """Make one font; the seconds it took."""
    from fontTools.ttLib import TTFont

    started = time.monotonic()
    font = TTFont(source, recalcTimestamp=False)
    wanted = gb2312() - {ord(sign) for sign in FANDOL_WRONG} if job.cut else set(font.getBestCmap())
    cut(font, wanted)
    to_truetype(font)
    if font["hhea"].descent > 0:  # one original has the wrong sign, which spoils the lines of a window
        font["hhea"].descent = -font["hhea"].descent
    rename(font, job.family)
    part = target.with_name(f"{target.name}.{os.getpid()}.part")
    font.save(part)
    os.replace(part, target)
    return time.monotonic() - started


def make(jobs: dict[Job, tuple[Path, Path]]) -> None:
    """Convert what the cache lacks, in two processes."""
    if not jobs:
        return
    say(f"  正在转换 {len(jobs)} 个字体，约需两分钟，只在首次进行……")
    with ProcessPoolExecutor(min(2, len(jobs))) as pool:
        running = {job: pool.submit(convert, job, source, target) for job, (source, target) in jobs.items()}
        for job, future in running.items():
            say(f"  {job.family}：{future.result():.0f} 秒")


def finished(cache: Path, originals: dict[str, Path]) -> dict[Job, Path]:
    """The finished file of every font whose original is there."""
    (cache / "made").mkdir(parents=True, exist_ok=True)
    result: dict[Job, Path] = {}
    missing: dict[Job, tuple[Path, Path]] = {}
    for job in JOBS:
        if source := originals.get(job.origin):
            key = hashlib.sha256(f"{RECIPE} {job} {digest(source)}".encode()).hexdigest()
            result[job] = cache / "made" / f"{key}.ttf" if job.convert else source
            if not result[job].exists():
                missing[job] = source, result[job]
    make(missing)
    return result


def postscript_name(path: Path) -> str:
    """The PostScript name a font carries."""
    from fontTools.ttLib import TTFont

    with TTFont(path, lazy=True) as font:
        return str(font["name"].getDebugName(6))


def manifest(fonts: dict[Job, Path], remembered: dict[str, str]) -> list[dict[str, str]]:
    """One entry per role and font, in the order in which a character is looked for."""
    facts = {}
    for job, path in fonts.items():
        sha256 = digest(path)
        facts[job] = {
            "file": job.file,
            "sha256": sha256,
            "postscript": remembered.get(sha256) or postscript_name(path),
            "licence": f"licences/{job.licence}",
        }
    return [
        {"role": role, **facts[job], "stroke": STROKES.get((role, job), "0")}
        for role, chain in CHAINS.items()
        for job in chain
        if job in facts
    ]


def known_names(listing: Path) -> dict[str, str]:
    """PostScript names by hash, as written by the last run."""
    try:
        return {entry["sha256"]: entry["postscript"] for entry in json.loads(listing.read_text("utf-8"))["fonts"]}
    except (OSError, ValueError, KeyError, TypeError):
        return {}


def deliver(out: Path, fonts: dict[Job, Path], originals: dict[str, Path]) -> None:
    """Fonts, licences and list into the folder; what no longer belongs there goes."""
    listing = out / "fonts.json"
    entries = manifest(fonts, known_names(listing))
    (out / "licences").mkdir(parents=True, exist_ok=True)
    for job, path in fonts.items():
        place(path, out / job.file)
        (out / "licences" / job.licence).write_bytes(originals[job.licence].read_bytes())
    for stray in set(out.glob("*.ttf")) - {out / job.file for job in fonts}:
        stray.unlink()
    (out / "licences" / "说明.txt").write_text(NOTICE, "utf-8")
    content = json.dumps({"recipe": RECIPE, "fonts": entries}, ensure_ascii=False, indent=1)
    part = listing.with_suffix(".part")
    part.write_text(content + "\n", "utf-8")
    os.replace(part, listing)


def complete(out: Path) -> bool:
    """Whether the folder already holds all fonts of this recipe as they were delivered, whoever prepared them."""
    try:
        listing = json.loads((out / "fonts.json").read_text("utf-8"))
        fonts = {entry["file"]: entry["sha256"] for entry in listing["fonts"]}
        whole = all(hashlib.sha256((out / file).read_bytes()).hexdigest() == digest for file, digest in fonts.items())
    except (OSError, ValueError, KeyError, TypeError):
        return False
    return whole and listing["recipe"] == RECIPE and {job.file for job in JOBS} <= set(fonts)


def prepare(out: Path, offline: bool, apt: bool, report: Callable[[str], None] = say) -> None:
    """Fill the folder."""
    started = time.monotonic()
    if complete(out):
        return
    report("准备公文字体……")
    cache = cache_folder()
    originals = gather(cache, offline, apt)
    fonts = finished(cache, originals)
    deliver(out, fonts, originals)
    if FANG not in fonts:
        report("  没有仿宋、楷体、小标宋，公文将全部用思源宋体和思源黑体印出，字不会缺")
    report(f"字体已备好：{len(fonts)} 个，{out}（{time.monotonic() - started:.1f} 秒）")


def main() -> int:
    """0 when every role can be printed."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--offline", action="store_true", help="download nothing; what was kept earlier is used")
    parser.add_argument("--no-apt", action="store_true", help="only the two fonts of the Python environment")
    parser.add_argument("--out", type=Path, default=ROOT / "resources" / "fonts")
    options = parser.parse_args()
    prepare(options.out.resolve(), options.offline, not options.no_apt)
    return 0


if __name__ == "__main__":
    sys.exit(main())
