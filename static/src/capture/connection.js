// Whether the server can be reached and knows this device, and what is said when that changes.
import { draw } from "./draw.js";
import { memory } from "./memory.js";
import { say } from "./notice.js";
import { device } from "./page.js";
import { entriesOf, waiting } from "./table.js";

export function endPin() {
  if (!memory.pinEnded) say("This table has a new PIN. Your entries are safe on this device.");
  memory.pinEnded = true;
  draw();
}

export function setOnline(value) {
  if (value === memory.online) return;
  memory.online = value;
  const left = entriesOf(waiting());
  say(value ? "The connection is back." : `No connection. ${left ? "Your entries are" : "What you write is"} safe on this ${device}.`);
  if (value) memory.failures = 0;
  draw();
}
