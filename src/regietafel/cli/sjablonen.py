"""``regietafel sjablonen``: the customer's own templates."""

from pathlib import Path

from regietafel.cli.tekstsjablonen import check_text_templates
from regietafel.cli.terminal import OK, Refusal, as_json, show, show_findings, show_made, summary
from regietafel.cli.werkplek import open_workspace
from regietafel.documents.sjablooncontrole import check_template, list_fields
from regietafel.documents.soorten import (
    MAIL,
    MAILDELEN,
    PAGINADELEN,
    PDF,
    WEB,
    WORD,
    Sjablonen,
    view_of,
)
from regietafel.documents.views_soort import stuk_view_of
from regietafel.dossier.soorten import SOORT, is_kind_name
from regietafel.dossier.validation import load_model
from regietafel.dossier.workspace import NoWorkspaceError, Werkmap, find_workspace, stays_inside
from regietafel.dossier.writing import create_new
from regietafel.findings import Finding
from regietafel.model.soort import Familie, Soort
from regietafel.resources import templates


def _sjablonen() -> Sjablonen:
    """Return the templates: with the workspace's own where there is one."""
    try:
        return Sjablonen(find_workspace(Path.cwd()).templates, templates())
    except NoWorkspaceError:
        return Sjablonen(templates(), templates())


def lijst(*, json: bool) -> int:
    """Show every kind with a Word template, and whether the customer has an own one."""
    sjablonen = _sjablonen()
    rows = [_row(sjablonen, name) for name in sjablonen.names() if _word(sjablonen, name)]
    if json:
        show(as_json(rows))
        return OK
    for row in rows:
        show(f"{row['soort']:<20} {row['herkomst']:<9} {row['naam']}: {row['omschrijving']}")
    return OK


def _with_word(sjablonen: Sjablonen) -> list[str]:
    return [name for name in sjablonen.names() if sjablonen.find(name, WORD)]


def _word(sjablonen: Sjablonen, name: str) -> Path | None:
    """Return the Word template of a kind, of its own or borrowed."""
    own = sjablonen.find(name, WORD)
    if own or not sjablonen.find(name, SOORT):
        return own
    return sjablonen.find(_soort(sjablonen, name).sjabloon or "", WORD)


def _row(sjablonen: Sjablonen, name: str) -> dict[str, str]:
    soort = _soort(sjablonen, name)
    herkomst = "eigen" if _is_own(sjablonen, name) else "standaard"
    return {
        "soort": name,
        "naam": soort.naam,
        "omschrijving": soort.omschrijving,
        "herkomst": herkomst,
    }


def _is_own(sjablonen: Sjablonen, name: str) -> bool:
    own = any(sjablonen.is_own(name, file) for file in (WORD, SOORT))
    return own and sjablonen.eigen != sjablonen.pakket


def _texts(sjablonen: Sjablonen, name: str) -> list[str]:
    """Return the templates of a kind that are text: of its page and its mail."""
    return [file for file in (WEB, *MAIL) if sjablonen.find(name, file)]


def _has_own(sjablonen: Sjablonen, name: str) -> bool:
    """Tell whether a template of a kind is the customer's own, or a piece that it shares."""
    texts = _texts(sjablonen, name)
    own = [sjablonen.is_own(name, file) for file in texts]
    for folder, files in ((MAILDELEN, MAIL), (PAGINADELEN, (WEB,))):
        pieces = sjablonen.files(folder) if set(texts).intersection(files) else []
        own += [sjablonen.is_own(folder, piece) for piece in pieces]
    return _is_own(sjablonen, name) or (any(own) and sjablonen.eigen != sjablonen.pakket)


def _soort(sjablonen: Sjablonen, name: str) -> Soort:
    path = sjablonen.find(name, SOORT)
    if path is None:
        known = ", ".join(_with_word(sjablonen))
        raise Refusal(f"Geen soort '{name}'; kies uit: {known}.")
    loaded = load_model(path, Soort)
    if loaded.model is None or loaded.findings:
        show_findings(loaded.findings)
        raise Refusal(f"soort.yaml van '{name}' klopt niet.")
    return loaded.model


def _view(soort: Soort) -> type:
    """Return what a template of a kind sees; one that somebody writes has fields of its own."""
    return stuk_view_of(soort) if soort.familie is Familie.STUK else view_of(soort.familie)


def velden(name: str, *, json: bool) -> int:
    """Show every field that a template of this kind may use."""
    fields = list_fields(_view(_soort(_sjablonen(), name)))
    if json:
        show(as_json([{"veld": f.naam, "soort": f.soort, "uitleg": f.uitleg} for f in fields]))
        return OK
    for field in fields:
        show(f"{field.naam:<34} {field.soort:<18} {field.uitleg}")
    return OK


def controleer(name: str | None) -> int:
    """Check one template, or all own ones; say which field is unknown or missing, and where."""
    sjablonen = _sjablonen()
    names = [name] if name else [n for n in sjablonen.names() if _has_own(sjablonen, n)]
    if not names:
        show(
            "Er zijn geen eigen sjablonen; haal er een op met 'regietafel sjablonen exporteer SOORT'."
        )
        return OK
    findings: list[Finding] = []
    for kind in names:
        soort = _soort(sjablonen, kind)
        path, view = _word(sjablonen, kind), _view(soort)
        if path is None and not _texts(sjablonen, kind):
            raise Refusal(f"Van '{kind}' is geen sjabloon na te kijken: geen Word, pagina of mail.")
        findings += [] if path is None else check_template(path.read_bytes(), view, path)
        findings += check_text_templates(sjablonen, kind, view)
    code = show_findings(findings)
    show(f"{', '.join(names)} gecontroleerd. {summary(findings)}")
    return code


def exporteer(name: str, copy: str) -> int:
    """Copy the package's Word template into the workspace, for the customer to change in Word.

    With ``copy`` the whole kind becomes a new one of that name.
    """
    werkmap = open_workspace()
    package = Sjablonen(templates(), templates())
    source = _word(package, name)
    if name == MAILDELEN or (source is None and package.find(name, MAIL[0])):
        return _copy_mail(werkmap, package, name)
    if source is None:
        source = package.find(_soort(_sjablonen(), name).sjabloon or "", WORD)
    if source is None:
        raise Refusal(f"Er is geen Word-sjabloon voor '{name}'.")
    if copy:
        return _new_kind(werkmap, package, name, copy)
    target = werkmap.templates / name / WORD
    try:
        create_new(target, source.read_bytes())
    except FileExistsError:
        raise Refusal(
            f"{target} bestaat al en is niet veranderd. Haal het eerst zelf weg."
        ) from None
    show_made(target)
    show(f"Pas het aan in Word en kijk het na met: regietafel sjablonen controleer {name}")
    show("Wilt u ook de PDF uit uw Word-sjabloon? Zet dan 'pdf: word' in regietafel.yaml.")
    return OK


def _copy_mail(werkmap: Werkmap, package: Sjablonen, name: str) -> int:
    """Copy the templates of a mail, or what all mails share, into the workspace."""
    files = package.files(name) if name == MAILDELEN else MAIL
    targets = [werkmap.templates / name / file for file in files]
    existing = next((target for target in targets if target.exists()), None)
    if existing is not None:
        raise Refusal(f"{existing} bestaat al en is niet veranderd. Haal het eerst zelf weg.")
    for target in targets:
        source = package.find(name, target.name)
        if source is not None:
            create_new(target, source.read_bytes())
            show_made(target)
    show("Verander txt en html allebei: sommige mailprogramma's tonen de ene, andere de andere.")
    return OK


def _new_kind(werkmap: Werkmap, package: Sjablonen, name: str, copy: str) -> int:
    """Write a new kind of written document: a copy of one that is there."""
    soort = _soort(package, name)
    if soort.familie is not Familie.STUK:
        raise Refusal(
            f"Van '{name}' is geen eigen soort te maken; kies een stuk dat u zelf schrijft."
        )
    folder = werkmap.templates / copy
    if not is_kind_name(copy) or not stays_inside(werkmap.root, folder):
        raise Refusal(f"'{copy}' kan niet; gebruik kleine letters, cijfers en streepjes.")
    if folder.exists() or package.find(copy, SOORT):
        raise Refusal(f"Er is al een soort '{copy}'; er is niets veranderd.")
    for file in (SOORT, WORD, PDF):
        source = package.find(name, file) or package.find(soort.sjabloon or "", file)
        if source is not None:
            create_new(folder / file, source.read_bytes())
            show_made(folder / file)
    show(f"Verander in soort.yaml eerst 'naam', dan velden en secties; {WORD} past u aan in Word.")
    show(f"Begin een stuk met: regietafel stuk nieuw {copy} VERGADERING")
    return OK
