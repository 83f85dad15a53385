// Taps and texts of a meeting go to the server one after the other, and wait on this device while
// the line is down. Without this file every button posts and the page comes back.
import { isTyped } from "./typed.js";

(() => {
  const page = document.querySelector("[data-meeting]");
  if (!page) return;
  const STORE = `meeting/${page.dataset.meeting}`;
  const find = (what, inside = page) => inside.querySelector(what);
  const PAUSE = 500;
  let queue = JSON.parse(localStorage.getItem(STORE) ?? "[]");
  let flying = null;
  let timer = null;
  let failures = 0;
  let savedAt = "";

  const keep = () => localStorage.setItem(STORE, JSON.stringify(queue));
  const formOf = (key) => find(`form[data-key="${key}"]`);
  const waiting = () => queue.filter((one) => !one.refused);

  // Sent twice, kept once: each text that makes something new has a name of its own.
  function newUid() {
    const bytes = crypto.getRandomValues(new Uint8Array(16));
    bytes[6] = (bytes[6] & 0x0f) | 0x40;
    bytes[8] = (bytes[8] & 0x3f) | 0x80;
    const hex = [...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join("");
    return hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, "$1-$2-$3-$4-$5");
  }

  function say(words) {
    find("[data-said]").textContent = words;
  }

  function draw() {
    const left = waiting().length;
    const refused = queue.length - left;
    const [kind, words] = refused
      ? ["bad", `Not accepted (${refused})`]
      : left && (failures || !navigator.onLine)
        ? ["warn", `Waiting (${left})`]
        : left
          ? ["wait", `Saving (${left})`]
          : ["good", savedAt ? `Saved ${savedAt}` : "All saved"];
    find("[data-saved]").hidden = false;
    const line = find("[data-saved-words]");
    line.textContent = words;
    line.className = `status status--strong status--${kind}`;
    const shown = queue.filter((one) => one.refused || (one.text && failures));
    find("[data-unsent]").hidden = !shown.length;
    find("[data-unsent-list]").replaceChildren(...shown.map(unsent));
  }

  function unsent(one) {
    const item = document.createElement("li");
    item.textContent = one.refused ? `Not accepted. ${one.refused} ${one.text}` : `Waiting. ${one.text}`;
    if (!one.refused) return item;
    const away = document.createElement("button");
    away.type = "button";
    away.className = "link-button";
    away.textContent = "Discard it";
    away.addEventListener("click", () => {
      queue = queue.filter((other) => other !== one);
      keep();
      draw();
    });
    item.append(away);
    return item;
  }

  // What waits is shown as pressed, whatever the server's parts say meanwhile.
  function showTap(one) {
    const form = one.key && formOf(one.key);
    if (!form || !["state", "outcome"].includes(one.field)) return;
    for (const button of form.querySelectorAll("[data-value]")) {
      const pressed = button.dataset.value === one.values[one.field];
      button.setAttribute("aria-pressed", pressed);
      button.value = pressed ? "" : button.dataset.value;
    }
  }

  // A later tap on the same thing takes the place of one that has not gone yet.
  function add(one) {
    const before = one.key && queue.find((other) => other.key === one.key && other !== flying && !other.refused);
    if (before) Object.assign(before, one, { values: { ...one.values, was: before.values.was } });
    else queue.push(one);
    keep();
    showTap(one);
    draw();
    send();
  }

  async function send() {
    if (flying) return;
    clearTimeout(timer);
    while ((flying = waiting()[0])) {
      const answer = await ask(flying);
      if (!answer) {
        failures += 1;
        timer = setTimeout(send, Math.min(30000, 1000 * 2 ** failures));
        break;
      }
      failures = 0;
      settle(flying, answer);
    }
    flying = null;
    draw();
  }

  // The answer, or null where it was not the server that gave it.
  async function ask(one) {
    const body = new URLSearchParams(one.values);
    body.set("csrfmiddlewaretoken", find("[name=csrfmiddlewaretoken]").value);
    try {
      const answer = await fetch(one.to, { method: "POST", body, headers: { Accept: "application/json" }, signal: AbortSignal.timeout(15000) });
      const isJson = (answer.headers.get("Content-Type") ?? "").startsWith("application/json");
      if (isJson && !answer.redirected) return { status: answer.status, ...(await answer.json()) };
      const lasting = answer.status >= 400 && answer.status < 500;
      return lasting ? { status: 422, words: "Open this page again: you may be signed out.", parts: {} } : null;
    } catch {
      return null;
    }
  }

  function settle(one, answer) {
    queue = queue.filter((other) => other !== one);
    if (answer.status === 200) confirm(one, answer);
    else if ("theirs" in answer) hold(one, answer);
    else queue.push({ refused: answer.words, text: one.text ?? "" });
    keep();
    if (answer.words) say(answer.words);
    place(answer.parts);
    queue.forEach(showTap);
    draw();
  }

  function confirm(one, answer) {
    savedAt = answer.saved;
    const now = one.field && one.values[one.field];
    if (now === undefined) return;
    for (const other of queue) if (other.key === one.key) other.values.was = now;
    const was = find('[name="was"]', formOf(one.key) ?? document.createElement("form"));
    if (was) was.value = now;
  }

  // Two texts of one item: both are on the page until somebody has joined them.
  function hold(one, { theirs }) {
    const form = formOf(one.key);
    queue = queue.filter((other) => other.key !== one.key);
    if (!form) {
      queue.push({ ...one, refused: "Somebody else wrote here meanwhile." });
      return;
    }
    find('[name="was"]', form).value = theirs;
    const box = find("[data-theirs]", form);
    const words = document.createElement("p");
    words.textContent = "Two texts. Somebody else saved this one meanwhile; yours stays in the box. Join them, then press Save notes.";
    const text = document.createElement("blockquote");
    text.textContent = theirs;
    box.replaceChildren(words, text);
    box.hidden = find("[data-save-notes]", form).hidden = false;
  }

  // Fresh parts take their place; what is typed and not sent stays, and so does the focus.
  function place(parts) {
    for (const [name, html] of Object.entries(parts)) {
      const part = find(`[data-part="${name}"]`);
      const typed = [...part.querySelectorAll("textarea[id], input[id]")].filter((box) => box.value !== box.defaultValue);
      // With a text goes what it began from: somebody else's newer one must not pass unseen.
      const kept = new Map(typed.map((box) => [box.id, [box.value, box.selectionStart, box.form.elements.was?.value]]));
      const here = part.contains(document.activeElement) ? document.activeElement.id : "";
      part.innerHTML = html;
      for (const [id, [value, , was]] of kept) {
        const box = document.getElementById(id);
        if (box) box.value = value;
        if (box && box.form.elements.was) box.form.elements.was.value = was;
      }
      const focus = here && document.getElementById(here);
      if (focus) focus.focus({ preventScroll: true });
      if (focus && kept.has(here)) focus.selectionStart = focus.selectionEnd = kept.get(here)[1];
      for (const button of part.querySelectorAll("[data-save-notes]")) button.hidden = true;
    }
  }

  function valuesOf(form, button) {
    const values = Object.fromEntries(new FormData(form));
    delete values.csrfmiddlewaretoken;
    if (button?.name) values[button.name] = button.value;
    return values;
  }

  page.addEventListener("submit", (event) => {
    const { target: form, submitter } = event;
    if (!("live" in form.dataset)) return;
    if (submitter && "toAction" in submitter.dataset) {
      event.preventDefault();
      bring(form);
      return;
    }
    event.preventDefault();
    if (form.dataset.live === "notes") {
      find("[data-theirs]", form).hidden = find("[data-save-notes]", form).hidden = true;
      keepNotes(form);
      return;
    }
    const values = valuesOf(form, submitter);
    const one = { to: form.getAttribute("action"), key: form.dataset.key, field: form.dataset.field, values };
    if (!one.key) one.text = submitter.textContent.trim();
    if (form.dataset.live === "text") {
      one.text = `${form.dataset.what}: ${values.wording}`;
      find("[name=uid]", form).value = newUid();
      for (const box of form.querySelectorAll("textarea, .govuk-input")) box.value = "";
      find("textarea, .govuk-input", form).focus();
    }
    add(one);
  });

  // “Add an action from this” brings the words to the log's last row.
  function bring(form) {
    const row = find("[data-action-row]");
    find("[name=wording]", row).value = find("[name=wording]", form).value;
    find("[data-item]", row).value = find("[name=item]", form).value;
    find("[name=owner]", row).focus();
  }

  // Half a second after the last key.
  const typing = new Map();
  function keepNotes(form) {
    clearTimeout(typing.get(form.dataset.key));
    const values = valuesOf(form);
    if (values.words === values.was) return;
    add({ to: form.getAttribute("action"), key: form.dataset.key, field: "words", values, text: `Notes: ${values.words}` });
  }
  page.addEventListener("input", ({ target }) => {
    const form = target.closest('form[data-live="notes"]');
    if (!form || !find("[data-theirs]", form).hidden) return;
    clearTimeout(typing.get(form.dataset.key));
    typing.set(form.dataset.key, setTimeout(() => keepNotes(form), PAUSE));
  });

  addEventListener("online", () => send());
  addEventListener("offline", draw);
  for (const button of page.querySelectorAll("[data-save-notes]")) button.hidden = true;
  for (const form of page.querySelectorAll('form[data-live="notes"]')) {
    if ([...form.elements].some(isTyped)) keepNotes(form);
  }
  queue.forEach(showTap);
  draw();
  send();
})();
