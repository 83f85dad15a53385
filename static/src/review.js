// [ and ] walk to the candidate before and after, outside of fields; they can be switched off.
(() => {
  const STORE = "review-keys";
  const walk = document.querySelector(".review__walk");
  if (!walk) return;
  let keys = localStorage.getItem(STORE) !== "off";
  const toggle = document.createElement("button");
  toggle.type = "button";
  toggle.className = "link-button";
  const show = () => {
    toggle.textContent = keys ? "Keys [ and ] work: switch off" : "Keys [ and ] are off: switch on";
  };
  toggle.addEventListener("click", () => {
    keys = !keys;
    localStorage.setItem(STORE, keys ? "on" : "off");
    show();
  });
  show();
  walk.append(toggle);
  const typing = (field) => field.matches("input:not([type=radio]), textarea, select");
  document.addEventListener("keydown", (event) => {
    if (!keys || event.ctrlKey || event.metaKey || event.altKey || typing(event.target)) return;
    if (event.key === "[") walk.querySelector("[rel=prev]")?.click();
    if (event.key === "]") walk.querySelector("[rel=next]")?.click();
  });
})();
