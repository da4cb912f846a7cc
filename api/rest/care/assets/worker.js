// The service worker of the pages below /care/: without a network there is still a page that says
// what to do, and a care worker's forms go on.
"use strict";

const KEPT = "care-8";
const SENIOR = "/care/home";
const WITHOUT_NETWORK = "/care/home/offline";
const WORK = "/care/work";
const NAMES = ["home", "back", "work", "forms", "steps", "refused", "kept", "shelf", "homes", "homemap", "acts", "sheet", "onward", "reasons", "photo", "session", "scheme"];
const FILES = NAMES.map((name) => `/care/assets/${name}.js`);
const PATIENCE_MS = 8_000;
const HURRY_MS = 500;
const HURRY_FOR_MS = 30_000;
let hurryUntil = 0;

self.addEventListener("install", (event) => event.waitUntil(install()));
self.addEventListener("activate", (event) => event.waitUntil(activate()));
self.addEventListener("fetch", (event) => {
  const path = new URL(event.request.url).pathname;
  if (event.request.mode === "navigate" && path.startsWith(SENIOR)) {
    event.respondWith(orElse(event.request, WITHOUT_NETWORK));
  } else if (event.request.mode === "navigate" && path === WORK) {
    event.respondWith(orElse(event.request, WORK));
  } else if (FILES.includes(path)) {
    event.respondWith(orElse(event.request, path));
  }
});

async function install() {
  const kept = await caches.open(KEPT);
  // Each by itself: a page that this person may not see is no reason to keep none.
  await Promise.allSettled([WITHOUT_NETWORK, WORK, ...FILES].map((path) => keep(kept, path)));
  await self.skipWaiting();
}

async function keep(kept, path) {
  const answer = await fetch(path, { credentials: "same-origin" });
  if (answer.ok && !answer.redirected) await kept.put(path, answer);
}

async function activate() {
  const old = (await caches.keys()).filter((name) => name !== KEPT);
  await Promise.all(old.map((name) => caches.delete(name)));
  await self.clients.claim();
}

// The network first, for as long as somebody is willing to wait: once, not for each script anew.
async function orElse(request, keptPath) {
  const kept = await caches.open(KEPT);
  try {
    const patience = Date.now() < hurryUntil ? HURRY_MS : PATIENCE_MS;
    const answer = await fetch(request, { signal: AbortSignal.timeout(patience) });
    hurryUntil = 0;
    if (request.method === "GET" && request.mode === "navigate") {
      keep(kept, keptPath).catch(() => {});
    } else if (answer.ok) {
      // A script goes with the page that asks for it: both new, or both as they were.
      await kept.put(keptPath, answer.clone());
    }
    return answer;
  } catch {
    hurryUntil = Date.now() + HURRY_FOR_MS;
    return (await kept.match(keptPath)) ?? Response.error();
  }
}
