// What this phone keeps of the work: IndexedDB, a store for forms that wait and one for the last list.
"use strict";

export const FORMS = "forms";
export const KEPT = "kept";
const NAME = "care-work";
const VERSION = 2;

function opened() {
  return new Promise((resolve, reject) => {
    const request = indexedDB.open(NAME, VERSION);
    request.onupgradeneeded = () => {
      const base = request.result;
      if (!base.objectStoreNames.contains(FORMS)) base.createObjectStore(FORMS, { autoIncrement: true });
      if (!base.objectStoreNames.contains(KEPT)) base.createObjectStore(KEPT);
    };
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });
}

// One request in a transaction of its own: done once it is on the disk.
export async function onShelf(name, mode, use) {
  const base = await opened();
  try {
    return await new Promise((resolve, reject) => {
      const turn = base.transaction(name, mode);
      const request = use(turn.objectStore(name));
      turn.oncomplete = () => resolve(request.result);
      turn.onerror = turn.onabort = () => reject(turn.error);
    });
  } finally {
    base.close();
  }
}
