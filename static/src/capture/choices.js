// The choice of the table's top priority.
import { memory } from "./memory.js";
import { find, isOpen, pattern } from "./page.js";

const CHOICES_AT_FIRST = 6;
const HEADINGS = ["urgent_essential", "urgent", "essential", "neither"];

export function drawChoices(kept) {
  const list = find("[data-choices]");
  if (!list) return;
  const place = (entry) => HEADINGS.indexOf(entry.heading) >>> 0; // not placed comes last
  const choices = kept.filter((entry) => entry.status !== "refused").reverse().sort((a, b) => place(a) - place(b));
  const shown = choices.filter((entry, at) => memory.allChoices || at < CHOICES_AT_FIRST || entry.top_priority);
  find("[data-empty-top]").hidden = choices.length > 0;
  list.replaceChildren(...shown.map(choiceOf));
  const more = find("[data-act=more]");
  more.hidden = shown.length === choices.length;
  more.textContent = `Show ${choices.length - shown.length} more`;
}

function choiceOf(entry) {
  const row = pattern("choice").firstElementChild;
  row.dataset.uid = entry.uid;
  row.dataset.choice = "";
  row.classList.toggle("is-top", Boolean(entry.top_priority));
  find("input", row).value = entry.uid;
  find("input", row).checked = Boolean(entry.top_priority);
  find("input", row).disabled = !isOpen() || Boolean(entry.locked);
  find("[data-text]", row).textContent = entry.text;
  find("[data-words]", row).textContent = memory.words.heading[entry.heading] ?? "";
  find("[data-top]", row).hidden = !entry.top_priority;
  return row;
}
