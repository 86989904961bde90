"""The customer's template is checked in plain Dutch, and nothing in it runs."""

import io
from pathlib import Path

import docx
import pytest

from regietafel.documents.sjablooncontrole import check_template, list_fields
from regietafel.documents.views import ActielijstView, AgendaView
from regietafel.findings import Finding, Severity

TEMPLATES = Path(__file__).resolve().parents[2] / "templates"
PATH = Path("templates/agenda-tabel/word.docx")
COMPLETE = "{{ titel }}{{ concept }}{{ versie }}{{ melding }}{% for g in gegevens %}{{ g.label }}{% endfor %}{% for r in rijen %}{{ r.titel }}{% endfor %}"


def _template(*paragraphs: str, header: str = "", footer: str = "", title: str = "") -> bytes:
    document = docx.Document()
    for text in paragraphs:
        document.add_paragraph(text)
    document.sections[0].header.paragraphs[0].text = header
    document.sections[0].footer.paragraphs[0].text = footer
    document.core_properties.title = title
    return _saved(document)


def _saved(document: docx.document.Document) -> bytes:
    buffer = io.BytesIO()
    document.save(buffer)
    return buffer.getvalue()


def _table(*rows: tuple[str, str]) -> bytes:
    document = docx.Document()
    document.add_paragraph(COMPLETE)
    table = document.add_table(rows=0, cols=2)
    for texts in rows:
        for cell, text in zip(table.add_row().cells, texts, strict=True):
            cell.text = text
    return _saved(document)


def _check(data: bytes, view: type = AgendaView) -> list[Finding]:
    return check_template(data, view, PATH)


def _codes(data: bytes) -> list[str]:
    return [finding.code for finding in _check(data)]


@pytest.mark.parametrize(
    ("kind", "view"),
    [
        ("agenda-tabel", AgendaView),
        ("agenda-toelichting", AgendaView),
        ("actielijst", ActielijstView),
    ],
)
def test_the_templates_of_the_package_pass(kind: str, view: type) -> None:
    data = (TEMPLATES / kind / "word.docx").read_bytes()
    assert check_template(data, view, TEMPLATES / kind / "word.docx") == []


def test_the_agenda_template_does_not_fit_the_action_list() -> None:
    data = (TEMPLATES / "agenda-tabel" / "word.docx").read_bytes()
    messages = [finding.message for finding in _check(data, ActielijstView)]
    assert any("'melding' bestaat niet" in message for message in messages)
    assert any("'rij.doel' bestaat niet" in message for message in messages)


def test_every_field_is_listed_with_an_explanation() -> None:
    rules = {rule.naam: rule for rule in list_fields(AgendaView)}
    assert rules["rijen[].doel"].uitleg == "Zoals Ter bespreking/instemming"
    assert rules["rijen[].niveau"].soort == "getal"
    assert rules["huisstijl.naam"].soort == "tekst"
    assert rules["aanwezig"].soort == "lijst van teksten"
    assert rules["punten[].toelichting"].soort == "opgemaakte tekst"
    assert rules["logo"].soort == "afbeelding"
    assert all(rule.uitleg for rule in rules.values())


def test_an_unknown_field_in_a_loop_is_named_with_a_suggestion_and_its_place() -> None:
    data = _template(COMPLETE, "Doel: {% for rij in rijen %}{{ rij.deol }}{% endfor %}")
    (finding,) = _check(data)
    assert finding.severity is Severity.FOUT
    assert finding.code == "sjabloon-onbekend-veld"
    assert finding.path == PATH
    assert "'rij.deol' bestaat niet; waarschijnlijk bedoelt u 'rij.doel'" in finding.message
    assert finding.message.startswith('In de tekst, bij "Doel:')


def test_a_loop_variable_is_unknown_outside_its_loop() -> None:
    data = _template(COMPLETE, "{% for rij in rijen %}{% endfor %}{{ rij.titel }}")
    (finding,) = _check(data)
    assert "'rij' bestaat niet" in finding.message


def test_a_tag_alone_in_its_paragraph_is_placed_by_the_text_before_it() -> None:
    (finding,) = _check(_template(COMPLETE, "Aanwezig bij de tafel", "{{ onzin }}"))
    assert 'bij "Aanwezig bij de tafel"' in finding.message


@pytest.mark.parametrize(
    ("arguments", "place"),
    [
        ({"header": "{{ onzin }}"}, "In de kop"),
        ({"footer": "{{ onzin }}"}, "In de voet"),
        ({"title": "{{ onzin }}"}, "In de eigenschappen"),
    ],
)
def test_head_foot_and_properties_are_checked_too(arguments: dict[str, str], place: str) -> None:
    (finding,) = _check(_template(COMPLETE, **arguments))
    assert finding.message.startswith(place)


def test_every_problem_is_reported_at_once() -> None:
    data = _template(COMPLETE, "{{ een }} {{ twee }}", "{{ drie }}", header="{{ vier }}")
    assert len(_check(data)) == 4


def test_important_fields_that_are_absent_are_a_warning() -> None:
    findings = _check(_template("{{ titel }}{{ rijen|length }}"))
    assert {finding.severity for finding in findings} == {Severity.WAARSCHUWING}
    assert [finding.message.split("'")[1] for finding in findings] == [
        "concept",
        "versie",
        "melding",
        "gegevens",
    ]


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("{% for r in rijen %}", "sjabloon-niet-gesloten"),
        ("{% if titel %}", "sjabloon-niet-gesloten"),
        ("{% endfor %}", "sjabloon-niet-geopend"),
        ("{% else %}", "sjabloon-niet-geopend"),
        ("{{ titel", "sjabloon-tag-open"),
        ("titel }} %}", "sjabloon-tag-open"),
        ("{{ titel titel }}", "sjabloon-tag-kapot"),
        ("{% for r %}{% endfor %}", "sjabloon-tag-kapot"),
        ("{%tr for r in rijen %}", "sjabloon-tag-plaats"),
        ("tekst {%p if titel %}", "sjabloon-alinea-niet-alleen"),
        ("{{ huisstijl }}", "sjabloon-groep"),
        ("{{ rijen }}", "sjabloon-lijst"),
        ("{{ rijen.titel }}", "sjabloon-lijst"),
        ("{% for r in titel %}{% endfor %}", "sjabloon-geen-lijst"),
        ("{{ 'x' ~ gegevens }}", "sjabloon-geen-tekst"),
        ("{{ ''.__class__ }}", "sjabloon-code"),
        ("{{ titel.__class__ }}", "sjabloon-code"),
        ("{{ titel.format(1) }}", "sjabloon-code"),
        ("{% set x = 1 %}", "sjabloon-code"),
        ("{{ 2 ** 99 }}", "sjabloon-code"),
        ("{{ titel|pprint }}", "sjabloon-bewerking"),
        ("{% for a in rijen %}" * 3 + "{% endfor %}" * 3, "sjabloon-te-diep"),
        ("{% if titel %}" * 40 + "{% endif %}" * 40, "sjabloon-te-diep"),
        ("{{ " + "(" * 5000 + "titel" + ")" * 5000 + " }}", "sjabloon-te-diep"),
    ],
)
def test_what_is_wrong_with_a_tag_has_a_code(text: str, code: str) -> None:
    assert code in _codes(_template(COMPLETE, text))


def test_the_loop_that_is_not_closed_is_the_one_named() -> None:
    (finding,) = _check(_template(COMPLETE, "Punten: {% for r in rijen %}", "{{ titel }}"))
    assert "{% for r in rijen %} is niet gesloten" in finding.message
    assert 'bij "Punten:"' in finding.message


def test_a_row_tag_that_shares_its_row_is_reported() -> None:
    data = _table(("{%tr for r in rijen %}", "Nr"), ("{{ r.titel }}", ""), ("{%tr endfor %}", ""))
    (finding,) = _check(data)
    assert finding.code == "sjabloon-rij-niet-alleen"
    assert "{%tr" in finding.message


def test_a_row_tag_alone_in_its_row_is_fine() -> None:
    data = _table(("{%tr for r in rijen %}", ""), ("{{ r.titel }}", ""), ("{%tr endfor %}", ""))
    assert _check(data) == []


def test_a_loop_that_ends_in_another_cell_is_reported() -> None:
    data = _table(("{% for r in rijen %}", "{{ r.titel }}{% endfor %}"))
    (finding,) = _check(data)
    assert finding.code == "sjabloon-tag-plaats"
    assert "{%tr" in finding.message


def test_formatted_text_may_stand_alone_or_after_a_label() -> None:
    loop = "{% for p in punten %}Toelichting: {{p p.toelichting }}{% endfor %}"
    assert _check(_template(COMPLETE, loop)) == []


def test_a_file_that_is_no_word_file_is_one_finding() -> None:
    (finding,) = _check(b"geen zip")
    assert finding.code == "sjabloon-onleesbaar"
    assert finding.message.endswith("beschadigd.")


def test_no_message_contains_english_of_a_library() -> None:
    texts = ("{{ titel titel }}", "{% for %}{% endfor %}", "{{ x|y }}", "{{ a.b.c }}", "{% x %}")
    for text in texts:
        for finding in _check(_template(COMPLETE, text)):
            lowered = finding.message.lower()
            assert not any(word in lowered for word in ("expected", "unexpected", "undefined"))
