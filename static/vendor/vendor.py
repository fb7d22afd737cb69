"""Fetch the front end's pinned packages, copy the few files that are served, and prove offline that nobody changed them.

    python static/vendor/vendor.py            fetch again with npm; two runs give the same bytes
    python static/vendor/vendor.py --pin      the same, and write down the packages' checksums (after raising a version)
    python static/vendor/vendor.py --check    offline: every file is as the manifest says, and none came in by the side door
"""

import base64
import hashlib
import json
import re
import subprocess
import sys
import tarfile
import tempfile
from pathlib import Path
from typing import Any

STATIC = Path(__file__).resolve().parent.parent
LOCK = STATIC / "vendor" / "vendor.lock.json"
MANIFEST = STATIC / "vendor" / "MANIFEST.json"
OWN = {"vendor/vendor.py", "vendor/vendor.lock.json", "vendor/MANIFEST.json"}

# Made once elsewhere and kept as they are: the manifest records whence.
KEPT = {
    "css/foundation.css": ("bootstrap 5.3.9, cut with css/foundation.scss", "MIT"),
    "fonts/bc-sans-regular.woff2": ("@bcgov/bc-sans 2.1.0, cut to 398 characters", "OFL-1.1"),
    "fonts/bc-sans-bold.woff2": ("@bcgov/bc-sans 2.1.0, cut to 398 characters", "OFL-1.1"),
    "fonts/bc-sans-italic.woff2": ("@bcgov/bc-sans 2.1.0, cut to 398 characters", "OFL-1.1"),
    "vendor/licences/bc-sans.txt": ("@bcgov/bc-sans 2.1.0", "OFL-1.1"),
}


def sha256(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


def problems() -> list[str]:
    """What differs between the manifest and the files on disk, one sentence each."""
    said = json.loads(MANIFEST.read_text(encoding="utf-8"))["files"]
    found = {str(path.relative_to(STATIC)) for path in (STATIC / "vendor").rglob("*") if path.is_file()}
    mine = {name for name in found if "__pycache__" not in name and not name.endswith((".gz", ".br"))}  # bundle.py keeps the copies
    extra = mine - set(said) - OWN
    wrong = [f"{name} is not in the manifest" for name in sorted(extra)]
    for name, entry in said.items():
        path = STATIC / name
        if not path.is_file():
            wrong.append(f"{name} is missing")
        elif sha256(path) != entry["sha256"]:
            wrong.append(f"{name} was changed")
    return wrong


def fetch(package: str, entry: dict[str, Any], pin: bool) -> dict[str, bytes]:
    """The files of one pinned package by name inside it; refuses a package whose checksum is not the pinned one."""
    with tempfile.TemporaryDirectory() as folder:
        command = ["npm", "pack", "--silent", "--pack-destination", folder, f"{package}@{entry['version']}"]
        subprocess.run(command, check=True, capture_output=True)
        archive = next(Path(folder).glob("*.tgz"))
        integrity = "sha512-" + base64.b64encode(hashlib.sha512(archive.read_bytes()).digest()).decode()
        if pin:
            entry["integrity"] = integrity
        if entry.get("integrity") != integrity:
            raise SystemExit(f"{package}: the package is not the one that was pinned")
        wanted = set(entry["files"]) | {f"icons/{name}.svg" for name in entry.get("icons", [])}
        with tarfile.open(archive) as tar:
            members = {name: tar.extractfile(f"package/{name}") for name in sorted(wanted)}
            return {name: member.read() for name, member in members.items() if member}


def sprite(icons: dict[str, bytes]) -> bytes:
    """One SVG of symbols, `i-` and the icon's name, without comments or line breaks."""
    symbols = []
    for name, source in icons.items():
        drawn = re.search(r"<svg[^>]*>(.*)</svg>", source.decode(), re.DOTALL)
        body = re.sub(r"\s+", " ", drawn.group(1) if drawn else "").strip().replace(" />", "/>").replace("> <", "><")
        symbols.append(f'<symbol id="i-{name}" viewBox="0 0 24 24">{body}</symbol>')
    return ('<svg xmlns="http://www.w3.org/2000/svg">' + "".join(symbols) + "</svg>\n").encode()


def update(pin: bool) -> None:
    """Fetch every package, write its files and the manifest."""
    lock = json.loads(LOCK.read_text(encoding="utf-8"))
    files: dict[str, dict[str, str]] = {}
    for package, entry in lock.items():
        got = fetch(package, entry, pin)
        out = {target: got[source] for source, target in entry["files"].items()}
        if "sprite" in entry:
            out[entry["sprite"]] = sprite({name: got[f"icons/{name}.svg"] for name in sorted(entry["icons"])})
        for target, content in out.items():
            path = STATIC / target
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(content)
            files[target] = {"from": f"{package} {entry['version']}", "licence": entry["licence"], "sha256": sha256(path)}
    for target, (source, licence) in KEPT.items():
        files[target] = {"from": source, "licence": licence, "sha256": sha256(STATIC / target)}
    MANIFEST.write_text(json.dumps({"files": dict(sorted(files.items()))}, indent=1) + "\n", encoding="utf-8")
    if pin:
        LOCK.write_text(json.dumps(lock, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    if "--check" in sys.argv:
        found_wrong = problems()
        print("\n".join(found_wrong) or "vendored files are as the manifest says")
        sys.exit(bool(found_wrong))
    update(pin="--pin" in sys.argv)
