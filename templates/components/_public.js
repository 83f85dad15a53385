// Small improvements of every page; each works without them. Its hash stands in the policy.
(() => {
  const words = document.body.dataset;

  // "Link to this" also copies the address and says so for three seconds.
  const live = document.createElement("p");
  live.className = "visually-hidden";
  live.setAttribute("role", "status");
  document.body.append(live);
  function copyPermalink(link) {
    if (!navigator.clipboard) return;
    navigator.clipboard.writeText(link.href).then(() => {
      const before = link.textContent;
      link.textContent = live.textContent = words.copied;
      setTimeout(() => {
        link.textContent = before;
        live.textContent = "";
      }, 3000);
    }, () => {});
  }

  // An open menu closes on Escape and when something else is pressed.
  const openMenus = () => document.querySelectorAll("details.menu[open]");
  document.addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return;
    for (const menu of openMenus()) {
      menu.open = false;
      menu.querySelector("summary").focus();
    }
  });
  document.addEventListener("click", (event) => {
    for (const menu of openMenus()) if (!menu.contains(event.target)) menu.open = false;
    const link = event.target.closest?.(".permalink");
    if (link && link.textContent !== words.copied) copyPermalink(link);
    if (event.target.closest?.("[data-print]")) {
      event.preventDefault();
      print();
    }
  });

  // The error summary takes the focus when a page comes back with one.
  const summary = document.querySelector(".govuk-error-summary");
  if (summary) {
    summary.focus();
    if (!document.title.startsWith(words.error)) document.title = `${words.error} ${document.title}`;
  }

  // Side contents: the section in view is marked.
  const contents = document.querySelector(".side-contents--wide");
  if (!contents) return;
  const links = [...contents.querySelectorAll('a[href^="#"]')].filter((link) => link.hash.length > 1);
  const places = links
    .map((link) => ({ link, part: document.getElementById(decodeURIComponent(link.hash.slice(1))) }))
    .filter(({ part }) => part && part.matches("section, h2, h3, .heading"));

  function markInView() {
    const passed = places.filter(({ part }) => part.getBoundingClientRect().top < innerHeight / 3);
    const here = passed.at(-1)?.link;
    for (const { link } of places) {
      if (link === here) link.setAttribute("aria-current", "true");
      else link.removeAttribute("aria-current");
    }
    if (here && contents.scrollHeight > contents.clientHeight) {
      const middle = here.offsetTop - contents.clientHeight / 2;
      if (Math.abs(contents.scrollTop - middle) > contents.clientHeight / 3) contents.scrollTop = middle;
    }
  }

  let waiting = false;
  addEventListener("scroll", () => {
    if (waiting) return;
    waiting = true;
    requestAnimationFrame(() => {
      waiting = false;
      markInView();
    });
  }, { passive: true });
  markInView();
})();
