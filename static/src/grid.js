// The actions grid: typed through like a spreadsheet. Without this, or on a phone, the page is a
// table with a link to a form for each row. Nothing typed is lost: what the server has not
// confirmed is kept on this device and sent again.
(() => {
  const grid = document.querySelector("[data-grid][data-edit]");
  const state = document.querySelector("[data-state]");
  if (!grid || !matchMedia("(min-width: 48em)").matches) return;

  const token = document.querySelector("#row-acts [name=csrfmiddlewaretoken]").value;
  const leads = JSON.parse(document.getElementById("grid-leads").textContent);
  const where = document.querySelector("[data-where]");
  const KEPT = `grid:${grid.dataset.user}:${grid.dataset.plan}`;
  const UNDO = 10; // cells
  const AGAIN = 5000; // ms until a cell that could not be sent is sent again
  const MOST = 1000000; // letters of a paste
  const ELEMENTS = ["Prevention", "Education", "Enforcement", "Reassurance"];
  const NOT_STATED = "not stated";
  const OFFLINE = "Offline: kept on this device";
  const asShown = new Map(); // how unsaved cells read before
  const done = []; // cells as they were, for Ctrl+Z
  let editing = null; // the cell that is typed in, with its field
  let sending = Promise.resolve(); // one cell after another

  const make = (tag, attributes = {}, ...inner) => {
    const made = document.createElement(tag);
    for (const [name, value] of Object.entries(attributes)) made.setAttribute(name, value);
    made.append(...inner);
    return made;
  };
  const rowOf = (cell) => cell.closest("tr");
  const cellsOf = (row) => [...row.querySelectorAll(":scope > th.grid__no, :scope > td[data-column]")];
  const rows = () => [...grid.querySelectorAll("tr[data-uid]")];
  const shownIn = (cell) => cell.querySelector("[data-shown]");
  const nameOf = (cell) => grid.tHead.rows[0].cells[cell.cellIndex].textContent.trim();
  const numberOf = (row) => row.querySelector("[data-open]").textContent.replace(/\D/g, "");
  const editable = (cell) => cell.matches("td[data-text]");
  const keyOf = (cell) => `${rowOf(cell).dataset.uid} ${cell.dataset.column}`;

  // ---- what is kept on the device

  const kept = () => {
    try {
      return JSON.parse(localStorage.getItem(KEPT) || "{}");
    } catch {
      return {};
    }
  };
  function keep(key, value) {
    const all = kept();
    if (value === null) delete all[key];
    else all[key] = value;
    try {
      if (Object.keys(all).length) localStorage.setItem(KEPT, JSON.stringify(all));
      else localStorage.removeItem(KEPT);
    } catch {
      // A full or closed store: the text still stands in the cell.
    }
  }
  const say = (words, kind = "wait") => {
    state.replaceChildren(make("span", { class: `status status--${kind}` }, words));
  };

  // ---- focus: one cell of the grid can be reached by Tab

  function point(cell, { focus = true } = {}) {
    grid.querySelector('[tabindex="0"]')?.setAttribute("tabindex", "-1");
    cell.tabIndex = 0;
    if (where) where.textContent = `Row ${numberOf(rowOf(cell))}, ${nameOf(cell)}`;
    if (focus) cell.focus();
  }

  function dress(row) {
    for (const cell of cellsOf(row)) {
      cell.tabIndex = -1;
      for (const inner of cell.querySelectorAll("a, summary")) inner.tabIndex = -1;
    }
  }

  function step(cell, down, right) {
    const all = rows();
    const row = all[all.indexOf(rowOf(cell)) + down];
    return row && cellsOf(row)[cell.cellIndex + right];
  }

  // The next cell as Tab goes: through the row, then on in the next one.
  function following(cell, by) {
    const cells = rows().flatMap(cellsOf);
    return cells[cells.indexOf(cell) + by];
  }

  // ---- editing

  function close() {
    const { cell, box } = editing;
    editing = null;
    box.remove();
    delete cell.dataset.editing;
    shownIn(cell).hidden = false;
  }

  function edit(cell, text = cell.dataset.unsaved ?? cell.dataset.text, { message, select } = {}) {
    if (editing) leave();
    cell.querySelector(".grid__clash, .grid__note")?.remove();
    const kind = { wording: wordingField, elements: elementsField, lead: leadField, by: byField };
    const box = make("div", { class: "grid__editor" });
    editing = { cell, box, value: () => "" };
    kind[cell.dataset.column](text === NOT_STATED ? "" : text, box);
    cell.dataset.editing = "";
    shownIn(cell).hidden = true;
    cell.append(box);
    if (message) warn(message);
    const field = box.querySelector("textarea, input");
    field.focus();
    if (select && field.select) field.select();
    else if (field.setSelectionRange && field.type !== "checkbox") {
      field.setSelectionRange(field.value.length, field.value.length);
    }
  }

  const labelOf = (cell) => `${nameOf(cell)}, row ${numberOf(rowOf(cell))}`;

  function below(...inner) {
    const panel = make("div", { class: "grid__below" }, ...inner);
    editing.box.append(panel);
    return panel;
  }

  function warn(message) {
    const field = editing.box.querySelector("textarea, input");
    const panel = editing.box.querySelector(".grid__below") || below();
    panel.querySelector(".govuk-error-message")?.remove();
    if (editing.cell.dataset.column === "by") panel.querySelector("p")?.remove(); // the fault says it
    panel.prepend(make("p", { class: "govuk-error-message", id: "grid-fault", role: "alert" }, message));
    field.setAttribute("aria-invalid", "true");
    field.setAttribute("aria-describedby", "grid-fault");
  }

  function wordingField(text, box) {
    const field = make("textarea", { rows: 2, "aria-label": labelOf(editing.cell) });
    field.value = text;
    box.append(field);
    editing.value = () => field.value;
  }

  function byField(text, box) {
    const field = make("input", { type: "text", autocomplete: "off", "aria-label": labelOf(editing.cell) });
    field.value = text;
    box.append(field);
    below(make("p", {}, "A date, a month, a quarter, a year, “each quarter”, “ongoing” or “not stated”."));
    editing.value = () => field.value.trim() || NOT_STATED;
  }

  function elementsField(text, box) {
    const chosen = text.toLowerCase().split(/,\s*/);
    const group = make("div", { class: "grid__below", role: "group", "aria-label": labelOf(editing.cell) });
    for (const [index, name] of ELEMENTS.entries()) {
      const tick = make("input", { type: "checkbox", value: name });
      tick.checked = chosen.includes(name.toLowerCase());
      group.append(make("label", {}, tick, `${index + 1} ${name}`));
    }
    group.append(make("p", {}, "Keys 1 to 4. Enter takes, Esc leaves."));
    box.append(group);
    const ticks = [...group.querySelectorAll("input")];
    editing.value = () => ticks.filter((tick) => tick.checked).map((tick) => tick.value).join(", ") || NOT_STATED;
    group.addEventListener("keydown", (event) => {
      const at = /^[1-4]$/.test(event.key) ? Number(event.key) - 1 : -1;
      const move = { ArrowDown: 1, ArrowUp: -1 }[event.key];
      if (at >= 0) {
        ticks[at].checked = !ticks[at].checked;
        ticks[at].focus();
      } else if (move) {
        ticks[(ticks.indexOf(document.activeElement) + move + ticks.length) % ticks.length].focus();
      } else return;
      event.preventDefault();
    });
  }

  // Several leads stand in one field with semicolons between; suggestions are for the last one.
  function leadField(text, box) {
    const field = make("input", {
      type: "text", autocomplete: "off", role: "combobox", "aria-expanded": "true",
      "aria-autocomplete": "list", "aria-controls": "grid-options", "aria-label": labelOf(editing.cell),
    });
    field.value = text;
    box.append(field);
    const list = make("ul", { id: "grid-options", role: "listbox", "aria-label": "Who can lead" });
    below(list, make("p", {}, "Several: put a semicolon between. Enter takes, Esc leaves."));
    let at = -1;
    const plain = (words) => words.toLowerCase().replace(/[’']/g, "'");
    const last = () => plain(field.value.split(";").at(-1).trim());
    function suggest() {
      const typed = last();
      const fits = ({ label, names }) => [label, ...names].some((name) => plain(name).includes(typed));
      const begins = ({ label }) => (plain(label).startsWith(typed) ? 0 : 1);
      const found = leads.filter(fits).sort((one, other) => begins(one) - begins(other))
        .map(({ label }) => label).slice(0, 30);
      list.replaceChildren(...[...found, NOT_STATED].map((label, index) =>
        make("li", { role: "option", id: `grid-option-${index}`, "aria-selected": "false" }, label)));
      mark(typed && found.length && plain(found[0]) !== typed ? 0 : -1);
    }
    function mark(index) {
      at = index;
      for (const [each, option] of [...list.children].entries()) {
        option.setAttribute("aria-selected", String(each === at));
      }
      const option = list.children[at];
      if (option) field.setAttribute("aria-activedescendant", option.id);
      else field.removeAttribute("aria-activedescendant");
      option?.scrollIntoView({ block: "nearest" });
    }
    function take(label) {
      const others = field.value.split(";").slice(0, -1).map((one) => one.trim());
      field.value = label === NOT_STATED ? label : [...others, label].join("; ");
      mark(-1);
    }
    suggest();
    field.addEventListener("input", suggest);
    field.addEventListener("keydown", (event) => {
      const move = { ArrowDown: 1, ArrowUp: -1 }[event.key];
      if (move) {
        event.preventDefault();
        const count = list.children.length;
        mark(at < 0 && move < 0 ? count - 1 : (at + move + count) % count);
      } else if ((event.key === "Enter" || event.key === "Tab") && at >= 0) {
        take(list.children[at].textContent);
      }
    });
    list.addEventListener("pointerdown", (event) => {
      event.preventDefault();
      const option = event.target.closest("li");
      if (option) take(option.textContent);
      field.focus();
    });
    editing.value = () => field.value.replace(/[;\s]+$/, "") || NOT_STATED;
  }

  // Take what was typed; what says the same as before is not sent.
  function leave() {
    const { cell } = editing;
    const value = editing.value();
    close();
    if (cell.dataset.newRow !== undefined) return addRow(cell, value);
    if (value.trim() !== (cell.dataset.unsaved ?? cell.dataset.text).trim()) save(cell, value);
    else if (cell.dataset.unsaved !== undefined) save(cell, value);
  }

  // ---- saving

  function save(cell, value, { undo = true } = {}) {
    if (undo) {
      done.push({ key: keyOf(cell), text: cell.dataset.text });
      if (done.length > UNDO) done.shift();
    }
    if (cell.dataset.unsaved === undefined) asShown.set(cell, shownIn(cell).innerHTML);
    cell.dataset.unsaved = value;
    shownIn(cell).textContent = value;
    keep(keyOf(cell), { value, seen: cell.dataset.text, version: rowOf(cell).dataset.version });
    say("Saving");
    sending = sending.then(() => send(cell, value));
  }

  async function post(address, fields) {
    const body = new URLSearchParams(fields);
    const answer = await fetch(address, { method: "POST", body, headers: { "X-CSRFToken": token } });
    const json = answer.headers.get("content-type")?.includes("json");
    return { status: answer.redirected ? 401 : answer.status, said: json ? await answer.json() : null };
  }

  async function send(cell, value) {
    if (cell.dataset.unsaved !== value) return; // something newer is on its way
    const row = rowOf(cell);
    const slow = setTimeout(() => row.querySelector(".grid__no").setAttribute("aria-busy", "true"), 400);
    try {
      const { status, said } = await post(row.dataset.save, {
        column: cell.dataset.column, value, seen: cell.dataset.text, base_version: row.dataset.version,
      });
      settle(cell, value, status, said);
    } catch {
      say(OFFLINE, "warn");
      note(cell, "Not sent yet. It is kept on this device.");
      setTimeout(() => (sending = sending.then(() => send(cell, value))), AGAIN);
    } finally {
      clearTimeout(slow);
      row.querySelector(".grid__no").removeAttribute("aria-busy");
    }
  }

  function settle(cell, value, status, said) {
    if (status === 200 && said) return settled(cell, value, said);
    if (status === 409 && said) return clash(cell, said);
    if (status === 422 && said) {
      say("1 cell is not saved", "warn");
      if (cell.dataset.unsaved !== value) return;
      if (editing) note(cell, said.words);
      else edit(cell, value, { message: said.words });
      return;
    }
    const signedOut = status === 401;
    say(signedOut ? "Signed out: kept on this device" : "Not saved: kept on this device", "bad");
    note(cell, signedOut
      ? "Sign in in another window, then press Enter here twice."
      : "It could not be saved: the text may be locked, or a role ended. Load the page again.");
  }

  function settled(cell, value, said) {
    rowOf(cell).dataset.version = said.version;
    if (cell.dataset.unsaved === value) {
      delete cell.dataset.unsaved;
      keep(keyOf(cell), null);
      cell.querySelector(".grid__note, .grid__clash")?.remove();
    }
    for (const each of rowOf(cell).querySelectorAll("td[data-text]")) {
      const stored = said.cells[each.dataset.column];
      each.dataset.text = stored.text;
      if (each.dataset.unsaved === undefined) shownIn(each).innerHTML = stored.shown; // escaped by the server
    }
    say(`Saved ${said.saved}`, "done");
  }

  function note(cell, words) {
    cell.querySelector(".grid__note")?.remove();
    cell.append(make("span", { class: "grid__note grid__note--bad" }, words));
  }

  function clash(cell, { yours, theirs, who, version }) {
    say("1 cell needs you: two people changed it", "warn");
    rowOf(cell).dataset.version = version;
    cell.dataset.text = theirs;
    cell.querySelector(".grid__note, .grid__clash")?.remove();
    const button = (label, words, value) => {
      const made = make("button", { type: "button", class: "govuk-button govuk-button--secondary" },
        make("strong", {}, `${label}: `), words);
      made.addEventListener("click", () => {
        cell.querySelector(".grid__clash").remove();
        save(cell, value, { undo: false });
        point(cell);
      });
      return made;
    };
    cell.append(make("div", { class: "grid__clash", role: "group", "aria-label": "Two texts: pick one" },
      make("p", {}, `${who} changed this cell meanwhile. Pick one.`),
      button("Yours", yours, yours), button("Theirs", theirs, theirs)));
    if (document.activeElement === cell) cell.querySelector(".grid__clash button").focus();
  }

  function undo() {
    const last = done.pop();
    if (!last) return say("Nothing to undo here");
    const [uid, column] = last.key.split(" ");
    const cell = document.getElementById(`row-${uid}`)?.querySelector(`[data-column="${column}"]`);
    if (!cell) return undo();
    point(cell);
    save(cell, last.text, { undo: false });
  }

  // ---- rows

  function newRow(body) {
    const row = make("tr", {});
    const cell = make("td", { class: "grid__wording", "data-column": "wording", "data-text": "", "data-new-row": "" });
    cell.append(make("div", { "data-shown": "" }));
    row.append(make("th", { scope: "row", class: "grid__no" }, make("span", { "data-open": "" }, "+")), cell, make("td", { colspan: "4", class: "quiet" }, `At the end of ${body.dataset.title}. Say what will be done, then Enter.`));
    body.append(row);
    edit(cell);
    row.scrollIntoView({ block: "nearest" });
  }

  async function addRow(cell, value) {
    const row = rowOf(cell);
    const body = row.parentElement;
    if (!value.trim()) {
      row.remove();
      const before = [...body.querySelectorAll("tr[data-uid]")].at(-1) || rows()[0];
      return before && point(cellsOf(before)[1]);
    }
    say("Saving");
    try {
      const { status, said } = await post(body.dataset.add, { value });
      if (status !== 200) {
        say("1 row is not saved", "warn");
        return edit(cell, value, { message: said?.words || "The row could not be added. Load the page again." });
      }
      const parsed = new DOMParser().parseFromString(`<table>${said.row}</table>`, "text/html");
      const added = document.adoptNode(parsed.querySelector("tr"));
      row.replaceWith(added);
      dress(added);
      say(`Saved ${said.saved}`, "done");
      if (!editing) point(cellsOf(added)[2]);
      for (const [index, each] of rows().entries()) {
        const link = each.querySelector(".grid__no [data-open]");
        link.lastChild.textContent = String(index + 1);
      }
    } catch {
      say(OFFLINE, "warn");
      edit(cell, value, { message: "You are offline. The row stays here; press Enter to try again." });
    }
  }

  // ---- keys

  const MOVES = { ArrowUp: [-1, 0], ArrowDown: [1, 0], ArrowLeft: [0, -1], ArrowRight: [0, 1] };

  function openRow(cell) {
    if (cell.matches("th")) return cell.querySelector("a").click();
    cell.querySelector("a[data-open]")?.click();
  }

  function whileEditing(event) {
    const { cell } = editing;
    const added = cell.dataset.newRow !== undefined;
    if (event.key === "Escape") {
      if (added) editing.value = () => "";
      const { box } = editing;
      if (added) leave();
      else {
        close();
        if (cell.dataset.unsaved !== undefined) shelve(cell);
        point(cell);
      }
      box.remove();
    } else if (event.key === "Enter" && !event.shiftKey) {
      const next = step(cell, 1, 0) || cell;
      leave();
      if (!added && !editing) point(next);
    } else if (event.key === "Tab" && !added) {
      const next = following(cell, event.shiftKey ? -1 : 1);
      if (!next) return;
      leave();
      point(next);
    } else return;
    event.preventDefault();
  }

  // Esc leaves the cell as it was before the value that could not be saved.
  function shelve(cell) {
    delete cell.dataset.unsaved;
    keep(keyOf(cell), null);
    shownIn(cell).innerHTML = asShown.get(cell); // what the server had sent
    say("Left as it was");
  }

  function inGrid(event, cell) {
    const control = event.ctrlKey || event.metaKey;
    if (control && event.key.toLowerCase() === "z") undo();
    else if (control && event.key === "Enter") {
      const body = cell.closest("tbody");
      if (!body.dataset.add) return;
      newRow(body);
    } else if (event.altKey && (event.key === "ArrowUp" || event.key === "ArrowDown")) {
      const way = event.key === "ArrowUp" ? "up" : "down";
      rowOf(cell).querySelector(`button[value="${way}"]`).click();
    } else if (control || event.altKey) return;
    else if (MOVES[event.key]) {
      const next = step(cell, ...MOVES[event.key]);
      if (next) point(next);
    } else if (event.key === "Home" || event.key === "End") {
      point(cellsOf(rowOf(cell)).at(event.key === "Home" ? 0 : -1));
    } else if (event.key === "Tab") {
      const next = following(cell, event.shiftKey ? -1 : 1);
      if (!next) return;
      point(next);
    } else if (event.key === "ContextMenu" || (event.shiftKey && event.key === "F10") || (event.key === " " && cell.matches("th"))) {
      const menu = rowOf(cell).querySelector("details");
      menu.open = true;
      menu.querySelector("button").focus();
    } else if (event.key === "Enter" || event.key === "F2") editable(cell) ? edit(cell) : openRow(cell);
    else if (event.key === "Delete" && editable(cell) && cell.dataset.column !== "wording") save(cell, NOT_STATED);
    else if (event.key.length === 1 && editable(cell) && event.key !== "?") {
      if (cell.dataset.column === "elements") {
        edit(cell);
        const number = Number(event.key);
        const tick = editing.box.querySelectorAll("input")[number - 1];
        if (tick) {
          tick.checked = !tick.checked;
          tick.focus();
        }
      } else {
        edit(cell, event.key);
        editing.box.querySelector("textarea, input").dispatchEvent(new Event("input", { bubbles: true }));
      }
    } else return;
    event.preventDefault();
  }

  grid.addEventListener("keydown", (event) => {
    if (event.isComposing) return;
    if (editing && editing.box.contains(event.target)) whileEditing(event);
    else if (event.target.matches("th.grid__no, td[data-column]")) inGrid(event, event.target);
    else if (event.key === "Escape" && event.target.closest("tr[data-uid]")) {
      const row = event.target.closest("tr");
      row.querySelector("details").open = false;
      event.stopPropagation();
      point(cellsOf(row)[0]);
    }
  });

  // A press on a cell that has the focus already edits it, as does a double one.
  grid.addEventListener("pointerdown", (event) => {
    const cell = event.target.closest("td[data-column], th.grid__no");
    if (!cell || !rowOf(cell).dataset.uid || event.target.closest("a, button, summary, .grid__editor, .grid__clash")) return;
    const again = document.activeElement === cell;
    event.preventDefault();
    if (editing) leave();
    point(cell);
    if (again && editable(cell)) edit(cell);
  });
  grid.addEventListener("focusout", (event) => {
    if (!editing || editing.box.contains(event.relatedTarget) || !editing.box.contains(event.target)) return;
    const left = editing;
    // The window losing the focus is no leaving; another place on the page is.
    setTimeout(() => {
      if (editing === left && document.hasFocus() && !left.box.contains(document.activeElement)) leave();
    });
  });
  grid.addEventListener("click", (event) => {
    const link = event.target.closest(".grid__add");
    if (!link || event.ctrlKey || event.metaKey) return;
    event.preventDefault();
    newRow(link.closest("tbody"));
  });

  // ---- copy and paste

  grid.addEventListener("copy", (event) => {
    if (editing || !event.target.dataset || event.target.dataset.text === undefined) return;
    event.clipboardData.setData("text/plain", event.target.dataset.text);
    event.preventDefault();
    say("Copied");
  });

  grid.addEventListener("paste", (event) => {
    if (editing) return;
    const cell = event.target.closest?.("td[data-column], th.grid__no");
    const text = event.clipboardData.getData("text/plain").replace(/[\r\n]+$/, "");
    if (!cell || !text) return;
    event.preventDefault();
    if (text.length > MOST) return say("A paste holds at most 1 MB. Take a part of it.", "warn");
    if (!/[\t\n]/.test(text) && editable(cell)) return save(cell, text);
    const all = rows();
    const form = document.getElementById("row-acts");
    const fields = {
      text,
      act: "look",
      start: editable(cell) ? cell.dataset.column : "",
      below: all.slice(all.indexOf(rowOf(cell))).map((row) => row.dataset.uid).slice(0, 500).join(","),
    };
    for (const [name, value] of Object.entries(fields)) {
      const field = make("textarea", { name, hidden: "" });
      field.value = value;
      form.append(field);
    }
    form.enctype = "multipart/form-data";
    form.action = grid.dataset.paste;
    sending.then(() => form.submit());
  });

  // ---- at the start

  grid.setAttribute("role", "grid");
  grid.closest(".grid-frame").removeAttribute("tabindex");
  rows().forEach(dress);
  for (const hint of document.querySelectorAll("[data-with-script]")) hint.hidden = false;
  const named = () => rows().find((row) => `#${row.id}` === location.hash);
  const asked = named();
  const first = asked || rows()[0];
  addEventListener("hashchange", () => named() && point(cellsOf(named())[1]));
  if (first) point(cellsOf(first)[1], { focus: Boolean(asked) });
  grid.addEventListener("focusin", (event) => {
    if (event.target.matches("th.grid__no, td[data-column]")) point(event.target, { focus: false });
  });

  // What an earlier visit could not send stands in its cell again and is sent.
  for (const [key, { value, seen, version }] of Object.entries(kept())) {
    const [uid, column] = key.split(" ");
    const cell = document.getElementById(`row-${uid}`)?.querySelector(`td[data-column="${column}"]`);
    if (!cell || cell.dataset.text === value) {
      if (cell) keep(key, null);
      continue;
    }
    if (seen !== cell.dataset.text) {
      cell.dataset.unsaved = value;
      shownIn(cell).textContent = value;
      clash(cell, { yours: value, theirs: cell.dataset.text, who: "Somebody", version: rowOf(cell).dataset.version || version });
    } else save(cell, value, { undo: false });
  }
  addEventListener("online", () => {
    for (const cell of grid.querySelectorAll("td[data-unsaved]")) {
      if (!cell.querySelector(".grid__clash")) sending = sending.then(() => send(cell, cell.dataset.unsaved));
    }
  });
  addEventListener("beforeunload", (event) => {
    if (editing && editing.value().trim() !== editing.cell.dataset.text) leave();
    if (grid.querySelector("td[data-unsaved]")) event.preventDefault();
  });
})();
