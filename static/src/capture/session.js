// Asks what is going on, and follows from one session to the next.
import { endPin, setOnline } from "./connection.js";
import { draw, drawn } from "./draw.js";
import { memory, wordsOfPage } from "./memory.js";
import { say } from "./notice.js";
import { find, isOpen, root } from "./page.js";
import { send } from "./queue.js";
import { ask } from "./server.js";
import { keepShell } from "./shell.js";
import { waiting } from "./table.js";
import { showTab } from "./tabs.js";

const POLL = 10_000;
let polling;

export async function poll() {
  clearTimeout(polling);
  const before = memory.confirmed;
  const answer = document.hidden ? null : await ask(root.dataset.state);
  polling = setTimeout(poll, POLL);
  if (document.hidden) return;
  setOnline(Boolean(answer) && answer.status < 500 && navigator.onLine);
  if (answer?.status === 401 || answer?.status === 403) endPin();
  if (answer?.status !== 200) return;
  memory.pinEnded = false;
  if (before === memory.confirmed) {
    memory.state = answer.data;
    await memory.store.keep("state", memory.state);
  }
  await followSession();
  draw();
  if (waiting().length && !memory.sending) send();
}

const isBusy = () => Boolean(memory.editing) || Boolean(find("[name=text]")?.value.trim());

// The next session appears by itself, but never under somebody's hands.
export async function followSession() {
  const first = find("[data-first]");
  const moved = memory.state.mark !== root.dataset.session;
  if (moved && !isBusy()) return renew();
  if (!first) return;
  const [now] = root.dataset.session.split("/");
  const other = memory.state.session && memory.state.session.uid !== now;
  first.hidden = !moved || (memory.state.session?.open && !other);
  first.textContent = other
    ? `Session ${memory.state.session.number} has started. Finish this first: then it appears by itself.`
    : "This session has closed. Finish this first: it is still taken for some minutes.";
}

async function renew() {
  let text;
  try {
    const answer = await fetch(location.pathname, { credentials: "same-origin", cache: "no-store" });
    if (answer.headers.get("X-Capture-Page") !== "yes") return;
    text = await answer.text();
  } catch {
    return;
  }
  const page = new DOMParser().parseFromString(text, "text/html");
  const fresh = page.getElementById("capture");
  root.replaceChildren(...fresh.childNodes);
  Object.assign(root.dataset, fresh.dataset);
  const session = document.querySelector(".capture-line__session");
  session.replaceChildren(...page.querySelector(".capture-line__session").childNodes);
  memory.words = wordsOfPage();
  drawn.clear();
  memory.editing = memory.putAside = memory.undo = memory.comparing = null;
  memory.allChoices = memory.board = false;
  showTab("add");
  scrollTo(0, 0);
  say(isOpen() ? "A new session is open." : "The session has closed.");
  keepShell();
}
