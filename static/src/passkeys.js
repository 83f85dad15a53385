// A form with data-passkey asks the browser for a passkey, or to make one, and sends what it gives.
(() => {
  const known = window.webauthnJSON?.supported() ?? false;
  for (const form of document.querySelectorAll("form[data-passkey]")) {
    const button = form.querySelector("button");
    const said = form.querySelector("[data-said]");
    form.querySelector("[data-able]").hidden = !known;
    form.querySelector("[data-unable]").hidden = known;
    form.addEventListener("submit", async (event) => {
      event.preventDefault();
      said.hidden = true;
      button.disabled = true;
      try {
        const given = await ceremony(form);
        form.elements.credential.value = JSON.stringify(given);
        form.submit();
      } catch {
        said.hidden = false;
        button.disabled = false;
      }
    });
  }

  async function ceremony(form) {
    const options = await optionsOf(form);
    if (form.dataset.passkey === "get") return webauthnJSON.get(options.request_options);
    const made = options.creation_options;
    const alone = form.elements.passwordless.checked;
    const wanted = (made.publicKey.authenticatorSelection ??= {});
    wanted.residentKey = alone ? "required" : "discouraged";
    wanted.requireResidentKey = alone;
    if (alone) wanted.userVerification = "required";
    return webauthnJSON.create(made);
  }

  async function optionsOf(form) {
    const kept = form.querySelector("script[type='application/json']");
    if (kept) return JSON.parse(kept.textContent);
    const answer = await fetch(form.dataset.options, { headers: { Accept: "application/json" } });
    if (!answer.ok) throw new Error(answer.statusText);
    return answer.json();
  }
})();
