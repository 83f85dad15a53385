// Each written block of the page becomes an editor in its place.
import { Editor } from "django-prose-editor/editor";
import { all, find, make, root } from "./page.js";
import { pasting } from "./paste.js";
import { Saver } from "./saver.js";
import { extensions } from "./schema.js";
import { followFocus, openLink } from "./toolbar.js";

export const savers = [];
let typed = false;

// Whether a key was pressed since this was asked last.
export function typedSince() {
  const was = typed;
  typed = false;
  return was;
}

export function startEditors() {
  for (const place of all("[data-text]", root)) {
    const saver = new Saver(place, makeEditor);
    savers.push(saver);
    saver.takeUp();
  }
}

function makeEditor(saver, html) {
  const { place } = saver;
  const box = make("div", { className: "plan-body text-block__editor" });
  let editor = null;
  editor = new Editor({
    element: box,
    content: html,
    extensions: extensions(() => openLink()),
    editorProps: {
      attributes: { role: "textbox", "aria-multiline": "true", "aria-label": place.dataset.name, class: "text-block__field" },
      ...pasting(() => editor),
    },
    onUpdate: () => {
      typed = true;
      saver.changed();
    },
    onFocus: () => {
      document.body.classList.add("is-writing");
      followFocus(saver);
    },
    onBlur: () => document.body.classList.remove("is-writing"),
    onSelectionUpdate: () => followFocus(saver),
    onTransaction: () => followFocus(saver, true),
  });
  find("[data-read]", place).replaceWith(box);
  find("[data-edit]", place.closest("article"))?.remove();
  return editor;
}

export function setEditable(can) {
  root.classList.toggle("is-read-only", !can);
  for (const { editor } of savers) editor.setEditable(can, false);
}
