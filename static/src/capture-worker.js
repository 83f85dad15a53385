// Opens the tables' pages without a network: the network first, what was kept of it otherwise.
const KEPT = "capture";
const PATIENCE = 4000; // a hall's wifi hangs more often than it fails
const PARTS = ["style", "script", "font"];

self.addEventListener("install", () => self.skipWaiting());
self.addEventListener("activate", (event) => event.waitUntil(self.clients.claim()));

self.addEventListener("fetch", (event) => {
  const { request } = event;
  const own = new URL(request.url).origin === self.location.origin;
  if (request.method !== "GET" || !own) return;
  if (request.mode === "navigate" || PARTS.includes(request.destination)) event.respondWith(answer(request));
});

async function answer(request) {
  const cache = await caches.open(KEPT);
  const kept = await cache.match(request, { ignoreSearch: true, ignoreVary: true });
  const asked = ask(request, cache);
  if (!kept) return asked;
  const late = new Promise((resolve) => setTimeout(resolve, PATIENCE, kept));
  const fresh = asked.then((found) => (found.status < 500 ? found : kept), () => kept);
  return Promise.race([fresh, late]);
}

async function ask(request, cache) {
  const found = await fetch(request);
  const isPage = found.headers.get("X-Capture-Page") === "yes";
  if (found.ok && !found.redirected && (isPage || request.mode !== "navigate")) cache.put(request, found.clone());
  return found;
}
