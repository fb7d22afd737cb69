// Uploads: a file is sent as soon as it is chosen, with a bar that shows how far it is. What the server says of it comes below the field.
// Without this file, and without any script, it goes with its form.

const MEGABYTE = 1024 * 1024;

function show(place, name, is) {
  const part = place.querySelector(name);
  if (part) part.hidden = !is;
}

function settle(place) {
  show(place, "progress", false);
  place.querySelector("input[type=file]").disabled = false;
}

document.addEventListener("change", (event) => {
  const place = event.target.closest?.("[data-upload]");
  if (!place || event.target.type !== "file") return;
  const file = event.target.files[0];
  const isLarge = Boolean(file && file.size > Number(place.dataset.most) * MEGABYTE);
  show(place, "[data-too-large]", isLarge);
  show(place, "[data-failed]", false);
  if (isLarge) event.target.value = "";
  if (isLarge || !file) event.stopImmediatePropagation();
}, true);

document.addEventListener("htmx:xhr:progress", (event) => {
  const place = event.target.closest?.("[data-upload]");
  const bar = place?.querySelector("progress");
  if (!bar || !event.detail.lengthComputable) return;
  bar.hidden = false;
  bar.value = (100 * event.detail.loaded) / event.detail.total;
});

document.addEventListener("htmx:afterRequest", (event) => {
  const place = event.target.closest?.("[data-upload]");
  if (!place || event.target.type !== "file") return;
  settle(place);
  const status = event.detail.xhr?.status ?? 0;
  show(place, "[data-failed]", status !== 200 && status !== 422);
  if (status === 200 || status === 422) event.target.value = "";
});
