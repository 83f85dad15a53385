// So that the page opens again without a network. Browsers offer this with https only.

export async function keepShell() {
  if (!navigator.serviceWorker || !window.caches) return;
  const cache = await caches.open("capture");
  // The page last: one that is kept has all its parts.
  for (const address of [...parts(), location.pathname]) {
    const found = await fetch(address, { credentials: "same-origin" });
    const isPage = found.headers.get("X-Capture-Page") === "yes";
    if (found.ok && (isPage || address !== location.pathname)) await cache.put(address, found);
  }
}

// What the page names, and what came with that: the fonts.
function parts() {
  const named = [...document.querySelectorAll("link[rel=stylesheet], script[src]")].map((one) => one.href || one.src);
  const loaded = performance.getEntriesByType("resource").map((one) => one.name);
  return new Set([...named, ...loaded.filter((name) => /\.woff2$/.test(name))]);
}
