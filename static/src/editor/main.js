// The plan's editor: texts are written in their place and saved as they are typed. What is not
// yet saved is kept on the device; the page works without any of this.
import { startBeat } from "./beat.js";
import { savers, startEditors } from "./editors.js";
import { startKeys } from "./keys.js";
import { all, find, root } from "./page.js";
import { startToolbar } from "./toolbar.js";

function goToPlace() {
  if (!location.hash.startsWith("#block-")) return;
  const saver = savers.find(({ uid }) => location.hash === `#block-${uid}`);
  saver?.editor.commands.focus("start");
}

function watchLeaving() {
  const flush = () => savers.forEach((saver) => saver.flush());
  addEventListener("pagehide", flush);
  document.addEventListener("visibilitychange", () => document.hidden && flush());
  addEventListener("online", () => savers.filter((saver) => saver.dirty && saver.offline).forEach((saver) => saver.save()));
}

// Who signs out on purpose is asked while something is not saved.
function watchSigningOut() {
  for (const form of all("form[action*=logout]")) {
    form.addEventListener("submit", async (event) => {
      if (!savers.some(({ dirty }) => dirty) || form.dataset.asked) return;
      event.preventDefault();
      await Promise.all(savers.map((saver) => saver.save()));
      const words = "Some of your text is not saved yet. It stays on this device and is saved when you sign in here again. Sign out?";
      if (savers.some(({ dirty }) => dirty) && !confirm(words)) return;
      form.dataset.asked = "yes";
      form.submit();
    });
  }
}

if (root) {
  startEditors();
  startToolbar(savers);
  startBeat();
  startKeys();
  watchLeaving();
  watchSigningOut();
  goToPlace();
  find("[data-editor]").dataset.ready = "yes";
}
