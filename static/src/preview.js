// The preview beside the text: the page follows what is saved, a PDF is made again when asked.
(() => {
  const pane = document.querySelector("[data-preview], [data-file]");
  if (!pane) return;
  const line = pane.querySelector("[data-preview-line]");
  const clock = new Intl.DateTimeFormat("en-GB", { hour: "2-digit", minute: "2-digit", timeZone: "Europe/London" });
  const say = (words) => {
    line.textContent = words;
  };

  if (pane.dataset.preview) {
    const text = pane.querySelector("[data-preview-text]");
    let under = null;
    const refresh = async () => {
      under?.abort();
      under = new AbortController();
      try {
        const answer = await fetch(pane.dataset.preview, { signal: under.signal });
        if (!answer.ok || answer.redirected) throw new Error("not to be had");
        text.innerHTML = await answer.text();
        say(`As saved ${clock.format(new Date())}. Not published.`);
      } catch (error) {
        if (error.name !== "AbortError") say("The preview could not be brought up to date. It follows the next save.");
      }
    };
    document.addEventListener("plan:saved", refresh);
    return;
  }

  const place = pane.querySelector("[data-frame]");
  if (!place) return;
  const frame = document.createElement("iframe");
  frame.className = "preview__file";
  frame.title = place.dataset.title;
  const make = () => {
    say("Being made. It takes a few seconds.");
    pane.setAttribute("aria-busy", "true");
    frame.src = `${pane.dataset.file}&at=${Date.now()}${pane.dataset.place}`;
  };
  frame.addEventListener("load", () => {
    pane.removeAttribute("aria-busy");
    say(`Made ${clock.format(new Date())}. It does not follow what you write.`);
  });
  pane.querySelector("[data-again]").addEventListener("click", (event) => {
    event.preventDefault();
    make();
  });
  document.addEventListener("plan:saved", () => {
    if (!pane.hasAttribute("aria-busy")) say("Text was saved since. Make it again to see it.");
  });
  make();
  place.append(frame);
})();
