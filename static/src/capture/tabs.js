// The tabs of a phone.
import { find, isWide, root } from "./page.js";

export function showTab(name) {
  root.dataset.tab = name;
  for (const tab of root.querySelectorAll("nav [data-tab]")) {
    if (tab.dataset.tab === name) tab.setAttribute("aria-current", "page");
    else tab.removeAttribute("aria-current");
  }
  if (!isWide()) scrollTo(0, 0);
  find({ list: "#list-title", top: "#top-title" }[name] ?? "none")?.focus({ preventScroll: true });
}
