// The draft of the decision keeps itself, row by row; the server says how each row stands to the
// ranking, and its reason opens there. The page works without this by saving and reloading.
import { isTyped } from "./typed.js";

(() => {
  const form = document.querySelector("[data-deciding]");
  if (!form) return;
  const state = form.querySelector("[data-state]");
  const band = form.querySelector("[data-band]");
  const rows = new Map([...form.querySelectorAll("[data-row]")].map((row) => [row.dataset.row, row]));
  const touched = new Set();
  let timer = null;
  let sending = false;
  let leaving = false;
  for (const one of form.querySelectorAll("[data-without-script]")) one.hidden = true;

  const rowOf = (field) => field.closest("[data-row]")?.dataset.row ?? "wanted";
  const fieldsOf = (name) =>
    name === "wanted"
      ? [...form.querySelectorAll("[name=wanted], [name=initial-wanted], [name=round_version]")]
      : [...rows.get(name).querySelectorAll("[name]")];

  function say(kind, words) {
    const line = document.createElement("span");
    line.className = `status status--${kind}`;
    line.textContent = words;
    state.replaceChildren(line);
  }

  // What was typed stays in its box wherever the box moves.
  function place(row, { kind, words, departs, question }) {
    const status = row.querySelector("[data-status] .status");
    status.className = `status status--${kind}`;
    status.textContent = words;
    const why = row.querySelector("[data-why]");
    const more = row.querySelector("[data-more]");
    why.querySelector("[data-question]").textContent = question;
    const typing = why.contains(document.activeElement) ? document.activeElement : null;
    if (departs && more.contains(why)) more.before(why);
    else if (!departs && !more.contains(why)) more.querySelector("summary").after(why);
    typing?.focus();
    if (!departs && why.querySelector("textarea").value) more.open = true;
    more.querySelector("summary").firstChild.textContent = departs
      ? "Options and private note"
      : "Reason, options and private note";
    row.classList.toggle("decide__row--departs", departs);
  }

  async function save() {
    if (sending || !touched.size) return;
    sending = true;
    const names = [...touched];
    touched.clear();
    const body = new FormData();
    body.set("csrfmiddlewaretoken", form.querySelector("[name=csrfmiddlewaretoken]").value);
    const sent = names.flatMap(fieldsOf).map((field) => [field, field.value]);
    for (const [field, value] of sent) body.set(field.name, value);
    try {
      const answer = await fetch(location.pathname, {
        method: "POST",
        body,
        headers: { Accept: "application/json" },
      });
      const found = await answer.json();
      if (answer.status === 409) {
        refuse(found, names);
        return;
      }
      for (const [field, value] of sent) {
        const before = form.querySelector(`[name="initial-${field.name}"]`);
        if (before) before.value = value;
      }
      accept(found);
    } catch {
      for (const name of names) touched.add(name);
      say("warn", "Not saved yet: no connection.");
      later(5000);
    } finally {
      sending = false;
    }
    if (touched.size) later(500);
    else if (leaving) form.requestSubmit(leaving);
  }

  function accept(found) {
    for (const [uid, version] of Object.entries(found.versions)) {
      rows.get(uid).querySelector('[name$="-base_version"]').value = version;
    }
    for (const [uid, standing] of Object.entries(found.rows)) place(rows.get(uid), standing);
    if (found.round) form.querySelector("[name=round_version]").value = found.round;
    if (band && found.band) rows.get(found.band).after(band);
    if (band) band.textContent = found.band_words;
    form.querySelector("[data-tally]").textContent = found.tally;
    say("done", `Draft saved ${found.saved}`);
  }

  function refuse({ words, clash }, names) {
    say("bad", words);
    if (!clash) return;
    const both = document.createElement("button");
    both.className = "link-button";
    both.name = "act";
    both.value = "save";
    both.textContent = "See both";
    state.append(" ", both);
    leaving = false;
    // They are sent again with the whole page, which shows what is stored beside them.
    for (const name of names) touched.delete(name);
  }

  function later(wait) {
    clearTimeout(timer);
    timer = setTimeout(save, wait);
  }

  form.addEventListener("input", ({ target }) => {
    touched.add(rowOf(target));
    later(500);
  });
  form.addEventListener("change", ({ target }) => {
    touched.add(rowOf(target));
    if (target.name.endsWith("-outcome")) {
      const receiver = target.closest("[data-row]").querySelector("[data-receiver]");
      receiver.hidden = target.value !== "refer";
    }
    later(0);
  });
  for (const field of form.querySelectorAll("[name]")) if (isTyped(field)) touched.add(rowOf(field));
  if (touched.size) later(500);

  // A save that is under way is waited for: its version goes with the page.
  form.addEventListener("submit", (event) => {
    clearTimeout(timer);
    if (!sending) return;
    event.preventDefault();
    leaving = event.submitter;
  });
})();
