"""The mails say the same as text and as HTML, and read well on a phone, without pictures or styles."""

import re
from collections.abc import Iterator
from dataclasses import fields, replace
from datetime import date
from html.parser import HTMLParser
from typing import Any

import pytest

from regietafel.cli.mailsjablonen import mail_template
from regietafel.cli.openen import load_meeting
from regietafel.documents.compose_mail import (
    Mailgegevens,
    compose_mail,
    mail_subject,
    size_text,
)
from regietafel.documents.sjabloontekst import render_text
from regietafel.documents.soorten import Sjablonen
from regietafel.documents.views_mail import Mailpunt, Mailstuk, MailView
from regietafel.documents.web import render_web
from regietafel.dossier.workspace import Werkmap
from regietafel.model.vergadering import Inloop
from regietafel.model.zending import Afspraak, Mailsoort
from regietafel.resources import example_workspace, templates

from .test_rapport_browser import DESK, PHONE, Bekijk, bekijk

__all__ = ["bekijk"]

SJABLONEN = Sjablonen(templates(), templates())
DOSSIER = load_meeting(Werkmap(example_workspace()), "prt-drenthe", "2024-07-17").dossier
KEEP_FREE = Afspraak(
    datum="2024-07-17", begin="12:30", einde="13:30", plaats="Assen", voorlopig="ja"
)
LANG = "Rijksvastgoedontwikkelingsmaatschappijvertegenwoordigersvergadering"
LINK = "https://stukken.provincie.example/prt-drenthe/2024-07-17/" + "4b.%20" * 12
MEEDOEN = "https://vergaderen.example/" + "kamer" * 20
STUKKEN = (
    Mailstuk("0. Agenda PRT Drenthe 17 juli 2024.pdf", "84 kB", "", ""),
    Mailstuk(f"4b. {LANG}.pdf", "21,4 MB", LINK, "ab" * 32),
)


def view(soort: Mailsoort, **changes: Any) -> MailView:
    gegevens = Mailgegevens(soort, STUKKEN, "Eerste alinea.\n\nTweede <b>alinea</b> & meer.")
    made = compose_mail(DOSSIER.tafel, DOSSIER.vergadering, DOSSIER.huisstijl, gegevens)
    more = {"nagezonden": (f"5a. {LANG}",), "link": MEEDOEN, "reden": "Te weinig punten."}
    return replace(made, **{**more, **changes})


def html_of(soort: Mailsoort, **changes: Any) -> str:
    template = mail_template(SJABLONEN, f"mail-{soort}", "mail.html")
    return render_web(view(soort, **changes), template).decode()


def text_of(soort: Mailsoort, **changes: Any) -> str:
    return render_text(
        view(soort, **changes), mail_template(SJABLONEN, f"mail-{soort}", "mail.txt")
    )


class _Woorden(HTMLParser):
    """The words of a page that somebody reads."""

    def __init__(self) -> None:
        super().__init__()
        self.words: list[str] = []
        self._head = False

    def handle_starttag(self, tag: str, _attrs: object) -> None:
        self._head = tag == "head" or (self._head and tag != "body")

    def handle_data(self, data: str) -> None:
        if not self._head:
            self.words += data.split()


def words(html: str) -> list[str]:
    parser = _Woorden()
    parser.feed(html)
    return parser.words


def _states() -> Iterator[tuple[Mailsoort, dict[str, Any]]]:
    for soort in Mailsoort:
        yield soort, {}
        yield soort, {"gewijzigd": "ja", "verplaatst": "Verplaatst vanaf 3 juli."}
        yield (
            soort,
            {"veranderd": ("Nieuw: bijlage 4b, Memo.",), "toegezegd": "ja", "afspraak": "ja"},
        )
        yield soort, {"volledig": "ja"}
        yield soort, {"voorlopig": "ja", "vertrokken": "ja", "voorzitter": "", "telefoon": ""}


STATES = [*_states()]


@pytest.mark.parametrize(("soort", "changes"), STATES)
def test_text_and_html_say_the_same_words(soort: Mailsoort, changes: dict[str, Any]) -> None:
    seen = set(words(html_of(soort, **changes)))
    told = set(re.sub(r"(?m)^\s*- ", "", text_of(soort, **changes)).split())
    plain = {word.strip("():.") for word in told if word != LINK}
    left_out = {"Stuk", "Omvang"}  # the head of a table
    about = set(f"{DOSSIER.huisstijl.naam} {view(soort, **changes).onderwerp}".split())
    assert {word.strip("():.") for word in seen} - plain - left_out - {
        w.strip("():.") for w in about
    } == set()
    assert plain - {word.strip("():.") for word in seen} == set()


@pytest.mark.parametrize("soort", Mailsoort)
def test_html_fetches_nothing_and_asks_for_no_picture_style_or_script(soort: Mailsoort) -> None:
    html = html_of(soort)
    assert re.findall(r"<(img|link|script|style|iframe|svg|object)\b", html) == []
    assert re.findall(r"url\(|background=|@import|position\s*:|float\s*:", html) == []
    assert "Tweede &lt;b&gt;alinea&lt;/b&gt; &amp; meer." in html


@pytest.mark.parametrize(("soort", "changes"), STATES)
def test_a_text_mail_has_no_holes_and_no_tail(soort: Mailsoort, changes: dict[str, Any]) -> None:
    text = text_of(soort, **changes)
    assert "\n\n\n" not in text
    assert not text.startswith("\n")
    assert text.endswith("adviseurs.\n")
    assert not re.search(r"(?m)[ \t]$", text)


def test_every_field_is_used_by_some_template() -> None:
    texts = "".join(
        path.read_text()
        for folder in ("_mail", *(f"mail-{soort}" for soort in Mailsoort))
        for path in (templates() / folder).glob("*.*")
    )
    unused = [
        field.name for field in fields(MailView) if not re.search(rf"\b{field.name}\b", texts)
    ]
    assert unused == ["kort"]  # for who writes a template of their own


@pytest.mark.parametrize("soort", Mailsoort)
def test_on_a_phone_nothing_sticks_out(soort: Mailsoort, bekijk: Bekijk) -> None:
    html = html_of(soort, aan=LANG, agenda=(Mailpunt("3a", LANG, "ja"),))
    seen = bekijk(html, "document.documentElement.scrollWidth", width=PHONE)
    assert (seen.answer, seen.asked) == (PHONE, [])


@pytest.mark.parametrize("soort", [Mailsoort.AGENDA, Mailsoort.UITNODIGING])
def test_axe_finds_no_fault_in_a_mail(soort: Mailsoort, bekijk: Bekijk) -> None:
    found = bekijk(html_of(soort), "axe", width=DESK).answer
    assert [fault for fault in found if not fault.startswith(("region", "landmark"))] == []


@pytest.mark.parametrize(
    ("gegevens", "subject"),
    [
        (Mailgegevens(Mailsoort.AGENDA), "Agenda en stukken PRT Drenthe 17 juli 2024"),
        (Mailgegevens(Mailsoort.AGENDA, gewijzigd=True), "Gewijzigd: agenda en stukken PRT Drenthe 17 juli 2024"),
        (Mailgegevens(Mailsoort.UITNODIGING, uitnodiging=KEEP_FREE, gewijzigd=True), "Reservering PRT Drenthe 17 juli 2024"),
        (Mailgegevens(Mailsoort.ANNULERING, vertrokken=True), "U bent afgemeld: PRT Drenthe 17 juli 2024"),
    ],
)  # fmt: skip
def test_a_subject_says_what_it_is_about(gegevens: Mailgegevens, subject: str) -> None:
    assert mail_subject(DOSSIER.tafel, DOSSIER.vergadering, gegevens) == subject


BEFORE = KEEP_FREE.model_copy(update={"voorlopig": False})


@pytest.mark.parametrize(
    ("changes", "moved", "said"),
    [
        ({}, None, ""),
        ({"einde": "14:00"}, None, "de tijd is"),
        ({"datum": "2024-07-18", "plaats": "Emmen"}, None, "de datum en de plaats zijn"),
        ({"datum": "2024-07-18"}, "2024-07-17", ""),
    ],
)
def test_what_is_another_than_in_an_earlier_mail_is_named_once(
    changes: dict[str, str], moved: str | None, said: str
) -> None:
    now = Afspraak.model_validate({**BEFORE.model_dump(mode="json"), **changes})
    meeting = DOSSIER.vergadering.model_copy(
        update={"oorspronkelijke_datum": date.fromisoformat(moved) if moved else None}
    )
    gegevens = Mailgegevens(Mailsoort.UITNODIGING, uitnodiging=now, eerder=(BEFORE,))
    made = compose_mail(DOSSIER.tafel, meeting, DOSSIER.huisstijl, gegevens)
    assert made.anders == (said and f"Let op: {said} anders dan in onze eerdere mail.")


def test_a_chair_without_a_name_is_called_by_the_function() -> None:
    leden = tuple(lid.model_copy(update={"naam": None}) for lid in DOSSIER.tafel.leden)
    tafel = DOSSIER.tafel.model_copy(update={"leden": leden})
    gegevens = Mailgegevens(Mailsoort.UITNODIGING)
    made = compose_mail(tafel, DOSSIER.vergadering, DOSSIER.huisstijl, gegevens)
    assert made.voorzitter == "de commissaris van de Koning"


def test_the_list_after_a_meeting_is_not_called_by_the_version_of_the_agenda() -> None:
    assert view(Mailsoort.AGENDA).concept
    assert view(Mailsoort.VERSLAG).concept == ""


def test_what_a_meeting_does_not_have_is_left_out() -> None:
    bare = DOSSIER.vergadering.model_copy(
        update={
            "inloop": Inloop(vanaf="12:00"),
            "digitaal": None,
            "status": "definitief",
            "agenda": (),
        }
    )
    made = compose_mail(DOSSIER.tafel, bare, DOSSIER.huisstijl, Mailgegevens(Mailsoort.AGENDA))
    assert [fact.label for fact in made.feiten] == ["Datum", "Tijd", "Inloop", "Locatie"]
    assert (made.concept, made.agenda, made.stukken, made.link) == ("", (), (), "")


@pytest.mark.parametrize(
    ("size", "text"), [(0, "1 kB"), (999, "1 kB"), (84_500, "84 kB"), (1_240_000, "1,2 MB")]
)
def test_a_size_is_written_as_file_managers_do(size: int, text: str) -> None:
    assert size_text(size) == text
