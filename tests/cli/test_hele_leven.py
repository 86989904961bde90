"""The whole life of a meeting, through the command line, a mail server and members' calendars."""

import email
import email.policy
import os
import subprocess
import sys
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from email.message import EmailMessage
from io import BytesIO
from pathlib import Path

import pikepdf
import pytest
from pypdf import PdfReader

from ..pack import pdfs  # noqa: TID252 - they lie with the pack
from ..postkantoor import Postkantoor  # noqa: TID252 - lies with all tests
from .agendaserver import Khal, dav, event_in, new_agenda, stored
from .antwoordmail import Afspraak, apple, gmail, kontact, nextcloud, outlook
from .conftest import Regietafel, Uitvoer
from .mailwerkmap import set_mail

MAART, JUNI = "prt/2031-03-12", "prt/2031-06-11"
LEDEN = ("assen", "coa", "emmen", "hoogeveen", "meppel", "westerveld")
SECRETARIAAT = "secretariaat@provincie.example"
TAFEL = """\
naam: provinciale regietafel Voorbeeld
kort: PRT Voorbeeld
nummercode: PRT-VB
niveau: provinciaal
agendavorm: toelichting
secretariaat: {naam: Secretariaat, email: secretariaat@provincie.example}
leden:
  - {lid: assen, organisatie: gemeente Assen, naam: José de Boer, email: info@assen.example}
  - {lid: coa, organisatie: COA, naam: Carla van Dijk, email: info@coa.example, rol: adviseur}
  - {lid: emmen, organisatie: gemeente Emmen, functie: burgemeester, email: info@emmen.example}
  - {lid: hoogeveen, organisatie: gemeente Hoogeveen, naam: Ans Vos, email: info@hoogeveen.example}
  - {lid: meppel, organisatie: gemeente Meppel, naam: Anna Jansen, email: info@meppel.example}
  - {lid: westerveld, organisatie: gemeente Westerveld, naam: Bo Bos, email: info@westerveld.example}
"""
DAG = """\
datum: 2031-03-12
begin: 12:30
einde: 13:30
plaats: Provinciehuis, Assen
"""
AGENDA = """\
agenda:
  - Opening
  - titel: Asielopvang
    doel: ter bespreking
    bijlagen:
      - titel: Memo verdeling
        bestand: memo.pdf
      - titel: Cijfers maart
        volgt: ja
  - titel: Statushouders
    doel: ter informatie
    bijlagen:
      - titel: Overzicht
        bestand: overzicht.pdf
  - Sluiting
"""


def adres(lid: str) -> str:
    return f"info@{lid}.example"


def read(content: bytes) -> EmailMessage:
    message = email.message_from_bytes(content, policy=email.policy.default)
    assert isinstance(message, EmailMessage)
    return message


@dataclass
class Verhaal:
    """A secretary, a mail server, and six members who each have a calendar on a server."""

    werkmap: Path
    run: Regietafel
    kantoor: Postkantoor
    agendas: Mapping[str, str]
    khal: Khal
    gelezen: int = 0
    afspraken: dict[str, Afspraak] = field(default_factory=dict)

    def folder(self, meeting: str) -> Path:
        return self.werkmap / "meetings" / meeting

    def regietafel(self, *arguments: str | Path, code: int = 0) -> Uitvoer:
        result = self.run(*arguments, cwd=self.werkmap)
        assert result.code == code, f"{arguments}: {result.out}{result.err}"
        return result

    def killed(self, step: str, number: int, *arguments: str) -> None:
        """Send, and end the process for good while the server is at a step for the n-th time."""
        self.kantoor.bereikt.clear()
        self.kantoor.verder.clear()
        self.kantoor.wacht_op(step, self.kantoor.geteld.get(step, 0) + number)
        command = [sys.executable, "-m", "regietafel", *arguments]
        pipe = subprocess.PIPE
        process = subprocess.Popen(
            command, cwd=self.werkmap, stdout=pipe, stderr=pipe, env=dict(os.environ)
        )
        assert self.kantoor.bereikt.wait(20), process.communicate()
        process.kill()
        process.communicate()
        self.kantoor.loop_verder()

    def post(self) -> dict[str, EmailMessage]:
        """Return what each member got since the last time; calendars take what is for them."""
        new = self.kantoor.ontvangen[self.gelezen :]
        self.gelezen = len(self.kantoor.ontvangen)
        got = {one.aan[0].split("@")[1].split(".")[0]: read(one.inhoud) for one in new}
        assert len(got) == len(new), "somebody got a mail twice"
        for lid, message in got.items():
            self._take(lid, message)
        return got

    def _take(self, lid: str, message: EmailMessage) -> None:
        parts = [p for p in message.walk() if p.get_content_type() == "text/calendar"]
        for part in parts:
            content = part.get_payload(decode=True)
            assert isinstance(content, bytes)
            event = event_in(content)
            dav(
                "PUT",
                f"{self.agendas[lid]}/{str(event['UID']).partition('@')[0]}.ics",
                stored(content),
            )
            self.afspraken[lid] = Afspraak.of(event)
            if lid == "assen":
                self.khal.take(content)

    def in_agenda(self, lid: str, meeting: str) -> tuple[str, int, str]:
        """Return status, version and begin of a meeting as it stands in a member's calendar."""
        uid = next(
            line.partition(": ")[2]
            for line in (self.folder(meeting) / "uitnodiging.yaml").read_text().splitlines()
            if line.startswith("uid:")
        )
        event = event_in(
            dav("GET", f"{self.agendas[lid]}/{uid.strip(chr(39)).partition('@')[0]}.ics")
        )
        return (
            str(event["STATUS"]),
            int(str(event["SEQUENCE"])),
            f"{event.decoded('DTSTART'):%H:%M}",
        )

    def in_all_agendas(self, meeting: str) -> tuple[str, int, str]:
        """Return the same of all members, who must not differ."""
        (same,) = {self.in_agenda(lid, meeting) for lid in LEDEN}
        return same

    def antwoord(self, name: str, content: bytes) -> None:
        folder = self.werkmap / "postvak"
        folder.mkdir(exist_ok=True)
        (folder / name).write_bytes(content)

    def lees(self, *names: str) -> Uitvoer:
        return self.regietafel("antwoorden", MAART, *(f"postvak/{name}" for name in names))

    def aanwezig(self) -> dict[str, str]:
        lines = self.regietafel("aanwezigheid", MAART).out.splitlines()[1:]
        rows = [line.split("\t") for line in lines]
        return {lid: row[1] for lid, row in zip(LEDEN, rows, strict=True)}

    def put(self, name: str, title: str, pages: int) -> None:
        path = self.folder(MAART) / "bijlagen" / name
        path.parent.mkdir(exist_ok=True)
        path.write_bytes(pdfs.tagged(title, pages=pages))

    def change(self, old: str, new: str) -> None:
        path = self.folder(MAART) / "vergadering.yaml"
        text = path.read_text()
        assert old in text
        path.write_text(text.replace(old, new, 1))


@pytest.fixture
def verhaal_van_zes(
    regietafel: Regietafel,
    tmp_path: Path,
    kantoor: Postkantoor,
    agendaserver: str,
    khal: Khal,
    monkeypatch: pytest.MonkeyPatch,
) -> Verhaal:
    monkeypatch.setenv("PYTHON_KEYRING_BACKEND", "keyring.backends.null.Keyring")
    root = tmp_path / "werk"
    (root / "meetings" / "prt").mkdir(parents=True)
    (root / "regietafel.yaml").write_text("huisstijl: {naam: Provincie Voorbeeld}\n")
    (root / "meetings" / "prt" / "tafel.yaml").write_text(TAFEL)
    set_mail(root, server="127.0.0.1", tls="geen", poort=kantoor.poort, wachttijd=10)
    agendas = {lid: new_agenda(agendaserver, lid) for lid in LEDEN}
    return Verhaal(root, regietafel, kantoor, agendas, khal)


def labels(content: bytes) -> list[str]:
    with pikepdf.open(BytesIO(content)) as pdf:
        return [str(page.label) for page in pdf.pages]


def words(content: bytes) -> str:
    pages = PdfReader(BytesIO(content)).pages
    return " ".join(" ".join(page.extract_text() for page in pages).split())


def attached(message: EmailMessage) -> dict[str, bytes]:
    files = {str(p.get_filename()): p.get_payload(decode=True) for p in message.iter_attachments()}
    return {name: content for name, content in files.items() if isinstance(content, bytes)}


def test_the_whole_life_of_a_meeting(verhaal_van_zes: Verhaal) -> None:
    verhaal = verhaal_van_zes
    keep_the_date(verhaal)
    invite(verhaal)
    six_answers(verhaal)
    another_time(verhaal)
    send_the_agenda(verhaal)
    send_what_came_late(verhaal)
    somebody_else_on_the_day(verhaal)
    cancel_the_next(verhaal)
    everything_went_once(verhaal)


def keep_the_date(verhaal: Verhaal) -> None:
    """Two meetings at once, reserved in every calendar before there is an agenda."""
    verhaal.regietafel("reeks", "prt", "--op", "2031-03-12", "--op", "2031-06-11")
    for meeting in (JUNI, MAART):
        (verhaal.folder(meeting) / "vergadering.yaml").write_text(
            DAG.replace("2031-03-12", meeting.partition("/")[2])
        )
        verhaal.regietafel("uitnodiging", meeting, "--voorlopig")
        result = verhaal.regietafel("mail", meeting, "uitnodiging", "--verstuur")
        assert result.out == "001-uitnodiging: 6 bezorgd.\n"
        post = verhaal.post()
        assert sorted(post) == [*LEDEN]
        assert post["assen"]["Subject"].startswith("Reservering PRT Voorbeeld")
        assert verhaal.in_all_agendas(meeting) == ("TENTATIVE", 0, "12:30")


def invite(verhaal: Verhaal) -> None:
    """The reservation is confirmed; the machine stops while the third mail is on its way."""
    verhaal.put("memo.pdf", "Memo", 3)
    verhaal.put("overzicht.pdf", "Overzicht", 2)
    (verhaal.folder(MAART) / "vergadering.yaml").write_text(DAG + AGENDA)
    verhaal.regietafel("uitnodiging", MAART, "--bevestig")
    verhaal.killed("data", 3, "mail", MAART, "uitnodiging", "--verstuur")
    assert "[mail-niet-verstuurd]" in verhaal.regietafel("controleer", MAART).err
    result = verhaal.regietafel("mail", MAART, "uitnodiging", "--verstuur", code=1)
    assert result.out == "002-uitnodiging: 5 bezorgd, 1 onzeker.\n"
    assert f"Of {adres('emmen')} de mail kreeg, is niet zeker" in result.err
    assert sorted(verhaal.post()) == [*LEDEN]
    assert verhaal.in_all_agendas(MAART) == ("CONFIRMED", 1, "12:30")
    checked = verhaal.regietafel("controleer", MAART)
    assert checked.err.count("[mail-onzeker]") == 1
    verhaal.regietafel("mail", MAART, "uitnodiging", "--aangekomen", adres("emmen"))
    assert "[mail-onzeker]" not in verhaal.regietafel("controleer", MAART).err


def six_answers(verhaal: Verhaal) -> None:
    now = datetime.now(UTC)
    afspraak = verhaal.afspraken["assen"]
    later = Afspraak(
        afspraak.uid, 1, *(t + timedelta(days=1) for t in (afspraak.begin, afspraak.einde))
    )
    verhaal.antwoord("assen.eml", outlook(afspraak, now, adres("assen"), "ACCEPTED"))
    verhaal.antwoord("coa.eml", apple(afspraak, now, adres("coa"), "TENTATIVE"))
    verhaal.antwoord(
        "emmen.eml", kontact(afspraak, now, adres("emmen"), ("Wil de Wit", "w@emmen.example"))
    )
    verhaal.antwoord(
        "hoogeveen.eml", outlook(later, now, adres("hoogeveen"), "TENTATIVE", "COUNTER")
    )
    verhaal.antwoord("meppel.eml", gmail(afspraak, now, adres("meppel"), "DECLINED"))
    verhaal.antwoord(
        "westerveld.eml", gmail(afspraak, now, adres("westerveld"), "ACCEPTED", gasten=2)
    )
    verhaal.antwoord("vreemde.eml", outlook(afspraak, now, "iemand@elders.example", "DECLINED"))
    names = [f"{lid}.eml" for lid in LEDEN]
    result = verhaal.lees(*names, "vreemde.eml")
    assert "wordt vervangen door Wil de Wit" in result.out
    assert "stelt een andere tijd voor: donderdag 13 maart 2031, 12.30 – 13.30 uur" in result.err
    assert "is niet overgenomen: afzender onbekend" in result.err
    assert verhaal.aanwezig() == {
        "assen": "aanwezig", "coa": "misschien", "emmen": "vervangen door Wil de Wit",
        "hoogeveen": "tegenvoorstel", "meppel": "afwezig", "westerveld": "aanwezig",
    }  # fmt: skip
    text = agenda_text(verhaal)
    assert "Aanwezig José de Boer, gemeente Assen Wil de Wit, vervangt burgemeester" in text
    assert "Afwezig Anna Jansen" in text


def agenda_text(verhaal: Verhaal) -> str:
    verhaal.regietafel("maak", MAART, "agenda")
    path = next((verhaal.folder(MAART) / "uit").glob("0. Agenda*.pdf"))
    return words(path.read_bytes())


def another_time(verhaal: Verhaal) -> None:
    """Half an hour later: everybody is asked again, and who stays silent is reminded."""
    verhaal.change("begin: 12:30\neinde: 13:30", "begin: 13:00\neinde: 14:00")
    old = verhaal.afspraken["meppel"]
    verhaal.regietafel("mail", MAART, "uitnodiging", "--verstuur")
    post = verhaal.post()
    assert post["meppel"]["Subject"] == "Gewijzigd: uitnodiging PRT Voorbeeld 12 maart 2031"
    assert verhaal.in_all_agendas(MAART) == ("CONFIRMED", 2, "13:00")
    now = datetime.now(UTC) + timedelta(minutes=5)
    new = verhaal.afspraken["meppel"]
    verhaal.antwoord("meppel.eml", outlook(old, now, adres("meppel"), "ACCEPTED"))
    verhaal.antwoord("assen.eml", outlook(new, now, adres("assen"), "ACCEPTED"))
    verhaal.antwoord("coa.ics", nextcloud(new, now, adres("coa"), "ACCEPTED"))
    verhaal.antwoord("hoogeveen.eml", apple(new, now, adres("hoogeveen"), "ACCEPTED"))
    result = verhaal.lees("meppel.eml", "assen.eml", "coa.ics", "hoogeveen.eml")
    assert "[antwoord-oude-versie]" in result.err
    verhaal.killed("rcpt", 2, "mail", MAART, "herinnering", "--verstuur")
    result = verhaal.regietafel("mail", MAART, "herinnering", "--verstuur")
    assert result.out == "004-herinnering: 3 bezorgd.\n"
    assert sorted(verhaal.post()) == ["emmen", "meppel", "westerveld"]
    verhaal.antwoord(
        "emmen.eml", kontact(new, now, adres("emmen"), ("Wil de Wit", "w@emmen.example"))
    )
    verhaal.antwoord("meppel.eml", gmail(new, now, adres("meppel"), "DECLINED"))
    verhaal.lees("emmen.eml", "meppel.eml")
    assert verhaal.aanwezig() == {
        "assen": "aanwezig", "coa": "aanwezig", "emmen": "vervangen door Wil de Wit",
        "hoogeveen": "aanwezig", "meppel": "afwezig", "westerveld": "komt (oude versie)",
    }  # fmt: skip


def send_the_agenda(verhaal: Verhaal) -> None:
    """The pack goes out, cut off before the fourth address; from now on its numbers stay."""
    command = ("mail", MAART, "agenda", "--bundel", "--verstuur")
    verhaal.killed("mail", 4, *command)
    assert verhaal.regietafel(*command).out == "005-agenda: 6 bezorgd.\n"
    post = verhaal.post()
    assert sorted(post) == [*LEDEN]
    (name,) = attached(post["assen"])
    assert name == "Vergaderstukken PRT Voorbeeld 12 maart 2031.pdf"
    assert labels(attached(post["meppel"])[name]) == [str(n) for n in range(1, 9)]
    assert {bytes(attached(m)[name]) for m in post.values()} == {attached(post["assen"])[name]}


def send_what_came_late(verhaal: Verhaal) -> None:
    """The promised figures and a longer memo: what members have keeps its page."""
    verhaal.put("cijfers.pdf", "Cijfers", 2)
    verhaal.put("memo.pdf", "Memo", 4)
    verhaal.change(
        "        volgt: ja\n", "        bestand: cijfers.pdf\n        reden: toegezegd\n"
    )
    verhaal.killed("data", 1, "mail", MAART, "nazending", "--verstuur")
    result = verhaal.regietafel("mail", MAART, "nazending", "--verstuur", code=1)
    assert result.out == "006-nazending: 5 bezorgd, 1 onzeker.\n"
    post = verhaal.post()
    assert sorted(post) == [*LEDEN]
    new, whole = attached(post["emmen"]).values()
    assert labels(new) == ["i", "3", "4", "5", "5a", "6", "6a"]
    assert labels(whole) == ["1", "2", "3", "4", "5", "5a", "6", "6a", "7", "8"]
    assert "Toegezegd" in words(new)
    assert verhaal.regietafel("pakket", MAART, "--nazending").out.endswith(
        "gelijk aan deze bundel.\n"
    )


def somebody_else_on_the_day(verhaal: Verhaal) -> None:
    path = verhaal.folder(MAART) / "vergadering.yaml"
    path.write_text(
        f"{path.read_text()}aanwezigheid:\n"
        "  - {lid: hoogeveen, komst: aanwezig, vervanger: {naam: Kim Kok, functie: wethouder}}\n"
    )
    assert verhaal.aanwezig()["hoogeveen"].startswith("vervangen door Kim Kok")
    assert "Kim Kok" in agenda_text(verhaal)
    result = verhaal.regietafel("mail", MAART, "uitnodiging", "--verstuur")
    assert "niemand krijgt hem nog eens" in result.err
    assert verhaal.post() == {}


def cancel_the_next(verhaal: Verhaal) -> None:
    verhaal.regietafel("uitnodiging", JUNI, "--annuleer")
    verhaal.killed("data", 6, "mail", JUNI, "annulering", "--verstuur")
    verhaal.regietafel("mail", JUNI, "annulering", "--verstuur", code=1)
    post = verhaal.post()
    assert sorted(post) == [*LEDEN]
    assert verhaal.in_all_agendas(JUNI) == ("CANCELLED", 1, "12:30")
    assert verhaal.in_all_agendas(MAART) == ("CONFIRMED", 2, "13:00")
    title, place = "Provinciale regietafel Voorbeeld", "Provinciehuis, Assen"
    assert verhaal.khal.shown("2031-03-12") == [f"13:00 14:00 {title} | {place} | CONFIRMED"]
    assert verhaal.khal.shown("2031-06-11")[0].endswith("| CANCELLED")


def everything_went_once(verhaal: Verhaal) -> None:
    """Seven mailings to six members and a reminder to three, with a kill in five of them."""
    seen = Counter(
        (post.aan, read(post.inhoud)["Message-ID"]) for post in verhaal.kantoor.ontvangen
    )
    assert [one for one, number in seen.items() if number > 1] == []
    assert len(seen) == 7 * 6 + 3


# ---------------------------------------------------------------------- wherever the machine stops


STOPPER = """
import os, shutil, signal, sys
from pathlib import Path
from regietafel.cli import bezorgen, mailen, main, uitnodigen

left = 0

def stops(step):
    def run(*arguments, **options):
        global left
        left -= 1
        if left == 0:
            os.kill(os.getpid(), signal.SIGKILL)
        return step(*arguments, **options)
    return run

for name in ("fsync", "replace", "rename"):
    setattr(os, name, stops(getattr(os, name)))
for number in range(1, 60):
    werk = Path(f"{sys.argv[1]}-{number}")
    shutil.copytree(sys.argv[1], werk)
    table = werk / "meetings/prt/tafel.yaml"
    table.write_text(table.read_text().replace(".example", f"{number}.example"))
    child = os.fork()
    if not child:
        left = number
        os.chdir(werk)
        main(["mail", "prt/2031-03-12", "uitnodiging", "--verstuur"])
    if not os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]):
        break
"""
"""Ends the process at its first, second, … change on the disk, each time in a copy of a workspace."""


def test_wherever_the_machine_stops_nobody_gets_it_twice_and_nobody_is_forgotten(
    regietafel: Regietafel, tmp_path: Path, kantoor: Postkantoor
) -> None:
    werk = tmp_path / "werk"
    (werk / "meetings" / MAART).mkdir(parents=True)
    (werk / "regietafel.yaml").write_text("huisstijl: {naam: Provincie Voorbeeld}\n")
    (werk / "meetings/prt/tafel.yaml").write_text("\n".join(TAFEL.splitlines()[:9]) + "\n")
    (werk / "meetings" / MAART / "vergadering.yaml").write_text(DAG)
    set_mail(werk, server="127.0.0.1", tls="geen", poort=kantoor.poort)
    done = subprocess.run(
        [sys.executable, "-c", STOPPER, str(werk)], capture_output=True, check=False, timeout=60
    )
    assert done.returncode == 0, done.stderr
    copies = sorted(tmp_path.glob("werk-*"), key=lambda path: int(path.name.split("-")[1]))
    assert 15 < len(copies) < 59
    for number, copy in enumerate(copies, 1):
        result = regietafel("mail", MAART, "uitnodiging", "--verstuur", cwd=copy)
        addresses = [f"info@{lid}{number}.example" for lid in ("assen", "coa")]
        for address in addresses:
            unsure = f"Of {address} de mail kreeg" in result.err
            assert kantoor.adressen().count(address) in ({0, 1} if unsure else {1}), number
        folder = copy / "meetings" / MAART
        assert [f.name for f in (folder / "verzonden").glob("0*")] == ["001-uitnodiging"]
        kept = (folder / "uitnodiging.yaml").read_text()
        uid = kept.partition("uid: ")[2].split()[0].encode()
        got = [post.inhoud for post in kantoor.ontvangen if post.aan[0] in addresses]
        assert all(uid in calendar_in(content) for content in got), number


def calendar_in(content: bytes) -> bytes:
    """Return the calendar message of a mail, its long lines made whole (RFC 5545, 3.1)."""
    parts = [p for p in read(content).walk() if p.get_content_type() == "text/calendar"]
    found = parts[0].get_payload(decode=True)
    assert isinstance(found, bytes)
    return found.replace(b"\r\n ", b"")
