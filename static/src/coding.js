// Theme coding with keys, and marking words to remove; both pages work without this.
(() => {
  const form = document.getElementById("coding-form");
  if (form) coding(form);
  const redaction = document.getElementById("redact-form");
  if (redaction) marking(redaction);

  function coding(form) {
    const save = form.querySelector(".coding__save button");
    const ticks = () => [...form.querySelectorAll('[name="themes"]')];

    // ---- number keys, which can be switched off for good
    const STORE = "coding-keys";
    let keys = localStorage.getItem(STORE) !== "off";
    const hint = document.getElementById("keys-hint");
    const toggle = document.createElement("button");
    toggle.type = "button";
    toggle.className = "link-button";
    hint.append(toggle);
    function showKeys() {
      toggle.textContent = keys ? "Number keys work: switch off" : "Number keys are off: switch on";
      form.classList.toggle("no-keys", !keys);
    }
    toggle.addEventListener("click", () => {
      keys = !keys;
      localStorage.setItem(STORE, keys ? "on" : "off");
      showKeys();
    });
    showKeys();

    const typing = (target) => target.matches("input:not([type=checkbox]), textarea, select");
    document.addEventListener("keydown", (event) => {
      if (!keys || event.ctrlKey || event.altKey || event.metaKey || typing(event.target)) return;
      const tick = /^[1-9]$/.test(event.key) && form.querySelector(`[data-key="${event.key}"]`);
      if (tick && !tick.closest("[hidden]")) {
        event.preventDefault();
        tick.click();
        tick.focus();
      } else if (event.key === "Enter" && !event.target.closest("a, button, summary")) {
        event.preventDefault();
        form.requestSubmit(save);
      }
    });

    // ---- what the theme that was ticked last holds already
    const already = [...document.querySelectorAll("#already [data-theme]")];
    let last = null;
    function showAlready() {
      const on = ticks().filter((tick) => tick.checked).map((tick) => tick.value);
      const one = on.includes(last) ? last : on[0];
      for (const part of already) part.hidden = part.dataset.theme !== one;
    }
    form.addEventListener("change", (event) => {
      if (event.target.name !== "themes") return;
      if (event.target.checked) last = event.target.value;
      if (event.target.checked) none.checked = false;
      showAlready();
      showReason();
    });
    showAlready();

    // ---- the reason is asked for when its box is ticked
    const none = form.querySelector('[name="no_theme"]');
    const why = document.getElementById("no-theme-why");
    function showReason() {
      why.hidden = !none.checked;
    }
    none.addEventListener("change", () => {
      if (none.checked) for (const tick of ticks()) tick.checked = false;
      showAlready();
      showReason();
      if (none.checked) why.querySelector("input").focus();
    });
    showReason();

    // ---- the box that adds a theme also finds one
    const box = form.querySelector('[name="new_theme"]');
    const nothing = document.getElementById("none-found");
    const others = form.querySelector(".theme-others");
    function filter() {
      const wanted = box.value.trim().toLowerCase();
      let found = 0;
      for (const row of form.querySelectorAll(".theme-tick")) {
        const fits = row.dataset.themeName.toLowerCase().includes(wanted);
        row.hidden = !(fits || row.querySelector("input").checked);
        if (fits) found += 1;
      }
      nothing.hidden = found > 0 || !wanted;
      if (others && wanted) others.open = true;
    }
    box.addEventListener("input", filter);
    box.addEventListener("keydown", (event) => {
      if (event.key !== "Escape" || !box.value) return;
      box.value = "";
      filter();
    });
  }

  function marking(form) {
    const entry = document.getElementById("redact-entry");
    const words = form.querySelector('[name="words"]');
    const which = form.querySelector('[name="which"]');
    const marked = document.getElementById("redact-marked");
    const unmark = document.createElement("button");
    unmark.type = "button";
    unmark.className = "link-button";
    unmark.textContent = "Unmark";

    document.getElementById("redact-marking").hidden = false;
    document.getElementById("redact-words").hidden = !form.querySelector(".govuk-error-message");
    document.getElementById("redact-preview").hidden = true;

    // Which time the words stand there: the server counts in the same way.
    function time(text, sought, start) {
      let count = 0;
      for (let at = text.indexOf(sought); at >= 0 && at <= start; at = text.indexOf(sought, at + 1)) count += 1;
      return count;
    }

    function say() {
      const count = words.value.trim().split(/\s+/).filter(Boolean).length;
      marked.textContent = count ? `Marked: ${count} ${count === 1 ? "word" : "words"}. ` : "";
      if (count) marked.append(unmark);
    }

    // The server says what each reader will see, so that there is one truth about it.
    async function preview() {
      const asked = new FormData(form);
      asked.set("act", "preview");
      const answer = await fetch(form.action, { method: "POST", body: asked });
      const page = new DOMParser().parseFromString(await answer.text(), "text/html");
      const seen = page.getElementById("redact-seen");
      if (seen) document.getElementById("redact-seen").replaceWith(seen);
      const fault = words.value && page.querySelector("#div_id_words .govuk-error-message");
      if (fault) marked.textContent = fault.textContent;
    }

    document.getElementById("redact-mark").addEventListener("click", () => {
      const { selectionStart: from, selectionEnd: to, value } = entry;
      if (from === to) {
        marked.textContent = "Select some words first.";
        return;
      }
      words.value = value.slice(from, to);
      which.value = time(value, words.value, from);
      say();
      preview();
    });
    unmark.addEventListener("click", () => {
      words.value = which.value = "";
      say();
      preview();
    });
    form.addEventListener("change", (event) => {
      if (event.target.name === "reason" && words.value) preview();
    });
    say();
  }
})();
