"""A run of mail that was cut off, or meets another: it goes on, and nobody gets one twice."""

import os
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from regietafel.dossier import editing

from ..postkantoor import Postkantoor  # noqa: TID252 - lies with all tests
from .conftest import Regietafel
from .mailwerkmap import ASSEN, EMMEN, MEETING, MEPPEL, meeting, sent, set_mail
from .test_mail import words_of


@pytest.fixture
def cut_off(regietafel: Regietafel, tafel: Path, kantoor: Postkantoor) -> Path:
    """Return a workspace in which EMMEN was refused for good, and MEPPEL for the moment."""
    kantoor.antwoorden |= {EMMEN: "550 onbekend", MEPPEL: "450 postvak vol"}
    first = regietafel("mail", MEETING, "agenda", "--verstuur", cwd=tafel)
    assert first.out == "001-agenda: 1 bezorgd, 1 geweigerd, 1 nog niet verstuurd.\n"
    kantoor.antwoorden.clear()
    kantoor.ontvangen.clear()
    return tafel


def test_an_address_that_was_mended_gets_the_mail_alone(
    regietafel: Regietafel, cut_off: Path, kantoor: Postkantoor
) -> None:
    table = cut_off / "meetings/prt-drenthe/tafel.yaml"
    table.write_text(table.read_text().replace(EMMEN, "b@emmen.example"))
    options = ("--verstuur", "--aan", "emmen", "--toelichting", "Nu goed.")
    result = regietafel("mail", MEETING, "agenda", *options, cwd=cut_off)
    assert (result.code, result.out) == (0, "002-agenda: 1 bezorgd.\n"), result.err
    assert kantoor.adressen() == ["b@emmen.example"]
    assert "Nu goed." in words_of(kantoor.ontvangen[0].inhoud)
    rest = regietafel("mail", MEETING, "agenda", "--verstuur", cwd=cut_off)
    assert "Verder met 001-agenda: nog 1 van 3." in rest.err
    assert rest.out == "001-agenda: 2 bezorgd, 1 geweigerd.\n"
    assert kantoor.adressen() == ["b@emmen.example", MEPPEL]
    done = regietafel("mail", MEETING, "agenda", "--verstuur", cwd=cut_off)
    assert (done.code, done.out, len(kantoor.ontvangen)) == (0, "", 2)


def test_who_is_named_gets_the_rest_of_a_mailing_and_nobody_else(
    regietafel: Regietafel, tafel: Path, kantoor: Postkantoor
) -> None:
    kantoor.antwoorden |= dict.fromkeys((ASSEN, EMMEN, MEPPEL), "450 later")
    regietafel("mail", MEETING, "agenda", "--verstuur", cwd=tafel)
    looked = regietafel("mail", MEETING, "agenda", "--aan", "emmen", cwd=tafel)
    assert "Met --verstuur gaat hij verder, naar 1 ontvanger." in looked.out
    kantoor.antwoorden.clear()
    result = regietafel("mail", MEETING, "agenda", "--verstuur", "--aan", "emmen", cwd=tafel)
    assert result.out == "001-agenda: 1 bezorgd, 2 nog niet verstuurd.\n"
    assert kantoor.adressen() == [EMMEN]
    regietafel("mail", MEETING, "agenda", "--verstuur", cwd=tafel)
    assert kantoor.adressen() == [ASSEN, EMMEN, MEPPEL]
    assert sent(tafel) == ["001-agenda"]


def test_the_same_command_goes_on_with_the_mailing_that_it_made(
    regietafel: Regietafel, tafel: Path, kantoor: Postkantoor
) -> None:
    kantoor.antwoorden[EMMEN] = "450 later"
    options = (
        "--aan",
        "assen",
        "--aan",
        "emmen",
        "--bundel",
        "--toelichting",
        "Let op:\n\nzaal 2.",
    )
    command = ("mail", MEETING, "agenda", "--verstuur", *options)
    assert regietafel(*command, cwd=tafel).out == "001-agenda: 1 bezorgd, 1 nog niet verstuurd.\n"
    kantoor.antwoorden.clear()
    other = regietafel(*command[:-1], "Let op: zaal 3.", cwd=tafel)
    assert (other.code, "zonder --toelichting, of" in other.err) == (1, True)
    assert regietafel(*command, cwd=tafel).out == "001-agenda: 2 bezorgd.\n"
    assert kantoor.adressen() == [ASSEN, EMMEN]


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (("--toelichting", "Let op."), "zonder --toelichting, of"),
        (("--bundel", "--bcc"), "zonder --bundel en --bcc, of"),
        (("--aan", "meppel", "--bundel"), "zonder --bundel, of"),
        (("--aan", "meppel", "--aan", "emmen"), "Aan meppel gaat 001-agenda nog"),
    ],
)
def test_what_does_not_fit_the_rest_of_a_mailing_sends_nothing(
    regietafel: Regietafel,
    cut_off: Path,
    kantoor: Postkantoor,
    options: tuple[str, ...],
    said: str,
) -> None:
    table = cut_off / "meetings/prt-drenthe/tafel.yaml"
    table.write_text(table.read_text().replace(EMMEN, "b@emmen.example"))
    for work in ((), ("--verstuur",)):
        result = regietafel("mail", MEETING, "agenda", *work, *options, cwd=cut_off)
        assert (result.code, said in result.err) == (1, True), result.err
    assert (kantoor.ontvangen, sent(cut_off)) == ([], ["001-agenda"])
    again = regietafel("mail", MEETING, "agenda", "--verstuur", "--opnieuw", *options, cwd=cut_off)
    assert again.code == 0, again.err
    kantoor.ontvangen.clear()
    regietafel("mail", MEETING, "agenda", "--verstuur", cwd=cut_off)
    assert MEPPEL not in kantoor.adressen()  # the new mailing took the place of what was left


def test_what_is_left_does_not_go_to_an_address_of_before(
    regietafel: Regietafel, cut_off: Path, kantoor: Postkantoor
) -> None:
    table = cut_off / "meetings/prt-drenthe/tafel.yaml"
    table.write_text(table.read_text().replace(MEPPEL, "b@meppel.example"))
    result = regietafel("mail", MEETING, "agenda", "--verstuur", cwd=cut_off)
    assert result.out == "002-agenda: 1 bezorgd.\n", result.err
    assert kantoor.adressen() == ["b@meppel.example"]


# ---------------------------------------------------------------------- a kill at each step


Stapper = Callable[..., "subprocess.Popen[bytes]"]
SEND = ("mail", MEETING, "herinnering", "--verstuur")


@pytest.fixture
def in_process(tafel: Path) -> Stapper:
    """Return a function that gives a command, to send by itself, in a process of its own."""

    def start(*arguments: str) -> "subprocess.Popen[bytes]":
        command = [sys.executable, "-m", "regietafel", *(arguments or SEND)]
        pipe = subprocess.PIPE
        return subprocess.Popen(command, cwd=tafel, stdout=pipe, stderr=pipe, env=dict(os.environ))

    return start


@pytest.mark.parametrize(("step", "doubtful"), [("mail", 0), ("rcpt", 0), ("data", 1)])
@pytest.mark.parametrize("which", [1, 2])
def test_after_a_kill_nobody_gets_it_twice_and_who_may_have_it_is_named(
    regietafel: Regietafel,
    tafel: Path,
    kantoor: Postkantoor,
    in_process: Stapper,
    step: str,
    doubtful: int,
    which: int,
) -> None:
    kantoor.wacht_op(step, which)
    process = in_process()
    assert kantoor.bereikt.wait(20)
    process.kill()
    process.communicate()
    kantoor.loop_verder()
    result = regietafel("mail", MEETING, "herinnering", "--verstuur", cwd=tafel)
    assert result.err.count("[mail-onzeker]") == doubtful
    assert kantoor.adressen() == [ASSEN, EMMEN, MEPPEL]
    if doubtful:
        address = (ASSEN, EMMEN)[which - 1]
        known = (meeting(tafel) / "verzonden/001-herinnering/bezorging.txt").read_text()
        heard = regietafel("mail", MEETING, "herinnering", "--aangekomen", address, cwd=tafel)
        assert (heard.code, heard.out) == (0, "001-herinnering: 3 bezorgd.\n")
        twice = regietafel("mail", MEETING, "herinnering", "--aangekomen", address, cwd=tafel)
        assert "waarvan onzeker is of zij aankwam" in twice.err
        (meeting(tafel) / "verzonden/001-herinnering/bezorging.txt").write_text(known)
        again = regietafel("mail", MEETING, "herinnering", "--verstuur", cwd=tafel)
        assert (again.code, again.err.count("[mail-onzeker]")) == (1, 1)
        assert "[mail-onzeker]" in regietafel("mail", MEETING, "herinnering", cwd=tafel).err
        assert kantoor.adressen() == [ASSEN, EMMEN, MEPPEL]
        late = regietafel(
            "mail", MEETING, "herinnering", "--verstuur", "--alsnog", address, cwd=tafel
        )
        assert late.code == 0
        assert kantoor.adressen().count(address) == 2
        wrong = regietafel(
            "mail", MEETING, "herinnering", "--verstuur", "--alsnog", address, cwd=tafel
        )
        assert "onzeker is of werd geweigerd" in wrong.err


def test_two_runs_at_once_send_one_mail_each(
    tafel: Path, kantoor: Postkantoor, in_process: Stapper
) -> None:
    set_mail(tafel, server="127.0.0.1", tls="geen", poort=kantoor.poort)
    kantoor.wacht_op("data", 1)
    first = in_process()
    assert kantoor.bereikt.wait(20)
    second = in_process()
    assert waits(second)
    kantoor.loop_verder()
    assert (first.wait(20), second.wait(20)) == (0, 0)
    for process in (first, second):
        process.communicate()
    assert kantoor.adressen() == [ASSEN, EMMEN, MEPPEL]
    assert sent(tafel) == ["001-herinnering"]


@pytest.fixture
def interruptible() -> Iterator[None]:
    """Let Ctrl+C reach the processes of a test, also where the tests themselves do not hear it."""
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    yield
    signal.signal(signal.SIGINT, before)


@pytest.mark.usefixtures("interruptible")
@pytest.mark.parametrize(
    ("step", "counted"),
    [("rcpt", "1 bezorgd, 2 nog niet verstuurd"), ("data", "1 bezorgd, 1 nog niet verstuurd, 1 onzeker")],
)  # fmt: skip
def test_who_stops_a_run_hears_how_far_it_is_and_can_go_on(
    regietafel: Regietafel,
    tafel: Path,
    kantoor: Postkantoor,
    in_process: Stapper,
    step: str,
    counted: str,
) -> None:
    kantoor.wacht_op(step, 2)
    process = in_process()
    assert kantoor.bereikt.wait(20)
    process.send_signal(signal.SIGINT)
    out, err = (part.decode() for part in process.communicate(timeout=5))
    assert (process.returncode, out) == (130, f"001-herinnering: {counted}.\n")
    assert err.endswith("staat hierboven, met hoe u verdergaat.\n")
    kantoor.loop_verder()
    regietafel("mail", MEETING, "herinnering", "--verstuur", cwd=tafel)
    assert kantoor.adressen() == [ASSEN, EMMEN, MEPPEL]


def waits(process: "subprocess.Popen[bytes]") -> bool:
    """Tell whether a process is still busy after some time: it waits for another."""
    try:
        process.wait(1.5)
    except subprocess.TimeoutExpired:
        return True
    return False


def test_who_waits_for_another_run_mails_the_members_as_they_are_by_then(
    tafel: Path, kantoor: Postkantoor, in_process: Stapper
) -> None:
    kantoor.wacht_op("data", 1)
    (meeting(tafel) / "verslag.yaml").write_text("punten: []\n")
    first = in_process("mail", MEETING, "verslag", "--aan", "assen", "--verstuur")
    assert kantoor.bereikt.wait(20)
    second = in_process()
    assert waits(second)
    table = tafel / "meetings" / "prt-drenthe" / "tafel.yaml"
    table.write_text(table.read_text().replace(EMMEN, "nieuw@emmen.example"))
    kantoor.loop_verder()
    for process in (first, second):
        process.communicate(timeout=20)
    assert (first.returncode, second.returncode) == (0, 0)
    assert kantoor.adressen() == [ASSEN, ASSEN, MEPPEL, "nieuw@emmen.example"]


def test_a_change_of_the_invitation_waits_until_the_one_before_went_out(
    tafel: Path, kantoor: Postkantoor, in_process: Stapper
) -> None:
    kantoor.wacht_op("data", 1)
    first = in_process("mail", MEETING, "uitnodiging", "--verstuur")
    assert kantoor.bereikt.wait(20)
    path = meeting(tafel) / "vergadering.yaml"
    path.write_text(path.read_text().replace("einde: 13:30", "einde: 14:00"))
    later = [in_process("uitnodiging", MEETING), in_process("mail", MEETING, "uitnodiging")]
    assert [waits(process) for process in later] == [True, True]
    kantoor.loop_verder()
    for process in (first, *later):
        process.communicate(timeout=20)
    assert [process.returncode for process in (first, *later)] == [0, 0, 0]
    assert "volgnummer: 1\n" in (meeting(tafel) / "uitnodiging.yaml").read_text()


def test_who_waits_too_long_for_another_command_hears_it(
    regietafel: Regietafel, tafel: Path, kantoor: Postkantoor, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(editing, "_PATIENCE", 0.1)
    with editing.locked(meeting(tafel)):
        for command in (("mail", MEETING, "agenda", "--verstuur"), ("uitnodiging", MEETING)):
            result = regietafel(*command, cwd=tafel)
            assert (result.code, "Een ander programma is hier" in result.err) == (1, True)
    assert kantoor.ontvangen == []
