// Typing in sheets without the mouse: Enter saves the row, figures choose in lists. The page
// works without this as an ordinary form.
(() => {
  const form = document.querySelector("form[data-fast]");
  if (!form) return;
  for (const hint of form.querySelectorAll("[data-with-script]")) hint.hidden = false;

  // 1 chooses the first, 0 the last one where that one means "not said".
  function choose(group, figure) {
    const choices = [...group.querySelectorAll("input")];
    const found = figure === 0 ? choices.find((one) => one.value === "") : choices[figure - 1];
    if (!found) return false;
    found.checked = true;
    found.focus();
    return true;
  }

  form.addEventListener("keydown", (event) => {
    if (event.isComposing || event.ctrlKey || event.metaKey || event.altKey) return;
    const group = event.target.closest("[data-keyed]");
    if (group && /^[0-9]$/.test(event.key) && choose(group, Number(event.key))) {
      event.preventDefault();
    } else if (event.key === "Enter" && !event.shiftKey && event.target.matches("textarea, input")) {
      event.preventDefault();
      form.requestSubmit();
    }
  });
})();
