// What is said: to a screen reader alone, or in the line that also offers to undo.
import { memory } from "./memory.js";
import { find } from "./page.js";

export function say(text) {
  document.getElementById("capture-live").textContent = text;
}

export function notice(text, back = null) {
  const line = find("[data-notice]");
  find("[data-words]", line).textContent = text;
  memory.undo = back;
  find("[data-act=undo]", line).hidden = !back;
  line.classList.toggle("is-said", Boolean(text));
}
