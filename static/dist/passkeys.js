const forms = document.querySelectorAll("form[data-passkey]");
async function answer(form) {
const options = JSON.parse(form.dataset.options);
const found = form.dataset.passkey === "create"
? await navigator.credentials.create({ publicKey: PublicKeyCredential.parseCreationOptionsFromJSON(options) })
: await navigator.credentials.get({ publicKey: PublicKeyCredential.parseRequestOptionsFromJSON(options) });
return JSON.stringify(found.toJSON());
}
for (const form of forms) {
const failed = form.querySelector("[data-passkey-failed]");
form.addEventListener("submit", async (event) => {
event.preventDefault();
failed.hidden = true;
try {
form.elements.credential.value = await answer(form);
form.submit();
} catch {
failed.hidden = false;
}
});
}
