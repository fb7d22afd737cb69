"""C17: scripts keep nothing in the browser, listen to no window of another site and can't be poisoned through names."""

import re
from pathlib import Path

import pytest

from tests.architecture.code import ROOT

SCRIPTS = sorted((ROOT / "static" / "js").glob("*.js"))
KEEPING = r"localStorage|sessionStorage|indexedDB|caches\.|serviceWorker|document\.cookie"
# A channel reaches pages of this site only; a window hears from every site that opened it or was opened by it.
LISTENING = (
    r"onmessage|(?:^|[^.?\w]|window\.)addEventListener\([\"']message|(?:parent|opener|top|contentWindow|window)\??\.postMessage"
)
COPYING = r"Object\.assign|__proto__|\.prototype\b|JSON\.parse|\bfor\s*\([^)]*\bin\b"


# Written by our own server into our own page, and handed as it is to the browser's reader of passkey options: nothing is copied.
HANDED_OVER = {"passkeys.js": ("JSON.parse(form.dataset.options)", "options")}


@pytest.mark.parametrize("script", SCRIPTS, ids=[script.name for script in SCRIPTS])
@pytest.mark.parametrize("kind", [KEEPING, LISTENING, COPYING], ids=["keeping", "listening", "copying"])
def test_scripts_keep_nothing_listen_to_nobody_and_copy_no_names(script: Path, kind: str) -> None:
    text = script.read_text(encoding="utf-8")
    assert not re.search(kind, text.replace(*HANDED_OVER.get(script.name, ("", ""))))
