// The one toolbar at the top of the text: it acts on the text that has, or last had, the cursor.
import { insert } from "./insert.js";
import { all, find, root } from "./page.js";

const bar = root && find("[data-toolbar]", root);
const row = bar && find("[role=toolbar]", bar);
const SCHEME = /^(https?:\/\/|mailto:)/i;
let current = null;

const on = () => current.editor.chain().focus();
const ACTS = {
  bold: () => on().toggleBold().run(),
  italic: () => on().toggleItalic().run(),
  bullets: () => on().toggleBulletList().run(),
  numbers: () => on().toggleOrderedList().run(),
  link: () => openLink(),
  call_out: () => insert(current, "call_out"),
  live: () => toggleBox("live"),
  unlink: () => on().extendMarkRange("link").unsetLink().run() && closeBoxes(),
  close: () => closeBoxes() ?? current.editor.commands.focus(),
  more: (button) => button.setAttribute("aria-expanded", String(bar.classList.toggle("is-open"))),
};
const ACTIVE = { bold: ["bold"], italic: ["italic"], bullets: ["bulletList"], numbers: ["orderedList"], link: ["link"] };

export function startToolbar(savers) {
  if (!savers.length) return;
  [current] = savers;
  bar.hidden = false;
  // A press leaves the cursor where it is.
  bar.addEventListener("mousedown", (event) => event.target.closest("button") && event.preventDefault());
  bar.addEventListener("click", (event) => {
    const act = event.target.closest("[data-act]");
    const kind = event.target.closest("[data-kind]");
    if (kind) insert(current, kind.dataset.kind);
    else if (act && act.localName === "button") ACTS[act.dataset.act](act);
  });
  find("[data-act=kind]", bar).addEventListener("change", (event) => setKind(event.target.value));
  find("[data-box=link]", bar).addEventListener("submit", setLink);
  bar.addEventListener("keydown", (event) => {
    if (event.key === "Escape") ACTS.close();
  });
  rove();
  followKeyboard();
}

function setKind(value) {
  if (value === "paragraph") on().setParagraph().run();
  else on().setHeading({ level: Number(value) }).run();
}

// Arrows go along the row; Tab leaves it.
function rove() {
  const stops = () => all("select, button", row).filter((one) => one.offsetParent);
  for (const [index, one] of all("select, button", row).entries()) one.tabIndex = index ? -1 : 0;
  row.addEventListener("focusin", ({ target }) => {
    for (const one of all("select, button", row)) one.tabIndex = one === target ? 0 : -1;
  });
  row.addEventListener("keydown", (event) => {
    const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
    const found = stops();
    const at = found.indexOf(document.activeElement);
    const next = event.key === "Home" ? 0 : event.key === "End" ? found.length - 1 : step && (at + step + found.length) % found.length;
    if (next === undefined) return;
    event.preventDefault();
    found[next].focus();
  });
}

export function followFocus(saver, onlyCurrent = false) {
  if (!bar || (onlyCurrent && saver !== current) || !saver.editor) return;
  current = saver;
  for (const [act, [name]] of Object.entries(ACTIVE)) {
    const button = find(`[data-act=${act}]`, row);
    if (button.hasAttribute("aria-pressed")) button.setAttribute("aria-pressed", String(saver.editor.isActive(name)));
  }
  const level = [3, 4].find((one) => saver.editor.isActive("heading", { level: one }));
  find("[data-act=kind]", row).value = String(level ?? "paragraph");
}

// ---- the boxes that open below the row

function toggleBox(name) {
  const box = find(`[data-box=${name}]`, bar);
  const opens = box.hidden;
  closeBoxes();
  if (!opens) return false;
  box.hidden = false;
  find(`[data-act=${name}]`, row).setAttribute("aria-expanded", "true");
  find("input, button", box).focus();
  return true;
}

function closeBoxes() {
  for (const box of all("[data-box]", bar)) {
    box.hidden = true;
    find(`[data-act=${box.dataset.box}]`, row).setAttribute("aria-expanded", "false");
  }
}

export function openLink() {
  const { editor } = current;
  if (!toggleBox("link")) return;
  fault("");
  find("#link-address").value = editor.getAttributes("link").href ?? "";
  find("[data-act=unlink]", bar).hidden = !editor.isActive("link");
}

function fault(words) {
  const said = find("[data-fault]", bar);
  said.textContent = words;
  said.hidden = !words;
}

function setLink(event) {
  event.preventDefault();
  const typed = find("#link-address").value.trim();
  const href = /^[\w.+-]+@[\w-]+\.\S+$/.test(typed) ? `mailto:${typed}` : /^www\./i.test(typed) ? `https://${typed}` : typed;
  if (!SCHEME.test(href)) {
    fault("Start the address with https://, or type an email address");
    return;
  }
  const { editor } = current;
  closeBoxes();
  const { empty } = editor.state.selection;
  if (empty && !editor.isActive("link")) {
    on().insertContent({ type: "text", text: typed, marks: [{ type: "link", attrs: { href } }] }).run();
  } else {
    on().extendMarkRange("link").setLink({ href }).run();
  }
}

// On a phone the row stands above the keyboard.
function followKeyboard() {
  const view = window.visualViewport;
  view?.addEventListener("resize", () => {
    const covered = Math.max(0, innerHeight - view.height);
    root.style.setProperty("--keyboard", covered > 150 ? `${covered}px` : "0px");
  });
}
