// Quick exit: one click, or Shift three times with no other key between, and the page is gone.
// The page empties at once, the session ends by a beacon, and the address takes this page's place in the history.

const link = document.querySelector("[data-quick-exit]");
const LIMIT = 3000; // milliseconds for the three presses

function leave() {
  document.title = "";
  document.body.hidden = true;
  if (link.dataset.signOut) {
    const form = new FormData();
    form.append("csrf_token", link.dataset.token);
    navigator.sendBeacon(link.dataset.signOut, form);
  }
  location.replace(link.href);
}

if (link) {
  let presses = [];
  let alone = false; // whether Shift went down and no other key or pointer since
  const forget = () => { presses = []; alone = false; };

  link.addEventListener("click", (event) => { event.preventDefault(); leave(); });
  // An open dialog takes every click; one on the way out, which stays in sight above the veil, still leaves.
  document.addEventListener("click", (event) => {
    const box = link.getBoundingClientRect();
    const inside = event.clientX >= box.left && event.clientX <= box.right && event.clientY >= box.top && event.clientY <= box.bottom;
    if (event.target.tagName === "DIALOG" && inside) leave();
  });
  document.addEventListener("pointerdown", forget);
  document.addEventListener("keydown", (event) => {
    if (event.key === "Shift") alone = alone || !event.repeat;
    else forget();
  });
  document.addEventListener("keyup", (event) => {
    if (event.key !== "Shift" || !alone) return;
    alone = false;
    presses = presses.filter((at) => event.timeStamp - at < LIMIT);
    presses.push(event.timeStamp);
    if (presses.length === 3) leave();
  });
  // A page brought back from the browser's memory after leaving shows nothing, and asks the server anew.
  window.addEventListener("pageshow", (event) => { if (event.persisted) location.reload(); });
}
