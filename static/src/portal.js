// The editor's text box has no name of its own: it takes that of the field it stands for.
(() => {
  function nameEditors() {
    for (const box of document.querySelectorAll(".ProseMirror[contenteditable]:not([aria-label])")) {
      const label = box.closest(".govuk-form-group")?.querySelector("label");
      if (label) box.setAttribute("aria-label", label.textContent.trim());
    }
  }
  if (document.querySelector("textarea")) {
    new MutationObserver(nameEditors).observe(document.body, { childList: true, subtree: true });
    nameEditors();
  }
})();
