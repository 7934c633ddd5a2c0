"""The page of limits; it asks nothing of the vault."""

from cadre_desk.ui.help.view import HelpView
from cadre_desk.ui.kit.screen import Controller
from cadre_desk.ui.kit.tasks import Tasks


class HelpController(Controller):
    """帮助."""

    def __init__(self, tasks: Tasks) -> None:
        self.page = HelpView()
        super().__init__(tasks, self.page)

    def activate(self) -> None:
        """The page can be scrolled with the keys at once."""
        super().activate()
        self.page.area.setFocus()

    def refresh(self) -> None:
        """In the colours of the moment."""
        self.page.show_rows()
