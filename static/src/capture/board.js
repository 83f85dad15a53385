// The table's list as a board: one cell for each heading.
import { memory } from "./memory.js";
import { find, pattern } from "./page.js";

export function drawBoard(kept) {
  const here = find(".capture-board");
  here.hidden = !memory.board;
  find(".capture-list").hidden = memory.board;
  for (const cell of here.querySelectorAll("[data-cell]:not(rect)")) {
    const inside = kept.filter((entry) => (entry.heading ?? "") === cell.dataset.cell);
    cell.hidden = cell.dataset.cell === "" && inside.length === 0;
    find("ul", cell).replaceChildren(...inside.map((entry) => {
      const line = pattern("cell").firstElementChild;
      line.textContent = entry.text;
      return line;
    }));
  }
}
