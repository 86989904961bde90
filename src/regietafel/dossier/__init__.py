"""Folder to values and back: reading with positions, finding files, writing atomically."""
