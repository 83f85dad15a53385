// The editor writes the same text in its own way (a list point as a paragraph within one, a
// table without its head). What nobody touched goes back to the server letter by letter.
const parts = (html) => {
  const box = document.createElement("template");
  box.innerHTML = html;
  return box;
};
const withIds = (box) => [...box.content.querySelectorAll("[id]")];

export class Fidelity {
  constructor(stored, written) {
    this.learn(stored, written);
  }

  // `stored` is how the server has it, `written` how the editor writes the same.
  learn(stored, written) {
    this.stored = new Map(withIds(parts(stored)).map((one) => [one.id, one.outerHTML]));
    this.written = new Map(withIds(parts(written)).map((one) => [one.id, one.outerHTML]));
  }

  restore(html) {
    const box = parts(html);
    for (const one of withIds(box)) {
      const stored = this.stored.get(one.id);
      if (stored && this.written.get(one.id) === one.outerHTML) one.replaceWith(...parts(stored).content.childNodes);
    }
    return box.innerHTML;
  }
}
