// Adding an entry and changing one: from the form into the queue.
import { keepDraft } from "./draft.js";
import { dressForm, fault, faultsOf, fill, form, read } from "./form.js";
import { memory } from "./memory.js";
import { notice } from "./notice.js";
import { device, find, isWide, root } from "./page.js";
import { change, enqueue, forget } from "./queue.js";
import { followSession } from "./session.js";
import { listed } from "./table.js";
import { showTab } from "./tabs.js";
import { newUid } from "./uid.js";

export async function submit() {
  const values = read();
  const faults = faultsOf(values);
  for (const name of ["text", "kind"]) fault(name, faults[name] ?? "");
  if (Object.keys(faults).length) {
    find(faults.text ? "[name=text]" : "[name=kind]").focus();
    return;
  }
  const changed = memory.editing;
  try {
    if (changed) await saveChange(changed, values);
    else await enqueue(newUid(), root.dataset.workshop, 0, values);
  } catch {
    fault("text", `This ${device} could not keep it. Your words are still in the box: try again.`);
    return;
  }
  fill({});
  if (changed) leaveChange();
  keepDraft();
  const same = memory.state.mark === root.dataset.session || !memory.state.session;
  notice(changed ? "Changed" : same ? `Added, ${listed().length} in our list` : "Added");
  if (changed && !isWide()) showTab("list");
  else form()?.elements.text.focus();
  await followSession();
}

// Words that were refused take the place of the refused ones.
async function saveChange(entry, values) {
  const refused = memory.queue.find((one) => one.uid === entry.uid && one.status === "refused");
  if (!refused) return change(entry, values);
  const { uid, workshop, base } = refused;
  await forget(refused);
  return enqueue(uid, workshop, base ?? 0, values);
}

export function beginChange(entry) {
  if (!form()) return;
  if (!memory.editing) memory.putAside = read();
  memory.editing = entry;
  fill(entry);
  dressForm();
  showTab("add");
  form().elements.text.focus();
  keepDraft();
}

export function leaveChange() {
  memory.editing = null;
  fill(memory.putAside ?? {});
  memory.putAside = null;
  fault("text", "");
  dressForm();
  keepDraft();
}
