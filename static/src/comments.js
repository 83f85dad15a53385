// Comments beside the text: their words are lit, and a selection becomes a comment. The text
// itself is never touched: highlights are painted over it. The page works without this.
(() => {
  const KEYS = "comment-keys";
  const LONGEST = 500;
  const SHORT = 60;
  const plain = (words) => words.replace(/\s+/g, " ").trim();
  const pane = () => document.querySelector("[data-comments]");
  const text = document.querySelector(".panes__text");

  // ---- where a quote stands in the page

  function textNodes(part) {
    const walker = document.createTreeWalker(part, NodeFilter.SHOW_TEXT);
    const found = [];
    while (walker.nextNode()) found.push(walker.currentNode);
    return found;
  }

  // The range of some words in a part, however its white space is written; or nothing.
  function rangeOf(part, quote) {
    let words = "";
    const places = [];
    for (const node of textNodes(part)) {
      for (let index = 0; index < node.data.length; index += 1) {
        if (/\s/.test(node.data[index])) continue;
        words += node.data[index];
        places.push([node, index]);
      }
    }
    const sought = quote.replace(/\s+/g, "");
    const at = words.indexOf(sought);
    if (at < 0) return null;
    const [[start, from], [end, to]] = [places[at], places[at + sought.length - 1]];
    const range = new Range();
    range.setStart(start, from);
    range.setEnd(end, to + 1);
    return range;
  }

  function rangeFor(card) {
    const { anchor, quote } = card.dataset;
    if (!anchor || !text) return null;
    const part = document.getElementById(anchor) || text.querySelector(".ProseMirror");
    if (!part) return null;
    if (quote) return rangeOf(part, quote);
    if (part.id !== anchor) return null;
    const whole = new Range();
    whole.selectNodeContents(part);
    return whole;
  }

  // ---- painting

  const canPaint = "highlights" in CSS;
  let painted = new Map();

  function paint(lit) {
    if (!canPaint || !text) return;
    painted = new Map();
    for (const card of pane()?.querySelectorAll("[data-comment]:not(.comment--resolved)") ?? []) {
      const range = rangeFor(card);
      if (range) painted.set(card, range);
    }
    CSS.highlights.set("commented", new Highlight(...painted.values()));
    light(lit);
  }

  function light(card) {
    for (const one of document.querySelectorAll(".comment--lit")) one.classList.remove("comment--lit");
    if (!canPaint) return;
    const range = painted.get(card);
    if (card && range) card.classList.add("comment--lit");
    CSS.highlights.set("comment-lit", range ? new Highlight(range) : new Highlight());
  }

  // The card whose words stand at a place of the page.
  function cardAt(node, offset) {
    for (const [card, range] of painted) {
      try {
        if (node && range.isPointInRange(node, offset)) return card;
      } catch {
        // The text was written anew meanwhile: it is painted again in a moment.
      }
    }
    return null;
  }

  function underPointer(event) {
    if (document.caretPositionFromPoint) {
      const place = document.caretPositionFromPoint(event.clientX, event.clientY);
      return place && cardAt(place.offsetNode, place.offset);
    }
    const range = document.caretRangeFromPoint?.(event.clientX, event.clientY);
    return range && cardAt(range.startContainer, range.startOffset);
  }

  // ---- a selection becomes a comment

  const PARTS = "p, h3, h4, h5, li, blockquote, table";

  function anchorOf(node) {
    const element = node.nodeType === Node.TEXT_NODE ? node.parentElement : node;
    for (let part = element?.closest(PARTS); part && text.contains(part); part = part.parentElement?.closest(PARTS)) {
      if (/^p-[0-9a-z]{8}$/.test(part.id)) return part;
    }
    return element?.closest(".live-block[id^=block-]") ?? null;
  }

  // The part that is selected, and its words within the selection.
  function selected() {
    const selection = getSelection();
    if (!text || selection.isCollapsed || !selection.rangeCount) return null;
    const range = selection.getRangeAt(0).cloneRange();
    if (!text.contains(range.startContainer)) return null;
    const part = anchorOf(range.startContainer);
    if (!part) return null;
    if (!part.contains(range.endContainer)) range.setEndAfter(part.lastChild);
    const quote = plain(range.toString());
    if (!quote) return null;
    const short = quote.length > LONGEST ? quote.slice(0, LONGEST).replace(/\s\S*$/, "") : quote;
    const anchor = part.id.startsWith("block-") ? part.id.slice(0, 14) : part.id;
    return { anchor, part, range, quote: short, top: range.getBoundingClientRect().top };
  }

  let chosen = null; // the last selection: pressing a button may take it away

  function offer() {
    const button = pane()?.querySelector("[data-comment-here]");
    if (!button) return;
    const found = selected();
    if (found) chosen = found;
    else if (button.contains(document.activeElement)) return;
    button.hidden = !found;
    if (!found) return;
    const side = button.closest(".panes__side") ?? pane();
    const beside = getComputedStyle(side).position !== "static" && innerWidth >= 960;
    button.style.setProperty("--at", beside ? `${found.top - side.getBoundingClientRect().top + side.scrollTop}px` : "");
    button.classList.toggle("comments__here--beside", beside);
  }

  function begin(found) {
    const form = pane().querySelector("[data-add] form");
    const list = form.elements.anchor;
    if (![...list.options].some((option) => option.value === found.anchor)) {
      const words = plain(found.part.textContent);
      list.add(new Option(words.length > SHORT ? `${words.slice(0, SHORT)} …` : words, found.anchor));
    }
    list.value = found.anchor;
    form.elements.quote.value = found.quote;
    form.closest("details").open = true;
    pane().querySelector("[data-comment-here]").hidden = true;
    form.elements.text.focus();
    form.scrollIntoView({ block: "nearest" });
    // The browser's own selection has gone to the form: its words stay lit in the text.
    if (canPaint) CSS.highlights.set("comment-lit", new Highlight(found.range));
  }

  // ---- sending without leaving the text

  async function send(form) {
    const before = new Set([...pane().querySelectorAll("[id^=comment-]")].map((one) => one.id));
    const answer = await fetch(form.action, { method: "POST", body: new FormData(form) });
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    const fresh = page.querySelector("[data-comments]");
    if (!answer.ok || !fresh) throw new Error("not taken");
    const drafts = keepDrafts(form);
    pane().replaceWith(document.adoptNode(fresh));
    for (const [id, words] of drafts) bringBack(id, words);
    const added = [...pane().querySelectorAll("[id^=comment-]")].find((one) => one.id.length > 40 && !before.has(one.id));
    const said = page.querySelector(".messages")?.textContent.trim() || "Your comment is kept.";
    dress();
    paint();
    const target = added?.closest("[data-comment]") ?? pane().querySelector("h2");
    target.setAttribute("tabindex", "-1");
    target.focus({ preventScroll: false });
    pane().querySelector("[data-said]").textContent = said;
  }

  // What is being typed in the other boxes of the pane is not lost.
  function keepDrafts(form) {
    const boxes = [...pane().querySelectorAll("textarea, [name=quote]")];
    return boxes.filter((box) => box.value && !form.contains(box)).map((box) => [box.id, box.value]);
  }

  function bringBack(id, words) {
    const box = document.getElementById(id);
    if (!box) return;
    box.value = words;
    box.closest("details").open = true;
  }

  // ---- keys

  let keys = localStorage.getItem(KEYS) !== "off";

  function dress() {
    const line = pane()?.querySelector("[data-keys]");
    if (!line) return;
    const toggle = document.createElement("button");
    toggle.type = "button";
    toggle.className = "link-button";
    const show = () => {
      toggle.textContent = keys ? "switch the key off" : "switch the key on";
    };
    toggle.addEventListener("click", () => {
      keys = !keys;
      localStorage.setItem(KEYS, keys ? "on" : "off");
      show();
    });
    show();
    line.replaceChildren("Select words in the text and press c, or Ctrl+Alt+M while writing: ", toggle);
    line.hidden = false;
  }

  const typing = (field) => field.isContentEditable || field.matches?.("input, textarea, select");

  document.addEventListener("keydown", (event) => {
    const single = event.key === "c" && keys && !typing(event.target) && !event.ctrlKey && !event.metaKey && !event.altKey;
    const whileWriting = event.code === "KeyM" && event.ctrlKey && event.altKey;
    if (!single && !whileWriting) return;
    const found = selected();
    if (!found || !pane()?.querySelector("[data-comment-here]")) return;
    event.preventDefault();
    begin(found);
  });

  document.addEventListener("click", (event) => {
    if (event.target.closest?.("[data-comment-here]") && chosen) begin(chosen);
    const copy = event.target.closest?.("[data-copy]");
    if (copy) copyFrom(copy);
  });

  document.addEventListener("submit", (event) => {
    const form = event.target;
    if (form.matches("[data-once]")) {
      // The link in the answer is shown once: a second press would ask for another.
      if (form.dataset.gone) event.preventDefault();
      form.dataset.gone = "yes";
      return;
    }
    if (!form.matches("[data-swap]") || !pane()?.contains(form)) return;
    event.preventDefault();
    if (form.dataset.gone) return;
    form.dataset.gone = "yes";
    // Whatever goes wrong, the form is sent as without script: the server says what it is.
    send(form).catch(() => form.submit());
  });

  // ---- the link of a check

  async function copyFrom(button) {
    const box = document.getElementById(button.dataset.copy);
    const said = document.querySelector("[data-copied]");
    box.select();
    try {
      await navigator.clipboard.writeText(box.value);
      said.textContent = "Copied.";
    } catch {
      // Without https a browser lends no clipboard: the words are selected.
      said.textContent = document.execCommand("copy") ? "Copied." : "Press Ctrl+C to copy the link.";
    }
  }
  for (const button of document.querySelectorAll("[data-copy]")) button.hidden = false;

  // ---- the start

  if (!pane()) return;
  let later = 0;
  function soon() {
    clearTimeout(later);
    later = setTimeout(() => paint(document.activeElement?.closest?.("[data-comment]")), 300);
  }
  dress();
  paint();
  if (text) new MutationObserver(soon).observe(text, { childList: true, characterData: true, subtree: true });
  document.addEventListener("selectionchange", () => {
    offer();
    const { anchorNode, anchorOffset } = getSelection();
    if (text?.contains(anchorNode)) light(cardAt(anchorNode, anchorOffset));
  });
  text?.addEventListener("pointermove", (event) => light(underPointer(event)));
  for (const [kind, out] of [["focusin", "focusout"], ["pointerover", "pointerout"]]) {
    document.addEventListener(kind, (event) => {
      const card = event.target.closest?.("[data-comment]");
      if (card) light(card);
    });
    document.addEventListener(out, (event) => {
      if (event.target.closest?.("[data-comment]")) light(document.activeElement?.closest?.("[data-comment]"));
    });
  }
  // A link to one comment opens what it is folded in.
  const target = location.hash.startsWith("#comment-") && document.getElementById(location.hash.slice(1));
  if (target) {
    const folded = target.closest("details.comments__resolved");
    if (folded) folded.open = true;
    const card = target.closest("[data-comment]");
    card?.focus();
    card?.scrollIntoView({ block: "center" });
  }
})();
