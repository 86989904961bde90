"""Reading YAML: text stays what the user typed, and a finding knows its line."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from regietafel.dossier.reading import line_of, parse_yaml, raw_scalar, read_text
from regietafel.dossier.validation import load_model, original_keys
from regietafel.model.gebeurtenis import Acties
from regietafel.model.vergadering import Vergadering

WHOLE = """\
# een opmerking
datum: 2024-07-17
begin: 12:30
einde: 13.30
plaats: Zaal 1.10
kenmerk: 0592
agenda:
  - Opening
  - titel: Asiel
    onderdelen:
      - titel: Puzzel
        doel: ter bespreking/instemming
"""


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "vergadering.yaml"


def test_times_with_a_point_and_numbers_with_a_zero_stay_as_typed(path: Path) -> None:
    path.write_text(WHOLE)
    loaded = load_model(path, Vergadering)
    assert loaded.findings == ()
    assert loaded.model is not None
    assert f"{loaded.model.einde:%H:%M}" == "13:30"
    assert loaded.model.kenmerk == "0592"


def test_a_field_knows_its_line_however_deep(path: Path) -> None:
    path.write_text(WHOLE)
    assert line_of(path, ("agenda", 1, "onderdelen", 0, "doel")) == 12
    assert line_of(path, ("agenda", 1, "onderdelen", 0)) == 11
    assert line_of(path, ("begin",)) == 3


def test_an_absent_field_takes_the_line_of_what_should_hold_it(path: Path) -> None:
    path.write_text(WHOLE)
    assert line_of(path, ("agenda", 1, "bijlagen", 3)) == 9
    assert line_of(path, ("bestaat", "niet")) == 1


def test_a_line_of_an_unreadable_file_is_none(path: Path) -> None:
    assert line_of(path, ("datum",)) == 0


def test_windows_line_ends_and_a_byte_order_mark_are_no_problem(path: Path) -> None:
    path.write_bytes(b"\xef\xbb\xbf" + WHOLE.replace("\n", "\r\n").encode())
    assert load_model(path, Vergadering).findings == ()


def test_every_problem_is_reported_at_once(path: Path) -> None:
    path.write_text(
        WHOLE.replace("2024-07-17", "17 juli")
        .replace("13.30", "later")
        .replace("titel: Puzzel", "tittel: P")
    )
    findings = load_model(path, Vergadering).findings
    assert {finding.line for finding in findings} == {2, 4, 11}


def test_items_after_one_that_was_left_out_keep_their_line(path: Path) -> None:
    path.write_text(WHOLE.replace("  - Opening\n", "  - doel: ter informatie\n"))
    loaded = load_model(path, Vergadering)
    assert loaded.model is not None
    assert [punt.titel for punt in loaded.model.agenda] == ["Asiel"]
    assert original_keys(("agenda", 0, "doel"), loaded.weggelaten) == ("agenda", 1, "doel")


def test_a_file_that_is_too_large_is_refused(path: Path) -> None:
    path.write_text("a: " + "x" * 2_000_001)
    text, findings = read_text(path)
    assert text is None
    assert [finding.code for finding in findings] == ["bestand-te-groot"]


def test_a_folder_in_place_of_a_file_is_a_finding(tmp_path: Path) -> None:
    text, findings = read_text(tmp_path)
    assert text is None
    assert [finding.code for finding in findings] == ["bestand-onleesbaar"]


def test_raw_text_of_what_is_no_scalar_is_none() -> None:
    assert raw_scalar("a: [1]\n", ("a",)) is None
    assert raw_scalar("a: 1.10\n", ("a",)) == "1.10"


@given(st.text(max_size=200))
def test_any_text_gives_values_or_findings_and_never_an_exception(text: str) -> None:
    data, findings = parse_yaml(Path("x.yaml"), text)
    assert (data is None) == bool(findings)


@given(st.dictionaries(st.text(max_size=8), st.text(max_size=8), max_size=4))
def test_any_mapping_validates_or_gives_findings(data: dict[str, str]) -> None:
    from regietafel.dossier.scaffold import dump_yaml

    parsed, findings = parse_yaml(Path("x.yaml"), dump_yaml(data))
    assert findings or isinstance(parsed, dict)


def test_one_wrong_item_takes_no_other_with_it(path: Path) -> None:
    events = "gebeurtenissen:\n" + "".join(
        f"  - actie: PRT-DR-2024-A0{n}\n    {'sort' if n == 1 else 'soort'}: afgerond\n    tekst: x\n"
        f"    datum: 2024-05-0{n}\n"
        for n in (1, 2, 3)
    )
    path.write_text(events)
    loaded = load_model(path, Acties)
    assert loaded.model is not None
    assert [e.actie for e in loaded.model.gebeurtenissen] == ["PRT-DR-2024-A02", "PRT-DR-2024-A03"]
    assert {(f.line, f.keys[:2]) for f in loaded.findings} == {
        (2, ("gebeurtenissen", 0)),
        (3, ("gebeurtenissen", 0)),
    }
