"""What the chair's annotated agenda says, about the clock, the proposals and the people."""

import io
import re
from datetime import UTC, datetime
from pathlib import Path

import docx
import pypdf
import pytest
from docx.oxml.ns import qn
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from regietafel.documents.compose import compose_stijl
from regietafel.documents.compose_regieboek import Actiebron, compose_regieboek, planning_text
from regietafel.documents.pdf import render_pdf
from regietafel.documents.views_regieboek import RegieboekView, Regiepunt
from regietafel.documents.word import render_word
from regietafel.ledger.boek import Zitting, boek_of_table
from regietafel.ledger.stand import standen
from regietafel.model.gebeurtenis import Acties
from regietafel.model.instellingen import Huisstijl
from regietafel.model.planning import Planning
from regietafel.model.tafel import Tafel
from regietafel.model.vergadering import Vergadering
from regietafel.model.verslag import Verslag

TEMPLATES = Path(__file__).parents[2] / "templates" / "regieboek"
MOMENT = datetime(2024, 7, 13, 12, tzinfo=UTC)
DAY = "2024-07-17"
TAFEL = Tafel.model_validate(
    {
        "naam": "provinciale regietafel Voorbeeld",
        "kort": "PRT Voorbeeld",
        "nummercode": "PRT-VB",
        "niveau": "provinciaal",
        "secretariaat": {"naam": "Secretariaat", "email": "s@p.example"},
        "leden": [
            {
                "lid": "cdk",
                "naam": "A. Bakker",
                "functie": "commissaris",
                "organisatie": "provincie Voorbeeld",
                "rol": "voorzitter",
            },
            {"lid": "stad", "functie": "burgemeester", "organisatie": "gemeente Stad"},
            {"lid": "dorp", "functie": "burgemeester", "organisatie": "gemeente Dorp"},
            {"lid": "veld", "functie": "burgemeester", "organisatie": "gemeente Veld"},
        ],
    }
)
ACTIES = [
    {"nummer": "PRT-VB-2024-A01", "tekst": "Stuurt een brief.", "door": ["cdk"], "termijn": "2024-09-01"},
    {"nummer": "PRT-VB-2024-A02", "tekst": "Antwoorden.", "door": ["alle gemeenten"], "termijn": "2024-06-01"},
    {"nummer": "PRT-VB-2024-A03", "tekst": "Zoekt een plek.", "door": ["dorp"], "termijn": "2024-08-01"},
    {"nummer": "PRT-VB-2024-A04", "tekst": "Is klaar.", "door": ["stad"]},
]  # fmt: skip
GEBEURTENISSEN = [
    {"actie": "PRT-VB-2024-A04", "soort": "afgerond", "tekst": "Ja.", "datum": "2024-05-01"},
    {"actie": "PRT-VB-2024-A03", "soort": "afgerond", "tekst": "Later.", "datum": "2024-07-18"},
    {"actie": "PRT-VB-2024-A01", "soort": "doorgezet", "naar": "lrt", "datum": "2024-05-02"},
]


def meeting(**changes: object) -> Vergadering:
    data = {"datum": DAY, "begin": "12:30", "einde": "13:30", "plaats": "Provinciehuis"}
    return Vergadering.model_validate({**data, **changes})


def bron() -> Actiebron:
    april = meeting(datum="2024-04-05", agenda=["Opening"])
    verslag = Verslag.model_validate({"punten": [{"punt": "1", "acties": ACTIES}]})
    tussen = Acties.model_validate({"gebeurtenissen": GEBEURTENISSEN})
    sitting = Zitting("2024-04-05", april.datum, verslag, Path("verslag.yaml"))
    boek = boek_of_table("prt", [sitting], tussen, Path("acties.yaml"))
    on_the_day = tuple(standen(boek, meeting().datum).values())
    return Actiebron("prt", on_the_day, {"prt": TAFEL})


def compose(**changes: object) -> RegieboekView:
    stijl = compose_stijl(
        Huisstijl(naam="Provincie Voorbeeld", vertrouwelijkheid="Voor de leden."), b""
    )
    return compose_regieboek(TAFEL, meeting(**changes), stijl, bron())


def points(*agenda: object) -> tuple[Regiepunt, ...]:
    return compose(agenda=list(agenda)).punten


def people(**changes: object) -> list[tuple[tuple[str, ...], list[str]]]:
    return [(g.wie, [a.nummer[-3:] for a in g.acties]) for g in compose(**changes).personen]


def text_of(view: RegieboekView) -> tuple[str, str]:
    """Return the words of the PDF and of the Word file, without white space and soft hyphens."""
    pages = pypdf.PdfReader(io.BytesIO(render_pdf(view, TEMPLATES, moment=MOMENT))).pages
    word = render_word(view, (TEMPLATES / "word.docx").read_bytes(), moment=MOMENT)
    body = docx.Document(io.BytesIO(word)).element.body
    shown = (
        "".join(page.extract_text() for page in pages),
        "".join(t.text or "" for t in body.iter(qn("w:t"))),
    )
    pdf, word_text = (re.sub(r"[\s\u00ad‐-]", "", text) for text in shown)
    return pdf, word_text


# ------------------------------------------------------------------ the clock


def clocks(*agenda: object) -> list[str]:
    return [f"{p.klokwoord} {p.klok}".strip() for p in points(*agenda)]


def test_the_clock_runs_from_the_beginning_through_points_and_parts() -> None:
    part = {"titel": "c", "minuten": 10}
    assert clocks(
        {"titel": "a", "minuten": 5}, {"titel": "b", "onderdelen": [part, part]}, "d"
    ) == ["12.30", "12.35", "12.35", "12.45", "12.55"]


def test_after_a_point_without_minutes_the_clock_says_what_a_point_comes_after() -> None:
    assert clocks("a", "b", {"titel": "c", "minuten": 20}, "d") == [
        "12.30",
        "na 12.30",
        "na 12.30",
        "na 12.50",
    ]


@pytest.mark.parametrize(
    ("zonder", "gepland", "said"),
    [
        ((), 60, "60 van de 60 minuten gepland; er blijft niets over."),
        ((), 59, "59 van de 60 minuten gepland; er blijft 1 minuut over."),
        (("3a",), 50, "50 van de 60 minuten gepland; voor punt 3a blijft 10 minuten over."),
        (("3", "6", "7"), 50, "50 van de 60 minuten gepland; voor de punten 3, 6 en 7 blijft samen 10 minuten over."),
        (("1",), 0, "Er is nog geen tijd per punt gepland; de vergadering duurt 60 minuten."),
        ((), 70, "70 minuten gepland, 10 meer dan de 60 minuten van de vergadering."),
    ],
)  # fmt: skip
def test_the_time_that_is_left_is_named_once(
    zonder: tuple[str, ...], gepland: int, said: str
) -> None:
    assert planning_text(Planning((), zonder, gepland, 60)) == said


def test_times_in_the_wrong_order_still_make_a_plan() -> None:
    view = compose(einde="11:30", agenda=[{"titel": "a", "minuten": 5}])
    assert "5 minuten gepland." in [fact.waarde for fact in view.gegevens]


# ------------------------------------------------------------------ points


def test_a_point_shows_purpose_minutes_speaker_and_papers() -> None:
    (point,) = points(
        {
            "titel": "Puzzel",
            "doel": "ter instemming",
            "minuten": 1,
            "spreker": "cdk",
            "bijlagen": ["memo.pdf", {"titel": "Kaart", "volgt": "ja"}],
        }
    )
    assert (point.doel, point.minuten) == ("Ter instemming", "1 minuut")
    assert point.spreker == "A. Bakker, commissaris, provincie Voorbeeld"
    assert point.stukken == ("1-1. memo", "1-2. Kaart (wordt nagezonden)")


def test_a_speaker_who_is_no_member_stands_there_as_he_was_typed() -> None:
    assert points({"titel": "a", "spreker": "de directeur van het COA"})[0].spreker == (
        "de directeur van het COA"
    )


def test_a_point_shows_its_open_actions_late_first_and_no_closed_one() -> None:
    numbers = [f"PRT-VB-2024-A0{number}" for number in (4, 3, 2, 1)]
    (point,) = points({"titel": "a", "acties": numbers})
    assert [(a.nummer[-3:], a.opmerking) for a in point.acties] == [
        ("A02", "te laat"),
        ("A03", ""),
        ("A01", "wacht op lrt"),
    ]
    assert [a.termijn for a in point.acties] == [
        "1 juni 2024",
        "1 augustus 2024",
        "1 september 2024",
    ]


def test_no_action_is_guessed_at_a_point() -> None:
    assert points({"titel": "Antwoorden."})[0].acties == ()


# ------------------------------------------------------------------ people

STAD, DORP, VELD = (f"burgemeester, gemeente {name}" for name in ("Stad", "Dorp", "Veld"))
CDK = "A. Bakker, commissaris, provincie Voorbeeld"


def test_people_with_the_same_actions_stand_together_late_first() -> None:
    assert people() == [((STAD, VELD), ["A02"]), ((DORP,), ["A02", "A03"]), ((CDK,), ["A01"])]


def test_only_who_is_at_the_table_stands_in_the_list() -> None:
    coming = [
        {"lid": "dorp", "komst": "digitaal"},
        {"lid": "stad", "komst": "afwezig"},
        {"lid": "veld", "komst": "afwezig", "vervanger": {"naam": "B. Smit"}},
    ]
    assert people(aanwezigheid=coming) == [
        ((f"{DORP} (digitaal)",), ["A02", "A03"]),
        ((f"B. Smit, vervangt {VELD}",), ["A02"]),
    ]


def test_while_nobody_is_known_to_come_everybody_stands_there_but_who_stays_away() -> None:
    absent = [{"lid": "dorp", "komst": "afwezig"}]
    assert people(aanwezigheid=absent) == [((STAD, VELD), ["A02"]), ((CDK,), ["A01"])]
    assert "nog niet ingevuld" in compose(aanwezigheid=absent).actiestand


def test_a_member_who_is_not_known_is_passed_over() -> None:
    assert people(aanwezigheid=[{"lid": "niemand", "komst": "aanwezig"}]) == []


# ------------------------------------------------------------------ as documents


def test_it_says_that_it_is_for_the_chair_alone_on_every_page() -> None:
    view = compose(agenda=[{"titel": "a", "notitie": "Let op. " * 1500}])
    pages = pypdf.PdfReader(io.BytesIO(render_pdf(view, TEMPLATES, moment=MOMENT))).pages
    assert len(pages) > 2
    assert all("Alleen voor de voorzitter" in page.extract_text() for page in pages)
    assert "VERTROUWELIJK" in pages[0].extract_text()
    assert view.huisstijl.vertrouwelijkheid.startswith("Vertrouwelijk. Alleen voor de voorzitter")


def test_a_cancelled_meeting_says_so() -> None:
    assert compose(doorgang="geannuleerd", agenda=["a"]).melding.startswith("Deze vergadering gaat")


def test_an_agenda_without_points_makes_a_document() -> None:
    assert all("nietsgepland" in text or "nogge" in text for text in text_of(compose(agenda=[])))


def test_a_list_in_a_proposal_stays_in_its_box_in_word() -> None:
    lists = "De tafel besluit:\n\n1. eerst dit;\n2. dan dat:\n   - en zo.\n\n     Nog iets.\n\n> Citaat."
    view = compose(agenda=[{"titel": "a", "voorstel": lists}])
    word = render_word(view, (TEMPLATES / "word.docx").read_bytes(), moment=MOMENT)
    body = docx.Document(io.BytesIO(word)).element.body
    boxed = [p for p in body.iter(qn("w:p")) if p.find(f"{qn('w:pPr')}/{qn('w:shd')}") is not None]
    texts = ["".join(t.text or "" for t in p.iter(qn("w:t"))) for p in boxed]
    assert texts == [
        "Voorstel: De tafel besluit:", "eerst dit;", "dan dat:", "en zo.", "Nog iets.", "Citaat.",
    ]  # fmt: skip
    lefts = [int(p.find(f"{qn('w:pPr')}/{qn('w:ind')}").get(qn("w:left"))) for p in boxed]
    assert [left - lefts[0] for left in lefts] == [0, 340, 340, 680, 680, 340]


HOSTILE = '#read("/etc/passwd") {{ 7*7 }} *x* _y_ $x$ <label> @ref #panic() \\ // c /* c */'


def full(text: str) -> RegieboekView:
    """Return a document with the same text in every field that a user fills."""
    keys = ("titel", "voorstel", "spreker", "notitie", "bespreekpunt")
    point: dict[str, object] = dict.fromkeys(keys, text)
    themes = {"themas": [text], "bijlagen": [{"titel": text, "volgt": "ja"}]}
    acties = {"minuten": 5, "acties": ["PRT-VB-2024-A02"]}
    return compose(agenda=[{**point, **themes, **acties, "onderdelen": [point]}])


def test_template_code_in_user_text_is_shown_and_not_run() -> None:
    for text in text_of(full(HOSTILE)):
        assert text.count('#read("/etc/passwd"){{7*7}}') == 6  # the others are Markdown
        assert "root:" not in text


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(text=st.text(st.characters(), min_size=1, max_size=60).filter(lambda text: text.strip()))
def test_any_text_makes_both_documents(text: str) -> None:
    assert text_of(full(text))
