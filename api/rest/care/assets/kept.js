// The last list, for a reload in a cellar. It lies sealed: its key is a cookie that the browser
// destroys with the sign-out and after twelve hours, and without the key there is no list.
"use strict";

import { KEPT, onShelf } from "/care/assets/shelf.js";

const WHICH = "list";
const SEAL = "AES-GCM";

async function key() {
  const said = document.cookie.match(/(?:^|; )osan_kept=([\w-]{43})(?:;|$)/)?.[1];
  if (!said) return null;
  const bytes = Uint8Array.from(atob(said.replace(/-/g, "+").replace(/_/g, "/")), (one) => one.charCodeAt(0));
  return crypto.subtle.importKey("raw", bytes, SEAL, false, ["encrypt", "decrypt"]);
}

export async function keepList(list) {
  const under = await key();
  if (under === null) return;
  const iv = crypto.getRandomValues(new Uint8Array(12));
  const sealed = await crypto.subtle.encrypt({ name: SEAL, iv }, under, new TextEncoder().encode(JSON.stringify(list)));
  await onShelf(KEPT, "readwrite", (store) => store.put({ iv, sealed }, WHICH));
}

// Null where there is none, or none for who sits here now; what cannot be opened is let go.
export async function keptList() {
  const lies = await onShelf(KEPT, "readonly", (store) => store.get(WHICH));
  if (!lies) return null;
  try {
    const text = await crypto.subtle.decrypt({ name: SEAL, iv: lies.iv }, await key(), lies.sealed);
    return JSON.parse(new TextDecoder().decode(text));
  } catch {
    await forgetList();
    return null;
  }
}

export const forgetList = () => onShelf(KEPT, "readwrite", (store) => store.clear());
