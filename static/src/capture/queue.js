// Keeping and sending: the device first, then the server, in order, until it has confirmed.
import { endPin, setOnline } from "./connection.js";
import { draw } from "./draw.js";
import { memory } from "./memory.js";
import { notice, say } from "./notice.js";
import { root } from "./page.js";
import { ask, cookie } from "./server.js";
import { replace, waiting } from "./table.js";

const LONGEST_PAUSE = 30_000;

// A change of what still waits stands on what the server will make of that: its base is null
// until then.
export async function enqueue(uid, workshop, base, values) {
  const before = waiting().some((one) => one.uid === uid);
  const one = { uid, workshop, base: before ? null : base, values, status: "waiting", tries: 0 };
  await memory.store.put(one);
  if (!memory.queue.some((other) => other.seq === one.seq)) memory.queue.push(one);
  draw();
  send();
}

export async function change(entry, values) {
  if (!entry) return;
  const workshop = entry.workshop ?? memory.queue.find((one) => one.uid === entry.uid)?.workshop;
  await enqueue(entry.uid, workshop ?? root.dataset.workshop, entry.version, values);
}

export async function forget(one) {
  await memory.store.drop(one.seq);
  memory.queue = memory.queue.filter((other) => other.seq !== one.seq);
}

let again = false;
let timer;

export async function send() {
  if (memory.sending) {
    again = true;
    return;
  }
  memory.sending = true;
  clearTimeout(timer);
  try {
    await reload();
    for (let one = next(); one; one = next()) if (!(await sendOne(one))) break;
  } finally {
    memory.sending = false;
    draw();
  }
  if (again && memory.online && !memory.pinEnded) {
    again = false;
    send();
  }
  again = false;
}

// Another window of this device may have added to the store, or sent what was in it.
async function reload() {
  const before = new Set(memory.queue.map((one) => one.seq));
  const stored = await memory.store.all();
  const there = new Set(stored.map((one) => one.seq));
  memory.queue = [...stored, ...memory.queue.filter((one) => !before.has(one.seq) && !there.has(one.seq))];
}

// The oldest first. What the server stumbled over three times lets the others pass, but never
// a later change of the same entry.
function next() {
  const list = waiting();
  const stuck = new Set(list.filter((one) => one.tries >= 3).map((one) => one.uid));
  return list.find((one) => !stuck.has(one.uid)) ?? list[0];
}

function later() {
  clearTimeout(timer);
  memory.failures += 1;
  timer = setTimeout(send, Math.min(LONGEST_PAUSE, 1000 * 2 ** memory.failures));
}

async function sendOne(one) {
  const known = memory.state.entries.find((entry) => entry.uid === one.uid)?.version ?? 1;
  const answer = await ask(root.dataset.entries, {
    method: "POST",
    headers: { "Content-Type": "application/json", "X-CSRFToken": cookie(root.dataset.csrf) },
    body: JSON.stringify({ uid: one.uid, workshop: one.workshop, base_version: one.base ?? known, values: one.values }),
  });
  if (!answer || answer.status >= 500) {
    if (answer) {
      one.tries += 1;
      await memory.store.put(one);
    }
    setOnline(Boolean(answer) && navigator.onLine);
    later();
    return false;
  }
  setOnline(true);
  return settle(one, answer);
}

async function settle(one, { status, data }) {
  if (status === 401 || status === 403) {
    endPin();
    return false;
  }
  if (status === 409 && !("text" in one.values)) {
    later();
    return false;
  }
  memory.failures = 0;
  memory.confirmed += 1;
  if (data.entry) replace(data.entry);
  if (status === 200) await confirm(one, data);
  else await hold(one, status === 409 ? "two" : "refused", data);
  draw();
  return true;
}

async function confirm(one, data) {
  const following = memory.queue.find((other) => other.uid === one.uid && other.base === null && other.seq > one.seq);
  if (following) {
    following.base = data.entry.version;
    await memory.store.put(following);
  }
  await forget(one);
  memory.sentAt = data.time;
  await memory.store.keep("sent", memory.sentAt);
  await memory.store.keep("state", memory.state);
}

// Not taken: it stays on the device, with all that was typed after it.
async function hold(one, status, data) {
  for (const other of memory.queue.filter((found) => found.uid === one.uid && found.seq > one.seq)) {
    if ("text" in other.values) Object.assign(one.values, other.values);
    if ("text" in other.values || status === "refused") await forget(other);
  }
  if (!("text" in one.values)) {
    await forget(one);
    notice(`Not accepted. ${data.message}`);
    return;
  }
  one.status = status;
  one.message = data.message ?? "";
  one.base ??= data.entry?.version ?? 0;
  await memory.store.put(one);
  memory.queue = memory.queue.map((other) => (other.seq === one.seq ? one : other));
  say(status === "two" ? "Two wordings of one entry. Both are kept." : `Not accepted: ask the organiser. ${one.message}`);
}
