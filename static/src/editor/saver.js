// One text and its way to the server: half a second after the last key, over the version that it
// was started from, again and again until the server has confirmed it.
import * as device from "./device.js";
import { Fidelity } from "./fidelity.js";
import { say, stateOf } from "./line.js";
import { find, post } from "./page.js";
import { written } from "./schema.js";

const PAUSE = 500;
const SHOW_SAVING = 400;
const NO_ANSWER = 5000;
const AGAIN = [2, 5, 15, 30];
const PAUSED = ["clash", "gone", "locked"];
let queue = Promise.resolve(); // one save at a time, whatever text it is

export class Saver {
  constructor(place, makeEditor) {
    this.place = place;
    this.uid = place.dataset.text;
    this.address = place.dataset.save;
    this.version = Number(place.dataset.version);
    this.base = find("[data-source]", place).innerHTML;
    this.tried = []; // sent without an answer: any of them may be what is stored now
    this.tries = 0;
    this.editor = makeEditor(this, this.base);
    this.fidelity = new Fidelity(this.base, written(this.editor));
  }

  get busy() {
    return this.dirty || this.sending;
  }

  get text() {
    return this.fidelity.restore(written(this.editor));
  }

  // Mark that there is something to save, and keep it here until it is.
  changed() {
    this.dirty = true;
    this.since ??= new Date();
    clearTimeout(this.keeping);
    this.keeping = setTimeout(() => this.keep(), 200);
    if (PAUSED.includes(stateOf(this.uid))) return;
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.save(), this.offline ? AGAIN[0] * 1000 : PAUSE);
  }

  keep() {
    clearTimeout(this.keeping);
    if (!this.dirty) return;
    device.keep(this.uid, this.version, { text: this.text, base: this.base, since: this.since });
  }

  save() {
    clearTimeout(this.timer);
    queue = queue.then(() => this.saveNow());
    return queue;
  }

  async saveNow() {
    if (!this.dirty) return;
    clearTimeout(this.timer);
    const { text, base, version } = this;
    this.keep();
    const slow = setTimeout(() => this.offline || say(this.uid, "saving"), SHOW_SAVING);
    const silent = setTimeout(() => this.goOffline(), NO_ANSWER);
    const sent = { text, base, base_version: version, tried: this.tried };
    this.dirty = false;
    this.sending = true;
    this.remember(text);
    const answer = await post(this.address, sent);
    this.sending = false;
    if (answer.status) this.tried = [];
    clearTimeout(slow);
    clearTimeout(silent);
    if (answer.status === 200) this.confirmed(answer.data, { text, version });
    else this.refused(answer, { text, version });
  }

  remember(text) {
    this.tried = [...this.tried.filter((one) => one !== text), text].slice(-4);
  }

  confirmed(data, sent) {
    this.tries = 0;
    this.offline = false;
    const more = { at: data.saved };
    if (data.joined_with) more.also = `Saved ${data.saved}, joined with a change by ${data.joined_with}.`;
    else if (data.fell_back) more.also = `This section was ${data.fell_back} and is a draft again, because its text was changed.`;
    device.forget(this.uid, sent.version, sent.text);
    if (!this.dirty) this.since = null;
    this.goOnFrom(data, sent.text);
    say(this.uid, "saved", more);
    if (this.dirty) {
      device.forget(this.uid, sent.version);
      this.changed();
    }
  }

  // Where the server joined the text with another, later typing stands on what was sent: an
  // older version is named, so that the server joins it too.
  goOnFrom(data, sent) {
    const joined = Boolean(data.joined_with);
    if (joined && this.dirty) {
      this.base = sent;
      this.version = data.version - 1;
    } else {
      this.take(data, joined ? null : sent);
    }
  }

  // A newer text of the server: shown where it differs from what is here.
  take(data, mine) {
    if (mine === null) this.show(data.html);
    this.version = data.version;
    this.base = data.html;
    if (!this.dirty) this.fidelity.learn(data.html, written(this.editor));
    else this.fidelity.learn(data.html, data.html);
  }

  show(html) {
    const { from, to } = this.editor.state.selection;
    this.editor.chain().setMeta("addToHistory", false).setContent(html, { emitUpdate: false }).run();
    const end = this.editor.state.doc.content.size - 1;
    if (this.editor.isFocused) this.editor.commands.setTextSelection({ from: Math.min(from, end), to: Math.min(to, end) });
  }

  refused({ status, data }, sent) {
    this.dirty = true;
    if (status === 0) this.goOffline(true);
    else if (status === 401) this.signedOut();
    else if (status === 409) this.clashed(data, sent);
    else if (status === 410 || status === 404) this.gone(data, sent);
    else if (status === 423) this.locked(data, sent);
    else this.fault(status, data);
  }

  goOffline(again = false) {
    this.offline = true;
    this.since ??= new Date();
    say(this.uid, "offline", { since: this.since, copy: () => this.copy() });
    if (again) this.tryAgain();
  }

  tryAgain() {
    const seconds = AGAIN[Math.min(this.tries, AGAIN.length - 1)];
    this.tries += 1;
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.save(), seconds * 1000);
  }

  signedOut() {
    say(this.uid, "signed-out");
    this.tryAgain();
  }

  // The server keeps that text too: it is joined on a page of its own.
  clashed(data, sent) {
    this.keptThere(sent);
    const see = async (event) => {
      if (!this.dirty) return;
      event.preventDefault();
      await this.save();
      location.assign(data.kept_url);
    };
    say(this.uid, "clash", { who: data.who, url: data.kept_url, see });
  }

  keptThere(sent) {
    device.forget(this.uid, sent.version, sent.text);
    this.dirty = this.text !== sent.text;
  }

  gone(data, sent) {
    if (data.kept_url) this.keptThere(sent);
    const words = data.words ?? "This was taken out of the plan. Your text stays on this device";
    say(this.uid, "gone", { words, url: data.kept_url, copy: () => this.copy() });
    this.editor.setEditable(false);
  }

  locked(data, sent) {
    this.keptThere(sent);
    say(this.uid, "locked", { words: data.words, url: data.kept_url });
    this.editor.setEditable(false);
  }

  fault(status, data) {
    const words = status >= 400 && status < 500 && data.words ? `Not saved: ${data.words}` : undefined;
    say(this.uid, "fault", { words, again: () => this.save() });
    if (status >= 500) this.tryAgain();
  }

  // As the page goes away, or its window: without waiting for an answer.
  flush() {
    if (!this.dirty) return;
    this.keep();
    if (PAUSED.includes(stateOf(this.uid))) return;
    const { text, base, version, tried } = this;
    post(this.address, { text, base, base_version: version, tried }, { keepalive: true });
    this.remember(text);
  }

  async copy() {
    const html = this.text;
    const words = this.editor.getText({ blockSeparator: "\n\n" });
    try {
      const types = { "text/html": html, "text/plain": words };
      const blobs = Object.entries(types).map(([type, text]) => [type, new Blob([text], { type })]);
      await navigator.clipboard.write([new ClipboardItem(Object.fromEntries(blobs))]);
    } catch {
      this.editor.commands.focus();
      this.editor.commands.selectAll();
      document.execCommand("copy");
    }
  }

  // What was not confirmed when the page was left goes on as if nothing had happened.
  takeUp() {
    for (const kept of device.keptOf(this.uid)) {
      if (kept.text === this.base) device.forget(this.uid, kept.version);
      else if (kept.version === this.version) this.putBack(kept);
      else this.sendOld(kept);
    }
  }

  putBack(kept) {
    this.show(kept.text);
    this.since = new Date(kept.since);
    this.changed();
  }

  sendOld(kept) {
    queue = queue.then(async () => {
      const sent = { text: kept.text, base: kept.base, base_version: kept.version };
      const answer = await post(this.address, sent);
      if (answer.status === 200) {
        device.forget(this.uid, kept.version);
        if (!this.dirty) this.take(answer.data, null);
        say(this.uid, "saved", { at: answer.data.saved, also: "What you typed before was saved." });
      } else if (answer.status === 0) {
        setTimeout(() => this.sendOld(kept), AGAIN.at(-1) * 1000);
      } else if (answer.data.kept_url) {
        device.forget(this.uid, kept.version, kept.text);
        say(this.uid, "clash", { who: answer.data.who, url: answer.data.kept_url });
      }
    });
  }
}
