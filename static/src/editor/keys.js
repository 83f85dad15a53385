// Single letters outside fields: [ and ] to the sections beside, ? for the list; they can be off.
import { button } from "./line.js";
import { find } from "./page.js";

const STORE = "plan-keys";
const LIST = "Keys: [ previous section, ] next section, ? this list; in the text Control and B bold, I italic, K link.";
let on = true;

export function startKeys() {
  on = stored() !== "off";
  const hint = find("[data-keys-hint]");
  draw(hint);
  document.addEventListener("keydown", (event) => {
    if (!on || event.ctrlKey || event.altKey || event.metaKey || event.defaultPrevented) return;
    if (event.target.closest("input, textarea, select, [contenteditable=true]")) return;
    if (event.key === "[" || event.key === "]") find(`.pager [rel=${event.key === "[" ? "prev" : "next"}]`)?.click();
    if (event.key === "?") {
      hint.tabIndex = -1;
      hint.focus();
      hint.scrollIntoView({ block: "nearest" });
    }
  });
}

function draw(hint) {
  hint.hidden = false;
  const turn = button(on ? "Switch off" : "Switch on", () => {
    on = !on;
    try {
      localStorage.setItem(STORE, on ? "on" : "off");
    } catch { /* then it holds for this page */ }
    draw(hint);
    find("button", hint).focus();
  });
  hint.replaceChildren(on ? LIST : "Single letters do nothing.", " ", turn);
}

function stored() {
  try {
    return localStorage.getItem(STORE);
  } catch {
    return null;
  }
}
