"""The fonts that letters are printed with, and letters to print."""

import subprocess
import sys
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from cadre_desk.documents.fonts import Fonts
from cadre_desk.documents.letters import LetterText

ROOT = Path(__file__).parent.parent.parent
BUNDLE = ROOT / "resources" / "fonts"


def prepare_fonts(*options: str) -> None:
    subprocess.run([sys.executable, ROOT / "build" / "fonts.py", *options], check=True, capture_output=True)


@pytest.fixture(scope="session")
def bundle() -> Path:
    """The prepared fonts; prepared now where that was never done."""
    if not (BUNDLE / "fonts.json").exists():
        prepare_fonts()
    return BUNDLE


@pytest.fixture(scope="session")
def plain_bundle(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The bundle of a computer without the Debian fonts."""
    folder = tmp_path_factory.mktemp("plain")
    prepare_fonts("--no-apt", "--out", str(folder))
    return folder


@pytest.fixture(scope="session")
def fonts(bundle: Path) -> Fonts:
    return Fonts.load(bundle, system=False)


@pytest.fixture(scope="session")
def reminder() -> LetterText:
    """A short letter."""
    return LetterText(
        organ="中共云岭市委组织部",
        number="云组函〔2026〕12号",
        title="关于对王𬭼同志进行提醒的函",
        addressee="王𬭼同志",
        paragraphs=(
            "收到关于你在分管领域作风建设方面的反映：2026年3月至5月，你所分管的科室先后出现文件办理超期、"
            "会议纪律松弛等问题，张㛃、餘準等同志来信反映。经研究，现对你予以提醒。",
            "请你对照《党政领导干部选拔任用工作条例》，切实担负起“一岗双责”——既要管好自己，又要带好队伍……"
            "有关材料可发至reply@yunling.example（不超过86.4%）。",
        ),
        signer="中共云岭市委组织部",
        date=date(2026, 5, 2),
    )


@pytest.fixture(scope="session")
def inquiry(reminder: LetterText) -> LetterText:
    """A letter of two pages with everything a letter can have."""
    return replace(
        reminder,
        title="关于请就个人有关事项报告中房产、投资及配偶子女从业情况作出书面说明的函询通知书",
        paragraphs=(
            *reminder.paragraphs,
            "一、关于房产情况",
            "（一）查核结果为3套。请说明未报告的原因。",
            *("请你逐项如实作出书面说明，并在说明上签名。" * 3,) * 3,
        ),
        serial="000012",
        secrecy="秘密★1年",
        urgency="特急",
        note="此件不公开",
        contact=("联系人：赵喆，电话：0871-12345678",),
        copies=("云岭市滨河区委主要负责同志", "云岭市纪委监委派驻市直机关纪检监察组", "云岭市滨河区委组织部"),
    )
