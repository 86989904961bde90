"""A workspace with a dashboard of many areas on many dates, from a seed: for benchmarks."""

import random
import shutil
from datetime import date
from pathlib import Path

from regietafel.resources import example_workspace

NAMES = ("Oekraïne", "Asiel", "Huisvesting", "AMV", "Nidos")
_HEAD = "indicator;startdatum;startpunt;einddatum;eindpunt;peildatum"


def write_dashboards(root: Path, areas: int, months: int, seed: int = 342) -> str:
    """Write a workspace with one table; return the name of its last meeting."""
    chance = random.Random(seed)  # noqa: S311 - no secret, and the same every time
    example = example_workspace()
    settings = (example / "regietafel.yaml").read_text("utf-8").splitlines(keepends=True)
    plain = "".join(line for line in settings if "logo:" not in line)
    (root / "regietafel.yaml").write_text(plain, encoding="utf-8")
    folder = root / "meetings" / "prt-drenthe"
    folder.mkdir(parents=True)
    shutil.copy(example / "meetings" / "prt-drenthe" / "tafel.yaml", folder)
    tasks = [[chance.randint(20, 900) for _ in NAMES] for _ in range(areas)]
    days = [date(2024 + n // 12, n % 12 + 1, 1) for n in range(months)]
    for number, day in enumerate(days):
        _write_meeting(folder / day.isoformat(), day, tasks, (number + 1) / months, chance)
    return f"prt-drenthe/{days[-1].isoformat()}"


def _write_meeting(
    folder: Path, day: date, tasks: list[list[int]], share: float, chance: random.Random
) -> None:
    (folder / "cijfers").mkdir(parents=True)
    meeting = (
        f"datum: {day}\nbegin: 12:30\neinde: 13:30\nplaats: Provinciehuis\nagenda: [Opening]\n"
    )
    (folder / "vergadering.yaml").write_text(meeting, encoding="utf-8")
    columns = [f"{name} {what}" for name in NAMES for what in ("opgave", "klaar")]
    rows = [";".join(["Gemeente", *columns])]
    for number, own in enumerate(tasks):
        cells = [c for task in own for c in (task, round(task * share * chance.uniform(0.5, 1.1)))]
        rows.append(";".join([f"Gemeente {number:03}", *map(_dutch, cells)]))
    (folder / "cijfers" / "gemeenten.csv").write_text("\n".join(rows) + "\n", encoding="utf-8")
    totals = [sum(own[n] for own in tasks) for n in range(len(NAMES))]
    lines = [
        f"{name};2023-12-01;{_dutch(total // 3)};2026-01-01;{_dutch(total)};{day}"
        for name, total in zip(NAMES, totals, strict=True)
    ]
    (folder / "cijfers" / "indicatoren.csv").write_text(
        "\n".join([_HEAD, *lines]), encoding="utf-8"
    )
    (folder / "cijfers" / "dashboard.yaml").write_text(_definition(), encoding="utf-8")


def _definition() -> str:
    parts = [
        f"  - naam: {name}\n    tabel: gemeenten\n    opgave: {name} opgave\n    behaald: [{name} klaar]\n"
        for name in NAMES
    ]
    return f"titel: Dashboard\ntabel: indicatoren\nindicatoren:\n{''.join(parts)}"


def _dutch(number: int) -> str:
    return f"{number:,}".replace(",", ".")
