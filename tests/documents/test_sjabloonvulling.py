"""A template of a page or a mail may build on shared pieces, and on nothing else."""

from collections.abc import Callable
from dataclasses import dataclass, field

import pytest

from regietafel.documents.blocks import Blokken, plain
from regietafel.documents.sjabloontekst import render_text
from regietafel.documents.sjabloonvulling import Schrijfwijze, Sjabloon, SjabloonvulError, fill
from regietafel.documents.web import render_web


@dataclass(frozen=True)
class _View:
    naam: str = "PRT"
    punten: tuple[str, ...] = ("een", "twee")


KADER = ("_mail/kader.txt", "Van {{ naam }}\n{% block bericht %}{% endblock %}\nGroet\n")
PUNTEN = ("_mail/punten.txt", "{% for punt in punten %}- {{ punt }}\n{% endfor %}")


def make(text: str, *pieces: tuple[str, str]) -> str:
    return fill(_View(), Sjabloon(text, "mail.txt", pieces or (KADER, PUNTEN)), Schrijfwijze(str))


def test_a_template_builds_on_a_frame_and_takes_in_a_piece() -> None:
    made = make(
        '{% extends "_mail/kader.txt" %}{% block bericht %}\n{% include "_mail/punten.txt" %}\n{% endblock %}'
    )
    assert made == "Van PRT\n- een\n- twee\nGroet\n"


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("{% extends '/etc/passwd' %}", "kies uit: _mail/kader.txt, _mail/punten.txt"),
        ("{% include naam %}", "dit deel is er niet"),
        ("{% include ['_mail/punten.txt', '/etc/passwd'] %}", "dit deel is er niet"),
        ("{% import '_mail/punten.txt' as p %}", "alleen velden"),
        ("{% from '_mail/punten.txt' import p %}", "alleen velden"),
        ("{% for p in punten %}{% include '_mail/punten.txt' %}{% endfor %}", "niet in een lus"),
        ("{% for p in punten %}{% block a %}{% endblock %}{% endfor %}", "niet in een lus"),
        ("{% block a %}{{ self.a() }}{% endblock %}", "alleen velden"),
        ("{% block a %}{{ super() }}{% endblock %}", "alleen velden"),
        ("{{ 'x' * 99999999999 }}", "alleen velden"),
    ],
)
def test_a_template_uses_no_piece_but_those_that_are_shared(text: str, reason: str) -> None:
    with pytest.raises(SjabloonvulError, match=reason):
        make(text)


@pytest.mark.parametrize(
    "piece",
    ["{% include '_mail/kader.txt' %}", "{% extends '_mail/kader.txt' %}", "{{ naam.__class__ }}"],
)
def test_a_piece_takes_in_no_other_and_is_named_when_it_is_wrong(piece: str) -> None:
    with pytest.raises(SjabloonvulError, match=r"Van sjabloon _mail/punten\.txt, regel 1"):
        make("hoi", KADER, ("_mail/punten.txt", piece))


def test_a_piece_that_is_not_closed_is_named() -> None:
    with pytest.raises(SjabloonvulError, match=r"Van sjabloon _mail/punten\.txt"):
        make("hoi", KADER, ("_mail/punten.txt", "{% for p in punten %}"))


@dataclass(frozen=True)
class _Feit:
    label: str = "Datum"


@dataclass(frozen=True)
class _Mail:
    feiten: tuple[_Feit, ...] = (_Feit(),)
    regels: tuple[str, ...] = ("een", "twee")
    tekst: Blokken = field(default_factory=lambda: plain("rijk"))


@pytest.mark.parametrize("render", [render_text, lambda v, s: render_web(v, s).decode()])
def test_a_list_without_a_loop_is_refused_by_name_in_a_mail_and_on_a_page(
    render: Callable[[object, Sjabloon], str],
) -> None:
    with pytest.raises(SjabloonvulError, match="'feiten' is een lijst; zet er een lus met for"):
        render(_Mail(), Sjabloon("{{ feiten }}", "mail"))
    assert render(_Mail(), Sjabloon("{{ regels }}", "mail")) == "een\ntwee"
    assert "rijk" in render(_Mail(), Sjabloon("{{ tekst }}", "mail"))
    assert render(_Mail(feiten=()), Sjabloon("{{ feiten }}", "mail")) == ""
