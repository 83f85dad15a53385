// Each score is saved as it is pressed; without a connection it waits on this device, under the
// person and the candidate, and is sent when the connection is back. The pages work without this.
import { isTyped } from "./typed.js";

(() => {
  const WORDS = ["", "One", "Two", "Three", "Four", "Five", "Six", "Seven", "Eight", "Nine"];
  const RETRY = 5000;
  const page = document.querySelector("[data-scores], [data-note]");
  if (!page) return;
  const token = page.querySelector("[name=csrfmiddlewaretoken]").value;
  const form = document.querySelector("[data-scores]");
  const note = document.querySelector("[data-note]");
  if (form) scoring(form);
  if (note) noting(note);

  async function send(address, fields) {
    const body = new FormData();
    body.set("csrfmiddlewaretoken", token);
    for (const [name, value] of Object.entries(fields)) body.set(name, value);
    const answer = await fetch(address, {
      method: "POST",
      body,
      headers: { Accept: "application/json" },
    });
    const plain = answer.headers.get("Content-Type")?.startsWith("application/json");
    if (!plain) throw new Error(answer.redirected ? "signed out" : "no answer");
    return [answer.status, await answer.json()];
  }

  function show(place, kind, words) {
    const line = document.createElement("span");
    line.className = `status status--${kind}`;
    line.textContent = words;
    place.replaceChildren(line);
  }

  function scoring(form) {
    const state = form.querySelector("[data-state]");
    const left = form.querySelector("[data-left]");
    const mine = `scores:${form.dataset.person}:`;
    const here = mine + form.dataset.candidate;
    let sending = false;
    let timer = null;
    let wanted = false; // the spread was asked for while scores were on their way

    // ---- what waits on this device: {address, scores: {criterion: {value, at}}}
    const read = (key) => JSON.parse(localStorage.getItem(key)) ?? { scores: {} };
    const keys = () => Object.keys(localStorage).filter((key) => key.startsWith(mine));
    const waiting = () => keys().reduce((n, key) => n + Object.keys(read(key).scores).length, 0);

    function keep(criterion, value) {
      const kept = read(here);
      kept.address = form.getAttribute("action");
      kept.scores[criterion] = { value, at: Date.now() };
      localStorage.setItem(here, JSON.stringify(kept));
    }

    // Only what was sent goes: it may have been pressed again meanwhile.
    function drop(key, criterion, at) {
      const kept = read(key);
      if (kept.scores[criterion]?.at === at) delete kept.scores[criterion];
      if (Object.keys(kept.scores).length) localStorage.setItem(key, JSON.stringify(kept));
      else localStorage.removeItem(key);
    }

    function stored(criterion, value) {
      const before = form.querySelector(`[name="initial-${criterion}"]`);
      if (before) before.value = value;
    }

    async function flush() {
      if (sending) return;
      sending = true;
      try {
        let saved = "";
        for (const key of keys()) {
          const { address, scores } = read(key);
          for (const [criterion, { value, at }] of Object.entries(scores)) {
            const fields = { [criterion]: value, [`initial-${criterion}`]: "", age: Date.now() - at };
            const [status, answer] = await send(address, fields);
            drop(key, criterion, at);
            if (status === 409) {
              show(state, "bad", `${answer.words} This score was not counted.`);
              wanted = false;
              return;
            }
            saved = answer.saved;
            if (key === here) for (const [name, given] of Object.entries(answer.given)) stored(name, given);
          }
        }
        if (saved) show(state, "done", `Saved ${saved}`);
      } catch (fault) {
        tell(fault.message === "signed out");
        return;
      } finally {
        sending = false;
      }
      if (waiting()) flush();
      else if (wanted) form.submit();
    }

    function tell(signedOut) {
      const n = waiting();
      const why = signedOut ? "You are signed out." : "Offline.";
      const where = matchMedia("(max-width: 47.99em)").matches ? "phone" : "device";
      show(state, "warn", `${why} ${n} ${n === 1 ? "score" : "scores"} kept on this ${where}.`);
      wanted = false;
      clearTimeout(timer);
      if (!signedOut) timer = setTimeout(flush, RETRY);
    }

    // ---- what is still to give
    const groups = [...form.querySelectorAll("[data-criterion]")];
    const gaps = () => groups.filter((group) => !group.querySelector("input:checked"));
    function count() {
      const n = gaps().length;
      left.textContent = n
        ? `${WORDS[n] ?? n} more to give. Pressed now, it takes you to the first of them.`
        : "";
    }

    form.addEventListener("change", ({ target }) => {
      if (target.type !== "radio") return;
      keep(target.name, target.value);
      count();
      flush();
    });

    form.addEventListener("keydown", (event) => {
      if (event.ctrlKey || event.metaKey || event.altKey || !/^\d$/.test(event.key)) return;
      const group = event.target.closest("[data-criterion]");
      const radio = group?.querySelector(`[type=radio][value="${event.key}"]`);
      if (!radio) return;
      event.preventDefault();
      radio.focus();
      radio.click();
    });

    form.addEventListener("submit", (event) => {
      const [first] = gaps();
      if (first) {
        event.preventDefault();
        first.querySelector("[type=radio]").focus();
      } else if (waiting()) {
        event.preventDefault();
        wanted = true;
        flush();
      }
    });

    // What was pressed here before the page was opened again.
    for (const [criterion, { value }] of Object.entries(read(here).scores)) {
      const radio = form.querySelector(`input[name="${criterion}"][value="${value}"]`);
      if (radio) radio.checked = true;
    }
    for (const radio of form.querySelectorAll("[data-criterion] [type=radio]:checked")) {
      if (isTyped(radio) && !(radio.name in read(here).scores)) keep(radio.name, radio.value);
    }
    count();
    addEventListener("online", flush);
    if (waiting()) flush();
  }

  function noting(form) {
    const words = form.querySelector("textarea");
    const state = form.querySelector("[data-state]");
    form.querySelector("button").hidden = true;
    let timer = null;
    let stored = words.defaultValue; // what is typed before this script ran counts as typed
    let sending = false;

    async function save() {
      if (sending || words.value === stored) return;
      sending = true;
      const now = words.value;
      try {
        const [status, answer] = await send(form.getAttribute("action"), { note: now });
        if (status === 409) show(state, "bad", answer.words);
        else show(state, "done", `Saved ${answer.saved}`);
        stored = now;
      } catch {
        show(state, "warn", "Not saved yet: no connection.");
        form.querySelector("button").hidden = false;
      } finally {
        sending = false;
      }
      if (words.value !== stored) later();
    }

    function later() {
      clearTimeout(timer);
      timer = setTimeout(save, 500);
    }
    words.addEventListener("input", later);
    words.addEventListener("blur", save);
    later();
  }
})();
