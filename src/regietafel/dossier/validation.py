"""From plain values to a frozen model, with every problem as a Dutch finding."""

from collections.abc import Callable, Iterator, Sequence
from copy import deepcopy
from dataclasses import dataclass, replace
from difflib import get_close_matches
from pathlib import Path
from typing import Any, Generic, TypeVar, get_args

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from regietafel.dossier.reading import (
    line_of,
    parse_json,
    parse_yaml,
    raw_scalar,
    read_text,
    swallowed_texts,
)
from regietafel.findings import Finding, Keys, field_name, fout

Model = TypeVar("Model", bound=BaseModel)
Parser = Callable[[Path, str], tuple[Any, list[Finding]]]

_MAX_ROUNDS = 4

_MESSAGES = {
    "missing": "dit veld ontbreekt; vul het in.",
    "string_type": "hier hoort één stuk tekst te staan; schrijf het op één regel, en tussen aanhalingstekens als er een dubbele punt in staat.",
    "string_too_short": "dit veld is leeg; vul het in of haal de regel weg.",
    "string_too_long": "deze tekst is te lang.",
    "tuple_type": "hier hoort een lijst te staan: elke regel begint met een streepje.",
    "too_short": "deze lijst is leeg; zet er minstens één regel in.",
    "int_parsing": "hier hoort een heel getal te staan.",
    "int_type": "hier hoort een heel getal te staan.",
    "int_from_float": "hier hoort een heel getal te staan.",
    "greater_than_equal": "dit getal is te laag.",
    "less_than_equal": "dit getal is te hoog.",
}
_SECRETS = frozenset(
    {"wachtwoord", "password", "passwd", "pass", "secret", "token", "toegangscode", "sleutelwoord"}
)
_NOT_HERE = (
    "een wachtwoord hoort niet in een bestand dat anderen kunnen lezen; haal het hier weg, kies een nieuw "
    "wachtwoord en geef dat via de omgeving of de sleutelbos."
)
_COLOUR = "accentkleur"
_WRONG_FORM = "deze waarde heeft niet de goede vorm."
_PATTERNS = {
    "lid": "gebruik alleen kleine letters, cijfers en streepjes, zoals aa-en-hunze.",
    "bovenliggend": "gebruik alleen kleine letters, cijfers en streepjes, zoals lrt.",
    "email": "dit is geen e-mailadres.",
    "accentkleur": "schrijf een kleur als '#154273', tussen aanhalingstekens.",
    "nummercode": "gebruik hoofdletters en streepjes, zoals PRT-DR.",
    "nummer": "dit nummer heeft niet de goede vorm: een punt is 3a, een bijlage 4b-1, een besluit PRT-DR-2024-B03, een actie PRT-DR-2024-A07.",
    "link": "begin een link met https://.",
    "server": "schrijf alleen de naam van de server, zoals smtp.provincie.nl.",
    "afzender": "dit is geen e-mailadres.",
    "punt": "dit nummer heeft niet de vorm 3, 3a of 4b.",
}


@dataclass(frozen=True)
class Geladen(Generic[Model]):
    """A file as a model, with what was wrong.

    Wrong parts are reported and left out, so that the rest can still be checked; ``model`` is
    None when nothing usable is left. ``weggelaten`` holds the places of list items that were left
    out, in the order of leaving out: later items moved up.
    """

    model: Model | None
    findings: tuple[Finding, ...] = ()
    weggelaten: tuple[Keys, ...] = ()


def load_model(path: Path, model: type[Model]) -> Geladen[Model]:
    """Load one YAML file; every problem in it is a finding."""
    loaded, text = _load(path, model, parse_yaml)
    return replace(loaded, findings=(*loaded.findings, *swallowed_texts(path, text)))


def load_data(path: Path, text: str, data: Any, model: type[Model]) -> Geladen[Model]:
    """Return values that were read from a text as a model; every problem in them is a finding."""
    loaded = _validate(path, text, data, model)
    return replace(loaded, findings=(*loaded.findings, *swallowed_texts(path, text)))


def load_json(path: Path, model: type[Model]) -> Geladen[Model]:
    """Load one JSON file; every problem in it is a finding."""
    return _load(path, model, parse_json)[0]


def objections(model: type[BaseModel], data: dict[str, Any]) -> list[str]:
    """Return why values would be left out when they were read, as sentences; nothing if they fit."""
    try:
        model.model_validate(data)
    except ValidationError as error:
        return [_objection(model, data, one) for one in error.errors(include_url=False)]
    return []


def _objection(model: type[BaseModel], data: dict[str, Any], details: ErrorDetails) -> str:
    keys = _keys_in(data, details["loc"]) or ()
    message = _explain(model, keys, details)[1]
    return _sentence(f"{field_name(keys)}: {message}" if keys else message)


def _load(path: Path, model: type[Model], parse: Parser) -> tuple[Geladen[Model], str]:
    """Return a file as its model, with its text."""
    text, findings = read_text(path)
    data: Any = None
    if text is not None:
        data, findings = parse(path, text)
    if text is None or data is None:
        return Geladen(None, tuple(findings)), ""
    return _validate(path, text, data, model), text


def _validate(path: Path, text: str, data: Any, model: type[Model]) -> Geladen[Model]:
    findings: list[Finding] = []
    left_out: list[Keys] = []
    for _ in range(_MAX_ROUNDS):
        try:
            return Geladen(model.model_validate(data), tuple(findings), tuple(left_out))
        except ValidationError as error:
            before, data = data, deepcopy(data)
            gone: list[Keys] = []
            for details in _deepest_first(error.errors(include_url=False)):
                keys = _keys_in(before, details["loc"])
                if keys is None:
                    continue
                written = original_keys(keys, left_out)
                is_gone = any(keys[: len(item)] == item for item in gone)
                typed = _typed_text(text, written, details)
                if typed is not None:
                    if not is_gone:
                        _parent(data, keys)[keys[-1]] = typed
                    continue
                finding = _finding(path, model, written, details)
                if finding.keys not in {earlier.keys for earlier in findings}:
                    findings.append(finding)
                if not is_gone:
                    gone += _leave_out(data, keys, details)
            left_out += gone
    return Geladen(None, tuple(findings))


def original_keys(keys: Keys, left_out: Sequence[Keys]) -> Keys:
    """Return where a field stands in the user's file, although list items were left out."""
    for gone in reversed(left_out):
        *before, place = gone
        depth = len(before)
        if keys[:depth] == tuple(before) and len(keys) > depth:
            here = keys[depth]
            if isinstance(here, int) and isinstance(place, int) and here >= place:
                keys = (*keys[:depth], here + 1, *keys[depth + 1 :])
    return keys


def _deepest_first(errors: list[ErrorDetails]) -> list[ErrorDetails]:
    """Order by place from last to first, so that taking one out leaves the other places valid."""
    return sorted(errors, key=lambda e: [str(part).zfill(6) for part in e["loc"]], reverse=True)


def _keys_in(data: Any, loc: tuple[int | str, ...]) -> Keys | None:
    """Return the part of an error's location that is real keys; the rest is pydantic's own.

    None when the list item that it is about was left out for an earlier error.
    """
    keys: list[int | str] = []
    for position, part in enumerate(loc):
        last = position == len(loc) - 1
        if isinstance(data, list) and isinstance(part, int) and part >= len(data):
            return None
        inside = (isinstance(data, dict) and (part in data or last)) or (
            isinstance(data, list) and isinstance(part, int) and part < len(data)
        )
        if not inside:
            continue
        keys.append(part)
        data = data.get(part) if isinstance(data, dict) else data[part]
    return tuple(keys)


def _typed_text(text: str, keys: Keys, details: ErrorDetails) -> str | None:
    """Return what the user typed where YAML made a number of text: ``kenmerk: 0592``."""
    if details["type"] not in {"string_type", "value_error"} or not _is_number(details["input"]):
        return None
    return raw_scalar(text, keys) if keys else None


def _is_number(value: object) -> bool:
    return isinstance(value, int | float)


def _leave_out(data: Any, keys: Keys, details: ErrorDetails) -> list[Keys]:
    """Take the wrong part out; for a missing field, the item that lacks it.

    Returns the place of what was taken out, if anything was.
    """
    whole = keys[:-1] if details["type"] == "missing" else keys
    while whole:
        parent = _parent(data, whole)
        if isinstance(parent, list):
            del parent[int(whole[-1])]
            return [whole]
        if whole[-1] in parent:
            del parent[whole[-1]]
            return [whole]
        whole = whole[:-1]
    return []


def _parent(data: Any, keys: Keys) -> Any:
    for key in keys[:-1]:
        data = data[key]
    return data


def _finding(path: Path, model: type[BaseModel], keys: Keys, details: ErrorDetails) -> Finding:
    code, message = _explain(model, keys, details)
    return fout(path, code, _sentence(message), keys, line_of(path, keys))


def _sentence(text: str) -> str:
    return text[:1].upper() + text[1:]


def _explain(model: type[BaseModel], keys: Keys, details: ErrorDetails) -> tuple[str, str]:
    """Return the code and the Dutch message of one validation error."""
    match details["type"]:
        case "extra_forbidden" if str(keys[-1]).casefold() in _SECRETS:
            code, message = "wachtwoord-in-bestand", _NOT_HERE
        case "extra_forbidden":
            code, message = "onbekende-sleutel", _unknown_key(model, keys)
        case "missing":
            code, message = "veld-ontbreekt", _MESSAGES["missing"]
        case "value_error" if details["input"] is not None:
            code, message = "waarde-onjuist", str(details["ctx"]["error"])
        case "enum" | "literal_error":
            code, message = "waarde-onjuist", _choice(details)
        case "string_pattern_mismatch":
            code, message = "waarde-onjuist", _PATTERNS.get(str(keys[-1]), _WRONG_FORM)
        case "tuple_type" if isinstance(details["input"], str):
            code, message = "waarde-onjuist", _as_list(details["input"])
        case "model_type" | "model_attributes_type":
            code, message = "waarde-onjuist", _as_block(model, keys)
        case _ if details["input"] is None:
            empty = _MESSAGES["string_too_short"]
            code, message = "veld-leeg", _PATTERNS[_COLOUR] if keys[-1] == _COLOUR else empty
        case kind:
            code, message = "waarde-onjuist", _MESSAGES.get(kind, "deze waarde kan hier niet.")
    return code, message


def _as_list(value: str) -> str:
    return f"hier hoort een lijst te staan; schrijf [{value}], of zet elk op een eigen regel met een streepje ervoor."


def _as_block(model: type[BaseModel], keys: Keys) -> str:
    fields = [name for name in keys if isinstance(name, str)]
    known = ", ".join(f"{name}: …" for name in _fields_at(model, keys))
    name = fields[-1] if fields else "dit bestand"
    return f"zet onder '{name}' regels die inspringen, zoals {known}."


def _unknown_key(model: type[BaseModel], keys: Keys) -> str:
    known = sorted(_fields_at(model, keys[:-1]))
    near = get_close_matches(str(keys[-1]), known, n=1)
    advice = f"bedoelt u '{near[0]}'?" if near else f"hier kan: {', '.join(known)}."
    return f"onbekende sleutel '{keys[-1]}'; {advice}"


def _choice(details: ErrorDetails) -> str:
    options = details["ctx"]["expected"].replace(" or ", ", ").replace("'", "")
    near = get_close_matches(str(details["input"]), options.split(", "), n=1)
    advice = f"bedoelt u '{near[0]}'?" if near else f"kies uit: {options}."
    return f"'{details['input']}' kan hier niet; {advice}"


def _fields_at(model: type[BaseModel], keys: Keys) -> tuple[str, ...]:
    """Return the keys that a mapping at this place may have, in the order of the model."""
    models: list[type[BaseModel]] = [model]
    for key in (key for key in keys if isinstance(key, str)):
        fields = [m.model_fields[key] for m in models if key in m.model_fields]
        models = [found for field in fields for found in _models_in(field.annotation)]
    return tuple(dict.fromkeys(name for m in models for name in m.model_fields))


def _models_in(annotation: Any) -> Iterator[type[BaseModel]]:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        yield annotation
    for part in get_args(annotation):
        yield from _models_in(part)
