// The page works without this: it makes the joined text follow the choice, and copies a text.
import { isTyped } from "./typed.js";

(() => {
  const say = document.createElement("p");
  say.className = "visually-hidden";
  say.setAttribute("role", "status");
  document.body.append(say);

  // ---- the joined text below a choice shows what is new in it, and can be typed in
  for (const clash of document.querySelectorAll("[data-clash]")) {
    const field = clash.querySelector("textarea");
    const hint = clash.querySelector(".join__hint");
    const marks = "marks" in field.dataset;
    const box = document.createElement("div");
    box.className = "join__box";
    box.contentEditable = "true";
    box.setAttribute("role", "textbox");
    box.setAttribute("aria-multiline", "true");
    box.setAttribute("aria-labelledby", hint.id);
    field.hidden = true;
    field.after(box);
    const options = [...clash.querySelectorAll("template[data-choice]")];

    // Only HTML that the server cleaned is put in; plain words are put in as words.
    const fill = (value) => {
      const option = options.find((one) => one.dataset.choice === value);
      if (!option) return;
      field.value = option.dataset.typed;
      box.replaceChildren(option.content.cloneNode(true));
    };
    const own = clash.querySelector("[data-own]");
    const isOption = options.some((one) => one.dataset.typed === field.value);
    if (isTyped(field) && !isOption) own.checked = true;
    const chosen = clash.querySelector("input[type=radio]:checked");
    if (chosen && "own" in chosen.dataset) box.textContent = field.value;
    else if (chosen) fill(chosen.value);

    clash.addEventListener("change", (event) => {
      if (event.target.type !== "radio") return;
      hint.textContent = event.target.dataset.hint;
      if ("own" in event.target.dataset) box.focus();
      else fill(event.target.value);
    });
    hint.addEventListener("click", () => box.focus());
    box.addEventListener("input", () => {
      field.value = marks ? box.innerHTML : box.innerText;
      own.checked = true;
      hint.textContent = own.dataset.hint;
    });
    box.addEventListener("paste", (event) => {
      event.preventDefault();
      document.execCommand("insertText", false, event.clipboardData.getData("text/plain"));
    });
  }

  // ---- my text, as plain words and with its marks
  async function copy(link) {
    const text = document.getElementById(link.dataset.copy);
    const item = new ClipboardItem({
      "text/plain": new Blob([text.innerText || text.textContent], { type: "text/plain" }),
      "text/html": new Blob([text.innerHTML], { type: "text/html" }),
    });
    await navigator.clipboard.write([item]);
    const words = link.textContent;
    link.textContent = say.textContent = "Copied";
    setTimeout(() => {
      link.textContent = words;
      say.textContent = "";
    }, 3000);
  }

  document.addEventListener("click", (event) => {
    const link = event.target.closest("[data-copy]");
    if (!link) return;
    const place = document.getElementById(link.dataset.copy);
    const folded = place.closest("details");
    if (!navigator.clipboard || !window.ClipboardItem) {
      if (folded) folded.open = true;
      return;
    }
    event.preventDefault();
    if (link.textContent !== "Copied") copy(link).catch(() => {
      if (folded) folded.open = true;
      place.scrollIntoView();
    });
  });

  // "My whole text" opens when a link leads to it; a preview comes into view.
  const preview = document.getElementById("preview");
  if (preview) preview.focus();
})();
