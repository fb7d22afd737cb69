// Previewing: an editor shows its preview in place of the text field, and its buttons are one stop for the Tab key.
// Without this file the preview comes below the field.

for (const editor of document.querySelectorAll(".editor")) {
  const panel = editor.querySelector(".editor__preview");
  const bar = editor.querySelector(".editor__tools");
  const tools = [...bar.querySelectorAll("button")];
  const show = (is) => editor.classList.toggle("is-previewing", is);
  editor.classList.add("has-script");
  show(panel.childElementCount > 0);
  tools.forEach((tool, at) => (tool.tabIndex = at ? -1 : 0));
  bar.addEventListener("keydown", (event) => {
    const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
    const next = step && (tools.indexOf(event.target) + step + tools.length) % tools.length;
    const to = { Home: 0, End: tools.length - 1 }[event.key] ?? next;
    if (to === undefined) return;
    event.preventDefault();
    tools.forEach((tool, at) => (tool.tabIndex = at === to ? 0 : -1));
    tools[to].focus();
  });
  editor.querySelector(".editor__write").addEventListener("click", () => {
    show(false);
    editor.querySelector("textarea").focus();
  });
  panel.addEventListener("htmx:afterSwap", () => {
    show(true);
    panel.focus();
  });
}
