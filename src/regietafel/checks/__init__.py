"""Rules over loaded values: no files, no clock. ``regels`` holds the tuple of all of them."""
