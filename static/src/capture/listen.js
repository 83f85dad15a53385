// Listens to taps, typing, the keyboard of a phone and the network.
import { ACTS, star } from "./acts.js";
import { setOnline } from "./connection.js";
import { keepDraft } from "./draft.js";
import { beginChange, submit } from "./entry.js";
import { count, fault, form } from "./form.js";
import { notice } from "./notice.js";
import { root } from "./page.js";
import { send } from "./queue.js";
import { poll } from "./session.js";
import { entryOf } from "./table.js";
import { showTab } from "./tabs.js";

export function listen() {
  hearTaps();
  hearTiles();
  hearForm();
  hearKeyboard();
  hearNetwork();
}

function hearTaps() {
  document.addEventListener("click", (event) => {
    const button = event.target.closest("#capture [data-act]");
    const uid = event.target.closest("[data-uid]")?.dataset.uid;
    if (button) ACTS[button.dataset.act]?.(uid && entryOf(uid), button);
    else if (event.target.closest("[data-row] [data-text]")) {
      const changes = event.target.closest("[data-row]").querySelector("[data-act=change]");
      if (changes) beginChange(entryOf(uid));
    }
    const tab = event.target.closest("#capture nav [data-tab]");
    if (tab) {
      event.preventDefault();
      notice("");
      showTab(tab.dataset.tab);
    }
  });
}

// A second tap on a tile takes the choice back: a wrong heading is worse than none.
function hearTiles() {
  let pressed = null;
  document.addEventListener("pointerdown", (event) => {
    const radio = event.target.closest(".capture-tile")?.querySelector("input");
    pressed = radio?.checked ? radio : null;
  });
  document.addEventListener("click", (event) => {
    if (!pressed || event.target !== pressed) return;
    pressed.checked = false;
    pressed = null;
    keepDraft();
  });
}

function hearForm() {
  document.addEventListener("submit", (event) => {
    if (event.target !== form()) return;
    event.preventDefault();
    submit();
  });
  document.addEventListener("input", (event) => {
    if (event.target.form !== form() || !form()) return;
    if (event.target.name === "text") {
      count();
      fault("text", "");
      if (event.target.value) notice("");
    }
    keepDraft();
  });
  document.addEventListener("change", (event) => {
    if (event.target.name === "kind") fault("kind", "");
    if (event.target.name === "top") star(entryOf(event.target.value), true);
  });
}

function hearKeyboard() {
  const view = window.visualViewport;
  view?.addEventListener("resize", () => {
    const covered = Math.max(0, innerHeight - view.height);
    document.body.classList.toggle("capture--typing", covered > 150);
    root.style.setProperty("--keyboard", covered > 150 ? `${covered}px` : "0px");
  });
}

function hearNetwork() {
  addEventListener("online", () => { poll(); send(); });
  addEventListener("offline", () => setOnline(false));
  addEventListener("focus", () => { poll(); send(); });
  document.addEventListener("visibilitychange", () => document.hidden || poll());
}
