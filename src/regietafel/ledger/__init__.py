"""The action and decision ledger: events in, the state on a date out. Pure values."""
