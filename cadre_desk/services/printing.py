"""Letters and other papers: what is shown on the screen stays here, what leaves goes by the gate."""

from collections.abc import Callable, Mapping, Sequence
from functools import lru_cache
from pathlib import Path
from typing import Any

from cadre_desk.documents import report
from cadre_desk.documents.fonts import Fonts
from cadre_desk.documents.letters import render
from cadre_desk.services import outgoing
from cadre_desk.services.desk import Desk
from cadre_desk.services.letters import letter, words
from cadre_desk.services.outgoing import Document, Mail, Released, Terms
from cadre_desk.storage.work import Ask

NO_TERMS = Terms()
_NAMED = 3  # letters of a pile that the register names
_fonts = lru_cache(maxsize=1)(Fonts.load)  # what was read of them is remembered from letter to letter


def preview(ask: Ask, letter_id: int, fonts: Path, data: Mapping[str, Any] | None = None) -> bytes:
    """The letter as PDF for the screen, with the fields as they stand in the editor; nothing leaves the program."""
    return render(words(ask, letter(ask, letter_id), data), _fonts(fonts))


def write_letters(
    desk: Desk, letter_ids: Sequence[int], target: Path, fonts: Path, terms: Terms = NO_TERMS
) -> Released:
    """Letters into one PDF file, by the gate. The label is that of the letters, of several the gravest."""
    return outgoing.send_letters(desk, _mail(desk, letter_ids), target, terms, _fonts(fonts))


def print_letters(
    desk: Desk,
    letter_ids: Sequence[int],
    printer: str,
    fonts: Path,
    send: Callable[[bytes], int],
    terms: Terms = NO_TERMS,
) -> Released:
    """Letters to a printer, by the gate; send takes the PDF to it and gives the number of sides."""
    return outgoing.print_letters(desk, _mail(desk, letter_ids), printer, terms, _fonts(fonts), send)


def _mail(desk: Desk, letter_ids: Sequence[int]) -> Mail:
    def read(ask: Ask) -> Mail:
        found = [letter(ask, id_) for id_ in letter_ids]
        names = [f"{one.number or one.kind.title + '（草稿）'} {one.cadre}" for one in found]
        more = f" 等{len(names)}份" if len(names) > _NAMED else ""
        what = "、".join(names[:_NAMED]) + more
        return Mail(tuple(letter_ids), what, tuple(words(ask, one) for one in found))

    desk.require("打印函件")
    return desk.ask(read)


# -- papers that are no letters ----------------------------------------------------------------------------------------


def show(document: Document, fonts: Path) -> bytes:
    """The paper as PDF for the screen; nothing leaves the program."""
    return report.render(document.report, _fonts(fonts))


def write_document(desk: Desk, document: Document, target: Path, fonts: Path, terms: Terms = NO_TERMS) -> Released:
    """A paper into a PDF file, by the gate."""
    return outgoing.send_document(desk, document, target, terms, _fonts(fonts))


def print_document(
    desk: Desk,
    document: Document,
    printer: str,
    fonts: Path,
    send: Callable[[bytes], int],
    terms: Terms = NO_TERMS,
) -> Released:
    """A paper to a printer, by the gate; send takes the PDF to it and gives the number of sides."""
    return outgoing.print_document(desk, document, printer, terms, _fonts(fonts), send)
