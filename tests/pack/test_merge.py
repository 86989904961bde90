"""A pack: what comes through the merge, where its links lead and what it claims."""

from datetime import UTC, datetime
from io import BytesIO
from typing import Any

import pikepdf
import pytest
from pikepdf import Array, Dictionary, Name, Object, Pdf, String

from regietafel.pack.merge import OnleesbaarDeel, Packdeel, Pakfeiten, merge_pack

from . import pdfs
from .pdf_checks import elements, failures

MOMENT = datetime(2024, 7, 12, 9, 0, tzinfo=UTC)


def deel(sleutel: str, inhoud: bytes | None, niveau: int = 0) -> Packdeel:
    return Packdeel(sleutel, f"{sleutel}. Stuk {sleutel}", niveau, inhoud, f"Bijlage {sleutel}")


def voorwerk(*sleutels: str) -> Packdeel:
    return Packdeel("", "Agenda", 0, pdfs.agenda(*sleutels), "")


def merge(*delen: Packdeel) -> tuple[Pdf, Pakfeiten]:
    content, facts = merge_bytes(*delen)
    return pikepdf.open(BytesIO(content)), facts


def merge_bytes(*delen: Packdeel) -> tuple[bytes, Pakfeiten]:
    return merge_pack(delen, titel="Vergaderstukken & meer", moment=MOMENT, auteur="Secretariaat")


def page_of(pdf: Pdf, target: Any) -> int:
    """Return the page (from 1) of an explicit destination."""
    numbers = {page.obj.objgen: n for n, page in enumerate(pdf.pages, 1)}
    return numbers[target[0].objgen]


def links(pdf: Pdf, page: int) -> list[Object]:
    return [a for a in pdf.pages[page - 1].obj.get("/Annots", []) if a.Subtype == Name.Link]


def target(link: Object) -> Object:
    return link.Dest if "/Dest" in link else link.A.D


# -- tags ----------------------------------------------------------------------------------------


def test_a_pack_of_tagged_parts_passes_every_point() -> None:
    content, facts = merge_bytes(
        voorwerk("2", "4b"), deel("2", pdfs.tagged("Lijst")), deel("4b", pdfs.tagged("Memo"))
    )
    assert failures(content) == []
    assert facts.pdfua
    assert facts.pdfa == "2a"
    assert facts.ongetagd == ()
    assert facts.eerste_pagina == {"2": 3, "4b": 5}
    assert facts.paginas == 6


def test_an_untagged_part_costs_the_claim_and_is_named() -> None:
    content, facts = merge_bytes(voorwerk("2", "3"), deel("2", pdfs.plain()), deel("3", None))
    assert facts.ongetagd == ("2",)
    assert not facts.pdfua
    assert facts.pdfa == ""
    assert {"PDF/UA claim", "PDF/A claim", "marked"} <= set(failures(content))


def test_tags_of_the_other_parts_stay_beside_an_untagged_one() -> None:
    content, _ = merge_bytes(deel("2", pdfs.plain()), deel("3", pdfs.tagged("Memo")))
    assert "content resolves to its page" not in failures(content)
    assert "parents are right" not in failures(content)


def test_a_part_with_tags_but_no_claim_is_named_apart() -> None:
    pdf = pikepdf.open(BytesIO(pdfs.tagged("Memo")))
    del pdf.Root.Metadata
    _, facts = merge(deel("2", pdfs.save(pdf)))
    assert facts.ongetagd == ()
    assert facts.zonder_pdfua == ("2",)
    assert not facts.pdfua


def test_tags_on_the_first_page_only_are_not_taken_for_a_tagged_file() -> None:
    pdf = pikepdf.open(BytesIO(pdfs.tagged("Memo")))
    extra = pikepdf.open(BytesIO(pdfs.plain()))
    pdf.pages.append(extra.pages[0])
    _, facts = merge(deel("2", pdfs.save(pdf)))
    assert facts.ongetagd == ("2",)


def test_pages_that_share_a_key_are_not_taken_for_a_tagged_file() -> None:
    pdf = pikepdf.open(BytesIO(pdfs.tagged("Memo")))
    pdf.pages[1].obj.StructParents = pdf.pages[0].obj.StructParents
    _, facts = merge(deel("2", pdfs.save(pdf)))
    assert facts.ongetagd == ("2",)


def test_a_role_that_two_parts_map_differently_keeps_its_meaning_in_each() -> None:
    def with_role(role: Name) -> bytes:
        pdf = pikepdf.open(BytesIO(pdfs.tagged("Memo")))
        heading = next(element for element in elements(pdf) if element.S == Name.H1)
        heading.S = Name.Kop
        pdf.Root.StructTreeRoot.RoleMap = Dictionary(Kop=role)
        return pdfs.save(pdf)

    pdf, _ = merge(deel("2", with_role(Name.H1)), deel("3", with_role(Name.P)))
    roles = pdf.Root.StructTreeRoot.RoleMap
    names = [element.S for element in elements(pdf) if str(element.S).startswith("/Kop")]
    assert [roles[str(name)] for name in names] == [Name.H1, Name.P]


def test_a_part_that_maps_a_standard_role_does_not_change_the_others() -> None:
    pdf = pikepdf.open(BytesIO(pdfs.tagged("Memo")))
    pdf.Root.StructTreeRoot.RoleMap = Dictionary(H2=Name.P)
    joined, _ = merge(deel("2", pdfs.save(pdf)), deel("3", pdfs.tagged("Memo")))
    assert "/H2" not in joined.Root.StructTreeRoot.RoleMap
    assert sum(element.S == Name.H2 for element in elements(joined)) == 2


def test_a_part_in_another_language_says_so() -> None:
    pdf, _ = merge(deel("2", pdfs.tagged("Memo")), deel("3", pdfs.tagged("Note", lang="en")))
    parts = [element for element in elements(pdf) if Name.Part == element.S]
    assert [str(part.get("/Lang", "")) for part in parts] == ["nl", "en"]
    assert str(pdf.Root.Lang) == "nl-NL"


def test_tags_inside_a_drawing_follow_it_into_the_pack() -> None:
    pdf = pikepdf.open(BytesIO(pdfs.tagged("Memo")))
    tree = pdf.Root.StructTreeRoot
    heading = next(element for element in elements(pdf) if element.S == Name.H1)
    key = 900
    drawing = pdf.make_stream(
        b"/P <</MCID 0>> BDC EMC",
        Type=Name.XObject,
        Subtype=Name.Form,
        BBox=Array([0, 0, 9, 9]),
        StructParents=key,
    )
    pdf.pages[0].obj.Resources.XObject = Dictionary(Tekening=drawing)
    entries: list[Any] = [*tree.ParentTree.Nums, key, Array([heading])]
    tree.ParentTree.Nums = Array(entries)
    joined, _ = merge(deel("2", pdfs.tagged("A")), deel("3", pdfs.save(pdf)))
    moved = joined.pages[2].obj.Resources.XObject.Tekening
    numbers: list[Any] = list(joined.Root.StructTreeRoot.ParentTree.Nums)
    owners = dict(zip(numbers[::2], numbers[1::2], strict=True))
    assert str(owners[int(moved.StructParents)][0].get("/T")) == "Memo"


def test_classes_that_two_parts_define_differently_keep_their_meaning() -> None:
    def with_class(indent: int) -> bytes:
        pdf = pikepdf.open(BytesIO(pdfs.tagged("Memo")))
        next(element for element in elements(pdf) if element.S == Name.H1).C = Name.Inspringen
        layout = Dictionary(O=Name.Layout, StartIndent=indent)
        pdf.Root.StructTreeRoot.ClassMap = Dictionary(Inspringen=layout)
        return pdfs.save(pdf)

    pdf, _ = merge(deel("2", with_class(10)), deel("3", with_class(20)))
    classes = pdf.Root.StructTreeRoot.ClassMap
    used = [element.C for element in elements(pdf) if "/C" in element]
    assert [int(classes[str(name)].StartIndent) for name in used] == [10, 20]


def test_files_attached_to_tags_go_with_the_other_files() -> None:
    pdf = pikepdf.open(BytesIO(pdfs.tagged("Memo")))
    spec = pdf.make_indirect(pdfs.attached(pdf))
    next(element for element in elements(pdf) if element.S == Name.H1).AF = Array([spec])
    pdf.Root.AF = Array([spec])
    pdf.pages[0].obj.AF = Array([spec])
    joined, facts = merge(deel("2", pdfs.save(pdf)))
    assert facts.verwijderd == (("2", "ingesloten bestand"),)
    assert not [o for o in joined.objects if isinstance(o, Dictionary) and "/EF" in o]


# -- links and bookmarks -------------------------------------------------------------------------


def test_the_agenda_leads_to_each_attachment_and_back() -> None:
    pdf, facts = merge(
        voorwerk("2", "4b"), deel("2", pdfs.tagged("A")), deel("4b", pdfs.plain(rotate=90))
    )
    for page in (1, 2):
        assert [page_of(pdf, target(link)) for link in links(pdf, page)] == [3, 5]
    for key, place in (("2", 0), ("4b", 1)):
        back = links(pdf, facts.eerste_pagina[key])[0]
        row = links(pdf, 2)[place]
        assert str(back.Contents) == "Terug naar de agenda"
        assert page_of(pdf, back.A.D) == 2
        assert float(back.A.D[3]) == pytest.approx(float(row.Rect[3]), abs=0.1)


def test_a_link_to_an_absent_attachment_does_nothing() -> None:
    pdf, _ = merge(voorwerk("2", "9"), deel("2", pdfs.plain()))
    assert ["/A" in link for link in links(pdf, 1)] == [True, False]


def test_an_attachment_cannot_use_our_addresses() -> None:
    action = Dictionary(S=Name.URI, URI=String("regietafel:bijlage/2"))
    pdf, facts = merge(voorwerk("2"), deel("2", pdfs.annotated(pdfs.link(action))))
    assert "/A" not in links(pdf, 3)[1]
    assert facts.verwijderd == (("2", "actie"),)


def test_links_inside_a_part_stay_inside_it() -> None:
    pdf, _ = merge(deel("2", pdfs.tagged("A")), deel("3", pdfs.tagged("B")))
    assert [page_of(pdf, target(link)) for page in (1, 2, 3, 4) for link in links(pdf, page)] == [
        1,
        1,
        3,
        3,
    ]
    assert "/Names" not in pdf.Root
    assert "/Dests" not in pdf.Root


@pytest.mark.parametrize("tree", ["old", "names", "kids"])
def test_named_destinations_that_clash_lead_to_their_own_part(tree: str) -> None:
    def part() -> bytes:
        pdf = pikepdf.open(BytesIO(pdfs.plain(pages=2)))
        place = Array([pdf.pages[1].obj, Name.XYZ, 0, 100, None])
        link = pdfs.link(Dictionary(S=Name.GoTo, D=String("doel")))
        if tree == "old":
            link.A.D = Name.doel
            pdf.Root.Dests = Dictionary(doel=Dictionary(D=place))
        else:
            leaf = Dictionary(Names=Array([String("doel"), place]))
            node = leaf if tree == "names" else Dictionary(Kids=Array([pdf.make_indirect(leaf)]))
            pdf.Root.Names = Dictionary(Dests=node)
        pdf.pages[0].obj.Annots = Array([pdf.make_indirect(link)])
        return pdfs.save(pdf)

    pdf, _ = merge(deel("2", part()), deel("3", part()))
    assert [page_of(pdf, target(links(pdf, page)[0])) for page in (1, 3)] == [2, 4]
    assert float(target(links(pdf, 1)[0])[3]) == 100


def test_bookmarks_nest_by_level_with_those_of_the_part_beneath() -> None:
    pdf, _ = merge(
        voorwerk("2", "4b"),
        Packdeel("", "4. Opvang", 0, None, ""),
        deel("4b", pdfs.tagged("Memo"), 1),
        deel("5", pdfs.plain()),
    )

    def lines(item: Any, depth: int) -> list[tuple[int, str, int]]:
        found: list[tuple[int, str, int]] = []
        while item is not None:
            found.append((depth, str(item.Title), page_of(pdf, item.Dest)))
            found += lines(item.get("/First"), depth + 1)
            item = item.get("/Next")
        return found

    assert lines(pdf.Root.Outlines.First, 0) == [
        (0, "Agenda", 1),
        (1, "Inhoud", 1),
        (1, "Agenda", 2),
        (0, "4. Opvang", 3),
        (1, "4b. Stuk 4b", 3),
        (2, "Memo", 3),
        (3, "Deel 1", 3),
        (3, "Deel 2", 4),
        (0, "5. Stuk 5", 5),
    ]
    assert int(pdf.Root.Outlines.Count) == 4


# -- forms, layers, what is dropped --------------------------------------------------------------


def test_fields_with_one_name_keep_their_own_values() -> None:
    pdf, _ = merge(deel("2", pdfs.form("Naam", "Jansen")), deel("4b", pdfs.form("Naam", "Bakker")))
    fields = list(pdf.Root.AcroForm.Fields)
    assert [(str(f.T), str(f.V)) for f in fields] == [("Naam", "Jansen"), ("Naam (4b)", "Bakker")]
    assert [f.P.objgen for f in fields] == [page.obj.objgen for page in pdf.pages]
    assert [f.objgen for f in fields] == [page.obj.Annots[-1].objgen for page in pdf.pages]
    assert pdf.Root.AcroForm["/NeedAppearances"]
    assert "/Helv" in pdf.Root.AcroForm.DR.Font
    assert all(str(f.DA) == "/Helv 10 Tf 0 g" for f in fields)


def test_a_signature_is_not_passed_on_and_named() -> None:
    pdf = pikepdf.open(BytesIO(pdfs.form("Handtekening", "")))
    field = pdf.Root.AcroForm.Fields[0]
    field.FT = Name.Sig
    field.V = Dictionary(Type=Name.Sig, Filter=Name("/Adobe.PPKLite"))
    joined, facts = merge(deel("2", pdfs.save(pdf)))
    assert "/V" not in joined.Root.AcroForm.Fields[0]
    assert ("2", "digitale handtekening") in facts.verwijderd


def test_fields_within_fields_come_along_and_scripts_do_not() -> None:
    pdf = pikepdf.open(BytesIO(pdfs.form("Naam", "Jansen")))
    kid = pdf.Root.AcroForm.Fields[0]
    kid.AA = Dictionary(K=FORBIDDEN["script"])
    kid.Parent = pdf.make_indirect(Dictionary(T=String("Persoon"), Kids=Array([kid])))
    pdf.Root.AcroForm.Fields = Array([kid.Parent])
    pdf.Root.AcroForm.XFA = String("x")
    joined, facts = merge(deel("2", pdfs.save(pdf)))
    top = joined.Root.AcroForm.Fields[0]
    assert (str(top.T), str(top.Kids[0].V)) == ("Persoon", "Jansen")
    assert "/AA" not in top.Kids[0]
    assert set(facts.verwijderd) == {("2", "script"), ("2", "XFA-formulier")}


def test_fonts_of_forms_that_share_a_name_stay_apart() -> None:
    other = pikepdf.open(BytesIO(pdfs.form("Plaats", "Assen")))
    other.Root.AcroForm.DR.Font.Helv.BaseFont = Name("/Times-Roman")
    pdf, _ = merge(deel("2", pdfs.form("Naam", "Jansen")), deel("3", pdfs.save(other)))
    fonts = pdf.Root.AcroForm.DR.Font
    used = [str(field.DA).split()[0] for field in pdf.Root.AcroForm.Fields]
    assert [str(fonts[name].BaseFont) for name in used] == ["/Helvetica", "/Times-Roman"]


FORBIDDEN = {
    "script": Dictionary(S=Name.JavaScript, JS=String("app.alert(1)")),
    "opdracht die een programma start": Dictionary(S=Name.Launch, F=String("cmd.exe")),
    "knop die gegevens verstuurt": Dictionary(S=Name.SubmitForm, F=String("http://x.test")),
    "verwijzing naar een ander bestand": Dictionary(S=Name.GoToR, F=String("x.pdf"), D=0),
    "actie": Dictionary(S=Name.URI, URI=String("file:///etc/passwd")),
}


@pytest.mark.parametrize("what", FORBIDDEN)
def test_what_runs_or_sends_is_dropped_and_named(what: str) -> None:
    pdf, facts = merge(deel("2", pdfs.annotated(pdfs.link(FORBIDDEN[what]))))
    assert facts.verwijderd == (("2", what),)
    assert "/A" not in links(pdf, 1)[0]


def test_a_web_address_stays_but_not_what_follows_it() -> None:
    action = Dictionary(S=Name.URI, URI=String("https://www.drenthe.nl"), Next=FORBIDDEN["script"])
    pdf, facts = merge(deel("2", pdfs.annotated(pdfs.link(action))))
    assert dict(links(pdf, 1)[0].A.items()) == {
        "/S": Name.URI,
        "/URI": String("https://www.drenthe.nl"),
    }
    assert facts.verwijderd == (("2", "vervolgactie"),)


def test_scripts_and_files_of_the_document_are_dropped_and_named() -> None:
    pdf = pikepdf.open(BytesIO(pdfs.plain()))
    pdf.Root.OpenAction = FORBIDDEN["script"]
    pdf.attachments["geheim.txt"] = b"geheim"
    joined, facts = merge(deel("2", pdfs.save(pdf)))
    assert facts.verwijderd == (("2", "script"), ("2", "ingesloten bestand"))
    assert not joined.attachments
    assert "/OpenAction" not in joined.Root


@pytest.mark.parametrize(
    ("root", "what"),
    [
        ({"AA": Dictionary(WC=FORBIDDEN["script"])}, "script"),
        (
            {"OpenAction": FORBIDDEN["opdracht die een programma start"]},
            "opdracht die een programma start",
        ),
        ({"Names": Dictionary(JavaScript=Dictionary(Names=Array()))}, "script"),
    ],
)
def test_what_starts_with_the_document_is_named(root: dict[str, Any], what: str) -> None:
    pdf, facts = merge(deel("2", pdfs.annotated(**root)))
    assert facts.verwijderd == (("2", what),)
    assert not {"/AA", "/OpenAction", "/Names"} & set(pdf.Root.keys())


def test_what_starts_with_a_page_is_dropped_and_named() -> None:
    pdf = pikepdf.open(BytesIO(pdfs.plain()))
    pdf.pages[0].obj.AA = Dictionary(O=FORBIDDEN["script"])
    joined, facts = merge(deel("2", pdfs.save(pdf)))
    assert facts.verwijderd == (("2", "actie bij het openen van een pagina"),)
    assert "/AA" not in joined.pages[0].obj


def test_a_link_to_nowhere_is_made_harmless() -> None:
    gone = pdfs.link(Dictionary(S=Name.GoTo, D=String("weg"), SD=Array([])))
    odd = Dictionary(Type=Name.Annot, Subtype=Name.Link, Rect=Array([0, 0, 9, 9]), Dest=Name.weg)
    number = pdfs.link(Dictionary(S=Name.GoTo, D=Array([1, Name.Fit])))
    pdf, _ = merge(deel("1", pdfs.plain()), deel("2", pdfs.annotated(gone, odd, number)))
    first, second, third = links(pdf, 2)
    assert "/A" not in first
    assert "/Dest" not in second
    assert page_of(pdf, third.A.D) == 3


def test_a_file_on_a_page_is_dropped_and_named() -> None:
    pdf = pikepdf.open(BytesIO(pdfs.plain()))
    spec = pdfs.attached(pdf)
    paperclip = Dictionary(
        Type=Name.Annot, Subtype=Name.FileAttachment, Rect=Array([0, 0, 9, 9]), FS=spec
    )
    pdf.pages[0].obj.Annots = Array([pdf.make_indirect(paperclip)])
    content, facts = merge_bytes(deel("2", pdfs.save(pdf)))
    assert facts.verwijderd == (("2", "ingesloten bestand"),)
    joined = pikepdf.open(BytesIO(content))
    assert not [o for o in joined.objects if isinstance(o, Dictionary) and "/EF" in o]


def test_a_hidden_layer_stays_hidden() -> None:
    pdf = pikepdf.open(BytesIO(pdfs.plain()))
    layer = pdf.make_indirect(Dictionary(Type=Name.OCG, Name=String("Concept")))
    pdf.Root.OCProperties = Dictionary(
        OCGs=Array([layer]), D=Dictionary(BaseState=Name.OFF, Order=Array([layer]))
    )
    pdf.pages[0].obj.Resources.Properties = Dictionary(L=layer)
    joined, _ = merge(deel("2", pdfs.plain()), deel("3", pdfs.save(pdf)))
    hidden = list(joined.Root.OCProperties.D.OFF)
    assert [str(group.Name) for group in hidden] == ["Concept"]
    assert hidden[0].objgen == joined.pages[1].obj.Resources.Properties.L.objgen


# -- the whole -----------------------------------------------------------------------------------


def test_the_same_input_gives_the_same_bytes() -> None:
    delen = [voorwerk("2"), deel("2", pdfs.tagged("Lijst")), deel("3", pdfs.plain())]
    assert merge_bytes(*delen) == merge_bytes(*delen)


def test_metadata_and_document_information_agree() -> None:
    pdf, _ = merge(deel("2", pdfs.tagged("Lijst")))
    with pdf.open_metadata(set_pikepdf_as_editor=False, update_docinfo=False) as xmp:
        assert xmp["dc:title"] == str(pdf.docinfo["/Title"]) == "Vergaderstukken & meer"
        assert xmp["dc:creator"] == [str(pdf.docinfo["/Author"])] == ["Secretariaat"]
        assert xmp["dc:language"] == {"nl-NL"}
        assert xmp["xmp:CreateDate"] == "2024-07-12T09:00:00+00:00"
    assert str(pdf.docinfo["/CreationDate"]) == "D:20240712090000+00'00'"


def test_a_part_that_is_no_pdf_is_named() -> None:
    with pytest.raises(OnleesbaarDeel) as caught:
        merge(voorwerk("2", "3"), deel("2", pdfs.plain()), deel("3", b"geen pdf"))
    assert (caught.value.positie, caught.value.sleutel) == (2, "3")


def test_an_encrypted_part_is_refused_even_without_a_password() -> None:
    with pytest.raises(OnleesbaarDeel):
        merge(deel("2", pdfs.encrypted("")))


def test_a_pack_without_pages_is_refused() -> None:
    with pytest.raises(ValueError, match="zonder pagina's"):
        merge(deel("2", None))


def test_a_pack_within_a_pack_keeps_its_stamps_and_tags() -> None:
    inner, _ = merge_bytes(voorwerk("2"), deel("2", pdfs.tagged("Lijst")))
    content, facts = merge_bytes(voorwerk("7"), deel("7", inner))
    assert failures(content) == []
    assert facts.pdfua


@pytest.mark.parametrize(
    "make",
    [pdfs.outline_loop, pdfs.structure_loop, pdfs.name_tree_loop, pdfs.page_tree_loop],
)
def test_a_loop_ends(make: Any) -> None:
    try:
        _, facts = merge(deel("2", make()))
    except OnleesbaarDeel:
        return
    assert facts.paginas == 1
