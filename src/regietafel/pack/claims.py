"""What PDFs say of themselves (PDF/A, PDF/UA), and what the pack may say.

ISO 19005-2, 6.6 (metadata) and ISO 14289-1, 5 (identification). Nothing here checks a file; a
pack never claims more than each of its parts claims and the merge keeps.
"""

import re
from collections.abc import Sequence
from datetime import datetime
from typing import Any

from pikepdf import Array, Dictionary, Name, Object, Pdf, String

from regietafel.pack.objects import as_int, as_list, get, is_dictionary, is_stream

MAKER = "regietafel"
_NIVEAUS = "abu"
_RGB, _GRIJS = 3, 1


def read_xmp(pdf: Pdf) -> str:
    """Return the metadata packet of the catalogue, ``''`` when there is none or it is damaged."""
    stream = get(pdf.Root, "/Metadata")
    if not is_stream(stream):
        return ""
    content = stream.read_bytes()
    coding = "utf-16" if content.startswith((b"\xfe\xff", b"\xff\xfe")) else "utf-8"
    return content.decode(coding, "replace")


def _property(xmp: str, name: str) -> str:
    """Return a simple property, written as an attribute or as an element."""
    pattern = rf"{name}\s*=\s*[\"']([^\"']*)|<{name}\s*>([^<]*)"
    match = re.search(pattern, xmp)
    return (match[1] or match[2] or "").strip() if match else ""


def read_pdfa(xmp: str) -> str:
    """Return the PDF/A level that is claimed, as ``'2a'``; ``''`` for none."""
    part, level = _property(xmp, "pdfaid:part"), _property(xmp, "pdfaid:conformance").lower()
    return part + level if part in ("1", "2", "3", "4") else ""


def read_pdfua(xmp: str) -> bool:
    """Say whether PDF/UA-1 is claimed."""
    return _property(xmp, "pdfuaid:part") == "1"


def common_pdfa(levels: Sequence[str], *, tagged: bool) -> str:
    """Return what a pack of parts with these levels may claim.

    Parts 2 and 3 differ in attached files only, and those do not reach the pack. Level a needs
    tags throughout; u and b do not.
    """
    if not levels or any(level[:1] not in ("2", "3") for level in levels):
        return ""
    conformance = {level[1:] for level in levels}
    if not conformance <= set(_NIVEAUS):
        return ""
    if conformance == {"a"} and tagged:
        return "2a"
    return "2b" if "b" in conformance else "2u"


def read_intent(pdf: Pdf) -> Object | None:
    """Return the output intent for PDF/A (ISO 19005-2, 6.2.3) with its profile."""
    for intent in as_list(get(pdf.Root, "/OutputIntents")):
        if is_dictionary(intent) and intent.get("/S") == Name.GTS_PDFA1:
            return intent if is_stream(intent.get("/DestOutputProfile")) else None
    return None


def choose_intent(intents: Sequence[Object | None]) -> Object | None:
    """Return the intent that serves all parts, or ``None`` when no single one does.

    Grey fits every profile; RGB and CMYK do not go together.
    """
    known = [intent for intent in intents if intent is not None]
    colours = {as_int(get(intent, "/DestOutputProfile", "/N")) for intent in known}
    if not known or len(known) < len(intents) or len(colours - {_GRIJS}) > 1:
        return None
    first = (i for i in known if get(i, "/DestOutputProfile", "/N") != _GRIJS)
    return next(first, known[0])


def add_intent(pack: Pdf, intent: Object) -> None:
    """Copy the chosen output intent and its profile into the catalogue."""
    profile: Any = pack.copy_foreign(intent.DestOutputProfile)
    copy = Dictionary(Type=Name.OutputIntent, S=Name.GTS_PDFA1, DestOutputProfile=profile)
    for key in ("/OutputConditionIdentifier", "/OutputCondition", "/RegistryName", "/Info"):
        if get(intent, key) is not None:
            copy[key] = String(str(intent[key]))
    pack.Root.OutputIntents = Array([pack.make_indirect(copy)])


# -- our own metadata ----------------------------------------------------------------------------


def write_metadata(
    pack: Pdf, *, titel: str, taal: str, moment: datetime, auteur: str, pdfua: bool, pdfa: str
) -> None:
    """Write the document information and the XMP packet, saying the same (ISO 19005-2, 6.6.3)."""
    stamp = _pdf_date(moment)
    info = {"/Title": titel, "/Author": auteur, "/Creator": MAKER, "/Producer": MAKER}
    for key, value in info.items():
        if value:
            pack.docinfo[key] = String(value)
    pack.docinfo["/CreationDate"] = pack.docinfo["/ModDate"] = String(stamp)
    packet = _packet(titel, taal, moment, auteur) + _identification(pdfua, pdfa)
    content = _ENVELOP.format(packet=packet).encode()
    pack.Root.Metadata = pack.make_stream(content, Type=Name.Metadata, Subtype=Name.XML)


def _pdf_date(moment: datetime) -> str:
    zone = moment.strftime("%z") or "+0000"
    return moment.strftime("D:%Y%m%d%H%M%S") + f"{zone[:3]}'{zone[3:5]}'"


def _packet(titel: str, taal: str, moment: datetime, auteur: str) -> str:
    when = moment.isoformat(timespec="seconds")
    creator = f"<dc:creator><rdf:Seq><rdf:li>{_xml(auteur)}</rdf:li></rdf:Seq></dc:creator>"
    return (
        f'<dc:title><rdf:Alt><rdf:li xml:lang="x-default">{_xml(titel)}</rdf:li></rdf:Alt></dc:title>'
        f"{creator if auteur else ''}"
        f"<dc:language><rdf:Bag><rdf:li>{_xml(taal)}</rdf:li></rdf:Bag></dc:language>"
        "<dc:format>application/pdf</dc:format>"
        f"<xmp:CreateDate>{when}</xmp:CreateDate><xmp:ModifyDate>{when}</xmp:ModifyDate>"
        f"<xmp:MetadataDate>{when}</xmp:MetadataDate><xmp:CreatorTool>{MAKER}</xmp:CreatorTool>"
        f"<pdf:Producer>{MAKER}</pdf:Producer>"
    )


def _identification(pdfua: bool, pdfa: str) -> str:
    text = ""
    if pdfa:
        text += f"<pdfaid:part>{pdfa[0]}</pdfaid:part>"
        text += f"<pdfaid:conformance>{pdfa[1:].upper()}</pdfaid:conformance>"
    if pdfua:
        text += "<pdfuaid:part>1</pdfuaid:part>"
    return text + (_UITBREIDING if pdfua and pdfa else "")


def _xml(text: str) -> str:
    """Return ``text`` for XML 1.0, which has no place for most control characters."""
    text = re.sub(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]", "", text)
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


_ENVELOP = """<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>
<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
<rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/"
 xmlns:xmp="http://ns.adobe.com/xap/1.0/" xmlns:pdf="http://ns.adobe.com/pdf/1.3/"
 xmlns:pdfaid="http://www.aiim.org/pdfa/ns/id/" xmlns:pdfuaid="http://www.aiim.org/pdfua/ns/id/"
 xmlns:pdfaExtension="http://www.aiim.org/pdfa/ns/extension/"
 xmlns:pdfaSchema="http://www.aiim.org/pdfa/ns/schema#"
 xmlns:pdfaProperty="http://www.aiim.org/pdfa/ns/property#">
{packet}
</rdf:Description></rdf:RDF></x:xmpmeta>
<?xpacket end="r"?>"""
_UITBREIDING = (
    '<pdfaExtension:schemas><rdf:Bag><rdf:li rdf:parseType="Resource">'
    "<pdfaSchema:namespaceURI>http://www.aiim.org/pdfua/ns/id/</pdfaSchema:namespaceURI>"
    "<pdfaSchema:prefix>pdfuaid</pdfaSchema:prefix>"
    "<pdfaSchema:schema>PDF/UA identification schema</pdfaSchema:schema>"
    '<pdfaSchema:property><rdf:Seq><rdf:li rdf:parseType="Resource">'
    "<pdfaProperty:category>internal</pdfaProperty:category>"
    "<pdfaProperty:description>PDF/UA version identifier</pdfaProperty:description>"
    "<pdfaProperty:name>part</pdfaProperty:name>"
    "<pdfaProperty:valueType>Integer</pdfaProperty:valueType>"
    "</rdf:li></rdf:Seq></pdfaSchema:property></rdf:li></rdf:Bag></pdfaExtension:schemas>"
)
