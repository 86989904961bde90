"""Number tables: notation, formulas, the rekencontrole, indicators, the puzzle and forecasts."""
