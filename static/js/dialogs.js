// Dialogs: a link to a page that confirms opens the same sheet over this page instead.
// The link keeps working without this file, with a modified click, and where <dialog> is unknown.

document.addEventListener("click", (event) => {
  const opener = event.target.closest("a[data-dialog]");
  if (!opener || event.ctrlKey || event.metaKey || event.shiftKey || event.button) return;
  const sheet = document.getElementById(opener.dataset.dialog);
  if (!sheet || !sheet.showModal) return;
  event.preventDefault();
  sheet.showModal();
});
