// Text that the server has not confirmed, kept on this device for the person who typed it.
import { root } from "./page.js";

const START = `plan-text/${root?.dataset.person}/`;
const name = (block, version) => `${START}${block}/${version}`;

export function keep(block, version, kept) {
  try {
    localStorage.setItem(name(block, version), JSON.stringify(kept));
    return true;
  } catch {
    return false;
  }
}

// Only that very text goes: what was typed since stays.
export function forget(block, version, text) {
  const found = read(name(block, version));
  if (found && (text === undefined || found.text === text)) localStorage.removeItem(name(block, version));
}

// What is kept of a block, the oldest first: {version, base, text, since}.
export function keptOf(block) {
  const found = names().filter((key) => key.startsWith(`${START}${block}/`));
  const texts = found.map((key) => ({ ...read(key), version: Number(key.split("/").at(-1)) }));
  return texts.filter((one) => typeof one.text === "string").sort((a, b) => a.version - b.version);
}

export const anythingKept = () => names().some((key) => key.startsWith(START));

function names() {
  try {
    return Object.keys(localStorage);
  } catch {
    return [];
  }
}

function read(key) {
  try {
    return JSON.parse(localStorage.getItem(key));
  } catch {
    return null;
  }
}
