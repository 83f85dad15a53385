// A group's report: each part is saved half a second after the last key, over the version that
// it was started from. What the server has not confirmed is kept on this device and sent again.
// On a phone one action fills the screen. Without this the page is one long form.
import { isTyped } from "./typed.js";

(() => {
  const form = document.querySelector("[data-report]");
  if (!form) return;

  const PAUSE = 500;
  const AGAIN = 5000;
  const NO_ANSWER = 20000;
  const KEPT = `group-report:${form.dataset.user}:${form.dataset.report}`;
  const live = form.querySelector("[data-live]");
  const barState = form.querySelector("[data-bar-state]");
  const progress = document.querySelector("[data-progress]");
  let queue = Promise.resolve(); // one save at a time
  let leaving = false;

  const make = (tag, attributes = {}, ...inner) => {
    const made = document.createElement(tag);
    for (const [name, value] of Object.entries(attributes)) made.setAttribute(name, value);
    made.append(...inner);
    return made;
  };

  const kept = () => {
    try {
      return JSON.parse(localStorage.getItem(KEPT) || "{}");
    } catch {
      return {};
    }
  };
  function keep(prefix, fields) {
    const all = kept();
    if (fields) all[prefix] = fields;
    else delete all[prefix];
    try {
      if (Object.keys(all).length) localStorage.setItem(KEPT, JSON.stringify(all));
      else localStorage.removeItem(KEPT);
    } catch {
      // A full or closed store: the words still stand in their box.
    }
  }

  // ---- one part of the report and its way to the server

  class Part {
    constructor(place) {
      this.place = place;
      this.prefix = place.dataset.part;
      this.state = place.querySelector("[data-state]");
      place.addEventListener("input", () => this.changed(PAUSE));
      place.addEventListener("change", (event) => {
        if (event.target.type !== "file") this.changed(0);
      });
    }

    get boxes() {
      return [...this.place.querySelectorAll("input, textarea, select")].filter((box) => box.name.startsWith(`${this.prefix}-`));
    }

    box(name) {
      return this.boxes.find((one) => one.name === `${this.prefix}-${name}`);
    }

    get fields() {
      const found = {};
      for (const box of this.boxes) {
        const off = (box.type === "radio" || box.type === "checkbox") && !box.checked;
        if (!off) found[box.name] = box.value;
      }
      return found;
    }

    fill(fields) {
      for (const box of this.boxes) {
        if (box.type === "radio") box.checked = fields[box.name] === box.value;
        else if (box.type === "checkbox") box.checked = Boolean(fields[box.name]) && fields[box.name] !== "False";
        else if (box.name in fields) box.value = fields[box.name];
      }
    }

    // Saved at once where somebody chose; the pause is for keys.
    changed(pause) {
      this.dirty = true;
      keep(this.prefix, this.fields);
      clearTimeout(this.timer);
      if (!this.clash && !this.locked) this.timer = setTimeout(() => this.save(), pause);
    }

    save() {
      clearTimeout(this.timer);
      queue = queue.then(() => this.saveNow());
      return queue;
    }

    async saveNow() {
      if (!this.dirty || this.clash || this.locked || leaving) return;
      this.dirty = false;
      this.say("Saving", "wait", { quietly: true });
      const answer = await this.post();
      if (answer.status === 200) this.confirmed(answer.data);
      else this.refused(answer);
    }

    async post() {
      const body = new URLSearchParams(this.fields);
      const token = form.querySelector("[name=csrfmiddlewaretoken]").value;
      try {
        const answer = await fetch(form.dataset.save, {
          method: "POST",
          body,
          headers: { "X-CSRFToken": token },
          redirect: "manual",
          credentials: "same-origin",
          signal: AbortSignal.timeout(NO_ANSWER),
        });
        if (answer.type === "opaqueredirect") return { status: 401, data: {} };
        return { status: answer.status, data: await answer.json().catch(() => ({})) };
      } catch {
        return { status: 0, data: {} };
      }
    }

    confirmed(data) {
      this.box("base_version").value = data.version;
      this.box("seen").value = data.seen;
      progress.innerHTML = data.progress; // our own words, escaped by the server
      const rule = this.place.querySelector("[data-rule]");
      const standing = this.place.querySelector("[data-standing]");
      if (rule && data.rule) rule.textContent = data.rule;
      if (standing && data.standing) standing.innerHTML = data.standing;
      for (const fault of this.place.querySelectorAll("[data-fault]")) fault.remove();
      for (const box of this.boxes) {
        box.removeAttribute("aria-invalid");
        if (box.dataset.described !== undefined) box.setAttribute("aria-describedby", box.dataset.described);
      }
      if (data.ready) this.place.classList.remove("report-line--bad");
      if (this.dirty) keep(this.prefix, this.fields);
      else keep(this.prefix, null);
      this.say(`Saved ${data.saved}`, "good");
    }

    refused({ status, data }) {
      if (status === 409) return this.clashed(data);
      if (status === 422 && data.faults) return this.faulty(data.faults);
      this.dirty = true;
      if (status === 401) return this.say("You are signed out. Your words are kept on this device. ", "bad", { act: this.signIn() });
      if (status === 423 || status === 403 || status === 404) {
        this.locked = true;
        return this.say(`Not saved: ${data.words ?? "this report is not yours to change now."} Your words are kept here.`, "bad");
      }
      this.say(status ? "Not saved: try again" : "No connection: kept on this device", "warn");
      this.timer = setTimeout(() => this.save(), AGAIN);
    }

    signIn() {
      return make("a", { href: `/accounts/login/?next=${encodeURIComponent(location.pathname)}` }, "Sign in and go on");
    }

    faulty(faults) {
      for (const old of this.place.querySelectorAll("[data-fault]")) old.remove();
      for (const [name, words] of Object.entries(faults)) {
        const box = this.boxes.find((one) => one.name === name) ?? this.boxes.at(-1);
        const id = `fault-${name}`;
        box.setAttribute("aria-invalid", "true");
        box.dataset.described ??= box.getAttribute("aria-describedby") ?? "";
        box.setAttribute("aria-describedby", `${id} ${box.dataset.described}`.trim());
        box.before(make("p", { class: "govuk-error-message", id, "data-fault": "" }, words.join(" ")));
      }
      this.say("Not saved: see the message above", "bad");
    }

    // Both texts are shown; nothing more is saved here until one was chosen.
    clashed(data) {
      this.clash = data;
      this.dirty = true;
      const place = this.place.querySelector("[data-clash]");
      place.innerHTML = data.texts;
      const box = place.firstElementChild;
      const mine = make("button", { type: "button", class: "govuk-button govuk-button--secondary" }, "Keep mine");
      const theirs = make("button", { type: "button", class: "govuk-button govuk-button--secondary" }, "Take what is stored");
      mine.addEventListener("click", () => this.settle(place, false));
      theirs.addEventListener("click", () => this.settle(place, true));
      box.append(make("div", { class: "govuk-button-group" }, mine, theirs));
      this.say("Two wordings", "warn");
    }

    settle(place, takeTheirs) {
      const { theirs, version, seen } = this.clash;
      this.clash = null;
      place.replaceChildren();
      if (takeTheirs) this.fill(theirs);
      this.box("base_version").value = version;
      this.box("seen").value = seen;
      (this.boxes.find((box) => box.matches("textarea")) ?? this.boxes[0]).focus();
      this.changed(0);
    }

    say(words, kind, { act, quietly } = {}) {
      const line = () => make("span", { class: `status status--${kind}` }, words);
      this.state.replaceChildren(line(), ...(act ? [act] : []));
      barState.replaceChildren(line());
      if (!quietly && live.textContent !== words) live.textContent = words;
    }
  }

  const parts = [...form.querySelectorAll("[data-part]")].map((place) => new Part(place));

  // What was not confirmed when the page was left is put back and saved.
  for (const [prefix, fields] of Object.entries(kept())) {
    const part = parts.find((one) => one.prefix === prefix);
    if (!part) {
      keep(prefix, null);
      continue;
    }
    part.fill(fields);
    part.changed(0);
  }

  for (const part of parts) if (!part.dirty && part.boxes.some(isTyped)) part.changed(PAUSE);

  addEventListener("online", () => parts.filter((part) => part.dirty).forEach((part) => part.save()));
  form.addEventListener("submit", () => {
    leaving = true; // the form itself carries everything; what is kept goes once it is confirmed
  });
  addEventListener("pageshow", () => {
    leaving = false;
  });

  // ---- one action a screen

  const steps = [...form.querySelectorAll("[data-step], [data-last-step]")];
  const pages = [...form.querySelectorAll("[data-step]")];
  const nav = form.querySelector("[data-steps]");
  const way = form.querySelector("[data-way]");
  const back = nav.querySelector("[data-back]");
  const next = nav.querySelector("[data-next]");
  let here = 0;

  const holds = (step, element) => step === element || step.contains(element);

  function show(number, { focus = false } = {}) {
    here = Math.max(0, Math.min(number, pages.length - 1));
    for (const step of steps) step.classList.toggle("is-here", step === pages[here]);
    const last = here === pages.length - 1;
    form.querySelector("[data-last-step]").classList.toggle("is-here", last);
    way.querySelector("[data-where]").textContent = pages[here].dataset.step;
    barState.replaceChildren(...[...pages[here].querySelectorAll("[data-state] .status")].map((one) => one.cloneNode(true)));
    back.hidden = here === 0;
    next.hidden = last;
    next.textContent = pages[here + 1]?.dataset.part.startsWith("a-") ? "Next action" : "Next";
    if (!focus) return;
    const head = pages[here].querySelector("h2");
    head.tabIndex = -1;
    head.focus({ preventScroll: true });
    scrollTo(0, form.offsetTop);
  }

  function follow() {
    const target = location.hash && document.getElementById(decodeURIComponent(location.hash.slice(1)));
    if (!target) return;
    const at = pages.findIndex((step) => holds(step, target));
    if (at >= 0) show(at);
    target.closest("details")?.setAttribute("open", "");
    target.focus();
    target.scrollIntoView({ block: "center" });
  }

  if (pages.length > 1) {
    nav.hidden = way.hidden = false;
    form.classList.add("is-stepping");
    back.addEventListener("click", () => show(here - 1, { focus: true }));
    next.addEventListener("click", () => show(here + 1, { focus: true }));
    const asked = Number(new URLSearchParams(location.search).get("action"));
    show(asked > 0 ? asked - 1 : 0);
  }
  addEventListener("hashchange", follow);
  document.querySelector(".govuk-error-summary")?.addEventListener("click", (event) => {
    if (event.target.closest("a[href^='#']")) setTimeout(follow);
  });
  if (location.hash) follow();
})();
