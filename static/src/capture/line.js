// The line at the top: whether all is sent, and what to do where it is not.
import { memory } from "./memory.js";
import { device, find } from "./page.js";
import { entriesOf, waiting } from "./table.js";

function lineState() {
  const left = entriesOf(waiting());
  const two = memory.queue.filter((one) => one.status === "two").length;
  const refused = memory.queue.filter((one) => one.status === "refused").length;
  const newest = memory.state.entries.map((entry) => entry.time).sort().at(-1);
  if (memory.pinEnded) return ["warn", `New PIN: waiting (${left})`];
  if (!memory.online) return ["warn", left ? `No connection: waiting (${left})` : "No connection"];
  if (two) return ["warn", `Two wordings (${two})`];
  if (refused) return ["bad", `Not accepted (${refused})`];
  if (left) return ["warn", `Waiting (${left})`];
  return ["good", memory.sentAt || newest ? `All sent ${memory.sentAt || newest}` : "Connected"];
}

export function drawLine() {
  const [kind, text] = lineState();
  const saved = document.querySelector("[data-saved]");
  saved.textContent = text;
  saved.className = `status status--strong status--${kind}`;
  document.querySelector("[data-line]").classList.toggle("is-waiting", kind === "warn");
  const devices = document.querySelector("[data-devices]");
  devices.hidden = !(memory.state.devices > 1);
  devices.textContent = `${memory.state.devices} devices at this table`;
  const left = entriesOf(waiting());
  const box = find("[data-waiting]");
  box.hidden = memory.online && !memory.pinEnded && !(left && memory.failures > 1);
  const safe = left === 0 ? `What you write is safe on this ${device} and goes` : `Your ${left === 1 ? "entry is" : `${left} entries are`} safe on this ${device} and ${left === 1 ? "goes" : "go"}`;
  find("[data-words]", box).textContent = memory.pinEnded
    ? `This table has a new PIN. ${left ? `What waits (${left}) is safe on this ${device} and goes by itself when you have typed it.` : ""}`
    : `Keep typing. ${safe} by ${left > 1 ? "themselves" : "itself"} when the connection is back.`;
  find("[data-act=try]", box).hidden = memory.pinEnded;
  find("[data-new-pin]", box).hidden = !memory.pinEnded;
}
