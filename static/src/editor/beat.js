// Every four seconds: I am here; who else is, in which of my windows I write, what others saved.
import { savers, setEditable, typedSince } from "./editors.js";
import { quiet, say } from "./line.js";
import { all, find, keepToken, make, post, root, window_id } from "./page.js";

const EVERY = 4000;
const ME = "window";
let taking = false;
let timer = null;

export function startBeat() {
  document.addEventListener("visibilitychange", () => document.hidden || beat());
  addEventListener("pagehide", () => post(root.dataset.beat, { window: window_id, closing: true }, { keepalive: true }));
  addEventListener("pageshow", (event) => event.persisted && beat());
  beat();
}

async function beat() {
  clearTimeout(timer);
  if (!document.hidden) {
    const asked = { window: window_id, typed: typedSince(), taking, versions: known() };
    taking = false;
    const { status, data } = await post(root.dataset.beat, asked, { seconds: 10 });
    if (status === 200) hear(data);
    else if (status === 401) say(ME, "signed-out");
  }
  clearTimeout(timer);
  timer = setTimeout(beat, EVERY);
}

const known = () => Object.fromEntries(savers.map((saver) => [saver.uid, saver.version]));

function hear(data) {
  keepToken(data.csrf);
  showOthers(data.others);
  if (data.gone) say(ME, "gone", { words: "This section was taken out of the plan", copy: () => savers[0]?.copy() });
  else if (data.locked) say(ME, "locked", { words: "The text was submitted and is locked" });
  else if (data.other_window) say(ME, "other-window", { work: workHere });
  else quiet(ME);
  setEditable(!(data.gone || data.locked || data.other_window));
  for (const saver of savers) {
    const text = data.texts[saver.uid];
    if (text && !saver.busy) takeQuietly(saver, text);
  }
}

function workHere() {
  taking = true;
  beat();
}

// Nothing unsaved stands here, so what another saved is shown at once.
function takeQuietly(saver, text) {
  if (text.version <= saver.version) return;
  const same = text.html === saver.base;
  saver.take(text, same ? saver.base : null);
  const note = find(`[data-note="${saver.uid}"]`);
  if (same || !note) return;
  note.textContent = `${text.who} changed this at ${text.at}`;
  note.hidden = false;
}

// ---- who else writes: in the head, and in the tree of sections

const numberOf = (section) => find(`.section-tree a[href*="${section}"] .number`)?.textContent.trim();

function showOthers(others) {
  const list = find("[data-others]");
  const key = JSON.stringify(others);
  if (list.dataset.key === key) return;
  list.dataset.key = key;
  const rows = others.slice(0, 2).map(({ who, section, title }) => {
    const here = section === root.dataset.section;
    const words = here
      ? `${who} is editing this section. You can write too; if you both change the same sentence you will join the texts.`
      : `${who} is editing ${numberOf(section) || title}`;
    return make("li", {}, make("span", { className: "present__mark", "aria-hidden": "true" }, initials(who)), words);
  });
  if (others.length > 2) rows.push(make("li", {}, `and ${others.length - 2} more`));
  list.replaceChildren(...rows);
  markTree(others);
}

const initials = (who) => who.split(/\s+/).slice(0, 2).map((word) => word[0]).join("").toUpperCase();

function markTree(others) {
  for (const one of all(".section-tree__writer")) one.remove();
  for (const { who, section } of others) {
    const row = find(`.section-tree a[href*="${section}"]`);
    const mark = make("span", { className: "initials", "aria-hidden": "true" }, initials(who));
    row?.append(make("small", { className: "section-tree__writer" }, mark, ` ${who} is editing`));
  }
}
