"""New files for the user: the text of a first workspace and of a next meeting."""

from collections.abc import Mapping
from datetime import date
from io import StringIO
from typing import Any

from regietafel import dutch
from regietafel.model.kalender import Genodigde, Uitnodigingsstand
from regietafel.model.tafel import Tafel
from regietafel.model.vergadering import Agendapunt, Vergadering

SCHEMA = "# yaml-language-server: $schema={up}schema/{name}.json\n"

_SETTINGS = """\
# Instellingen van deze werkmap: hoe de stukken eruitzien.
huisstijl:
  naam: Provincie Voorbeeld
  # logo: logo.png                 # PNG, JPEG of SVG, vanaf deze map
  accentkleur: '#154273'
  adresblok:
    - Postbus 1
    - 1000 AA Voorbeeldstad
  vertrouwelijkheid: Vertrouwelijk, alleen voor de leden van de tafel
"""

_TABLE = """\
# De tafel: naam, vaste gewoonten en leden.
naam: provinciale regietafel Voorbeeld
kort: PRT Voorbeeld
nummercode: PRT-VB                 # begin van actie- en besluitnummers
niveau: provinciaal                # landelijk, provinciaal of regionaal
agendavorm: tabel                  # tabel, of toelichting zoals de landelijke tafel

secretariaat:
  naam: Secretariaat PRT Voorbeeld
  email: secretariaat@provincie.example

plaats: Provinciehuis
begin: 12:30
einde: 13:30

# Elk lid heeft een korte naam; vergaderingen en acties verwijzen daarnaar.
leden:
  - lid: voorzitter
    functie: commissaris van de Koning
    organisatie: provincie Voorbeeld
    email: cdk@provincie.example
    rol: voorzitter
  - lid: voorbeeldstad
    functie: burgemeester
    organisatie: gemeente Voorbeeldstad
    email: bestuur@voorbeeldstad.example

# Punten waarmee elke nieuwe vergadering begint. De vorige lijst komt er vanzelf bij.
vaste_punten:
  - Opening
  - titel: Mededelingen
    doel: ter informatie
  - Rondvraag
  - Sluiting
"""


def settings_text() -> str:
    return SCHEMA.format(up="", name="regietafel") + _SETTINGS


def table_text() -> str:
    return SCHEMA.format(up="../../", name="tafel") + _TABLE


def invitation_text(stand: Uitnodigingsstand) -> str:
    """Return ``uitnodiging.yaml``: the identity that the calendars of members know.

    It is written by the library that reads it: quick, and what a user never edits needs no layout.
    """
    import ryaml

    head = "# Bijgehouden door regietafel. Laat dit bestand staan: agenda's herkennen de afspraak hieraan.\n"
    data = {
        "uid": stand.uid,
        "volgnummer": stand.volgnummer,
        "gemaakt": stand.gemaakt.isoformat(),
        "datum": stand.datum.isoformat(),
        "begin": f"{stand.begin:%H:%M}",
        "einde": f"{stand.einde:%H:%M}",
        "plaats": stand.plaats,
        "voorlopig": _ja_nee(stand.voorlopig),
        "geannuleerd": _ja_nee(stand.geannuleerd),
        "antwoord_vanaf": stand.antwoord_vanaf,
        "vingerafdruk": stand.vingerafdruk,
        "genodigden": [_genodigde(one) for one in stand.genodigden],
    }
    return SCHEMA.format(up="../../../", name="uitnodiging") + head + ryaml.dumps(data)


def _genodigde(one: Genodigde) -> dict[str, Any]:
    data = {
        "lid": one.lid,
        "naam": one.naam,
        "email": one.email,
        "volgnummer": one.volgnummer,
        "gemaakt": one.gemaakt.isoformat(),
    }
    return {**data, "afgezegd": "ja"} if one.afgezegd else data


def _ja_nee(value: bool) -> str:
    return "ja" if value else "nee"


def meeting_text(
    tafel: Tafel,
    day: date,
    vorige: tuple[str, Vergadering] | None,
    tijden: tuple[str, str],
    open_acties: Mapping[str, str],
) -> str:
    """Return ``vergadering.yaml`` of a next meeting.

    It has the table's fixed points, and after the first of them the previous meeting's action and
    decision list *ter vaststelling*, with the actions that are still open: their numbers, and
    what each is as a comment. ``vorige`` is the previous meeting with its folder name, ``tijden``
    are begin and end.
    """
    data: dict[str, Any] = {
        "datum": day,
        "begin": tijden[0],
        "einde": tijden[1],
        "plaats": tafel.plaats or "nog niet bekend",
        "status": "concept",
    }
    head = f"# Vergadering van de {_in_a_comment(tafel.naam)}. Vul aan wat ontbreekt; 'regietafel controleer' kijkt mee.\n"
    agenda = [_point(punt) for punt in tafel.vaste_punten] or ["Opening", "Rondvraag", "Sluiting"]
    if vorige is not None:
        agenda.insert(1, _previous_list(tafel, *vorige, open_acties))
    lines = [head, dump_yaml(data), "\n", _presence(tafel), "\n", dump_yaml({"agenda": agenda})]
    return SCHEMA.format(up="../../../", name="vergadering") + "".join(lines)


def _presence(tafel: Tafel) -> str:
    """Return the attendance list as comments: nobody is present before they said so."""
    rows = [f"#  - lid: {lid.lid}\n#    komst: aanwezig\n" for lid in tafel.leden]
    note = "# Haal de hekjes weg bij wie zich heeft gemeld: aanwezig, digitaal of afwezig.\n"
    return "".join([note, "#aanwezigheid:\n", *rows])


def _previous_list(
    tafel: Tafel, name: str, vorige: Vergadering, open_acties: Mapping[str, str]
) -> dict[str, Any]:
    point: dict[str, Any] = {
        "titel": f"Actie- en besluitenlijst {tafel.kort} {dutch.datum(vorige.datum)}",
        "doel": "ter vaststelling",
        "bijlagen": [{"lijst_van": _plain(name)}],
    }
    if open_acties:
        point["acties"] = _commented(open_acties)
    return point


def _commented(texts: Mapping[str, str]) -> Any:
    """Return the keys as a list, each with its text as a comment behind it."""
    from ruamel.yaml.comments import CommentedSeq

    items = CommentedSeq(texts)
    for place, text in enumerate(texts.values()):
        items.yaml_add_eol_comment(f"# {_in_a_comment(text)}", place, column=0)
    return items


def _in_a_comment(text: str) -> str:
    """Return text on one line: what stands on a next one is no comment any more."""
    return " ".join("".join(c if c.isprintable() else " " for c in text).split())


def _point(punt: Agendapunt) -> Any:
    data = punt.model_dump(mode="json", exclude_defaults=True)
    return punt.titel if set(data) == {"titel"} else _readable(data)


def _readable(data: dict[str, Any]) -> dict[str, Any]:
    """Write a purpose and yes or no as the user does."""
    for part in (data, *data.get("onderdelen", ()), *data.get("themas", ())):
        if part.get("doel"):
            part["doel"] = "ter " + "/".join(part["doel"])
        if "bijlage" in part:
            part["bijlage"] = "ja" if part["bijlage"] else "nee"
    return data


def _plain(name: str) -> Any:
    """Return the name of a folder so that YAML writes it without quotes."""
    try:
        return date.fromisoformat(name)
    except ValueError:
        return name


def dump_yaml(data: Any) -> str:
    """Return data as YAML in the order given, lists indented as in the examples."""
    from ruamel.yaml import YAML

    yaml = YAML()
    yaml.width = 4096
    yaml.allow_unicode = True
    yaml.indent(mapping=2, sequence=4, offset=2)
    stream = StringIO()
    yaml.dump(data, stream)
    return stream.getvalue()
