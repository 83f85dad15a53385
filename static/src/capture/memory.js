// What this page knows while it is open: one object, which every part reads and changes.
import { root } from "./page.js";
import { openStore } from "./store.js";

export const memory = {
  store: null,
  queue: [], // what the server has not confirmed, oldest first
  state: null, // the session and the entries as the server last told them
  sentAt: "",
  words: {},
  online: true,
  pinEnded: false,
  editing: null, // the entry that is being changed
  putAside: null, // what stood in the box when the change began
  undo: null,
  allChoices: false,
  comparing: null, // uid of the entry whose two wordings are shown
  board: false,
  confirmed: 0, // counts confirmations, so that an older answer never hides a newer entry
  sending: false,
  failures: 0,
};

export const wordsOfPage = () => JSON.parse(document.getElementById("capture-words").textContent);

// Takes up what the device kept; says whether it kept anything of this session.
export async function remember() {
  memory.store = await openStore(root.dataset.token);
  memory.queue = await memory.store.all();
  const kept = await memory.store.kept("state");
  const known = kept?.mark === root.dataset.session;
  memory.state = known ? kept : { entries: [], session: { uid: root.dataset.workshop }, mark: root.dataset.session };
  memory.sentAt = (await memory.store.kept("sent")) ?? "";
  memory.words = wordsOfPage();
  memory.online = navigator.onLine;
  return known;
}
