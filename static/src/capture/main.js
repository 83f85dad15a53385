// The scribe's page. What is added is written to the device first, then sent, in order, until the
// server has confirmed it; the page works on whether the hall's wifi does or not.
import { takeUpDraft } from "./draft.js";
import { draw } from "./draw.js";
import { count, form } from "./form.js";
import { listen } from "./listen.js";
import { memory, remember } from "./memory.js";
import { root } from "./page.js";
import { send } from "./queue.js";
import { poll } from "./session.js";
import { keepShell } from "./shell.js";
import { showTab } from "./tabs.js";

async function start() {
  const known = await remember();
  listen();
  document.body.classList.add("capture--live");
  showTab("add");
  takeUpDraft();
  if (form()) count();
  if (known || memory.queue.length) draw();
  root.dataset.ready = "yes";
  navigator.serviceWorker?.register(root.dataset.worker, { scope: "/capture/" }).catch(() => {});
  keepShell().catch(() => {});
  await poll();
  draw();
  send();
}

if (root) start();
