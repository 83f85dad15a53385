// Draws the page from what the table has written.
import { drawChoices } from "./choices.js";
import { drawLine } from "./line.js";
import { drawList, drawRemoved } from "./list.js";
import { memory } from "./memory.js";
import { find, root } from "./page.js";
import { drawRest } from "./rest.js";
import { entries, waiting } from "./table.js";

export const drawn = new Map();

// Draws a part only where it changed, and leaves the focus where it was.
function part(name, value, work) {
  const key = JSON.stringify(value);
  if (drawn.get(name) === key) return;
  drawn.set(name, key);
  const focused = document.activeElement?.closest("[data-uid]");
  const act = document.activeElement?.dataset?.act ?? "";
  work();
  if (!focused || focused.isConnected) return;
  const row = find(`[data-uid="${focused.dataset.uid}"]`, focused.matches("[data-choice]") ? find("[data-choices]") : find(".capture-list"));
  (row && (find(act ? `[data-act="${act}"]` : "input, button", row)))?.focus();
}

export function draw() {
  const all = entries();
  const kept = all.filter((entry) => entry.standing !== "removed");
  for (const total of root.querySelectorAll("[data-total]")) total.textContent = kept.length;
  drawLine(all);
  part("list", [kept, memory.comparing, memory.board], () => drawList(kept));
  part("choices", [kept, memory.allChoices], () => drawChoices(kept));
  const removed = all.filter((entry) => entry.standing === "removed");
  part("removed", removed, () => drawRemoved(removed));
  part("rest", [kept.length, waiting().length], () => drawRest(kept));
}
