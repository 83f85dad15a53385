// Agree and publish: the change note is saved as it is typed; the page works without this.
import { isTyped } from "./typed.js";

(() => {
  const form = document.querySelector("[data-note]");
  if (!form) return;
  const note = form.elements.change_note;
  const state = form.querySelector("[data-state]");
  const save = form.querySelector("[data-save]");
  const KEPT = `change-note:${form.dataset.note}`;
  const PAUSE = 500;
  let timer = 0;
  let busy = false;
  let pressed = null; // a button that waits until a save under way is answered
  save.hidden = true;

  function say(kind, words) {
    state.className = `status status--${kind}`;
    state.textContent = words;
  }

  function forget(words) {
    try {
      if (localStorage.getItem(KEPT) === words) localStorage.removeItem(KEPT);
    } catch { /* a browser that keeps nothing */ }
  }

  function keep() {
    try {
      localStorage.setItem(KEPT, note.value);
    } catch { /* a browser that keeps nothing */ }
  }

  async function send() {
    if (busy || note.value === form.elements.base.value) return;
    busy = true;
    const sent = note.value;
    say("wait", "Saving");
    try {
      const answer = await fetch(form.action, {
        method: "POST",
        body: new FormData(form),
        headers: { Accept: "application/json" },
        redirect: "error",
      });
      if (answer.status === 409) {
        pressed ??= save; // the page that it leads to shows both texts
        return;
      }
      if (answer.status === 400) return say("bad", "Not saved: at most 2,000 characters. Your text is still here");
      if (!answer.ok) throw new Error(answer.status);
      const { saved, base } = await answer.json();
      form.elements.base.value = base;
      forget(sent);
      say("done", `Saved ${saved}`);
      if (note.value !== sent) later();
    } catch {
      say("warn", "Not saved yet: kept on this device");
      timer = setTimeout(send, 10 * PAUSE);
    } finally {
      busy = false;
      const press = pressed;
      pressed = null;
      if (press) form.requestSubmit(press);
    }
  }

  function later() {
    clearTimeout(timer);
    timer = setTimeout(send, PAUSE);
  }

  note.addEventListener("input", () => {
    keep();
    later();
  });
  form.addEventListener("submit", (event) => {
    clearTimeout(timer);
    if (!busy) return;
    event.preventDefault();
    pressed = event.submitter;
  });

  if (isTyped(note)) {
    keep();
    later();
  }

  // What was typed here and never reached the portal is offered again.
  let left = null;
  try {
    left = localStorage.getItem(KEPT);
  } catch { /* a browser that keeps nothing */ }
  if (left && left.trim() !== note.value.trim()) {
    const again = document.createElement("button");
    again.type = "button";
    again.className = "govuk-button govuk-button--secondary govuk-button--small";
    again.textContent = "Bring back the note kept on this device";
    again.addEventListener("click", () => {
      note.value = left;
      again.remove();
      note.focus();
      send();
    });
    state.after(again);
  }
})();
