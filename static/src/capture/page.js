// The page itself: its root, finding in it, what kind of device it stands on.
export const root = document.getElementById("capture");

const WIDE = "(min-width: 56.25em)";
export const device = matchMedia(WIDE).matches ? "device" : "phone";
export const isWide = () => matchMedia(WIDE).matches;

export const find = (what, where = root) => where.querySelector(what);
export const isOpen = () => root.dataset.open === "yes";

export function pattern(name) {
  return find(`[data-pattern="${name}"]`).content.cloneNode(true);
}
