// Choosing: when the panel beside a table comes for another row, that row is marked, and the panel is brought into sight.
// After a decision the whole plan comes anew: the page stays where it was, and what came of it is brought into sight.
// Without this file both still come; only the mark, and the place on the page, wait for the next full page.

let place = 0;

document.addEventListener("htmx:beforeSwap", () => {
  place = window.scrollY;
});

document.addEventListener("htmx:afterSwap", (event) => {
  if (event.detail.target?.id === "plan") window.scrollTo(0, place);
});

document.addEventListener("htmx:afterSettle", () => {
  const panel = document.getElementById("side");
  if (!panel) return;
  for (const row of document.querySelectorAll("tr[data-pair]")) {
    row.classList.toggle("is-current", row.dataset.pair === panel.dataset.pair);
  }
  const top = panel.getBoundingClientRect().top;
  if (top > window.innerHeight * 0.75 || top < 0) panel.scrollIntoView();
});
