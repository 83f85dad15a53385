// What a text may hold, and nothing else; each paragraph has an id that survives editing.
import {
  Blockquote, Bold, BulletList, Document, Extension, HardBreak, Heading, History, Italic, Link, ListItem, OrderedList,
  Paragraph, Plugin, Table, TableCell, TableHeader, TableRow, Text,
} from "django-prose-editor/editor";

const ANCHOR = /^p-[0-9a-z]{8}$/;
const LETTERS = "0123456789abcdefghijklmnopqrstuvwxyz";
const LISTS = ["bulletList", "orderedList"];

function newAnchor() {
  return `p-${[...crypto.getRandomValues(new Uint8Array(8))].map((byte) => LETTERS[byte % 36]).join("")}`;
}

// Whole paragraphs have ids: those at the top, and the points of a list at the top.
function eachPlace(doc, tell) {
  doc.descendants((node, at, parent) => {
    if (!("id" in node.attrs)) return true;
    const whole = parent === doc || (node.type.name === "listItem" && doc.resolve(at).depth === 1);
    tell(node, at, whole && !LISTS.includes(node.type.name));
    return true;
  });
}

function mend(state) {
  const seen = new Set();
  const change = state.tr;
  let before = null; // an empty paragraph that stands just above
  eachPlace(state.doc, (node, at, whole) => {
    const { id } = node.attrs;
    if (!whole) {
      if (id) change.setNodeAttribute(at, "id", null);
      return;
    }
    if (id && !seen.has(id)) {
      seen.add(id);
    } else if (before && node.textContent) {
      // Enter at the start of a paragraph: its words moved down, and its id goes with them.
      change.setNodeAttribute(at, "id", before.id);
      change.setNodeAttribute(before.at, "id", newAnchor());
    } else {
      change.setNodeAttribute(at, "id", newAnchor());
    }
    before = id && !node.textContent && node.type.name === "paragraph" ? { at, id } : null;
  });
  return change.docChanged ? change.setMeta("addToHistory", false) : null;
}

const Anchors = Extension.create({
  name: "anchors",
  addGlobalAttributes() {
    const id = {
      default: null,
      keepOnSplit: false,
      parseHTML: (element) => (ANCHOR.test(element.id) ? element.id : null),
      renderHTML: ({ id }) => (id ? { id } : {}),
    };
    return [{ types: ["paragraph", "heading", "listItem", "table", "blockquote"], attributes: { id } }];
  },
  addProseMirrorPlugins() {
    return [new Plugin({ appendTransaction: (changes, _, state) => (changes.some((one) => one.docChanged) ? mend(state) : null) })];
  },
});

const Scopes = Extension.create({
  name: "scopes",
  addGlobalAttributes() {
    const scope = {
      default: null,
      parseHTML: (element) => element.getAttribute("scope"),
      renderHTML: ({ scope }) => (scope ? { scope } : {}),
    };
    return [{ types: ["tableHeader"], attributes: { scope } }];
  },
});

// A caption is kept with its table though it cannot be typed in here.
const PlainTable = Table.extend({
  addAttributes() {
    const caption = {
      default: null,
      parseHTML: (element) => element.querySelector(":scope > caption")?.textContent || null,
      renderHTML: () => ({}),
    };
    return { ...this.parent?.(), caption };
  },
  parseHTML: () => [{ tag: "table" }, { tag: "caption", ignore: true }],
  renderHTML: ({ node, HTMLAttributes }) => {
    const { style: _, ...attributes } = HTMLAttributes;
    const caption = node.attrs.caption ? [["caption", { contenteditable: "false" }, node.attrs.caption]] : [];
    return ["table", attributes, ...caption, ["tbody", 0]];
  },
  addNodeView: () => null,
});

export function extensions(openLink) {
  const PlainLink = Link.extend({ addKeyboardShortcuts: () => ({ "Mod-k": () => openLink() ?? true }) });
  return [
    Document, Paragraph, Text, HardBreak, History, Bold, Italic, BulletList, OrderedList, ListItem, Blockquote,
    Heading.configure({ levels: [3, 4] }),
    PlainLink.configure({ autolink: false, enableTarget: false, protocols: ["http", "https", "mailto"] }),
    PlainTable.configure({ resizable: false }), TableRow, TableHeader, TableCell, Anchors, Scopes,
  ];
}

// As the server stores it: a point or a cell of one paragraph is its words alone.
export const written = (editor) => asStored(editor.getHTML());

export function asStored(html) {
  const box = document.createElement("template");
  box.innerHTML = html;
  for (const one of box.content.querySelectorAll("caption")) one.removeAttribute("contenteditable");
  for (const one of box.content.querySelectorAll("td, th")) {
    if (one.getAttribute("colspan") === "1") one.removeAttribute("colspan");
    one.removeAttribute("rowspan");
  }
  for (const one of box.content.querySelectorAll("li > p:only-child, td > p:only-child, th > p:only-child")) {
    if (one.parentNode.childNodes.length === 1) one.replaceWith(...one.childNodes);
  }
  const empty = !box.content.textContent.trim() && box.content.childElementCount <= 1;
  return empty ? "" : box.innerHTML;
}
