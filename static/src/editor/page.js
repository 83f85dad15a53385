// The page that is open: where to save, who writes, and small ways to ask and to say.
export const root = document.querySelector("[data-editor]");
export const find = (selector, within = document) => within.querySelector(selector);
export const all = (selector, within = document) => [...within.querySelectorAll(selector)];
export const longest = Number(root?.dataset.longest);
export const window_id = newUid();

let token = find("[name=csrfmiddlewaretoken]")?.value ?? "";

export function make(tag, attributes = {}, ...children) {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (name in made && !name.startsWith("aria")) made[name] = value;
    else made.setAttribute(name, value);
  }
  made.append(...children);
  return made;
}

function newUid() {
  if (crypto.randomUUID) return crypto.randomUUID();
  const hex = [...crypto.getRandomValues(new Uint8Array(16))].map((byte) => byte.toString(16).padStart(2, "0")).join("");
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join("-");
}

export function keepToken(value) {
  if (!value || value === token) return;
  token = value;
  for (const field of all("[name=csrfmiddlewaretoken]")) field.value = value;
}

// One answer of the server: {status, data}. Status 0 is no answer, 401 a session that ended.
export async function post(address, data, { keepalive = false, seconds = 20 } = {}) {
  const answer = await send(address, data, keepalive, seconds);
  if (answer.status !== 403 || keepalive) return answer;
  const fresh = await freshToken();
  if (fresh !== "same person") return fresh;
  return send(address, data, keepalive, seconds);
}

async function send(address, data, keepalive, seconds) {
  const stop = new AbortController();
  const timer = setTimeout(() => stop.abort(), seconds * 1000);
  try {
    const answer = await fetch(address, {
      method: "POST",
      body: JSON.stringify(data),
      headers: { "Content-Type": "application/json", "X-CSRFToken": token },
      redirect: "manual",
      credentials: "same-origin",
      signal: stop.signal,
      keepalive,
    });
    if (answer.type === "opaqueredirect") return { status: 401, data: {} };
    return { status: answer.status, data: await answer.json().catch(() => ({})) };
  } catch {
    return { status: 0, data: {} };
  } finally {
    clearTimeout(timer);
  }
}

// After signing in again in another window the page's token is an old one.
async function freshToken() {
  try {
    const answer = await fetch(location.pathname, { redirect: "manual", credentials: "same-origin" });
    if (answer.type === "opaqueredirect") return { status: 401, data: {} };
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    const person = page.querySelector("[data-editor]")?.dataset.person;
    if (person !== root.dataset.person) return { status: 401, data: {} };
    keepToken(page.querySelector("[name=csrfmiddlewaretoken]").value);
    return "same person";
  } catch {
    return { status: 0, data: {} };
  }
}

export const clock = (date = new Date()) => date.toLocaleTimeString("en-GB", { hour: "2-digit", minute: "2-digit" });
