// What the buttons do.
import { draw } from "./draw.js";
import { beginChange, leaveChange } from "./entry.js";
import { memory } from "./memory.js";
import { notice } from "./notice.js";
import { isWide, root } from "./page.js";
import { change, enqueue, forget, send } from "./queue.js";
import { poll } from "./session.js";
import { entryOf, listed } from "./table.js";
import { showTab } from "./tabs.js";
import { newUid } from "./uid.js";

export async function star(entry, wanted) {
  const before = listed().find((other) => other.top_priority && other.uid !== entry.uid);
  await change(entry, { top_priority: wanted });
  const back = before ? () => change(entryOf(before.uid), { top_priority: true }) : () => change(entryOf(entry.uid), { top_priority: !wanted });
  notice(!wanted ? "No top priority now" : before ? "Moved" : "This is our top priority", back);
}

async function remove(entry) {
  const wasTop = Boolean(entry.top_priority);
  const refused = memory.queue.find((one) => one.uid === entry.uid && one.status === "refused");
  if (refused) return drop(refused);
  await change(entry, { standing: "removed" });
  notice("Removed", () => change(entryOf(entry.uid), { standing: "kept", top_priority: wasTop }));
}

async function drop(one) {
  await forget(one);
  const { seq, ...copy } = one;
  notice("Taken off this device", async () => {
    memory.queue.push(await memory.store.put(copy));
    draw();
  });
  draw();
}

async function choose(entry, what) {
  const { held } = entry;
  const text = held.values;
  await forget(held);
  memory.comparing = null;
  if (what === "keep-mine" && entry.standing !== "removed") await enqueue(entry.uid, held.workshop, entry.version, text);
  else if (what !== "keep-theirs") await enqueue(newUid(), held.workshop, 0, text);
  notice(what === "keep-both" ? "Both are in the list" : "One wording kept");
  draw();
}

async function copy(text) {
  try {
    await navigator.clipboard.writeText(text);
  } catch {
    // Without https a browser lends no clipboard: the old way still works.
    const box = document.createElement("textarea");
    box.value = text;
    root.append(box);
    box.select();
    document.execCommand("copy");
    box.remove();
  }
  notice("Copied");
}

export const ACTS = {
  try: () => { memory.failures = 0; poll(); send(); },
  undo: () => { const back = memory.undo; notice(""); back?.(); },
  cancel: () => { leaveChange(); if (!isWide()) showTab("list"); },
  remove: async () => { const entry = memory.editing; leaveChange(); await remove(entry); if (!isWide()) showTab("list"); },
  more: () => { memory.allChoices = true; draw(); },
  board: (_, button) => {
    memory.board = !memory.board;
    button.textContent = memory.board ? button.dataset.sayList : button.dataset.sayBoard;
    draw();
  },
  star: (entry) => star(entry, !entry.top_priority),
  change: beginChange,
  both: (entry) => { memory.comparing = entry.uid; draw(); },
  "keep-mine": (entry) => choose(entry, "keep-mine"),
  "keep-theirs": (entry) => choose(entry, "keep-theirs"),
  "keep-both": (entry) => choose(entry, "keep-both"),
  copy: (entry) => copy(entry.text),
  drop: (entry) => drop(entry.held),
  "undo-remove": (entry) => change(entry, { standing: "kept" }),
};
