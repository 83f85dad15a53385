// A call-out or a live block at the cursor: the text is cut there, and the page goes on after it.
import { getHTMLFromFragment } from "django-prose-editor/editor";
import * as device from "./device.js";
import { say } from "./line.js";
import { post } from "./page.js";
import { asStored } from "./schema.js";

export async function insert(saver, kind) {
  await saver.save();
  if (saver.dirty) return; // it could not be saved just now, and the line says why
  const { before, after } = halves(saver);
  const sent = { before, after, kind, base_version: saver.version };
  const { status, data } = await post(saver.place.dataset.split, sent);
  if (status === 200) {
    device.forget(saver.uid, saver.version);
    const here = location.pathname;
    location.assign(data.go);
    if (data.go.startsWith(`${here}#`)) location.reload();
    return;
  }
  const words = data.words ?? "The block was not put in: the server did not answer";
  say(saver.uid, "fault", { words, again: () => insert(saver, kind) });
}

// The paragraph with the cursor stays whole; what follows it goes below the new block.
function halves({ editor, fidelity }) {
  const { doc, schema, selection } = editor.state;
  const cut = selection.$to.depth ? selection.$to.after(1) : doc.content.size;
  const part = (from, to) => fidelity.restore(asStored(getHTMLFromFragment(doc.cut(from, to).content, schema)));
  return { before: part(0, cut), after: cut < doc.content.size ? part(cut, doc.content.size) : "" };
}
