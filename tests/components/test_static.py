"""What is served beside the pages: built, unchanged, small, and with no raw colour out of place."""

import ctypes.util
import gzip
import importlib.util
import re
from pathlib import Path
from types import ModuleType

import pytest

from tests.components.stage import STATIC, TEMPLATES, environment, render

FIRST_VISIT = 45_000  # bytes on the wire, without fonts
FONTS = 40_000


def script(path: str) -> ModuleType:
    """A script of static/, which is no package."""
    spec = importlib.util.spec_from_file_location(Path(path).stem, STATIC / path)
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def pressed(*names: str) -> int:
    return sum(len(gzip.compress((STATIC / name).read_bytes(), compresslevel=5, mtime=0)) for name in names)


def scripts_of(sheet: Path) -> set[str]:
    """The scripts that a template loads."""
    return set(re.findall(r"<script[^>]*asset\('([^']+)'\)", sheet.read_text("utf-8")))


def test_the_built_sheet_is_up_to_date() -> None:
    assert not script("bundle.py").is_stale(), "run: python static/bundle.py"


def test_the_built_sheet_names_the_fonts_as_pages_do() -> None:
    bundle = script("bundle.py")
    for font in STATIC.glob("fonts/*.woff2"):
        assert f"../fonts/{font.name}?v={bundle.version(font.read_bytes())}" in bundle.sheet()


@pytest.mark.parametrize(
    ("css", "short"),
    [
        ("a :focus { color: red; }", "a :focus{color:red}"),
        ('a { content: "x  ;  y"; }', 'a{content:"x  ;  y"}'),
        ("a { width: calc(1rem + 2px); }", "a{width:calc(1rem + 2px)}"),
        ("/* can't { */ a > b, c { top: 0 }", "a>b,c{top:0 }".replace(" }", "}")),
        (
            "@media (min-width: 48rem) and (max-width: 60rem) { a { top: 0; } }",
            "@media (min-width:48rem) and (max-width:60rem){a{top:0}}",
        ),
    ],
)
def test_minifying_keeps_the_meaning(css: str, short: str) -> None:
    assert script("bundle.py").minify(css) == short


@pytest.mark.parametrize(
    ("css", "left"),
    [
        (".btn{a:b}.nobody-has-this{c:d}", ".btn{a:b}"),
        (".nobody-has-this .btn,.btn>b{a:b}", ".btn>b{a:b}"),
        (".btn:not(.nobody-has-this){a:b}", ".btn:not(.nobody-has-this){a:b}"),
        (".btn:is(.nobody-has-this,.btn),.nobody-has-this{a:b}", ".btn:is(.nobody-has-this,.btn){a:b}"),
        ("@media print{.nobody-has-this{a:b}}", ""),
        ("@media print{.nobody-has-this{a:b}p{c:d}}p{e:f}", "@media print{p{c:d}}p{e:f}"),
        ('@font-face{src:url("a.woff2")}@import "x";p{a:b}', '@font-face{src:url("a.woff2")}@import "x";p{a:b}'),
        (".badge--whatever-is-put-together{a:b}", ".badge--whatever-is-put-together{a:b}"),
    ],
)
def test_rules_that_nothing_on_a_page_has_are_not_served(css: str, left: str) -> None:
    assert script("bundle.py").needed(css) == left


def test_every_class_that_a_template_writes_keeps_its_rules() -> None:
    """Those written whole, between the quotes of a `class`."""
    bundle = script("bundle.py")
    written = {
        name
        for sheet in TEMPLATES.rglob("*.html")
        for names in re.findall(r'class="([^"{}]+)"', sheet.read_text("utf-8"))
        for name in names.split()
    }
    styled = set(re.findall(r"\.([a-zA-Z][\w-]*)", re.sub(r"url\([^)]*\)", "", bundle.whole_sheet())))
    served = set(re.findall(r"\.([a-zA-Z][\w-]*)", re.sub(r"url\([^)]*\)", "", bundle.sheet())))
    assert written & styled <= served


@pytest.mark.parametrize(
    ("text", "short"),
    [
        ("// A note.\n\nconst a = 1; // one\n  b(a);\n", "const a = 1;\nb(a);\n"),
        ('go("https://network.example"); // there\n', 'go("https://network.example");\n'),
        ("if (/^a\\/b$/.test(x)) {  // c\n    d();\n}\n", "if (/^a\\/b$/.test(x)) {\nd();\n}\n"),
    ],
)
def test_a_script_loses_its_notes_and_nothing_else(text: str, short: str) -> None:
    assert script("bundle.py").brief(text) == short


def test_a_copy_by_brotli_is_the_same_file() -> None:
    """Where the system can read one; that none is out of date, the digests say anywhere."""
    name = ctypes.util.find_library("brotlidec")
    if name is None:
        pytest.skip("no library that reads Brotli (libbrotlidec) was found; the digests are checked all the same")
    decoder = ctypes.CDLL(name)
    for path in script("bundle.py").pressed():
        packed, whole = path.with_name(path.name + ".br").read_bytes(), path.read_bytes()
        size, room = ctypes.c_size_t(len(whole) + 1), ctypes.create_string_buffer(len(whole) + 1)
        assert decoder.BrotliDecoderDecompress(ctypes.c_size_t(len(packed)), packed, ctypes.byref(size), room) == 1, path
        assert room.raw[: size.value] == whole, path


def test_vendored_files_are_as_the_manifest_says() -> None:
    assert script("vendor/vendor.py").problems() == []


def test_every_vendored_file_has_its_licence_kept() -> None:
    kept = {path.stem for path in STATIC.glob("vendor/licences/*.txt")}
    assert kept == {"htmx", "bootstrap", "lucide", "bc-sans"}


def test_colours_are_set_in_the_tokens_alone() -> None:
    sheets = [STATIC / "css" / name for name in ("base.css", "layouts.css", "print.css")] + [
        *STATIC.glob("css/components/*.css"),
        *STATIC.glob("css/pages/*.css"),
    ]
    for sheet in sheets:
        assert not re.search(r"#[0-9a-fA-F]{3,8}\b|\b(?:rgb|hsl|oklch)a?\(|url\(\"?data:", sheet.read_text("utf-8")), sheet.name


def test_every_token_that_is_used_is_set() -> None:
    css = script("bundle.py").sheet()
    used = {name for name in re.findall(r"var\((--[a-z0-9-]+)[,)]", css) if not name.startswith("--bs-")}
    assert used <= set(re.findall(r"(--[a-z0-9-]+):", css))


def test_a_first_visit_is_small() -> None:
    page = gzip.compress(environment().get_template("errors/404.html").render(message=None, reference="", reason="").encode())
    everywhere = set().union(*(scripts_of(sheet) for sheet in TEMPLATES.glob("layouts/*.html")))
    most = max((scripts_of(sheet) for sheet in TEMPLATES.rglob("*.html")), key=lambda own: pressed(*own - everywhere))
    assert len(page) + pressed("dist/app.css", "dist/icons.svg", "img/mark.svg", *everywhere | most) <= FIRST_VISIT - 6_000
    assert sum((STATIC / f"fonts/bc-sans-{weight}.woff2").stat().st_size for weight in ("regular", "bold")) <= FONTS


def test_icons_that_templates_name_are_in_the_sprite() -> None:
    drawn = set(re.findall(r'id="i-([a-z0-9-]+)"', (STATIC / "dist/icons.svg").read_text("utf-8")))
    for sheet in TEMPLATES.rglob("*.html"):
        text = sheet.read_text("utf-8")
        named = set(re.findall(r"\b(?:icon|icon_button|drop)\(['\"]([a-z0-9-]+)['\"]", text)) | set(
            re.findall(r"sign=['\"]([a-z0-9-]+)", text)
        )
        if sheet.parent.name != "components" or sheet.stem not in ("drop",):
            named -= {name for name in named if f'drop("{name}' in text or f"drop('{name}" in text}
        assert named <= drawn, sheet.name


def test_a_page_without_its_asset_fails() -> None:
    with pytest.raises(FileNotFoundError):
        render("{{ asset('img/gone.svg') }}")


@pytest.mark.parametrize("path", sorted(STATIC.glob("js/*.js")), ids=lambda path: path.name)
def test_scripts_are_small_and_run_nothing_from_text(path: Path) -> None:
    text = path.read_text("utf-8")
    assert len(text.splitlines()) <= 60
    assert not re.search(r"\beval\b|new Function|innerHTML|insertAdjacentHTML|document\.write|localStorage|sessionStorage", text)
