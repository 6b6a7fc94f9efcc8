// Passkeys: a form marked data-passkey="sign-in" or "register" asks the server for options, lets the browser answer, and
// sends the answer as its hidden field.
const supported = 'PublicKeyCredential' in window && 'parseCreationOptionsFromJSON' in PublicKeyCredential;

async function options(form, path) {
  const token = form.querySelector('input[name="__RequestVerificationToken"]').value;
  const response = await fetch(path, { method: 'POST', headers: { RequestVerificationToken: token } });
  if (!response.ok) throw new Error(response.statusText);
  return response.json();
}

async function answer(form) {
  if (form.dataset.passkey === 'register') {
    const publicKey = PublicKeyCredential.parseCreationOptionsFromJSON(await options(form, '/account/passkey/creation-options'));
    return navigator.credentials.create({ publicKey });
  }
  const publicKey = PublicKeyCredential.parseRequestOptionsFromJSON(await options(form, '/account/passkey/request-options'));
  return navigator.credentials.get({ publicKey });
}

for (const form of document.querySelectorAll('form[data-passkey]')) {
  if (!supported) continue;
  form.hidden = false;
  form.addEventListener('submit', async (event) => {
    const field = form.querySelector('input[name$=".Credential"]');
    if (field.value) return;
    event.preventDefault();
    const error = form.querySelector('[data-passkey-error]');
    error.textContent = '';
    try {
      field.value = JSON.stringify(await answer(form));
      form.requestSubmit();
    } catch {
      error.textContent = error.dataset.passkeyError;
    }
  });
}

for (const box of document.querySelectorAll('input[data-shows]')) {
  box.addEventListener('change', () => {
    document.getElementById(box.dataset.shows).type = box.checked ? 'text' : 'password';
  });
}
