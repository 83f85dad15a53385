// Half a thought survives a closed browser.
import { dressForm, fill, form, read } from "./form.js";
import { memory } from "./memory.js";
import { root } from "./page.js";

const draftPlace = () => `capture-draft/${root.dataset.token}`;

export function keepDraft() {
  if (!form()) return;
  const draft = { session: root.dataset.workshop, values: read(), editing: memory.editing, putAside: memory.putAside };
  try {
    localStorage.setItem(draftPlace(), JSON.stringify(draft));
  } catch {
    // Full or forbidden: the words are still in the box.
  }
}

export function takeUpDraft() {
  if (!form()) return;
  if (form().elements.text.value) {
    keepDraft(); // typed before this ran
    return;
  }
  let draft = null;
  try {
    draft = JSON.parse(localStorage.getItem(draftPlace()) ?? "null");
  } catch {
    return;
  }
  if (!draft) return;
  const same = draft.session === root.dataset.workshop;
  memory.editing = same ? draft.editing : null;
  memory.putAside = same ? draft.putAside : null;
  fill(same ? draft.values : { text: draft.values.text });
  dressForm();
}
