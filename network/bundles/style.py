"""How the page of a bundle looks, within the page itself: it has nothing beside it, and is read on paper as often as on glass."""

STYLE = """
:root{color-scheme:light dark;--ink:#291b25;--soft:#53444d;--paper:#fefdfc;
--line:#cabdb9;--sunken:#f1ebe8;--link:#6d2c61;--stop:#90241f}
@media(prefers-color-scheme:dark){:root{--ink:#f2ebe8;--soft:#cec4c9;--paper:#191317;
--line:#54474f;--sunken:#251c22;--link:#d8afce;--stop:#fcada2}}
*{box-sizing:border-box}
body{margin:0 auto;padding:1.5rem 1rem 4rem;max-width:44rem;background:var(--paper);color:var(--ink);
font:1.0625rem/1.6 system-ui,sans-serif;overflow-wrap:anywhere}
h1,h2,h3,h4,h5,h6{line-height:1.25;margin:1.6em 0 .5em}
h1{margin-top:0;font-size:1.9rem;font-weight:400}
h2{font-size:1.5rem}
h3{font-size:1.2rem}
h4,h5,h6{font-size:1.05rem}
a{color:var(--link)}
nav,.facts,.hint,.notes{font-size:.95rem}
nav ol{padding-inline-start:1.4rem}
nav ol ol{list-style:none;padding-inline-start:.6rem}
nav li,.ticks li{margin:.2rem 0}
article{margin-top:3rem;padding-top:1.5rem;border-top:3px solid var(--ink)}
.summary{font-size:1.15rem;color:var(--soft)}
.facts{display:grid;grid-template-columns:max-content 1fr;gap:.15rem 1rem;margin:0 0 1.5rem;
padding:.8rem 1rem;background:var(--sunken)}
.facts dt{font-weight:700}
.facts dd{margin:0}
.running{display:none}
.overdue{color:var(--stop);font-weight:700}
.leaving{font-weight:700}
table{border-collapse:collapse;min-width:50%}
th,td{padding:.35rem .7rem .35rem 0;border-bottom:1px solid var(--line);text-align:start;vertical-align:top}
thead th{border-bottom:2px solid var(--ink)}
.n{text-align:end}
.table-scroll{overflow-x:auto}
pre{padding:.7rem 1rem;background:var(--sunken);white-space:pre-wrap}
blockquote{margin:1em 0;padding-inline-start:1rem;border-inline-start:3px solid var(--line);color:var(--soft)}
.ticks{list-style:none;padding-inline-start:.2rem}
.ticks>li::before{content:"\\2610";display:inline-block;width:1.5rem}
.ticks>.is-done::before{content:"\\2611"}
.notes{margin-top:2.5rem;border-top:1px solid var(--line)}
.visually-hidden{position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%);white-space:nowrap}
@media(max-width:30rem){.facts{grid-template-columns:1fr;gap:0}.facts dd{margin-bottom:.4rem}}
@page{margin:16mm 15mm 18mm}
@media print{
:root{--ink:#000;--soft:#222;--paper:#fff;--line:#999;--sunken:#fff;--link:#000;--stop:#000}
body{max-width:none;padding:0;font-size:10.5pt;line-height:1.4}
article{display:table;width:100%;break-before:page;margin:0;padding:0;border:0}
.head{display:table-header-group;break-inside:avoid}
.body{display:table-row-group}
.running{display:block;margin:0 0 8pt;padding-bottom:3pt;border-bottom:.5pt solid #000;font-size:8pt;line-height:1.3}
h2,h3,h4{break-after:avoid}
table,blockquote,.facts{break-inside:avoid}
.facts{padding:4pt 0;border-block:1px solid #000}
p,li{orphans:3;widows:3}
a{text-decoration:none}
a[data-to]::after{content:" (" attr(data-to) ")"}
.back{display:none}
}
"""
