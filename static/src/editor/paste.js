// What is pasted keeps headings, lists, links and simple tables; the rest is named and left out.
import { also, button } from "./line.js";
import { longest } from "./page.js";

const MOST = 5_000_000; // letters of raw HTML that are looked at
const count = (number, one, many = `${one}s`) => `${number} ${number === 1 ? one : many}`;

// Reads what an office program or a page put on the clipboard; tells what it had to leave out.
export function cleaned(html) {
  // Under its policy the page applies no style of others: they are only read, as words.
  const inert = html.replace(/<style[\s\S]*?<\/style>/gi, "").replace(/(<[^>]*?\s)style=/gi, "$1data-style=");
  const page = new DOMParser().parseFromString(inert, "text/html");
  const left = { word: /class="?Mso|urn:schemas-microsoft-com|mso-/.test(html) };
  left.pictures = drop(page, "img, picture, svg, object, embed, video, v\\:imagedata");
  left.comments = drop(page, "[data-style*='mso-element:comment-list'], .MsoCommentReference, .msocomanchor, .MsoCommentText");
  left.deleted = drop(page, "del, .msoDel, strike, s");
  drop(page, "style, script, meta, link, title, xml, o\\:p:empty");
  for (const box of page.querySelectorAll("ins")) box.replaceWith(...box.childNodes);
  left.styles = page.querySelectorAll("body [data-style], body font").length > 0;
  listsOfWord(page);
  headings(page);
  plain(page);
  return { html: page.body.innerHTML, left };
}

function drop(page, selector) {
  const found = [...page.querySelectorAll(selector)];
  for (const one of found) one.remove();
  return found.length;
}

// Word writes the points of a list as paragraphs with a mark in front.
function listsOfWord(page) {
  let list = null;
  for (const one of [...page.querySelectorAll("p[data-style*='mso-list:'], p.MsoListParagraph, p[class^=MsoListParagraphCx]")]) {
    const style = one.dataset.style ?? "";
    if (!/mso-list:\s*l\d/i.test(style)) continue;
    const mark = one.querySelector("[data-style*='mso-list:Ignore'], [data-style*='mso-list: Ignore']");
    const tag = /^\s*(\d+|[a-z]|[ivx]+)[.)]/i.test(mark?.textContent ?? "") ? "ol" : "ul";
    mark?.remove();
    const above = one.previousElementSibling;
    if (!list || above !== list || list.localName !== tag) {
      list = page.createElement(tag);
      one.before(list);
    }
    const point = page.createElement("li");
    point.append(...one.childNodes);
    list.append(point);
    one.remove();
  }
}

const BECOMES = { h1: "h3", h2: "h3", h5: "h4", h6: "h4" };
function headings(page) {
  for (const one of page.querySelectorAll("h1, h2, h5, h6, p.MsoTitle")) {
    const made = page.createElement(BECOMES[one.localName] ?? "h3");
    made.append(...one.childNodes);
    one.replaceWith(made);
  }
}

// Bold and italic that Word gives as styles are kept as what they say; all other marks go.
function plain(page) {
  const notes = page.createTreeWalker(page.body, NodeFilter.SHOW_COMMENT);
  const found = [];
  while (notes.nextNode()) found.push(notes.currentNode);
  for (const one of found) one.remove();
  for (const one of page.body.querySelectorAll("*")) {
    asMarks(page, one, one.dataset.style ?? "");
    for (const { name } of [...one.attributes]) {
      if (!["href", "colspan", "scope"].includes(name)) one.removeAttribute(name);
    }
  }
}

function asMarks(page, one, style) {
  const tag = one.localName;
  if (tag === "span" && /font-weight:\s*(bold|[6-9]00)/i.test(style)) wrap(page, one, "strong");
  if (tag === "span" && /font-style:\s*italic/i.test(style)) wrap(page, one, "em");
  if (tag === "b" && /font-weight:\s*(normal|[1-5]00)/i.test(style)) one.replaceWith(...one.childNodes);
}

function wrap(page, one, tag) {
  const made = page.createElement(tag);
  made.append(...one.childNodes);
  one.append(made);
}

function leftOut({ word, styles, pictures, comments, deleted }) {
  const found = [];
  if (styles || word) found.push(word ? "Word styles" : "styles");
  if (pictures) found.push(count(pictures, "picture"));
  if (comments) found.push(count(comments, "comment"));
  if (deleted) found.push(count(deleted, "deleted passage"));
  if (!found.length) return "";
  const last = found.pop();
  const words = found.length ? `${found.join(", ")} and ${last}` : last;
  const several = found.length || /s$/.test(last);
  return `${words[0].toUpperCase()}${words.slice(1)} ${several ? "were" : "was"} left out.`;
}

const refusal = (length) =>
  `Not pasted: it has ${length.toLocaleString("en-GB")} characters, and a text holds ${longest.toLocaleString("en-GB")}. Nothing was changed.`;

// How an editor takes what is pasted.
export function pasting(getEditor) {
  let told = null;
  return {
    handleDOMEvents: {
      paste(view, event) {
        const html = event.clipboardData?.getData("text/html") ?? "";
        const words = event.clipboardData?.getData("text/plain") ?? "";
        const here = view.dom.textContent.length;
        if (html.length <= MOST && words.length + here <= longest) return false;
        event.preventDefault();
        also(refusal(Math.max(words.length, html.length > MOST ? html.length : 0)));
        return true;
      },
    },
    transformPastedHTML(html, view) {
      const { html: kept, left } = cleaned(html);
      if (kept.length + view.dom.innerHTML.length > longest) {
        also(refusal(kept.length));
        return "";
      }
      told = leftOut(left);
      return kept;
    },
    handlePaste(view) {
      if (told) tell(getEditor(), view.state.doc, told);
      told = null;
      return false;
    },
  };
}

function tell(editor, before, words) {
  setTimeout(() => {
    const after = editor.state.doc;
    if (after.eq(before)) return;
    const undo = button("Undo", () => {
      if (editor.state.doc.eq(after)) editor.commands.setContent(before.toJSON());
      else editor.commands.undo();
      also("");
      editor.commands.focus();
    });
    also(words, undo);
  });
}

