// What the table has written, as this device knows it.
import { memory } from "./memory.js";

export const waiting = () => memory.queue.filter((one) => one.status === "waiting");
export const entriesOf = (list) => new Set(list.map((one) => one.uid)).size;

export function entries() {
  const shown = new Map(memory.state.entries.map((entry) => [entry.uid, { ...entry, status: "sent" }]));
  for (const one of memory.queue) {
    const entry = shown.get(one.uid) ?? { uid: one.uid, version: 0, standing: "kept", time: "" };
    if (one.status !== "two") Object.assign(entry, one.values);
    if (one.values.top_priority) {
      for (const other of shown.values()) if (other.uid !== one.uid) other.top_priority = false;
    }
    if (one.status !== "waiting" || entry.status === "sent" || !entry.status) entry.status = one.status;
    if (one.status !== "waiting") entry.held = one;
    shown.set(one.uid, entry);
  }
  return [...shown.values()].reverse();
}

export const listed = () => entries().filter((entry) => entry.standing !== "removed");
export const entryOf = (uid) => entries().find((entry) => entry.uid === uid);

export function replace(entry) {
  if (entry.workshop !== memory.state.session?.uid) return;
  if (entry.top_priority) for (const other of memory.state.entries) other.top_priority = false;
  const at = memory.state.entries.findIndex((other) => other.uid === entry.uid);
  if (at < 0) memory.state.entries.push(entry);
  else memory.state.entries[at] = entry;
}
