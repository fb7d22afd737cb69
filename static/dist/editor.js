const put = (area, text, start, end, from, to) => {
area.focus();
area.setSelectionRange(start, end);
if (!document.execCommand("insertText", false, text)) {
area.setRangeText(text, start, end, "end");
area.dispatchEvent(new Event("input", { bubbles: true }));
}
area.setSelectionRange(from, to);
};
const around = (area, { before, after, words }) => {
const { selectionStart: start, selectionEnd: end, value } = area;
const chosen = value.slice(start, end) || words;
const from = start + before.length;
put(area, before + chosen + after, start, end, from, from + chosen.length);
};
const atLines = (area, { line }) => {
const { selectionStart, selectionEnd, value } = area;
const start = value.lastIndexOf("\n", selectionStart - 1) + 1;
const next = value.indexOf("\n", selectionEnd);
const end = next < 0 ? value.length : next;
const marked = value.slice(start, end).split("\n").map((each, at) => line.replace("1.", `${at + 1}.`) + each).join("\n");
const gap = start > 0 && value.slice(start - 2, start) !== "\n\n" ? "\n" : "";
put(area, gap + marked, start, end, start + gap.length + marked.length, start + gap.length + marked.length);
};
const asBlock = (area, { block }) => {
const { selectionEnd: at, value } = area;
const text = `${at ? "\n\n" : ""}${block}\n\n`;
put(area, text, at, at, at + text.length, at + text.length);
};
const asNote = (area, { note }) => {
const number = 1 + Math.max(0, ...[...area.value.matchAll(/\[\^(\d{1,4})\]/g)].map((found) => Number(found[1])));
const at = area.selectionEnd;
put(area, `[^${number}]`, at, at, at, at);
const [end, text] = [area.value.length, `\n\n[^${number}]: `];
put(area, text + note, end, end, end + text.length, end + text.length + note.length);
};
const deed = ({ dataset }) => ("before" in dataset ? around : "line" in dataset ? atLines : "block" in dataset ? asBlock : asNote);
for (const tools of document.querySelectorAll(".editor__tools")) {
const area = tools.closest(".editor").querySelector("textarea");
tools.addEventListener("click", ({ target }) => {
const tool = target.closest("button");
if (tool) deed(tool)(area, tool.dataset);
});
area.addEventListener("keydown", (event) => {
const held = (event.ctrlKey || event.metaKey) && !event.altKey && !event.shiftKey;
const tool = held && tools.querySelector(`[data-key="${CSS.escape(event.key.toLowerCase())}"]`);
if (!tool) return;
event.preventDefault();
deed(tool)(area, tool.dataset);
});
}
