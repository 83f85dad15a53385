// The table's list: its rows, what stands under a row that was not taken, what was removed.
import { drawBoard } from "./board.js";
import { memory } from "./memory.js";
import { find, isOpen, pattern } from "./page.js";

function marksOf(entry) {
  return ["kind", "level", "resident_type"].map((name) => memory.words[name][entry[name] ?? ""]).filter(Boolean).join("   ");
}

function fillMark(mark, heading) {
  for (const cell of mark.querySelectorAll("rect")) cell.classList.toggle("is-filled", cell.dataset.cell === heading);
}

const SAYS = { sent: "good", waiting: "warn", two: "warn", refused: "bad" };

function statusOf(entry) {
  if (entry.status === "waiting") return "Waiting";
  if (entry.status === "two") return "Two wordings";
  if (entry.status === "refused") return "Not accepted: ask the organiser";
  return `Sent ${entry.time}`;
}

export function drawList(kept) {
  find("[data-empty]").hidden = kept.length > 0;
  find(".capture-list").replaceChildren(...kept.map(rowOf));
  if (find(".capture-board")) drawBoard(kept);
}

function rowOf(entry) {
  const row = pattern("row").firstElementChild;
  row.dataset.uid = entry.uid;
  row.classList.add(`is-${entry.status}`);
  row.classList.toggle("is-top", Boolean(entry.top_priority));
  find("[data-text]", row).textContent = entry.text;
  find("[data-top]", row).hidden = !entry.top_priority;
  find("[data-marks]", row).textContent = marksOf(entry);
  const heading = find("[data-heading]", row);
  if (heading) {
    fillMark(heading, entry.heading);
    find("[data-words]", heading).textContent = memory.words.heading[entry.heading] ?? "Not placed";
  }
  const said = find("[data-status]", row);
  said.textContent = statusOf(entry);
  said.className = `status status--strong status--${SAYS[entry.status]}`;
  const star = find("[data-act=star]", row);
  star?.setAttribute("aria-pressed", String(Boolean(entry.top_priority)));
  star?.setAttribute("aria-label", `Our top priority: ${entry.text.slice(0, 80)}`);
  if (!isOpen() || entry.locked || entry.status === "two") find("[data-act=change]", row).remove();
  if (entry.status === "refused" || !isOpen() || entry.locked) star?.remove();
  if (entry.held) fillNote(find("[data-note]", row), entry);
  return row;
}

function fillNote(note, entry) {
  note.hidden = false;
  if (entry.status === "refused") {
    note.append(pattern("refused"));
    find("[data-words]", note).textContent = entry.held.message;
  } else if (memory.comparing === entry.uid) {
    note.append(pattern("wordings"));
    find("[data-mine]", note).textContent = entry.held.values.text;
    find("[data-theirs]", note).textContent = entry.standing === "removed" ? "(removed)" : entry.text;
  } else {
    note.append(pattern("two"));
  }
}

export function drawRemoved(removed) {
  const box = find("[data-removed]");
  box.hidden = removed.length === 0 || !isOpen();
  find("[data-words]", box).textContent = removed.length;
  find("[data-removed-list]", box).replaceChildren(...removed.map((entry) => {
    const row = pattern("removed").firstElementChild;
    row.dataset.uid = entry.uid;
    find("[data-text]", row).textContent = entry.text;
    return row;
  }));
}
