const OPEN = "details.drop[open], details.menu[open]";
function close(except) {
for (const menu of document.querySelectorAll(OPEN)) {
if (!except || !menu.contains(except)) menu.open = false;
}
}
document.addEventListener("click", (event) => close(event.target));
document.addEventListener("focusin", (event) => close(event.target));
document.addEventListener("keydown", (event) => {
if (event.key !== "Escape") return;
const menu = document.querySelector(OPEN);
if (!menu) return;
menu.open = false;
menu.querySelector("summary").focus();
});
