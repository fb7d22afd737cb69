document.addEventListener("input", (event) => {
if (event.target.type !== "range") return;
const shown = document.querySelector(`output[for="${CSS.escape(event.target.id)}"]`);
if (shown) shown.textContent = event.target.value;
});
