const link = document.querySelector("[data-quick-exit]");
const LIMIT = 3000;
const SECRET = /password|file|submit|button|image|reset|one-time/;
const others = window.BroadcastChannel && new BroadcastChannel("leave");
let form;
function typed() {
const sent = new FormData();
sent.append("csrf_token", link.dataset.token);
if (!form?.isConnected || form.method !== "post") return sent;
const action = new URL(form.getAttribute("action") || "", location.href);
sent.append("typed-page", location.pathname);
sent.append("typed-action", action.pathname + action.search);
for (const field of form.elements) {
if (!field.name || SECRET.test(field.type + field.autocomplete) || (/^(checkbox|radio)$/.test(field.type) && !field.checked)) continue;
for (const one of field.selectedOptions || [field]) sent.append("typed." + field.name, one.value);
}
return sent;
}
function leave(isFirst) {
document.title = "";
document.documentElement.hidden = true;
if (isFirst) others?.postMessage("leave");
const isTold = !link.dataset.token || navigator.sendBeacon(link.getAttribute("href"), typed());
location.replace((isTold && link.dataset.away) || link.href);
}
if (link) {
let presses = [];
let alone = false;
const forget = () => { presses = []; alone = false; };
link.addEventListener("click", (event) => { event.preventDefault(); leave(true); });
addEventListener("click", ({ clientX: x, clientY: y, target }) => {
const box = link.getBoundingClientRect();
if (target.tagName === "DIALOG" && x >= box.left && x <= box.right && y >= box.top && y <= box.bottom) leave(true);
});
addEventListener("input", (event) => { form = event.target.form || form; }, true);
addEventListener("pointerdown", forget, true);
addEventListener("keydown", (event) => {
if (event.key === "Shift") alone = alone || !event.repeat;
else forget();
}, true);
addEventListener("keyup", (event) => {
if (event.key !== "Shift" || !alone) return;
alone = false;
presses = [...presses.filter((at) => event.timeStamp - at < LIMIT), event.timeStamp];
if (presses.length === 3) leave(true);
}, true);
others?.addEventListener("message", () => leave(false));
addEventListener("pagehide", () => others?.close());
addEventListener("pageshow", (event) => { if (event.persisted) { document.documentElement.hidden = true; location.reload(); } });
}
