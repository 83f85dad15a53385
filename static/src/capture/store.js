// What this device keeps for its table until the server has it: what is to be sent, one after the
// other, and what the page showed last. In IndexedDB; where a browser refuses that, in localStorage.
export const openStore = (table) => inDatabase(table).catch(() => inStorage(table));

function inDatabase(table) {
  return new Promise((resolve, reject) => {
    const opening = indexedDB.open("capture", 1);
    opening.onupgradeneeded = () => {
      const entries = opening.result.createObjectStore("entries", { keyPath: "seq", autoIncrement: true });
      entries.createIndex("table", "table");
      opening.result.createObjectStore("kept");
    };
    opening.onerror = () => reject(opening.error);
    opening.onsuccess = () => resolve(over(opening.result, table));
  });
}

function over(database, table) {
  // Done only when the whole transaction is: a closed lid must not lose what was "kept".
  const ask = (name, mode, work) => new Promise((resolve, reject) => {
    const transaction = database.transaction(name, mode, { durability: "strict" });
    const request = work(transaction.objectStore(name));
    transaction.oncomplete = () => resolve(request.result);
    transaction.onerror = transaction.onabort = () => reject(transaction.error);
  });
  return {
    all: () => ask("entries", "readonly", (store) => store.index("table").getAll(table)),
    async put(one) {
      one.table = table;
      one.seq = await ask("entries", "readwrite", (store) => store.put(one));
      return one;
    },
    drop: (seq) => ask("entries", "readwrite", (store) => store.delete(seq)),
    keep: (name, value) => ask("kept", "readwrite", (store) => store.put(value, `${table}/${name}`)),
    kept: (name) => ask("kept", "readonly", (store) => store.get(`${table}/${name}`)),
  };
}

function inStorage(table) {
  const place = (name) => `capture/${table}/${name}`;
  const read = (name) => JSON.parse(localStorage.getItem(place(name)) ?? "null");
  const write = (name, value) => localStorage.setItem(place(name), JSON.stringify(value));
  const all = () => read("entries") ?? [];
  return {
    all: async () => all(),
    async put(one) {
      one.seq ??= 1 + Math.max(0, ...all().map((other) => other.seq));
      write("entries", [...all().filter((other) => other.seq !== one.seq), one].sort((a, b) => a.seq - b.seq));
      return one;
    },
    drop: async (seq) => write("entries", all().filter((other) => other.seq !== seq)),
    keep: async (name, value) => write(name, value),
    kept: async (name) => read(name),
  };
}
