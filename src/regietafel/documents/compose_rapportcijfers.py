"""The indicators of a table in the chair's report: where they stand and what changed."""

from collections.abc import Sequence

from regietafel import dutch
from regietafel.documents.compose_dashboard import amount, changes, signed, standing
from regietafel.documents.views_rapport import IndicatorrijView
from regietafel.figures.reeksen import Reeks


def compose_indicatoren(reeksen: Sequence[Reeks]) -> tuple[IndicatorrijView, ...]:
    """Return a row for every indicator."""
    return tuple(map(_row, reeksen))


def _row(reeks: Reeks) -> IndicatorrijView:
    stand = reeks.nu.stand
    return IndicatorrijView(
        naam=reeks.nu.regel.naam,
        stand=standing(stand),
        realisatie=amount(stand.realisatie),
        verschil=signed(reeks.verschil),
        achterstand=amount(stand.achterstand),
        verschil_achterstand=signed(reeks.verschil_achterstand),
        gebieden=" ".join(changes(reeks)),
    )


def indicators_heading(reeksen: Sequence[Reeks]) -> str:
    """Return what stands above the block; empty without indicators."""
    if not reeksen:
        return ""
    now = max(reeks.nu.peildatum for reeks in reeksen)
    earlier = [reeks.vorige.peildatum for reeks in reeksen if reeks.vorige]
    since = f", en het verschil met {dutch.datum(max(earlier))}" if earlier else ""
    return f"Cijfers op {dutch.datum(now)}{since}"
