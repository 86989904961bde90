"""Number tables for the tests of figures."""

import csv
from pathlib import Path

import pytest

from regietafel.figures.tabel import Tabel, lees_tabel

BRON = Path(__file__).parent / "bron"


def read_bron(name: str) -> Tabel:
    """Return a table as it was published."""
    with (BRON / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        table, problems = lees_tabel(list(csv.reader(file, delimiter=";")))
    assert problems == ()
    return table


@pytest.fixture
def puzzel() -> Tabel:
    return read_bron("drentse-puzzel-2024-07-12")


@pytest.fixture
def provincies() -> Tabel:
    return read_bron("lrt-dashboard-provincies-2024-09-01")


@pytest.fixture
def indicatoren() -> Tabel:
    return read_bron("lrt-dashboard-indicatoren-2024-09-01")


@pytest.fixture
def prognose() -> Tabel:
    return read_bron("prognose-statushouders-drenthe")
