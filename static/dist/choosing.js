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
