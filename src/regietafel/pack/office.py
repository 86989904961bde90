"""Word, Excel and PowerPoint files to tagged PDFs, with LibreOffice.

All files go through one start of the program, in a profile of its own that runs no macros, follows no
links and has a dead proxy for a network. The profile also holds the export settings (PDF/UA and
PDF/A-2b), because ``--convert-to`` takes them for one kind of document only. LibreOffice ends with
code 0 without having made anything, so a result counts when a new PDF is there.
"""

import os
import shutil
import signal
import struct
import subprocess
import sys
import tempfile
import time
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING

from regietafel.pack.kinds import EXCEL, PRESENTATIE, WORD, read_kind

if TYPE_CHECKING:  # loaded when there is something to convert
    from pikepdf import Pdf

_ICC_TIME = struct.pack(">6H", 2000, 1, 1, 0, 0, 0)
"""The time of a colour profile: bytes 24 to 35 of its header (ICC.1:2010, 7.2.8)."""
PER_STUK = 0.5
"""The part of the time that is left that one file may take when it is tried alone."""
_NAMEN = {WORD: "doc", EXCEL: "xls", PRESENTATIE: "ppt"}
_PLEKKEN = (
    "/Applications/LibreOffice.app/Contents/MacOS/soffice",
    "C:/Program Files/LibreOffice/program/soffice.com",
    "C:/Program Files (x86)/LibreOffice/program/soffice.com",
)


@dataclass(frozen=True)
class NietOmgezet:
    """Why a file has no PDF: a Dutch sentence with what to do."""

    reden: str


GEEN_SOFFICE = NietOmgezet(
    "LibreOffice staat niet op deze computer; installeer het of lever het stuk aan als PDF."
)
TE_LANG = NietOmgezet("LibreOffice was niet op tijd klaar; lever het stuk aan als PDF.")
MISLUKT = NietOmgezet("LibreOffice kon er geen PDF van maken; lever het stuk aan als PDF.")


def find_soffice() -> Path | None:
    """Return the LibreOffice program: on the search path or where installers put it."""
    found = shutil.which("soffice") or shutil.which("libreoffice")
    if found:
        return Path(found)
    return next((Path(place) for place in _PLEKKEN if Path(place).is_file()), None)


def convert_office(
    files: Sequence[Path], *, limit_seconds: float = 120
) -> dict[Path, bytes | NietOmgezet]:
    """Return a PDF, or the reason why there is none, for each of ``files``.

    Everything together takes at most about ``limit_seconds``. The files are read, never changed.
    """
    wanted = list(dict.fromkeys(files))
    soffice = find_soffice()
    if soffice is None or not wanted:
        return dict.fromkeys(wanted, GEEN_SOFFICE)
    end = time.monotonic() + limit_seconds
    with tempfile.TemporaryDirectory(prefix="regietafel-", ignore_cleanup_errors=True) as folder:
        run = _Omzetting(soffice, Path(folder))
        made = run.convert(run.copy(wanted), limit_seconds * PER_STUK)
        for path in [path for path in wanted if path not in made]:
            left = end - time.monotonic()
            made |= run.convert(run.copy([path]), left * PER_STUK) if left > 1 else {}
        late = TE_LANG if time.monotonic() >= end or run.te_laat else MISLUKT
    return {path: made.get(path, late) for path in wanted}


class _Omzetting:
    """Runs LibreOffice in a temporary folder."""

    def __init__(self, soffice: Path, folder: Path) -> None:
        self._soffice = soffice
        self._folder = folder
        self._turn = 0
        self.te_laat = False

    def copy(self, paths: Sequence[Path]) -> dict[Path, Path]:
        """Copy files under plain names of their own; return original by copy.

        The name then says what the content is, two files of one name do not clash, and no lock
        file appears beside the user's file.
        """
        self._turn += 1
        folder = self._folder / f"in{self._turn}"
        folder.mkdir()
        copies = {}
        for number, path in enumerate(paths):
            copy = folder / f"{number}{_suffix(path)}"
            shutil.copyfile(path, copy)
            copies[copy] = path
        return copies

    def convert(self, copies: Mapping[Path, Path], seconds: float) -> dict[Path, bytes]:
        """Return the PDFs that appeared, by original; none when LibreOffice fails."""
        target = self._folder / f"uit{self._turn}"
        target.mkdir()
        self._run([*map(str, copies)], target, seconds)
        results = {path: target / f"{copy.stem}.pdf" for copy, path in copies.items()}
        return {path: made for path, result in results.items() if (made := _read_pdf(result))}

    def _run(self, names: list[str], target: Path, seconds: float) -> None:
        profile = self._folder / f"profiel{self._turn}"
        _write_profile(profile)
        command = [str(self._soffice), f"-env:UserInstallation={profile.as_uri()}", "--headless"]
        command += ["--norestore", "--nolockcheck", "--convert-to", "pdf", "--outdir", str(target)]
        self.te_laat = not run_limited([*command, *names], seconds, _environment(self._folder))


def _suffix(path: Path) -> str:
    """Return the suffix that fits the content: old Office files differ from zipped ones."""
    with path.open("rb") as file:
        head = file.read(8)
    kind = read_kind(path).soort
    name = _NAMEN.get(kind, "doc")
    if head.startswith(b"{\\rtf"):
        return ".rtf"
    if head.startswith(b"PK"):
        odf = {WORD: ".odt", EXCEL: ".ods", PRESENTATIE: ".odp"}
        return odf[kind] if kind in odf and _is_odf(path) else f".{name}x"
    return f".{name}"


def _is_odf(path: Path) -> bool:
    with path.open("rb") as file:
        return b"mimetypeapplication/vnd.oasis" in file.read(128)


def _read_pdf(path: Path) -> bytes | None:
    """Return a PDF that was made, if it is whole: it starts and ends as one."""
    if not path.is_file():
        return None
    content = path.read_bytes()
    whole = content.startswith(b"%PDF-") and b"%%EOF" in content[-1024:]
    return _settled(content) if whole else None


def _settled(content: bytes) -> bytes | None:
    """Return LibreOffice's PDF with what it leaves out and without what differs each time.

    It sets no tab order on pages with links (ISO 14289-1, 7.18.3), and writes the time of the
    conversion in the file; the same document must give the same bytes.
    """
    import pikepdf

    try:
        with pikepdf.open(BytesIO(content)) as pdf:
            for page in pdf.pages:
                if "/Annots" in page:
                    page.obj.Tabs = pikepdf.Name.S
            _forget_times(pdf)
            settled = BytesIO()
            pdf.save(settled, deterministic_id=True)
    except pikepdf.PdfError:
        return None
    return settled.getvalue()


def _forget_times(pdf: "Pdf") -> None:
    with pdf.open_metadata(set_pikepdf_as_editor=False, update_docinfo=False) as metadata:
        for name in ("xmp:CreateDate", "xmp:ModifyDate", "xmp:MetadataDate"):
            if name in metadata:
                del metadata[name]
    for name in ("/CreationDate", "/ModDate"):
        if name in pdf.docinfo:
            del pdf.docinfo[name]
    for name in ("/DocChecksum", "/ID"):
        if name in pdf.trailer:
            del pdf.trailer[name]
    for intent in pdf.Root.get("/OutputIntents", ()):
        profile = intent.DestOutputProfile
        data = profile.read_bytes()
        profile.write(data[:24] + _ICC_TIME + data[36:])


def _environment(folder: Path) -> dict[str, str]:
    """Return the environment with a home of its own and proxies that answer nothing."""
    dead = "http://127.0.0.1:9"
    proxies = dict.fromkeys(("http_proxy", "https_proxy", "ftp_proxy", "all_proxy"), dead)
    return os.environ | proxies | {"HOME": str(folder), "SAL_USE_VCLPLUGIN": "svp", "no_proxy": ""}


def run_limited(command: Sequence[str], seconds: float, environment: Mapping[str, str]) -> bool:
    """Run a program and all that it starts; end them after ``seconds`` and return ``False`` then."""
    process = subprocess.Popen(
        command,
        env=dict(environment),
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )
    try:
        process.wait(seconds)
    except subprocess.TimeoutExpired:
        return False
    finally:
        _end_group(process)
    return True


def _end_group(process: subprocess.Popen[bytes]) -> None:
    """End a process and its children: the program starts others that outlive it."""
    if sys.platform == "win32":
        tree = ["taskkill", "/T", "/F", "/PID", str(process.pid)]
        subprocess.run(tree, capture_output=True, check=False)
    else:
        with suppress(ProcessLookupError, PermissionError):
            os.killpg(process.pid, signal.SIGKILL)
    process.wait()


# -- the profile ---------------------------------------------------------------------------------

_PDF = "/org.openoffice.Office.Common/Filter/PDF/Export"
_VEILIG = "/org.openoffice.Office.Common/Security/Scripting"
_NET = "/org.openoffice.Inet/Settings"
_WAARDEN = (
    (_PDF, "PDFUACompliance", "true"),
    (_PDF, "SelectPdfVersion", "2"),
    (_PDF, "UseTaggedPDF", "true"),
    (_PDF, "ExportBookmarks", "true"),
    (_PDF, "ExportFormFields", "false"),
    (_VEILIG, "MacroSecurityLevel", "3"),
    (_VEILIG, "DisableMacrosExecution", "true"),
    (_VEILIG, "BlockUntrustedRefererLinks", "true"),
    (_NET, "ooInetProxyType", "2"),
    (_NET, "ooInetHTTPProxyName", "127.0.0.1"),
    (_NET, "ooInetHTTPProxyPort", "9"),
    (_NET, "ooInetHTTPSProxyName", "127.0.0.1"),
    (_NET, "ooInetHTTPSProxyPort", "9"),
    ("/org.openoffice.Office.Writer/Content/Update", "Link", "0"),
    ("/org.openoffice.Office.Calc/Content/Update", "Link", "2"),
    ("/org.openoffice.Office.Common/Misc", "FirstRun", "false"),
)


def _write_profile(folder: Path) -> None:
    """Write the settings of a new profile (``registrymodifications.xcu``)."""
    items = "".join(
        f'<item oor:path="{path}"><prop oor:name="{name}" oor:op="fuse">'
        f"<value>{value}</value></prop></item>"
        for path, name, value in _WAARDEN
    )
    text = (
        '<?xml version="1.0" encoding="UTF-8"?>'
        '<oor:items xmlns:oor="http://openoffice.org/2001/registry" '
        'xmlns:xs="http://www.w3.org/2001/XMLSchema" '
        f'xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">{items}</oor:items>'
    )
    user = folder / "user"
    user.mkdir(parents=True)
    (user / "registrymodifications.xcu").write_text(text, encoding="utf-8")
