document.addEventListener("click", (event) => {
const opener = event.target.closest("a[data-dialog]");
if (!opener || event.ctrlKey || event.metaKey || event.shiftKey || event.button) return;
const sheet = document.getElementById(opener.dataset.dialog);
if (!sheet || !sheet.showModal) return;
event.preventDefault();
sheet.showModal();
});
