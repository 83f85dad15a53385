// A button beside each text that is made to be copied; without it the text can be selected.
(() => {
  const live = document.createElement("p");
  live.className = "visually-hidden";
  live.setAttribute("role", "status");
  document.body.append(live);

  for (const text of document.querySelectorAll("[data-copied]")) {
    const title = document.querySelector(`label[for="${text.id}"]`).textContent;
    const button = document.createElement("button");
    button.type = "button";
    button.className = "govuk-button govuk-button--secondary message__copy";
    button.textContent = "Copy";
    const hidden = document.createElement("span");
    hidden.className = "visually-hidden";
    hidden.textContent = `: ${title}`;
    button.append(hidden);
    const say = (words) => {
      button.firstChild.textContent = words;
      live.textContent = `${words}: ${title}`;
      setTimeout(() => { button.firstChild.textContent = "Copy"; }, 3000);
    };
    // Where the browser keeps its clipboard to itself, everything is selected for Ctrl and C.
    const select = () => {
      text.focus();
      text.select();
      say("Selected");
    };
    button.addEventListener("click", () => {
      if (!navigator.clipboard) return select();
      navigator.clipboard.writeText(text.value).then(() => say("Copied"), select);
    });
    text.after(button);
  }
})();
