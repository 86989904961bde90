"""Reminders: who would get what, and the drafts themselves."""

import email
import email.policy
import html
import json
import re
from email.message import EmailMessage
from pathlib import Path

import pytest

from .conftest import Regietafel, Uitvoer

PRT = "prt-drenthe"
DAY = "2024-07-16"


@pytest.fixture
def herinner(regietafel: Regietafel, werkmap: Path) -> Regietafel:
    def run(*arguments: str | Path, cwd: Path = werkmap) -> Uitvoer:
        return regietafel("herinner", PRT, "--peildatum", DAY, *arguments, cwd=cwd)

    return run


def folder(werkmap: Path) -> Path:
    return werkmap / "meetings" / PRT / "uit" / "herinneringen"


def draft(werkmap: Path, lid: str) -> EmailMessage:
    content = (folder(werkmap) / f"herinnering-{DAY}-{lid}.eml").read_bytes()
    message = email.message_from_bytes(content, policy=email.policy.default)
    assert isinstance(message, EmailMessage)
    return message


def words(message: EmailMessage, kind: str) -> str:
    part = message.get_body((kind,))
    assert isinstance(part, EmailMessage)
    return str(part.get_content()).replace("\r\n", "\n")


def change(werkmap: Path, old: str, new: str, name: str = "tafel.yaml") -> None:
    path = werkmap / "meetings" / PRT / name
    text = path.read_text()
    assert text.count(old) == 1
    path.write_text(text.replace(old, new))


def test_without_schrijf_it_lists_who_would_get_what_and_writes_nothing(
    herinner: Regietafel, werkmap: Path
) -> None:
    result = herinner(cwd=werkmap)
    rows = [line.split("\t") for line in result.out.splitlines()]
    assert rows[0] == ["Naam", "Adres", "Open", "Te laat"]
    assert ["burgemeester, gemeente Emmen", "burgemeester@emmen.example", "2", "2"] in rows
    assert ["burgemeester, gemeente Assen", "burgemeester@assen.example", "1", "1"] in rows
    assert len(rows) == 16
    assert "--schrijf" in result.err
    assert not folder(werkmap).exists()


def test_each_owner_gets_one_draft_with_the_own_actions(
    herinner: Regietafel, werkmap: Path
) -> None:
    result = herinner("--schrijf", cwd=werkmap)
    assert result.code == 0
    made = sorted(path.name for path in folder(werkmap).iterdir())
    assert len(made) == len(result.out.splitlines()) == 15
    assert all(re.fullmatch(r"herinnering-2024-07-16-[a-z0-9-]+\.eml", name) for name in made)
    message = draft(werkmap, "emmen")
    assert message["From"] == "Secretariaat PRT Drenthe <regietafel@drenthe.example>"
    assert message["To"].addresses[0].addr_spec == "burgemeester@emmen.example"
    assert message["Subject"] == "Herinnering PRT Drenthe: 2 open acties, allemaal te laat"
    numbers = re.findall(r"PRT-DR-2024-A\d\d", words(message, "plain"))
    assert numbers == ["PRT-DR-2024-A02", "PRT-DR-2024-A05"]
    assert re.findall(r"PRT-DR-2024-A\d\d", words(message, "html")) == numbers


def test_text_and_html_say_the_same_words(herinner: Regietafel, werkmap: Path) -> None:
    herinner("--schrijf", cwd=werkmap)
    for lid in ("emmen", "secretaris", "voorzitter", "ministerie"):
        message = draft(werkmap, lid)
        body = words(message, "html").partition("<body")[2].partition(">")[2]
        shown = html.unescape(re.sub(r"<[^>]*>", " ", body))
        _, _, below = shown.partition(str(message["subject"]))  # above it the name of the sender
        assert "".join(below.split()) == "".join(words(message, "plain").split())


def test_the_mail_names_the_next_meeting_and_the_secretariat(
    herinner: Regietafel, werkmap: Path
) -> None:
    herinner("--schrijf", cwd=werkmap)
    text = words(draft(werkmap, "hoogeveen"), "plain")
    assert text.startswith("Geachte Martijn Breukelman,\n\nVoor de provinciale regietafel Drenthe")
    assert "De volgende vergadering is op woensdag 17 juli 2024.\n" in text
    assert "Secretariaat PRT Drenthe\nregietafel@drenthe.example\n0592 36 55 55\n" in text
    assert text.endswith("Alleen voor de leden van de tafel en hun adviseurs.\n")


def test_writing_twice_gives_the_same_bytes(herinner: Regietafel, werkmap: Path) -> None:
    def made() -> dict[str, bytes]:
        herinner("--schrijf", cwd=werkmap)
        return {path.name: path.read_bytes() for path in folder(werkmap).iterdir()}

    assert made() == made()


def test_an_owner_who_is_no_member_is_named_where_he_was_written(
    herinner: Regietafel, werkmap: Path
) -> None:
    (line,) = herinner(cwd=werkmap).err.splitlines()[1:]
    assert "[eigenaar-zonder-adres] punten[6].acties[1].door[2]: 'secretaris PRT Groningen'" in line
    assert re.search(r"2024-04-05/verslag\.yaml:\d+: hint", line)


def test_after_a_handing_over_the_new_owner_is_reminded_and_named(
    regietafel: Regietafel, herinner: Regietafel, werkmap: Path
) -> None:
    number = "PRT-DR-2024-A04"
    for owner, day in (("emmen", "2024-05-01"), ("werkgroep nachtopvang", "2024-05-02")):
        regietafel("actie", "overdragen", number, "--door", owner, "--datum", day, cwd=werkmap)
    result = herinner(cwd=werkmap)
    assert "'werkgroep nachtopvang' (actie PRT-DR-2024-A04)" in result.err
    assert "acties.yaml:" in result.err
    assert "Groningen" not in result.err


def test_a_member_without_address_is_named(herinner: Regietafel, werkmap: Path) -> None:
    change(werkmap, "    email: burgemeester@emmen.example\n", "")
    result = herinner("--schrijf", cwd=werkmap)
    assert "[lid-zonder-email] leden[7]: 'emmen' heeft geen e-mailadres" in result.err
    assert not (folder(werkmap) / f"herinnering-{DAY}-emmen.eml").exists()
    assert result.code == 0


def test_an_address_that_cannot_be_used_is_named_and_the_rest_is_written(
    herinner: Regietafel, werkmap: Path
) -> None:
    change(werkmap, "burgemeester@emmen.example", "bürgemeester@emmen.example")
    result = herinner("--schrijf", cwd=werkmap)
    assert "[email-onbruikbaar] leden[7].email: 'bürgemeester@emmen.example'" in result.err
    assert len(result.out.splitlines()) == 14
    assert "[email-onbruikbaar]" in herinner(cwd=werkmap).err


def test_an_unusable_address_of_the_secretariat_is_refused(
    herinner: Regietafel, werkmap: Path
) -> None:
    change(werkmap, "email: regietafel@drenthe.example", "email: régie@drenthe.example")
    result = herinner("--schrijf", cwd=werkmap)
    assert result.code == 1
    assert "'régie@drenthe.example' is geen bruikbaar e-mailadres" in result.err
    assert not folder(werkmap).exists()


def test_who_only_waits_for_another_table_is_not_reminded(
    herinner: Regietafel, werkmap: Path
) -> None:
    (werkmap / "meetings" / PRT / "acties.yaml").write_text(
        "gebeurtenissen:\n"
        "  - {actie: PRT-DR-2024-A07, soort: doorgezet, naar: lrt, datum: 2024-06-01}\n"
    )
    assert "Jetta Klijnsma" not in herinner(cwd=werkmap).out


def test_with_a_fault_in_the_ledger_nothing_is_written(herinner: Regietafel, werkmap: Path) -> None:
    (werkmap / "meetings" / PRT / "acties.yaml").write_text(
        "gebeurtenissen:\n"
        "  - {actie: PRT-DR-2024-A99, soort: afgerond, tekst: x, datum: 2024-06-01}\n"
    )
    result = herinner("--schrijf", cwd=werkmap)
    assert (result.code, result.out) == (1, "")
    assert "[actie-onbekend]" in result.err
    assert "Er is niets geschreven" in result.err
    assert not folder(werkmap).exists()


def test_a_draft_of_an_earlier_time_is_named(
    regietafel: Regietafel, herinner: Regietafel, werkmap: Path
) -> None:
    herinner("--schrijf", cwd=werkmap)
    later = regietafel("herinner", PRT, "--peildatum", "2024-07-20", "--schrijf", cwd=werkmap)
    assert later.err.count("[uit-verouderd]") == 1
    assert f"Hier liggen 15 concepten van een eerdere keer: 'herinnering-{DAY}-" in later.err
    assert "en nog 10 andere. Gooi ze weg" in later.err
    one, *others = sorted(folder(werkmap).glob(f"*{DAY}*.eml"))
    for path in others:
        path.unlink()
    last = regietafel("herinner", PRT, "--peildatum", "2024-07-20", "--schrijf", cwd=werkmap)
    assert f"{one.name}: waarschuwing [uit-verouderd] Dit concept is van" in last.err


def test_hostile_text_from_the_files_stays_text(herinner: Regietafel, werkmap: Path) -> None:
    name = '"Jansen, J.\\r\\nBcc: x@y.example <b>{{ 7*7 }}</b>"'
    change(werkmap, "naam: Martijn Breukelman", f"naam: {name}")
    herinner("--schrijf", cwd=werkmap)
    message = draft(werkmap, "hoogeveen")
    assert message["Bcc"] is None
    (address,) = message["To"].addresses
    assert address.addr_spec == "burgemeester@hoogeveen.example"
    assert address.display_name == "Jansen, J. Bcc: x@y.example <b>{{ 7*7 }}</b>"
    assert "&lt;b&gt;{{ 7*7 }}&lt;/b&gt;" in words(message, "html")
    assert "<b>{{ 7*7 }}</b>" in words(message, "plain")


def test_the_customers_own_text_is_used(herinner: Regietafel, werkmap: Path) -> None:
    own = werkmap / "templates" / "herinnering"
    own.mkdir(parents=True)
    (own / "mail.txt").write_text("Beste {{ aan }}, {{ telling }} & dank.\n")
    herinner("--schrijf", cwd=werkmap)
    message = draft(werkmap, "assen")
    assert words(message, "plain") == "Beste burgemeester, 1 open actie, te laat & dank.\n"
    assert "Geachte burgemeester" in words(message, "html")


@pytest.mark.parametrize(
    "source",
    ["{{ bestaatniet }}", "{{ naam", "{{ naam.__class__.__mro__ }}", "{% include '/etc/passwd' %}",
     "{{ ''.__class__ }}", "{% for x in range(9) %}{% endfor %}"],
)  # fmt: skip
@pytest.mark.parametrize("name", ["mail.txt", "mail.html"])
def test_a_template_that_cannot_or_may_not_is_refused_by_name(
    herinner: Regietafel, werkmap: Path, source: str, name: str
) -> None:
    own = werkmap / "templates" / "herinnering"
    own.mkdir(parents=True)
    (own / name).write_text(source)
    result = herinner("--schrijf", cwd=werkmap)
    assert result.code == 1
    assert f"Van sjabloon herinnering/{name}" in result.err
    assert not folder(werkmap).exists()


def test_a_table_where_nobody_has_anything_to_do_says_so(
    regietafel: Regietafel, werkmap: Path
) -> None:
    for more in ((), ("--schrijf",)):
        result = regietafel("herinner", "lrt", "--peildatum", DAY, *more, cwd=werkmap)
        assert (result.code, result.out) == (0, "Niemand hoeft een herinnering.\n")


def test_an_unknown_table_or_a_dutch_date_is_refused(regietafel: Regietafel, werkmap: Path) -> None:
    assert "Geen tafel 'prt'" in regietafel("herinner", "prt", cwd=werkmap).err
    wrong = regietafel("herinner", PRT, "--peildatum", "16-07-2024", cwd=werkmap)
    assert wrong.code == 1
    assert "schrijf jaar-maand-dag" in wrong.err


def test_the_list_comes_as_json_with_the_numbers_of_the_actions(herinner: Regietafel) -> None:
    rows = json.loads(herinner("--json").out)
    emmen = next(row for row in rows if row["lid"] == "emmen")
    assert (emmen["open"], emmen["te_laat"]) == (2, 2)
    assert emmen["acties"] == ["PRT-DR-2024-A02", "PRT-DR-2024-A05"]
