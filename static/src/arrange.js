// Moving sections with Alt and the arrow keys, or by a handle. The page works without this.
(() => {
  const hint = document.querySelector("[data-arrange-hint]");
  const status = document.querySelector("[data-arrange-status]");
  const list = () => document.querySelector("[data-arrange]");
  if (!list()?.querySelector("[data-row]")) return;
  hint.hidden = false;
  const WAYS = { ArrowUp: "up", ArrowDown: "down", ArrowLeft: "out", ArrowRight: "in" };
  let busy = false;

  // The answer is this page again: its list takes the place of ours, its message is said aloud.
  async function move(row, fields, control) {
    if (busy) return;
    busy = true;
    const form = row.querySelector("form");
    const body = new FormData(form);
    for (const [name, value] of Object.entries(fields)) body.set(name, value);
    try {
      const answer = await fetch(form.action, { method: "POST", body });
      const page = new DOMParser().parseFromString(await answer.text(), "text/html");
      const fresh = page.querySelector("[data-arrange]");
      if (!fresh) throw new Error("another page came");
      list().replaceWith(fresh);
      prepare();
      const said = [...page.querySelectorAll(".messages li")].map((one) => one.textContent.trim());
      status.textContent = said.join(" ");
      focusIn(document.getElementById(row.id), control);
    } catch {
      status.textContent = "Not moved: the server did not answer. Load the page again to see the order.";
    } finally {
      busy = false;
    }
  }

  function focusIn(row, control) {
    const target = control && row?.querySelector(control);
    (target || row?.querySelector("a"))?.focus();
  }

  function selectorOf(element) {
    if (element.matches("[data-handle]")) return "[data-handle]";
    if (element.matches("button[name=way]")) return `button[value="${element.value}"]`;
    return "a";
  }

  document.addEventListener("submit", (event) => {
    const row = event.target.closest("[data-row]");
    const way = event.submitter?.name === "way" && event.submitter.value;
    if (!row || !way) return;
    event.preventDefault();
    move(row, { way }, selectorOf(event.submitter));
  });

  document.addEventListener("keydown", (event) => {
    const row = event.target.closest?.("[data-row]");
    const way = WAYS[event.key];
    if (!row || !way || !event.altKey || event.ctrlKey || event.metaKey) return;
    event.preventDefault();
    move(row, { way }, selectorOf(event.target));
  });

  // A handle for the mouse; the keys and the buttons do the same.
  let dragged = null;
  function prepare() {
    for (const row of list().querySelectorAll("[data-row]")) {
      const handle = document.createElement("span");
      handle.className = "arrange__handle";
      handle.dataset.handle = "";
      handle.draggable = true;
      handle.title = "Drag to move";
      handle.setAttribute("aria-hidden", "true");
      row.querySelector(".arrange__what").prepend(handle);
    }
  }

  function clearMarks() {
    for (const one of document.querySelectorAll(".arrange__row--before, .arrange__row--after")) {
      one.classList.remove("arrange__row--before", "arrange__row--after");
    }
  }

  function sideOf(row, event) {
    const box = row.getBoundingClientRect();
    return event.clientY < box.top + box.height / 2 ? "before" : "after";
  }

  document.addEventListener("dragstart", (event) => {
    dragged = event.target.closest?.("[data-handle]")?.closest("[data-row]");
    if (!dragged) return;
    event.dataTransfer.effectAllowed = "move";
    event.dataTransfer.setData("text/plain", dragged.dataset.row);
    event.dataTransfer.setDragImage(dragged, 10, 10);
  });
  document.addEventListener("dragover", (event) => {
    const row = event.target.closest?.("[data-row]");
    if (!dragged || !row || row === dragged) return;
    event.preventDefault();
    clearMarks();
    row.classList.add(`arrange__row--${sideOf(row, event)}`);
  });
  document.addEventListener("drop", (event) => {
    const row = event.target.closest?.("[data-row]");
    clearMarks();
    if (!dragged || !row || row === dragged) return;
    event.preventDefault();
    move(dragged, { way: sideOf(row, event), beside: row.dataset.row }, "a");
  });
  document.addEventListener("dragend", () => {
    dragged = null;
    clearMarks();
  });

  prepare();
})();
