const presets = [...document.querySelectorAll("input[data-weights]")];
const own = document.querySelector("input[name=preset]:not([data-weights])");
const sliders = [...document.querySelectorAll("input[type=range]")];
function show(slider, value) {
slider.value = value;
const shown = document.querySelector(`output[for="${CSS.escape(slider.id)}"]`);
if (shown) shown.textContent = value;
}
for (const preset of presets) {
preset.addEventListener("change", () => {
preset.dataset.weights.trim().split(/\s+/).forEach((value, index) => show(sliders[index], value));
});
}
for (const slider of sliders) {
slider.addEventListener("input", () => {
if (own) own.checked = true;
});
}
