// Gives a name to what the admin screens leave nameless: the rich text editor's box, the search
// lists, and the fields of rows, which are named by the head of their column.
(() => {
  const words = (node) => node?.textContent.replace(/[:?*]\s*$/, "").trim();
  const labelOf = (field) => field?.id && document.querySelector(`label[for="${CSS.escape(field.id)}"]`);

  const PARTS = ".select2-selection, .select2-selection__rendered[role], .select2-search__field";

  function columnOf(node) {
    const cell = node.closest("td");
    const column = [...(cell?.classList ?? [])].find((name) => name.startsWith("field-"));
    return column && cell.closest("table").querySelector(`th.column-${column.slice(6)}`);
  }

  function give(node, field) {
    const name = words(labelOf(field)) || words(columnOf(node));
    if (name && !node.getAttribute("aria-label")) node.setAttribute("aria-label", name);
  }

  function nameAll() {
    for (const box of document.querySelectorAll(".ProseMirror[contenteditable]:not([aria-label])")) {
      give(box, box.closest(".form-row, td")?.querySelector("textarea"));
    }
    for (const list of document.querySelectorAll(".select2")) {
      const choice = list.previousElementSibling;
      for (const part of list.querySelectorAll(PARTS)) {
        part.removeAttribute("aria-labelledby");
        give(part, choice);
      }
    }
    const bare = ":is(input:not([type=hidden]), select, textarea):not([aria-label])";
    for (const field of document.querySelectorAll(`.tabular td ${bare}`)) {
      if (!labelOf(field)) give(field, null);
    }
    for (const tick of document.querySelectorAll(".tabular td.delete input:not([aria-label])")) {
      tick.setAttribute("aria-label", "Delete this row");
    }
    for (const head of document.querySelectorAll(".tabular th.original:empty")) head.textContent = "Row";
  }

  addEventListener("DOMContentLoaded", nameAll);
  new MutationObserver(nameAll).observe(document.documentElement, { childList: true, subtree: true });
})();
