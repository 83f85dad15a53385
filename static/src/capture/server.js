// Asks the server, and tells its answer from that of a hall's login page.

const TIMEOUT = 15_000;

export function cookie(name) {
  const found = document.cookie.split("; ").find((part) => part.startsWith(`${name}=`));
  return found ? decodeURIComponent(found.slice(name.length + 1)) : "";
}

// What the server says, or null where it was not the server that answered.
export async function ask(address, options = {}) {
  const stop = new AbortController();
  const ending = setTimeout(() => stop.abort(), TIMEOUT);
  try {
    const answer = await fetch(address, { credentials: "same-origin", cache: "no-store", signal: stop.signal, ...options });
    const isJson = (answer.headers.get("Content-Type") ?? "").startsWith("application/json");
    if (answer.status === 403) return { status: 403, data: {} };
    return isJson && !answer.redirected ? { status: answer.status, data: await answer.json() } : null;
  } catch {
    return null;
  } finally {
    clearTimeout(ending);
  }
}
