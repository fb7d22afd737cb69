// Choosing: when the panel beside a table comes for another row, that row is marked, and the panel is brought into sight.
// Without this file the panel still comes; only the mark in the table waits for the next full page.

document.addEventListener("htmx:afterSettle", (event) => {
  const panel = document.getElementById("side");
  if (!panel || event.detail.target?.id !== "side") return;
  for (const row of document.querySelectorAll("tr[data-pair]")) {
    row.classList.toggle("is-current", row.dataset.pair === panel.dataset.pair);
  }
  if (panel.getBoundingClientRect().top > window.innerHeight * 0.75) panel.scrollIntoView();
});
