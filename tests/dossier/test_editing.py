"""Adding one item to a user's file leaves every other byte as it was."""

from pathlib import Path

import pytest
import ryaml
from hypothesis import example, given
from hypothesis import strategies as st

from regietafel.dossier.editing import (
    NotChangedError,
    append_item,
    append_to_file,
    insert_in_file,
    insert_item,
    set_in_file,
    set_value,
)
from regietafel.resources import example_workspace

ITEM = {"actie": "PRT-XX-2024-A01", "soort": "iets nieuws", "tekst": "loopt: goed #1"}
FILES = sorted((example_workspace() / "meetings").rglob("*.yaml"))

OWN = """\
# mijn opmerking
acties:          # boven
    - nummer: 'PRT-DR-2024-A01'   # eigen quotes

      tekst: "Doen"

# over gebeurtenissen
gebeurtenissen:
    - actie:   PRT-DR-2024-A01
      soort: voortgang
      tekst: x


# slot
"""


def without(text: str, lines: list[str]) -> str:
    return "".join(
        line for line in text.splitlines(keepends=True) if line.rstrip("\r\n") not in lines
    )


NEW = [
    "    - actie: PRT-XX-2024-A01",
    "      soort: iets nieuws",
    "      tekst: 'loopt: goed #1'",
]


@pytest.mark.parametrize("key", ["acties", "gebeurtenissen"])
def test_comments_order_quotes_and_blank_lines_stay(key: str) -> None:
    changed = append_item(OWN, key, ITEM)
    added = [line for line in changed.splitlines() if line not in OWN.splitlines()]
    assert [line for line in NEW if line not in OWN.splitlines()] == added
    assert changed.replace("\n".join(NEW) + "\n", "", 1) == OWN
    assert ryaml.loads(changed)[key][-1] == ITEM


def test_windows_line_ends_stay() -> None:
    changed = append_item(OWN.replace("\n", "\r\n"), "gebeurtenissen", ITEM)
    assert "\n" not in changed.replace("\r\n", "")


def test_a_list_that_is_not_there_yet_comes_at_the_end() -> None:
    changed = append_item("datum: 2024-01-01\n", "gebeurtenissen", ITEM)
    assert changed.startswith("datum: 2024-01-01\n\ngebeurtenissen:\n  - actie:")


@pytest.mark.parametrize(
    "text", ["gebeurtenissen: []\n", "gebeurtenissen: [{actie: x}]\n", "a: [\n", "- 1\n"]
)
def test_what_cannot_be_changed_safely_is_refused(text: str) -> None:
    with pytest.raises(NotChangedError):
        append_item(text, "gebeurtenissen", ITEM)


@pytest.mark.parametrize("path", FILES, ids=lambda path: f"{path.parent.name}-{path.stem}")
def test_every_example_file_keeps_every_line(path: Path) -> None:
    text = path.read_text()
    changed = append_item(text, "gebeurtenissen", ITEM)
    kept = iter(changed.splitlines())
    assert all(line in kept for line in text.rstrip().splitlines())


@given(st.lists(st.text(max_size=30), min_size=1, max_size=4))
@example(["\x85", "\u2028", "a\nb", "\x00", "'\"\\", "ja", "12:30", " x ", "\ufeff", "#"])
def test_any_text_comes_back_as_it_was_given(texts: list[str]) -> None:
    changed = ""
    for text in texts:
        changed = append_item(changed, "acties", {"tekst": text, "nummer": "x"})
    assert [item["tekst"] for item in ryaml.loads(changed)["acties"]] == texts


def test_a_file_that_cannot_be_changed_is_left_alone(tmp_path: Path) -> None:
    path = tmp_path / "acties.yaml"
    path.write_text("gebeurtenissen: [1]\n")
    with pytest.raises(NotChangedError):
        append_to_file(path, "gebeurtenissen", ITEM, "")
    assert path.read_text() == "gebeurtenissen: [1]\n"


def test_an_item_comes_before_another_and_its_comments() -> None:
    text = "agenda:\n  - Opening\n\n  # het slot\n  - Sluiting\n\nplaats: Assen\n"
    changed = insert_item(text, "agenda", {"titel": "Brief"}, 1)
    assert changed == (
        "agenda:\n  - Opening\n\n  - titel: Brief\n\n  # het slot\n  - Sluiting\n\nplaats: Assen\n"
    )


@pytest.mark.parametrize("path", [p for p in FILES if p.stem == "vergadering"], ids=str)
def test_a_point_can_come_anywhere_on_an_example_agenda(path: Path) -> None:
    text = path.read_text()
    before = ryaml.loads(text)["agenda"]
    for place in range(len(before)):
        agenda = ryaml.loads(insert_item(text, "agenda", {"titel": "Brief"}, place))["agenda"]
        assert agenda == [*before[:place], {"titel": "Brief"}, *before[place:]]


@pytest.mark.parametrize("path", FILES, ids=lambda path: f"{path.parent.name}-{path.stem}")
def test_without_the_new_item_a_file_is_byte_for_byte_what_it_was(path: Path) -> None:
    text = path.read_bytes().decode()
    data = ryaml.loads(text)
    lists = [key for key, value in data.items() if isinstance(value, list)]
    for key in lists:
        for place in range(len(data[key]) + 1):
            last = place == len(data[key])
            changed = append_item(text, key, ITEM) if last else insert_item(text, key, ITEM, place)
            added = [line for line in changed.splitlines(keepends=True) if _is_new(line)]
            assert len(added) == len(ITEM)
            assert _without(changed, "".join(added)) == text


def _is_new(line: str) -> bool:
    return any(f"{name}: " in line and str(value)[:8] in line for name, value in ITEM.items())


def _without(text: str, item: str) -> str:
    """Take an item out, with the blank line that parts it from the next one."""
    before, _, after = text.partition(item)
    return before + (after.removeprefix("\n") if before.endswith("\n\n") else after)


def test_an_item_can_not_come_in_a_list_on_one_line() -> None:
    with pytest.raises(NotChangedError):
        insert_item("agenda: [Opening, Sluiting]\n", "agenda", {"titel": "Brief"}, 1)


MIXED = "# van een ander\r\nagenda:\n  - Opening\r\n  - Sluiting\n\r\nplaats: Assen\r\n"


@pytest.mark.parametrize("place", [0, 1, 2])
def test_each_line_keeps_its_own_end(place: int) -> None:
    changed = insert_item(MIXED, "agenda", {"titel": "Brief"}, place)
    added = [line for line in changed.splitlines(keepends=True) if "Brief" in line]
    assert changed.replace("".join(added), "", 1).replace("\n\r\n  -", "\n  -") == MIXED


def test_a_last_line_without_an_end_gets_one_and_blank_lines_stay() -> None:
    assert append_item("acties:\r\n  - a: x", "acties", {"a": "y"}) == (
        "acties:\r\n  - a: x\r\n  - a: y\r\n"
    )
    assert insert_item("acties:\n  - a: x\nb: 1", "acties", {"a": "y"}, 0) == (
        "acties:\n  - a: y\n  - a: x\nb: 1"
    )
    assert append_item("a: 1\n\n\n", "acties", {"a": "y"}) == "a: 1\n\n\nacties:\n  - a: y\n"


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("datum: 2027-01-01\ndoorgang: 'gepland'  # nog\n", "datum: 2027-01-01\ndoorgang: nee  # nog\n"),
        ('"doorgang" : "gepland"\ndatum: x\n', '"doorgang" : nee\ndatum: x\n'),
        ("doorgang: gepland\r\ndatum: x\n", "doorgang: nee\r\ndatum: x\n"),
        ("doorgang:\ndatum: x\n", "doorgang: nee\ndatum: x\n"),
        ("doorgang: # leeg\ndatum: x\n", "doorgang: nee # leeg\ndatum: x\n"),
        ("'datum': x # dag\r\nplaats: Assen\n", "'datum': x # dag\r\ndoorgang: nee\r\nplaats: Assen\n"),
        ("plaats: Assen\ndatum: x", "plaats: Assen\ndatum: x\ndoorgang: nee\n"),
    ],
)  # fmt: skip
def test_one_word_is_replaced_where_it_stands(before: str, after: str) -> None:
    assert set_value(before, "doorgang", "nee", after="datum") == after


@pytest.mark.parametrize(
    "text", ["{datum: x}\n", "datum: x\ndoorgang: [ja]\n", "datum: [\n", "- 1\n", "a: x\n", "", "doorgang: &a x\nb: *a\n"]
)  # fmt: skip
def test_what_holds_no_single_word_is_refused(text: str) -> None:
    with pytest.raises(NotChangedError):
        set_value(text, "doorgang", "nee", after="datum")


def test_a_byte_order_mark_stays(tmp_path: Path) -> None:
    path = tmp_path / "vergadering.yaml"
    path.write_bytes(b"\xef\xbb\xbfdatum: x\r\n")
    set_in_file(path, "doorgang", "nee", after="datum")
    insert_in_file(path, "agenda", {"titel": "Brief"}, 0)
    assert path.read_bytes() == (
        b"\xef\xbb\xbfdatum: x\r\ndoorgang: nee\r\n\r\nagenda:\r\n  - titel: Brief\r\n"
    )


def test_only_a_list_that_begins_by_appending_makes_a_file(tmp_path: Path) -> None:
    path = tmp_path / "vergadering.yaml"
    with pytest.raises(NotChangedError, match="is er niet"):
        insert_in_file(path, "agenda", {"titel": "Brief"}, 0)
    with pytest.raises(NotChangedError, match="is er niet"):
        set_in_file(path, "doorgang", "nee", after="datum")
    assert not path.exists()
    path.write_bytes(b"datum: \xff\n")
    with pytest.raises(NotChangedError, match="UTF-8"):
        append_to_file(path, "agenda", {"titel": "Brief"}, "")


def test_a_quoted_name_of_a_list_is_known_and_what_is_no_list_is_told() -> None:
    assert append_item('"acties":\n  - a: x\n', "acties", {"a": "y"}) == (
        '"acties":\n  - a: x\n  - a: y\n'
    )
    for text, said in (("acties:\n  a: 1\n", "heeft een vorm"), ("acties:\n  - [\n", "klopt niet")):
        with pytest.raises(NotChangedError, match=said):
            append_item(text, "acties", {"a": "y"})
