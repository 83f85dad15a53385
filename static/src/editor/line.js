// The save line: one place under the title, with the eight things that it can say.
import { clock, find, make, root } from "./page.js";

const line = find("[data-save-line]");
const said = find("[data-also]");
const states = new Map(); // what each text of the page has to say
// The one that needs somebody most is shown.
const ORDER = ["signed-out", "fault", "gone", "locked", "clash", "other-window", "offline", "saving"];
let saved = null;
let shown = "";

export function say(who, state, more = {}) {
  if (state === "saved") {
    states.delete(who);
    if (more.at) saved = more.at;
    if (more.also) also(more.also);
  } else {
    states.set(who, { state, ...more });
  }
  draw();
}

export const quiet = (who) => {
  states.delete(who);
  draw();
};

export const stateOf = (who) => states.get(who)?.state ?? "";

function draw() {
  const first = ORDER.map((state) => [...states.values()].find((one) => one.state === state)).find(Boolean);
  if (!first && saved === null) return;
  const key = JSON.stringify(first ?? { saved });
  if (key === shown) return;
  shown = key;
  const [kind, words, act] = first ? WORDS[first.state](first) : ["done", `Saved ${saved}`];
  line.replaceChildren(make("span", { className: `status status--${kind}` }, words), ...(act ? [" ", act] : []));
  line.className = `save-line__state${{ warn: " is-warn", bad: " is-bad" }[kind] ?? ""}`;
}

const button = (words, act) => {
  const made = make("button", { type: "button", className: "link-button" }, words);
  made.addEventListener("click", act);
  return made;
};
const link = (words, href, act) => {
  const made = make("a", { href }, words);
  if (act) made.addEventListener("click", act);
  return made;
};

const WORDS = {
  saving: () => ["working", "Saving"],
  offline: ({ since, copy }) => ["warn", `Offline. Kept on this device since ${clock(since)}`, button("Copy my text", copy)],
  clash: ({ who, url, see }) => ["warn", `${who} has changed this. Saving is paused`, link("See both", url, see)],
  "other-window": ({ work }) => ["warn", "You have this open in another window", button("Work here", work)],
  "signed-out": () => ["bad", "You are signed out. Your text is kept", link("Sign in and go on", signIn())],
  fault: ({ words, again }) => ["bad", words ?? "Not saved: the server has a fault", button("Try again", again)],
  gone: ({ words, url, copy }) => ["bad", words, url ? link("Put it in another place", url) : button("Copy my text", copy)],
  locked: ({ words, url }) => ["warn", words, url ? link("See it", url) : ""],
};

function signIn() {
  return `${root.dataset.signIn}?next=${encodeURIComponent(location.pathname + location.hash)}`;
}

// One more sentence, below the line: what was joined, what a paste left out.
export function also(words, ...acts) {
  said.hidden = !words;
  said.setAttribute("role", "status");
  said.replaceChildren(words, ...acts.flatMap((act) => [" ", act]));
}

export { button, link };
