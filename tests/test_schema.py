"""The published schemas are those of the models, and the example files follow them."""

import json
from pathlib import Path

import jsonschema
import pytest
import ryaml

from regietafel.cli.schemas import BESTANDEN, schema_of

ROOT = Path(__file__).parent.parent
FILES = [ROOT / "regietafel.yaml", *sorted((ROOT / "meetings").rglob("*.yaml"))]


def kind_of(path: Path) -> str:
    is_table = path.parent.name == "cijfers" and path.stem not in BESTANDEN
    return "cijfers" if is_table else path.stem


@pytest.mark.parametrize("kind", BESTANDEN)
def test_the_published_schema_is_that_of_the_model(kind: str) -> None:
    published = json.loads((ROOT / "schema" / f"{kind}.json").read_text())
    assert published == schema_of(kind), "run: regietafel schema --naar ."


@pytest.mark.parametrize("path", FILES, ids=[str(path.relative_to(ROOT)) for path in FILES])
def test_an_editor_finds_nothing_wrong_with_an_example_file(path: Path) -> None:
    validator = jsonschema.Draft202012Validator(schema_of(kind_of(path)))
    errors = [error.message for error in validator.iter_errors(ryaml.loads(path.read_text()))]
    assert errors == []


@pytest.mark.parametrize("path", FILES, ids=[str(path.relative_to(ROOT)) for path in FILES])
def test_the_modeline_of_an_example_file_leads_to_its_schema(path: Path) -> None:
    first = path.read_text().splitlines()[0]
    target = first.partition("$schema=")[2]
    assert (path.parent / target).resolve() == ROOT / "schema" / f"{kind_of(path)}.json"


def test_a_wrong_key_is_wrong_for_an_editor_as_well() -> None:
    validator = jsonschema.Draft202012Validator(schema_of("vergadering"))
    day = {"datum": "2024-07-17", "begin": "12:30", "einde": "13:30", "plaats": "Assen"}
    assert validator.is_valid(
        {**day, "agenda": ["Opening", {"titel": "A", "doel": "ter informatie"}]}
    )
    assert not validator.is_valid({**day, "plats": "x"})
    assert not validator.is_valid({**day, "agenda": [{"titel": "A", "doel": "ter beslissing"}]})
