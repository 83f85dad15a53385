// The scribe's page. What is added is written to the device first, then sent, in order, until the
// server has confirmed it; the page works on whether the hall's wifi does or not.
(async () => {
  const root = document.getElementById("capture");
  if (!root) return;

  const POLL = 10_000;
  const TIMEOUT = 15_000;
  const LONGEST_PAUSE = 30_000;
  const CHOICES_AT_FIRST = 6;
  const HEADINGS = ["urgent_essential", "urgent", "essential", "neither"];
  const FIELDS = ["text", "kind", "heading", "level", "resident_type"];
  const find = (what, where = root) => where.querySelector(what);
  const device = matchMedia("(min-width: 56.25em)").matches ? "device" : "phone";
  const draftPlace = `capture-draft/${root.dataset.token}`;
  const store = await captureStore.open(root.dataset.token);

  let queue = await store.all(); // what the server has not confirmed, oldest first
  const kept = await store.kept("state");
  const known = kept?.mark === root.dataset.session;
  let state = known ? kept : { entries: [], session: { uid: root.dataset.workshop }, mark: root.dataset.session };
  let sentAt = (await store.kept("sent")) ?? "";
  let words = JSON.parse(document.getElementById("capture-words").textContent);
  let online = navigator.onLine;
  let pinEnded = false;
  let editing = null; // the entry that is being changed
  let putAside = null; // what stood in the box when the change began
  let undo = null;
  let allChoices = false;
  let comparing = null; // uid of the entry whose two wordings are shown
  let board = false;
  let confirmed = 0; // counts confirmations, so that an older answer never hides a newer entry

  // ---- what the table has written, as this device knows it

  const isOpen = () => root.dataset.open === "yes";
  const waiting = () => queue.filter((one) => one.status === "waiting");
  const entriesOf = (list) => new Set(list.map((one) => one.uid)).size;

  function entries() {
    const shown = new Map(state.entries.map((entry) => [entry.uid, { ...entry, status: "sent" }]));
    for (const one of queue) {
      const entry = shown.get(one.uid) ?? { uid: one.uid, version: 0, standing: "kept", time: "" };
      if (one.status !== "two") Object.assign(entry, one.values);
      if (one.values.top_priority) {
        for (const other of shown.values()) if (other.uid !== one.uid) other.top_priority = false;
      }
      if (one.status !== "waiting" || entry.status === "sent" || !entry.status) entry.status = one.status;
      if (one.status !== "waiting") entry.held = one;
      shown.set(one.uid, entry);
    }
    return [...shown.values()].reverse();
  }

  const listed = () => entries().filter((entry) => entry.standing !== "removed");
  const entryOf = (uid) => entries().find((entry) => entry.uid === uid);

  function replace(entry) {
    if (entry.workshop !== state.session?.uid) return;
    if (entry.top_priority) for (const other of state.entries) other.top_priority = false;
    const at = state.entries.findIndex((other) => other.uid === entry.uid);
    if (at < 0) state.entries.push(entry);
    else state.entries[at] = entry;
  }

  // ---- keeping and sending

  function newUid() {
    // randomUUID wants https; without it the same from the same random bytes.
    if (crypto.randomUUID) return crypto.randomUUID();
    const bytes = crypto.getRandomValues(new Uint8Array(16));
    bytes[6] = (bytes[6] & 0x0f) | 0x40;
    bytes[8] = (bytes[8] & 0x3f) | 0x80;
    const hex = [...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join("");
    return hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, "$1-$2-$3-$4-$5");
  }

  // A change of what still waits stands on what the server will make of that: its base is null
  // until then.
  async function enqueue(uid, workshop, base, values) {
    const before = waiting().some((one) => one.uid === uid);
    const one = { uid, workshop, base: before ? null : base, values, status: "waiting", tries: 0 };
    await store.put(one);
    if (!queue.some((other) => other.seq === one.seq)) queue.push(one);
    draw();
    send();
  }

  async function change(entry, values) {
    if (!entry) return;
    const workshop = entry.workshop ?? queue.find((one) => one.uid === entry.uid)?.workshop;
    await enqueue(entry.uid, workshop ?? root.dataset.workshop, entry.version, values);
  }

  async function forget(one) {
    await store.drop(one.seq);
    queue = queue.filter((other) => other.seq !== one.seq);
  }

  let sending = false;
  let again = false;
  let failures = 0;
  let timer;

  async function send() {
    if (sending) {
      again = true;
      return;
    }
    sending = true;
    clearTimeout(timer);
    try {
      await reload();
      for (let one = next(); one; one = next()) if (!(await sendOne(one))) break;
    } finally {
      sending = false;
      draw();
    }
    if (again && online && !pinEnded) {
      again = false;
      send();
    }
    again = false;
  }

  // Another window of this device may have added to the store, or sent what was in it.
  async function reload() {
    const before = new Set(queue.map((one) => one.seq));
    const stored = await store.all();
    const there = new Set(stored.map((one) => one.seq));
    queue = [...stored, ...queue.filter((one) => !before.has(one.seq) && !there.has(one.seq))];
  }

  // The oldest first. What the server stumbled over three times lets the others pass, but never
  // a later change of the same entry.
  function next() {
    const list = waiting();
    const stuck = new Set(list.filter((one) => one.tries >= 3).map((one) => one.uid));
    return list.find((one) => !stuck.has(one.uid)) ?? list[0];
  }

  function later() {
    clearTimeout(timer);
    failures += 1;
    timer = setTimeout(send, Math.min(LONGEST_PAUSE, 1000 * 2 ** failures));
  }

  function cookie(name) {
    const found = document.cookie.split("; ").find((part) => part.startsWith(`${name}=`));
    return found ? decodeURIComponent(found.slice(name.length + 1)) : "";
  }

  // What the server says, or null where it was not the server that answered.
  async function ask(address, options = {}) {
    const stop = new AbortController();
    const ending = setTimeout(() => stop.abort(), TIMEOUT);
    try {
      const answer = await fetch(address, { credentials: "same-origin", cache: "no-store", signal: stop.signal, ...options });
      const isJson = (answer.headers.get("Content-Type") ?? "").startsWith("application/json");
      if (answer.status === 403) return { status: 403, data: {} };
      return isJson && !answer.redirected ? { status: answer.status, data: await answer.json() } : null;
    } catch {
      return null;
    } finally {
      clearTimeout(ending);
    }
  }

  async function sendOne(one) {
    const known = state.entries.find((entry) => entry.uid === one.uid)?.version ?? 1;
    const answer = await ask(root.dataset.entries, {
      method: "POST",
      headers: { "Content-Type": "application/json", "X-CSRFToken": cookie(root.dataset.csrf) },
      body: JSON.stringify({ uid: one.uid, workshop: one.workshop, base_version: one.base ?? known, values: one.values }),
    });
    if (!answer || answer.status >= 500) {
      if (answer) {
        one.tries += 1;
        await store.put(one);
      }
      setOnline(Boolean(answer) && navigator.onLine);
      later();
      return false;
    }
    setOnline(true);
    return settle(one, answer);
  }

  async function settle(one, { status, data }) {
    if (status === 401 || status === 403) {
      endPin();
      return false;
    }
    if (status === 409 && !("text" in one.values)) {
      later();
      return false;
    }
    failures = 0;
    confirmed += 1;
    if (data.entry) replace(data.entry);
    if (status === 200) await confirm(one, data);
    else await hold(one, status === 409 ? "two" : "refused", data);
    draw();
    return true;
  }

  async function confirm(one, data) {
    const following = queue.find((other) => other.uid === one.uid && other.base === null && other.seq > one.seq);
    if (following) {
      following.base = data.entry.version;
      await store.put(following);
    }
    await forget(one);
    sentAt = data.time;
    await store.keep("sent", sentAt);
    await store.keep("state", state);
  }

  // Not taken: it stays on the device, with all that was typed after it.
  async function hold(one, status, data) {
    for (const other of queue.filter((found) => found.uid === one.uid && found.seq > one.seq)) {
      if ("text" in other.values) Object.assign(one.values, other.values);
      if ("text" in other.values || status === "refused") await forget(other);
    }
    if (!("text" in one.values)) {
      await forget(one);
      notice(`Not accepted. ${data.message}`);
      return;
    }
    one.status = status;
    one.message = data.message ?? "";
    one.base ??= data.entry?.version ?? 0;
    await store.put(one);
    queue = queue.map((other) => (other.seq === one.seq ? one : other));
    say(status === "two" ? "Two wordings of one entry. Both are kept." : `Not accepted: ask the organiser. ${one.message}`);
  }

  function endPin() {
    if (!pinEnded) say("This table has a new PIN. Your entries are safe on this device.");
    pinEnded = true;
    draw();
  }

  function setOnline(value) {
    if (value === online) return;
    online = value;
    const left = entriesOf(waiting());
    say(value ? "The connection is back." : `No connection. ${left ? "Your entries are" : "What you write is"} safe on this ${device}.`);
    if (value) failures = 0;
    draw();
  }

  // ---- asking what is going on

  let polling;

  async function poll() {
    clearTimeout(polling);
    const before = confirmed;
    const answer = document.hidden ? null : await ask(root.dataset.state);
    polling = setTimeout(poll, POLL);
    if (document.hidden) return;
    setOnline(Boolean(answer) && answer.status < 500 && navigator.onLine);
    if (answer?.status === 401 || answer?.status === 403) endPin();
    if (answer?.status !== 200) return;
    pinEnded = false;
    if (before === confirmed) {
      state = answer.data;
      await store.keep("state", state);
    }
    await followSession();
    draw();
    if (waiting().length && !sending) send();
  }

  const isBusy = () => Boolean(editing) || Boolean(find("[name=text]")?.value.trim());

  // The next session appears by itself, but never under somebody's hands.
  async function followSession() {
    const first = find("[data-first]");
    const moved = state.mark !== root.dataset.session;
    if (moved && !isBusy()) return renew();
    if (!first) return;
    const [now] = root.dataset.session.split("/");
    const other = state.session && state.session.uid !== now;
    first.hidden = !moved || (state.session?.open && !other);
    first.textContent = other
      ? `Session ${state.session.number} has started. Finish this first: then it appears by itself.`
      : "This session has closed. Finish this first: it is still taken for some minutes.";
  }

  async function renew() {
    let text;
    try {
      const answer = await fetch(location.pathname, { credentials: "same-origin", cache: "no-store" });
      if (answer.headers.get("X-Capture-Page") !== "yes") return;
      text = await answer.text();
    } catch {
      return;
    }
    const page = new DOMParser().parseFromString(text, "text/html");
    const fresh = page.getElementById("capture");
    root.replaceChildren(...fresh.childNodes);
    Object.assign(root.dataset, fresh.dataset);
    const session = document.querySelector(".capture-line__session");
    session.replaceChildren(...page.querySelector(".capture-line__session").childNodes);
    words = JSON.parse(document.getElementById("capture-words").textContent);
    drawn.clear();
    editing = putAside = undo = comparing = null;
    allChoices = board = false;
    showTab("add");
    scrollTo(0, 0);
    say(isOpen() ? "A new session is open." : "The session has closed.");
    keepShell();
  }

  // ---- saying and showing

  function say(text) {
    document.getElementById("capture-live").textContent = text;
  }

  function notice(text, back = null) {
    const line = find("[data-notice]");
    find("[data-words]", line).textContent = text;
    undo = back;
    find("[data-act=undo]", line).hidden = !back;
    line.classList.toggle("is-said", Boolean(text));
  }

  const drawn = new Map();

  // Draws a part only where it changed, and leaves the focus where it was.
  function part(name, value, work) {
    const key = JSON.stringify(value);
    if (drawn.get(name) === key) return;
    drawn.set(name, key);
    const focused = document.activeElement?.closest("[data-uid]");
    const act = document.activeElement?.dataset?.act ?? "";
    work();
    if (!focused || focused.isConnected) return;
    const row = find(`[data-uid="${focused.dataset.uid}"]`, focused.matches("[data-choice]") ? find("[data-choices]") : find(".capture-list"));
    (row && (find(act ? `[data-act="${act}"]` : "input, button", row)))?.focus();
  }

  function pattern(name) {
    return find(`[data-pattern="${name}"]`).content.cloneNode(true);
  }

  function draw() {
    const all = entries();
    const kept = all.filter((entry) => entry.standing !== "removed");
    for (const total of root.querySelectorAll("[data-total]")) total.textContent = kept.length;
    drawLine(all);
    part("list", [kept, comparing, board], () => drawList(kept));
    part("choices", [kept, allChoices], () => drawChoices(kept));
    const removed = all.filter((entry) => entry.standing === "removed");
    part("removed", removed, () => drawRemoved(removed));
    part("rest", [kept.length, waiting().length], () => drawRest(kept));
  }

  function lineState() {
    const left = entriesOf(waiting());
    const two = queue.filter((one) => one.status === "two").length;
    const refused = queue.filter((one) => one.status === "refused").length;
    const newest = state.entries.map((entry) => entry.time).sort().at(-1);
    if (pinEnded) return ["warn", `New PIN: waiting (${left})`];
    if (!online) return ["warn", left ? `No connection: waiting (${left})` : "No connection"];
    if (two) return ["warn", `Two wordings (${two})`];
    if (refused) return ["bad", `Not accepted (${refused})`];
    if (left) return ["warn", `Waiting (${left})`];
    return ["good", sentAt || newest ? `All sent ${sentAt || newest}` : "Connected"];
  }

  function drawLine() {
    const [kind, text] = lineState();
    const saved = document.querySelector("[data-saved]");
    saved.textContent = text;
    saved.className = `status status--strong status--${kind}`;
    document.querySelector("[data-line]").classList.toggle("is-waiting", kind === "warn");
    const devices = document.querySelector("[data-devices]");
    devices.hidden = !(state.devices > 1);
    devices.textContent = `${state.devices} devices at this table`;
    const left = entriesOf(waiting());
    const box = find("[data-waiting]");
    box.hidden = online && !pinEnded && !(left && failures > 1);
    const safe = left === 0 ? `What you write is safe on this ${device} and goes` : `Your ${left === 1 ? "entry is" : `${left} entries are`} safe on this ${device} and ${left === 1 ? "goes" : "go"}`;
    find("[data-words]", box).textContent = pinEnded
      ? `This table has a new PIN. ${left ? `What waits (${left}) is safe on this ${device} and goes by itself when you have typed it.` : ""}`
      : `Keep typing. ${safe} by ${left > 1 ? "themselves" : "itself"} when the connection is back.`;
    find("[data-act=try]", box).hidden = pinEnded;
    find("[data-new-pin]", box).hidden = !pinEnded;
  }

  function marksOf(entry) {
    return ["kind", "level", "resident_type"].map((name) => words[name][entry[name] ?? ""]).filter(Boolean).join("   ");
  }

  function fillMark(mark, heading) {
    for (const cell of mark.querySelectorAll("rect")) cell.classList.toggle("is-filled", cell.dataset.cell === heading);
  }

  const SAYS = { sent: "good", waiting: "warn", two: "warn", refused: "bad" };

  function statusOf(entry) {
    if (entry.status === "waiting") return "Waiting";
    if (entry.status === "two") return "Two wordings";
    if (entry.status === "refused") return "Not accepted: ask the organiser";
    return `Sent ${entry.time}`;
  }

  function drawList(kept) {
    find("[data-empty]").hidden = kept.length > 0;
    find(".capture-list").replaceChildren(...kept.map(rowOf));
    if (find(".capture-board")) drawBoard(kept);
  }

  function rowOf(entry) {
    const row = pattern("row").firstElementChild;
    row.dataset.uid = entry.uid;
    row.classList.add(`is-${entry.status}`);
    row.classList.toggle("is-top", Boolean(entry.top_priority));
    find("[data-text]", row).textContent = entry.text;
    find("[data-top]", row).hidden = !entry.top_priority;
    find("[data-marks]", row).textContent = marksOf(entry);
    const heading = find("[data-heading]", row);
    if (heading) {
      fillMark(heading, entry.heading);
      find("[data-words]", heading).textContent = words.heading[entry.heading] ?? "Not placed";
    }
    const said = find("[data-status]", row);
    said.textContent = statusOf(entry);
    said.className = `status status--strong status--${SAYS[entry.status]}`;
    const star = find("[data-act=star]", row);
    star?.setAttribute("aria-pressed", String(Boolean(entry.top_priority)));
    star?.setAttribute("aria-label", `Our top priority: ${entry.text.slice(0, 80)}`);
    if (!isOpen() || entry.locked || entry.status === "two") find("[data-act=change]", row).remove();
    if (entry.status === "refused" || !isOpen() || entry.locked) star?.remove();
    if (entry.held) fillNote(find("[data-note]", row), entry);
    return row;
  }

  function fillNote(note, entry) {
    note.hidden = false;
    if (entry.status === "refused") {
      note.append(pattern("refused"));
      find("[data-words]", note).textContent = entry.held.message;
    } else if (comparing === entry.uid) {
      note.append(pattern("wordings"));
      find("[data-mine]", note).textContent = entry.held.values.text;
      find("[data-theirs]", note).textContent = entry.standing === "removed" ? "(removed)" : entry.text;
    } else {
      note.append(pattern("two"));
    }
  }

  function drawBoard(kept) {
    const here = find(".capture-board");
    here.hidden = !board;
    find(".capture-list").hidden = board;
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

  function drawChoices(kept) {
    const list = find("[data-choices]");
    if (!list) return;
    const place = (entry) => HEADINGS.indexOf(entry.heading) >>> 0; // not placed comes last
    const choices = kept.filter((entry) => entry.status !== "refused").reverse().sort((a, b) => place(a) - place(b));
    const shown = choices.filter((entry, at) => allChoices || at < CHOICES_AT_FIRST || entry.top_priority);
    find("[data-empty-top]").hidden = choices.length > 0;
    list.replaceChildren(...shown.map((entry) => {
      const row = pattern("choice").firstElementChild;
      row.dataset.uid = entry.uid;
      row.dataset.choice = "";
      row.classList.toggle("is-top", Boolean(entry.top_priority));
      find("input", row).value = entry.uid;
      find("input", row).checked = Boolean(entry.top_priority);
      find("input", row).disabled = !isOpen() || Boolean(entry.locked);
      find("[data-text]", row).textContent = entry.text;
      find("[data-words]", row).textContent = words.heading[entry.heading] ?? "";
      find("[data-top]", row).hidden = !entry.top_priority;
      return row;
    }));
    const more = find("[data-act=more]");
    more.hidden = shown.length === choices.length;
    more.textContent = `Show ${choices.length - shown.length} more`;
  }

  function drawRemoved(removed) {
    const box = find("[data-removed]");
    box.hidden = removed.length === 0 || !isOpen();
    find("[data-words]", box).textContent = removed.length;
    find("[data-removed-list]", box).replaceChildren(...removed.map((entry) => {
      const row = pattern("removed").firstElementChild;
      row.dataset.uid = entry.uid;
      find("[data-text]", row).textContent = entry.text;
      return row;
    }));
  }

  function drawRest(kept) {
    const arrived = find("[data-arrived]");
    if (!arrived) return;
    const there = kept.filter((entry) => entry.version > 0 || entry.status === "sent").length;
    const star = kept.some((entry) => entry.top_priority) ? " and your top priority" : "";
    const subject = there === 1 && kept.length === 1 ? "Your entry" : there === kept.length ? `All ${there} entries` : `${there} of your ${kept.length} entries`;
    arrived.textContent = `${subject}${star} ${there === 1 && !star ? "is" : "are"} with the organiser.`;
    const count = find("[data-count]");
    if (count) count.textContent = there === 1 ? "1 entry" : `${there} entries`;
    const until = find("[data-kept]");
    if (until) until.hidden = waiting().length === 0;
  }

  // ---- the form

  const form = () => find("[data-form]");
  const length = (text) => [...text].length;

  function read() {
    const data = new FormData(form());
    return Object.fromEntries(FIELDS.map((name) => [name, String(data.get(name) ?? "")]));
  }

  function fill(values) {
    for (const name of FIELDS) {
      if (name === "text") form().elements.text.value = values.text ?? "";
      else for (const radio of form().querySelectorAll(`[name="${name}"]`)) radio.checked = Boolean(values[name]) && radio.value === values[name];
    }
    count();
  }

  function count() {
    const counter = find("[data-counter]");
    if (!counter) return;
    const longest = Number(root.dataset.longest);
    const typed = length(form().elements.text.value);
    counter.textContent = typed ? `${typed.toLocaleString("en-GB")} of ${longest.toLocaleString("en-GB")}` : "";
    counter.classList.toggle("is-near", typed > longest * 0.75);
    counter.classList.toggle("is-over", typed > longest);
  }

  function fault(name, text) {
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

  function faultsOf(values) {
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

  async function submit() {
    const values = read();
    const faults = faultsOf(values);
    for (const name of ["text", "kind"]) fault(name, faults[name] ?? "");
    if (Object.keys(faults).length) {
      find(faults.text ? "[name=text]" : "[name=kind]").focus();
      return;
    }
    const changed = editing;
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
    const same = state.mark === root.dataset.session || !state.session;
    notice(changed ? "Changed" : same ? `Added, ${listed().length} in our list` : "Added");
    if (changed && !isWide()) showTab("list");
    else form()?.elements.text.focus();
    await followSession();
  }

  // Words that were refused take the place of the refused ones.
  async function saveChange(entry, values) {
    const refused = queue.find((one) => one.uid === entry.uid && one.status === "refused");
    if (!refused) return change(entry, values);
    const { uid, workshop, base } = refused;
    await forget(refused);
    return enqueue(uid, workshop, base ?? 0, values);
  }

  function beginChange(entry) {
    if (!form()) return;
    if (!editing) putAside = read();
    editing = entry;
    fill(entry);
    dressForm();
    showTab("add");
    form().elements.text.focus();
    keepDraft();
  }

  function leaveChange() {
    editing = null;
    fill(putAside ?? {});
    putAside = null;
    fault("text", "");
    dressForm();
    keepDraft();
  }

  function dressForm() {
    const label = find("[data-label]");
    label.textContent = editing ? "Change this entry" : label.dataset.one;
    const button = find("[data-submit]");
    button.textContent = editing ? button.dataset.change : button.dataset.add;
    find("[data-editing]").hidden = !editing;
  }

  // Half a thought survives a closed browser.
  function keepDraft() {
    if (!form()) return;
    const draft = { session: root.dataset.workshop, values: read(), editing, putAside };
    try {
      localStorage.setItem(draftPlace, JSON.stringify(draft));
    } catch {
      // Full or forbidden: the words are still in the box.
    }
  }

  function takeUpDraft() {
    if (!form() || form().elements.text.value) return;
    let draft = null;
    try {
      draft = JSON.parse(localStorage.getItem(draftPlace) ?? "null");
    } catch {
      return;
    }
    if (!draft) return;
    const same = draft.session === root.dataset.workshop;
    editing = same ? draft.editing : null;
    putAside = same ? draft.putAside : null;
    fill(same ? draft.values : { text: draft.values.text });
    dressForm();
  }

  // ---- acts

  async function star(entry, wanted) {
    const before = listed().find((other) => other.top_priority && other.uid !== entry.uid);
    await change(entry, { top_priority: wanted });
    const back = before ? () => change(entryOf(before.uid), { top_priority: true }) : () => change(entryOf(entry.uid), { top_priority: !wanted });
    notice(!wanted ? "No top priority now" : before ? "Moved" : "This is our top priority", back);
  }

  async function remove(entry) {
    const wasTop = Boolean(entry.top_priority);
    const refused = queue.find((one) => one.uid === entry.uid && one.status === "refused");
    if (refused) return drop(refused);
    await change(entry, { standing: "removed" });
    notice("Removed", () => change(entryOf(entry.uid), { standing: "kept", top_priority: wasTop }));
  }

  async function drop(one) {
    await forget(one);
    const { seq, ...copy } = one;
    notice("Taken off this device", async () => {
      queue.push(await store.put(copy));
      draw();
    });
    draw();
  }

  async function choose(entry, what) {
    const { held } = entry;
    const text = held.values;
    await forget(held);
    comparing = null;
    if (what === "keep-mine" && entry.standing !== "removed") await enqueue(entry.uid, held.workshop, entry.version, text);
    else if (what !== "keep-theirs") await enqueue(newUid(), held.workshop, 0, text);
    notice(what === "keep-both" ? "Both are in the list" : "One wording kept");
    draw();
  }

  async function copy(text) {
    try {
      await navigator.clipboard.writeText(text);
    } catch {
      // Without https a browser lends no clipboard: the old way still works.
      const box = document.createElement("textarea");
      box.value = text;
      root.append(box);
      box.select();
      document.execCommand("copy");
      box.remove();
    }
    notice("Copied");
  }

  const ACTS = {
    try: () => { failures = 0; poll(); send(); },
    undo: () => { const back = undo; notice(""); back?.(); },
    cancel: () => { leaveChange(); if (!isWide()) showTab("list"); },
    remove: async () => { const entry = editing; leaveChange(); await remove(entry); if (!isWide()) showTab("list"); },
    more: () => { allChoices = true; draw(); },
    board: (_, button) => {
      board = !board;
      button.textContent = board ? button.dataset.sayList : button.dataset.sayBoard;
      draw();
    },
    star: (entry) => star(entry, !entry.top_priority),
    change: beginChange,
    both: (entry) => { comparing = entry.uid; draw(); },
    "keep-mine": (entry) => choose(entry, "keep-mine"),
    "keep-theirs": (entry) => choose(entry, "keep-theirs"),
    "keep-both": (entry) => choose(entry, "keep-both"),
    copy: (entry) => copy(entry.text),
    drop: (entry) => drop(entry.held),
    "undo-remove": (entry) => change(entry, { standing: "kept" }),
  };

  document.addEventListener("click", (event) => {
    const button = event.target.closest("#capture [data-act]");
    const uid = event.target.closest("[data-uid]")?.dataset.uid;
    if (button) ACTS[button.dataset.act]?.(uid && entryOf(uid), button);
    else if (event.target.closest("[data-row] [data-text]")) {
      const changes = event.target.closest("[data-row]").querySelector("[data-act=change]");
      if (changes) beginChange(entryOf(uid));
    }
    const tab = event.target.closest("#capture nav [data-tab]");
    if (tab) {
      event.preventDefault();
      notice("");
      showTab(tab.dataset.tab);
    }
  });

  // A second tap on a tile takes the choice back: a wrong heading is worse than none.
  let pressed = null;
  document.addEventListener("pointerdown", (event) => {
    const radio = event.target.closest(".capture-tile")?.querySelector("input");
    pressed = radio?.checked ? radio : null;
  });
  document.addEventListener("click", (event) => {
    if (!pressed || event.target !== pressed) return;
    pressed.checked = false;
    pressed = null;
    keepDraft();
  });

  document.addEventListener("submit", (event) => {
    if (event.target !== form()) return;
    event.preventDefault();
    submit();
  });
  document.addEventListener("input", (event) => {
    if (event.target.form !== form() || !form()) return;
    if (event.target.name === "text") {
      count();
      fault("text", "");
      if (event.target.value) notice("");
    }
    keepDraft();
  });
  document.addEventListener("change", (event) => {
    if (event.target.name === "kind") fault("kind", "");
    if (event.target.name === "top") star(entryOf(event.target.value), true);
  });

  // ---- tabs, the keyboard of a phone, the network

  const isWide = () => matchMedia("(min-width: 56.25em)").matches;

  function showTab(name) {
    root.dataset.tab = name;
    for (const tab of root.querySelectorAll("nav [data-tab]")) {
      if (tab.dataset.tab === name) tab.setAttribute("aria-current", "page");
      else tab.removeAttribute("aria-current");
    }
    if (!isWide()) scrollTo(0, 0);
    find({ list: "#list-title", top: "#top-title" }[name] ?? "none")?.focus({ preventScroll: true });
  }

  const view = window.visualViewport;
  view?.addEventListener("resize", () => {
    const covered = Math.max(0, innerHeight - view.height);
    document.body.classList.toggle("capture--typing", covered > 150);
    root.style.setProperty("--keyboard", covered > 150 ? `${covered}px` : "0px");
  });

  addEventListener("online", () => { poll(); send(); });
  addEventListener("offline", () => setOnline(false));
  addEventListener("focus", () => { poll(); send(); });
  document.addEventListener("visibilitychange", () => document.hidden || poll());

  // So that the page opens again without a network. Browsers offer this with https only.
  async function keepShell() {
    if (!navigator.serviceWorker || !window.caches) return;
    const cache = await caches.open("capture");
    const parts = [...document.querySelectorAll("link[rel=stylesheet], script[src]")].map((one) => one.href || one.src);
    const fonts = performance.getEntriesByType("resource").map((one) => one.name).filter((name) => name.endsWith(".woff2"));
    for (const address of [location.pathname, ...parts, ...fonts]) {
      const found = await fetch(address, { credentials: "same-origin" });
      const isPage = found.headers.get("X-Capture-Page") === "yes";
      if (found.ok && (isPage || address !== location.pathname)) await cache.put(address, found);
    }
  }

  document.body.classList.add("capture--live");
  showTab("add");
  takeUpDraft();
  if (form()) count();
  if (known || queue.length) draw();
  root.dataset.ready = "yes";
  navigator.serviceWorker?.register(root.dataset.worker, { scope: "/capture/" }).catch(() => {});
  keepShell().catch(() => {});
  await poll();
  draw();
  send();
})();
