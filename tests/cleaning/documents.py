"""Office files and PDF for tests, with a name in every place where programs write one."""

import io
import zipfile
from collections.abc import Mapping

import pikepdf

from tests.cleaning.pictures import JANE, XMP, jpeg, png

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
S = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
PACKAGE = "http://schemas.openxmlformats.org/package/2006"
CORE = (
    f'<cp:coreProperties xmlns:cp="{PACKAGE}/metadata/core-properties" xmlns:dc="http://purl.org/dc/elements/1.1/">'
    f"<dc:creator>{JANE}</dc:creator><cp:lastModifiedBy>{JANE}</cp:lastModifiedBy></cp:coreProperties>"
)
APP = (
    '<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/extended-properties">'
    f"<Manager>{JANE}</Manager><Template>{JANE}.dotx</Template></Properties>"
)
SAID = "Tea first, papers later."


def zipped(parts: Mapping[str, str | bytes], *, first: str = "") -> bytes:
    """An archive of these parts."""
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        if first:
            archive.writestr(zipfile.ZipInfo(first), parts[first])
        for name, data in parts.items():
            if name != first:
                archive.writestr(name, data)
    return made.getvalue()


def unzipped(data: bytes) -> dict[str, bytes]:
    """Its parts."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def types(*overrides: tuple[str, str]) -> str:
    """The list of parts of an office file."""
    ends = "".join(f'<Default Extension="{end}" ContentType="{kind}"/>' for end, kind in (
        ("rels", "application/vnd.openxmlformats-package.relationships+xml"), ("xml", "application/xml"), ("jpeg", "image/jpeg"),
        ("png", "image/png"), ("bin", "application/octet-stream"), ("emf", "image/x-emf"),
    ))  # fmt: skip
    named = "".join(f'<Override PartName="{name}" ContentType="{kind}"/>' for name, kind in overrides)
    return f'<?xml version="1.0"?><Types xmlns="{PACKAGE}/content-types">{ends}{named}</Types>'


MODES = {"": "", "External": ' TargetMode="External"'}


def rels(*found: tuple[str, str, str, str]) -> str:
    """Relations: id, kind, target, mode."""
    lines = "".join(
        f'<Relationship Id="{key}" Type="{R}/{kind}" Target="{target}"{MODES[mode]}/>' for key, kind, target, mode in found
    )
    return f'<?xml version="1.0"?><Relationships xmlns="{PACKAGE}/relationships">{lines}</Relationships>'


WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml"
TRACKED = (
    f'<w:p><w:ins w:id="1" w:author="{JANE}" w:date="2026-01-02T03:04:05Z"><w:r><w:t>added</w:t></w:r></w:ins>'
    f'<w:del w:id="2" w:author="{JANE}" w:date="2026-01-02T03:04:05Z"><w:r><w:delText>taken away</w:delText></w:r></w:del></w:p>'
)


def docx_parts(*, tracked: bool = False) -> dict[str, str | bytes]:
    """The parts of a document with the name of its writer in a dozen places."""
    changed = TRACKED if tracked else f'<w:p><w:ins w:id="1" w:author="{JANE}" w:date="2026-01-02T03:04:05Z"/></w:p>'
    body = (
        f'<w:document xmlns:w="{W}" xmlns:r="{R}" xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
        'xmlns:w14="http://schemas.microsoft.com/office/word/2010/wordml" mc:Ignorable="w14" '
        'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"><w:body>'
        f'<w:p w:rsidR="00AB12CD" w14:paraId="1A2B3C4D"><w:r w:rsidRPr="00AB12CD"><w:t>{SAID}</w:t></w:r>'
        '<w:hyperlink r:id="rId8"><w:r><w:t>a site</w:t></w:r></w:hyperlink>'
        '<w:hyperlink r:id="rId9"><w:r><w:t>a file</w:t></w:r></w:hyperlink><w:r><w:drawing><a:blip r:embed="rId5"/>'
        '<a:blip r:link="rId6"/></w:drawing></w:r></w:p>'
        f'<w:p><w:commentRangeStart w:id="0"/><w:r><w:t>Late.</w:t></w:r><w:commentReference w:id="0"/></w:p>{changed}'
        "<w:sectPr/></w:body></w:document>"
    )
    comments = (
        f'<w:comments xmlns:w="{W}"><w:comment w:id="0" w:author="{JANE}" w:initials="JR" w:date="2026-01-02T03:04:05Z">'
        "<w:p><w:r><w:t>Why?</w:t></w:r></w:p></w:comment></w:comments>"
    )
    settings = (
        f'<w:settings xmlns:w="{W}" xmlns:r="{R}"><w:attachedTemplate r:id="rId1"/>'
        '<w:rsids><w:rsidRoot w:val="00AB12CD"/></w:rsids>'
        f'<w:docVars><w:docVar w:name="who" w:val="{JANE}"/></w:docVars><w:mailMerge><w:dataSource r:id="rId2"/></w:mailMerge>'
        '<w:defaultTabStop w:val="720"/></w:settings>'
    )
    return {
        "[Content_Types].xml": types(
            ("/word/document.xml", f"{WORD}.document.main+xml"),
            ("/word/comments.xml", f"{WORD}.comments+xml"),
            ("/word/people.xml", f"{WORD}.people+xml"),
            ("/word/settings.xml", f"{WORD}.settings+xml"),
            ("/docProps/core.xml", "application/vnd.openxmlformats-package.core-properties+xml"),
        ),
        "_rels/.rels": rels(
            ("rId1", "officeDocument", "word/document.xml", ""),
            ("rId2", "metadata/core-properties", "docProps/core.xml", ""),
            ("rId3", "extended-properties", "docProps/app.xml", ""),
            ("rId4", "custom-properties", "docProps/custom.xml", ""),
            ("rId5", "metadata/thumbnail", "docProps/thumbnail.jpeg", ""),
        ),
        "docProps/core.xml": CORE,
        "docProps/app.xml": APP,
        "docProps/custom.xml": f"<Properties><property name='who'>{JANE}</property></Properties>",
        "docProps/thumbnail.jpeg": jpeg(),
        "word/document.xml": body,
        "word/comments.xml": comments,
        "word/people.xml": f'<w15:people xmlns:w15="urn:w15"><w15:person w15:author="{JANE}"/></w15:people>',
        "word/settings.xml": settings,
        "word/media/image1.jpeg": jpeg(),
        "word/media/image2.png": png(),
        "customXml/item1.xml": f"<who>{JANE}</who>",
        "customXml/_rels/item1.xml.rels": rels(),
        "word/_rels/document.xml.rels": rels(
            ("rId2", "comments", "comments.xml", ""),
            ("rId3", "settings", "settings.xml", ""),
            ("rId4", "people", "people.xml", ""),
            ("rId5", "image", "media/image1.jpeg", ""),
            ("rId6", "image", f"https://sink.example/{JANE.replace(' ', '-')}.png", "External"),
            ("rId7", "customXml", "../customXml/item1.xml", ""),
            ("rId8", "hyperlink", "https://tea.example/", "External"),
            ("rId9", "hyperlink", f"file:///C:/Users/{JANE.replace(' ', '%20')}/plan.docx", "External"),
        ),
        "word/_rels/settings.xml.rels": rels(
            ("rId1", "attachedTemplate", f"file:///C:/Users/{JANE}/a.dotm", "External"),
            ("rId2", "mailMergeSource", f"file:///C:/Users/{JANE}/people.csv", "External"),
        ),
    }


def docx(*, tracked: bool = False) -> bytes:
    """The document."""
    return zipped(docx_parts(tracked=tracked))


SHEET = "application/vnd.openxmlformats-officedocument.spreadsheetml"


def xlsx_parts() -> dict[str, str | bytes]:
    """A workbook of one sheet with a remark, printer settings and the folder that it lay in."""
    mc = "http://schemas.openxmlformats.org/markup-compatibility/2006"
    book = (
        f'<workbook xmlns="{S}" xmlns:r="{R}" xmlns:mc="{mc}" mc:Ignorable="x15" xmlns:x15="urn:x15"><fileVersion appName="xl"/>'
        f'<fileSharing userName="{JANE}"/><mc:AlternateContent><mc:Choice Requires="x15"><x15ac:absPath xmlns:x15ac="urn:x15ac" '
        f'url="C:\\Users\\{JANE}\\"/></mc:Choice></mc:AlternateContent>'
        '<sheets><sheet name="Plan" sheetId="1" r:id="rId1"/></sheets></workbook>'
    )
    sheet = (
        f'<worksheet xmlns="{S}" xmlns:r="{R}"><sheetData><row r="1"><c r="A1" t="inlineStr">'
        f"<is><t>{SAID}</t></is></c></row></sheetData>"
        '<pageSetup orientation="portrait" r:id="rId2"/><legacyDrawing r:id="rId3"/></worksheet>'
    )
    remarks = (
        f'<comments xmlns="{S}"><authors><author>{JANE}</author></authors><commentList><comment ref="A1" authorId="0">'
        f"<text><r><t>{JANE}:</t></r><r><t> Why?</t></r></text></comment></commentList></comments>"
    )
    return {
        "[Content_Types].xml": types(
            ("/xl/workbook.xml", f"{SHEET}.sheet.main+xml"),
            ("/xl/worksheets/sheet1.xml", f"{SHEET}.worksheet+xml"),
            ("/xl/comments1.xml", f"{SHEET}.comments+xml"),
        ),
        "_rels/.rels": rels(("rId1", "officeDocument", "xl/workbook.xml", ""), ("rId2", "core", "docProps/core.xml", "")),
        "docProps/core.xml": CORE,
        "xl/workbook.xml": book,
        "xl/_rels/workbook.xml.rels": rels(
            ("rId1", "worksheet", "worksheets/sheet1.xml", ""), ("rId9", "person", "persons/person.xml", "")
        ),
        "xl/worksheets/sheet1.xml": sheet,
        "xl/worksheets/_rels/sheet1.xml.rels": rels(
            ("rId2", "printerSettings", "../printerSettings/printerSettings1.bin", ""),
            ("rId4", "comments", "../comments1.xml", ""),
        ),
        "xl/comments1.xml": remarks,
        "xl/persons/person.xml": f'<personList xmlns="urn:p"><person displayName="{JANE}" id="1"/></personList>',
        "xl/printerSettings/printerSettings1.bin": JANE.encode("utf-16-le"),
    }


def xlsx() -> bytes:
    """The workbook."""
    return zipped(xlsx_parts())


def odt_parts(kind: str = "text", *, tracked: bool = False) -> dict[str, str | bytes]:
    """A text with a remark, a change and fields of its writer."""
    spaces = " ".join(
        f'xmlns:{name}="{address}"'
        for name, address in (
            ("office", "urn:oasis:names:tc:opendocument:xmlns:office:1.0"),
            ("text", "urn:oasis:names:tc:opendocument:xmlns:text:1.0"),
            ("draw", "urn:oasis:names:tc:opendocument:xmlns:drawing:1.0"),
            ("meta", "urn:oasis:names:tc:opendocument:xmlns:meta:1.0"),
            ("manifest", "urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"),
            ("xlink", "http://www.w3.org/1999/xlink"),
            ("dc", "http://purl.org/dc/elements/1.1/"),
        )
    )
    change = (
        f"<text:tracked-changes><text:changed-region><text:deletion><office:change-info><dc:creator>{JANE}</dc:creator>"
        "<dc:date>2026-01-02T03:04:05</dc:date></office:change-info><text:p>taken away</text:p></text:deletion>"
        "</text:changed-region></text:tracked-changes>"
    )
    content = (
        f"<office:document-content {spaces}><office:body><office:text>{change if tracked else ''}<text:p>{SAID}"
        f"<text:author-name>{JANE}</text:author-name><office:annotation><dc:creator>{JANE}</dc:creator>"
        f"<meta:creator-initials>JR</meta:creator-initials><dc:date>2026-01-02T03:04:05</dc:date><text:p>Why?</text:p></office:annotation>"
        '<draw:frame><draw:image xlink:href="Pictures/1.jpg"/></draw:frame>'
        f'<draw:frame><draw:image xlink:href="https://sink.example/{JANE.replace(" ", "-")}"/></draw:frame>'
        '<text:a xlink:href="https://tea.example/">a site</text:a></text:p></office:text></office:body></office:document-content>'
    )
    listed = "".join(
        f'<manifest:file-entry manifest:full-path="{name}" manifest:media-type="x/y"/>'
        for name in ("/", "content.xml", "meta.xml", "settings.xml", "Pictures/1.jpg", "Thumbnails/thumbnail.png")
    )
    return {
        "mimetype": f"application/vnd.oasis.opendocument.{kind}",
        "content.xml": content,
        "styles.xml": f"<office:document-styles {spaces}/>",
        "meta.xml": f"<office:document-meta {spaces}><dc:creator>{JANE}</dc:creator></office:document-meta>",
        "settings.xml": f"<office:document-settings {spaces}>{JANE}</office:document-settings>",
        "Thumbnails/thumbnail.png": png(),
        "Pictures/1.jpg": jpeg(),
        "META-INF/manifest.xml": f"<manifest:manifest {spaces}>{listed}</manifest:manifest>",
    }


def odt(kind: str = "text", *, tracked: bool = False) -> bytes:
    """The text."""
    return zipped(odt_parts(kind, tracked=tracked), first="mimetype")


def pdf() -> bytes:
    """One page with words, a picture, notes and links, and all that a PDF can carry besides."""
    made, out = pikepdf.new(), io.BytesIO()
    made.add_blank_page(page_size=(300, 300))
    page = made.pages[0]
    font = pikepdf.Dictionary(Type=pikepdf.Name.Font, Subtype=pikepdf.Name.Type1, BaseFont=pikepdf.Name.Helvetica)
    photo = made.make_stream(
        jpeg(), Type=pikepdf.Name.XObject, Subtype=pikepdf.Name.Image, Width=40, Height=24, BitsPerComponent=8,
        ColorSpace=pikepdf.Name.DeviceRGB, Filter=pikepdf.Name.DCTDecode,
    )  # fmt: skip
    photo.Metadata = made.make_stream(XMP, Type=pikepdf.Name.Metadata, Subtype=pikepdf.Name.XML)
    page.Resources = pikepdf.Dictionary(Font=pikepdf.Dictionary(F1=font), XObject=pikepdf.Dictionary(I1=photo))
    page.Contents = made.make_stream(f"BT /F1 12 Tf 20 200 Td ({SAID}) Tj ET q 40 0 0 24 20 20 cm /I1 Do Q".encode())
    page.Metadata = made.make_stream(XMP, Type=pikepdf.Name.Metadata, Subtype=pikepdf.Name.XML)
    page.PieceInfo = pikepdf.Dictionary(App=pikepdf.Dictionary(Private=pikepdf.String(JANE)))
    script = pikepdf.Dictionary(S=pikepdf.Name.JavaScript, JS=pikepdf.String(f"app.alert('{JANE}')"))
    page.AA = pikepdf.Dictionary(O=script)

    def note(subtype: str, **more: object) -> pikepdf.Dictionary:
        return made.make_indirect(
            pikepdf.Dictionary(Type=pikepdf.Name.Annot, Subtype=pikepdf.Name(subtype), Rect=[0, 0, 9, 9], **more)
        )

    launch = pikepdf.Dictionary(S=pikepdf.Name.Launch, F=pikepdf.String(f"C:/{JANE}.exe"))
    link = pikepdf.Dictionary(S=pikepdf.Name.URI, URI=pikepdf.String("https://tea.example/"))
    spec = made.make_indirect(pikepdf.AttachedFileSpec(made, JANE.encode(), filename=f"{JANE}.txt").obj)
    page.Annots = pikepdf.Array(
        [
            note("/Text", T=pikepdf.String(JANE), Contents=pikepdf.String("Why?"), M=pikepdf.String("D:2026")),
            note("/Link", A=launch),
            note("/Link", A=link),
            note("/FileAttachment", FS=spec, T=pikepdf.String(JANE)),
            note("/Screen", A=script),
        ]
    )
    made.attachments[f"{JANE}.txt"] = pikepdf.AttachedFileSpec(made, JANE.encode(), filename=f"{JANE}.txt")
    made.Root.OpenAction = script
    made.Root.AA = pikepdf.Dictionary(WC=script)
    made.Root.Names.JavaScript = pikepdf.Dictionary(Names=[pikepdf.String("start"), script])
    made.docinfo["/Author"] = JANE
    made.docinfo["/Title"] = f"Plan of {JANE}"
    made.Root.Metadata = made.make_stream(XMP, Type=pikepdf.Name.Metadata, Subtype=pikepdf.Name.XML)
    made.save(out)
    return out.getvalue()
