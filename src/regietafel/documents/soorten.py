"""Find the templates of a kind: the customer's own first, then those of the package."""

from dataclasses import dataclass
from importlib import import_module
from pathlib import Path

from regietafel.model.soort import Familie

WORD = "word.docx"
PDF = "pdf.typ"
WEB = "web.html"
MAIL = ("mail.txt", "mail.html")
MAILDELEN = "_mail"
"""The folder beside the kinds that holds what the templates of all mails share."""
PAGINADELEN = "_pagina"
"""The same for pages."""

_VIEWS = {
    Familie.AGENDA: ("views", "AgendaView"),
    Familie.ACTIELIJST: ("views", "ActielijstView"),
    Familie.CIJFERS: ("views_cijfers", "CijfersView"),
    Familie.DASHBOARD: ("views_dashboard", "DashboardView"),
    Familie.INHOUD: ("views", "InhoudView"),
    Familie.INVULBLAD: ("views", "InvulbladView"),
    Familie.VOORBLAD: ("views_nazending", "NazendingView"),
    Familie.REGIEBOEK: ("views_regieboek", "RegieboekView"),
    Familie.HERINNERING: ("views_herinnering", "HerinneringView"),
    Familie.MAIL: ("views_mail", "MailView"),
    Familie.RAPPORT: ("views_rapport", "RapportView"),
    Familie.STUK: ("views_stuk", "StukView"),
}


def view_of(familie: Familie) -> type:
    """Return what a template of a family sees. Its module is loaded only now: few need them all."""
    module, name = _VIEWS[familie]
    view: type = getattr(import_module(f"regietafel.documents.{module}"), name)
    return view


@dataclass(frozen=True)
class Sjablonen:
    """The folders that hold kinds. ``eigen`` may be absent; ``pakket`` is complete."""

    eigen: Path
    pakket: Path

    @property
    def gedeeld(self) -> Path:
        """Return the folder with what the PDF templates share."""
        return self.pakket / "_huisstijl"

    def names(self) -> list[str]:
        """Return the names of all kinds."""
        folders = [f for root in (self.eigen, self.pakket) if root.is_dir() for f in root.iterdir()]
        return sorted({f.name for f in folders if f.is_dir() and not f.name.startswith(("_", "."))})

    def find(self, soort: str, name: str) -> Path | None:
        """Return one file of a kind, the customer's own when there is one; None without a kind."""
        for root in (self.eigen, self.pakket):
            path = root / soort / name
            if soort and path.is_file() and path.resolve().is_relative_to(root.resolve()):
                return path
        return None

    def files(self, soort: str) -> list[str]:
        """Return the names of the files of a kind, the customer's own and those of the package."""
        folders = (root / soort for root in (self.eigen, self.pakket))
        return sorted({f.name for d in folders if d.is_dir() for f in d.iterdir() if f.is_file()})

    def is_own(self, soort: str, name: str) -> bool:
        return (self.eigen / soort / name).is_file()
