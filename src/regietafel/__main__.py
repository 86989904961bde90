"""``python -m regietafel``."""

from regietafel.cli import main

main()
