// The form: what is in it, and what is wrong with it.
import { memory } from "./memory.js";
import { find, root } from "./page.js";

const FIELDS = ["text", "kind", "heading", "level", "resident_type"];

export const form = () => find("[data-form]");
const length = (text) => [...text].length;

export function read() {
  const data = new FormData(form());
  return Object.fromEntries(FIELDS.map((name) => [name, String(data.get(name) ?? "")]));
}

export function fill(values) {
  for (const name of FIELDS) {
    if (name === "text") form().elements.text.value = values.text ?? "";
    else for (const radio of form().querySelectorAll(`[name="${name}"]`)) radio.checked = Boolean(values[name]) && radio.value === values[name];
  }
  count();
}

export function count() {
  const counter = find("[data-counter]");
  if (!counter) return;
  const longest = Number(root.dataset.longest);
  const typed = length(form().elements.text.value);
  counter.textContent = typed ? `${typed.toLocaleString("en-GB")} of ${longest.toLocaleString("en-GB")}` : "";
  counter.classList.toggle("is-near", typed > longest * 0.75);
  counter.classList.toggle("is-over", typed > longest);
}

export function fault(name, text) {
  const group = find(`[data-group="${name}"]`);
  const said = find(`[data-fault="${name}"]`);
  if (!group) return;
  group.classList.toggle("govuk-form-group--error", Boolean(text));
  said.hidden = !text;
  find("[data-words]", said).textContent = text;
  if (name !== "text") return;
  const box = form().elements.text;
  if (text) box.setAttribute("aria-invalid", "true");
  else box.removeAttribute("aria-invalid");
  box.setAttribute("aria-describedby", `text-hint text-count${text ? " text-error" : ""}`);
}

export function faultsOf(values) {
  const found = {};
  const longest = Number(root.dataset.longest);
  const typed = length(values.text.trim());
  if (!typed) found.text = "Write what was said.";
  else if (typed > longest) {
    found.text = `This has ${typed.toLocaleString("en-GB")} characters. Keep it to ${longest.toLocaleString("en-GB")}, or add it as several entries.`;
  }
  if (find('[data-group="kind"]') && !values.kind) found.kind = "Choose what it is.";
  return found;
}

export function dressForm() {
  const label = find("[data-label]");
  label.textContent = memory.editing ? "Change this entry" : label.dataset.one;
  const button = find("[data-submit]");
  button.textContent = memory.editing ? button.dataset.change : button.dataset.add;
  find("[data-editing]").hidden = !memory.editing;
}
