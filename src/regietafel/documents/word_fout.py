"""The one reason to refuse a Word template."""


class SjabloonError(Exception):
    """A template that cannot be used. The message is Dutch and says what and where.

    ``uitleg`` is what is wrong, without a capital; ``plek`` is where, such as
    ``in de tekst, bij "Agendapunt"``, or empty.
    """

    def __init__(self, uitleg: str, plek: str = "") -> None:
        self.uitleg = uitleg
        self.plek = plek
        place = f" ({plek})" if plek else ""
        super().__init__(f"Het Word-sjabloon is niet te gebruiken: {uitleg}{place}.")
