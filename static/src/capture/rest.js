// What a table sees while no session is open: what of it has arrived.
import { find } from "./page.js";
import { waiting } from "./table.js";

export function drawRest(kept) {
  const arrived = find("[data-arrived]");
  if (!arrived) return;
  const there = kept.filter((entry) => entry.version > 0 || entry.status === "sent").length;
  const star = kept.some((entry) => entry.top_priority) ? " and your top priority" : "";
  const subject = there === 1 && kept.length === 1 ? "Your entry" : there === kept.length ? `All ${there} entries` : `${there} of your ${kept.length} entries`;
  arrived.textContent = `${subject}${star} ${there === 1 && !star ? "is" : "are"} with the organiser.`;
  const count = find("[data-count]");
  if (count) count.textContent = there === 1 ? "1 entry" : `${there} entries`;
  const until = find("[data-kept]");
  if (until) until.hidden = waiting().length === 0;
}
