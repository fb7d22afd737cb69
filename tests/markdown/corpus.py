"""Texts that try to run something, to ask somebody, to clobber a page, or to hold the server up."""

from collections.abc import Mapping

TRIP = "window.__owned=1"
SINK = "sink.example"

HOSTILE: Mapping[str, str] = {
    "script address": f"[a](javascript:{TRIP})",
    "script address in entities": f"[a](&#106;avascript:{TRIP}) [b](&#x6A&#x61;vascript&colon;{TRIP})",
    "script address in mixed case": f"[a](JaVaScRiPt:{TRIP}) [b](vbscript:x) [c](feed:javascript:{TRIP})",
    "script address with a tab": f"[a](java\tscript:{TRIP}) [b](<java\nscript:{TRIP}>) [c](\x01javascript:{TRIP})",
    "data picture": f"![a](data:image/svg+xml;base64,PHN2Zy9vbmxvYWQ9YWxlcnQoMSk+) [b](data:text/html,<script>{TRIP}</script>)",
    "picture from elsewhere": f"![a](http://{SINK}/a.png) ![b](//{SINK}/b.png) ![](https://{SINK}/c.png)",
    "picture by reference": f"![a][r] ![r]\n\n[r]: https://{SINK}/d.png 'title'",
    "picture that leaves the folder": "![a](/files/../leave) ![b](/files//x) ![c](/filesx/y) ![d](/files/%2e%2e/leave)",
    "handler": f'<img src=x onerror="{TRIP}"> <b onmouseover={TRIP}>x</b>',
    "svg": f"<svg/onload={TRIP}><svg><script>{TRIP}</script></svg>",
    "math": f'<math><mi xlink:href="data:x,<script>{TRIP}</script>"></mi></math>',
    "iframe": f"<iframe srcdoc='<script>parent.{TRIP}</script>'></iframe>",
    "style": f"<style>@import 'http://{SINK}/x.css';</style><p style=\"background:url(http://{SINK}/y)\">x</p>",
    "form": f'<form action="http://{SINK}"><input name=csrf_token><button formaction="http://{SINK}">x</button></form>',
    "base": f'<base href="http://{SINK}/"><meta http-equiv=refresh content="0;url=http://{SINK}">'
    f"<link rel=stylesheet href=//{SINK}>",
    "reference links": f"[a][x] [x]\n\n[x]: javascript:{TRIP}\n[y]: <javascript:{TRIP}>",
    "autolinks": f"<javascript:{TRIP}> <http://a.example/\"onmouseover={TRIP}> <https://a.example/'><script>{TRIP}</script>",
    "link title": f'[a](https://a.example "x\\"onmouseover={TRIP} y") ![b](/files/a.png "\\"><script>{TRIP}</script>")',
    "clobbering": "# csrf_token\n\n<a id=csrf_token name=cookie> # document\n\n## body\n\n"
    "[^getElementById]\n\n[^getElementById]: x",
    "alt": f'![x" onerror="{TRIP}](/files/a.png) ![<script>{TRIP}</script>](/files/b.png)',
    "mutation": '<noscript><p title="</noscript><img src=x onerror=window.__owned=1>"></noscript>',
    "template": f"<template><script>{TRIP}</script></template><plaintext><xmp><listing>",
    "comment": f"<!--><script>{TRIP}</script>--> <!-- a --!><img src=x onerror={TRIP}>",
    "expression": "<p style='width:expression(window.__owned=1)'>x</p>",
    "nul": f"<scr\x00ipt>{TRIP}</scr\x00ipt> <img src=x on\x00error={TRIP}>",
    "code": f"```<script>{TRIP}</script>\n</code></pre><script>{TRIP}</script>\n```\n\n"
    f"    <script>{TRIP}</script>\n\n`<img src=x onerror={TRIP}>`",
    "fence name": f'```x" onmouseover={TRIP} "\ncode\n```',
    "table": f"| <script>{TRIP}</script> | a |\n|---|:-:|\n| <img src=x onerror={TRIP}> | [b](javascript:{TRIP}) |",
    "footnote": f'a[^"onload={TRIP}] b[^1]\n\n[^"onload={TRIP}]: <script>{TRIP}</script>\n[^1]: [x](javascript:{TRIP})',
    "half a sign": "a \ud800 [b](https://a.example/\ud800)",
    "person before the host": f"[a](https://own.example@{SINK}/) <https://own.example@{SINK}> [b](https://own.example\\@{SINK})",
    "other schemes": "[a](file:///etc/passwd) [b](ftp://a.example) [c](blob:x) [d](about:blank) [e](intent:x) [f](//x.example)",
    "slashes": f"[a](\\\\\\\\{SINK}) [b](/\\\\{SINK}) [c](https:{SINK}) [d](http:/{SINK}) [e](https:///{SINK})",
    "unsaid order": f"[own.example\u202e](https://{SINK}/\u202egnp.exe)",
}

HEAVY: Mapping[str, str] = {
    "brackets": "[" * 10_000,
    "closed brackets": "[" * 5_000 + "]" * 5_000,
    "links in links": "[a](" * 10_000,
    "quotes": ">" * 10_000,
    "quotes with lines": ("> " * 20 + "a\n") * 1_500,
    "lists in lists": "- " * 10_000,
    "a stair of lists": "".join("  " * depth + "- a\n" for depth in range(400)),
    "stars": "*" * 10_000,
    "stars and letters": "*a " * 30_000,
    "stars and lines below": "*a_ " * 20_000,
    "emphasis": "*a* " * 30_000,
    "a wide table": "|a" * 100_000 + "\n" + "|-" * 100_000,
    "a long table": "|a|b|\n|-|-|\n" + "|a|b|\n" * 20_000,
    "footnotes": " ".join(f"[^{number}]" for number in range(10_000))
    + "\n\n"
    + "\n".join(f"[^{number}]: n" for number in range(10_000)),
    "one footnote, often": "[^1] " * 900 + "\n\n[^1]: b",
    "open footnotes": "[^" * 900 + "\n\n[^1]: b",
    "nested footnotes": "[^1]: - [^2]: > [^1]: a",
    "references": "[a]: b\n" * 15_000,
    "long addresses, often": "[a]: https://a.example/" + "x" * 1_900 + "\n\n" + "[a] " * 20_000,
    "ticks": "`" * 50_000 + "a" + "`" * 49_999,
    "ticks of each length": "".join("`" * length + " " for length in range(500)),
    "angles": "<" * 100_000,
    "angles and letters": "<a@" * 30_000,
    "pictures": "![" * 20_000,
    "parentheses": "[a](" + "(" * 50_000,
    "same headings": "# a\n" * 18_000,
    "checklist": "- [ ] a\n" * 9_000,
    "short lines": "a\n" * 70_000,
    "breaks": "a  \n" * 25_000,
    "tildes": "~~a" * 30_000,
    "entities": "&#0;" * 20_000,
    "signs": "\\*" * 29_000,
    "spaces": " " * 140_000,
    "one word": "x" * 140_000,
    "too long": "word " * 50_000,
}
