// Her one-button screen: says what to do without a network, and is asked for anew while it is in view.
//
// Whoever presses is known by a cookie of ten minutes. On a tablet on a wall nobody opens the page
// again, and the first press after that would not be heard: so the cookie is renewed well before.
// What came is put in the place of what stands, and nothing is reloaded: without an answer this page
// stays as it is, with its button, and a press that is under way goes on.
"use strict";

const AGAIN_AFTER_MS = 60_000;
const ANEW_AFTER_MS = 4 * 60_000;
const LOOKS_EVERY_MS = 15_000;
const PATIENCE_MS = 8_000;
const PRESS_TAKES_MS = 10_000;
const HERE = location.pathname + location.search;
const RENEWED = `/auth/office?to=${encodeURIComponent(HERE)}`;
let seenAt = Date.now();
let touchedAt = 0;
let isSent = false;
let isLooking = false;

// To an eye as it is written, to an ear as one says it: "119" is no hundred and nineteen.
function tellNetwork() {
  const says = document.getElementById("offline");
  says.replaceChildren();
  if (navigator.onLine) return;
  const shown = Object.assign(document.createElement("span"), { textContent: says.dataset.says });
  const said = Object.assign(document.createElement("span"), { textContent: says.dataset.spoken });
  shown.setAttribute("aria-hidden", "true");
  said.className = "unseen";
  says.append(shown, said);
}

async function lookAgain(afterMs) {
  if (document.visibilityState !== "visible" || isLooking || !isLongerAgo(seenAt, afterMs)) return;
  isLooking = true;
  try {
    await look();
  } catch {
    // The city does not answer: asked again soon.
  } finally {
    isLooking = false;
  }
}

// No service worker answers what is no navigation: what comes here is the city's own word.
async function look() {
  // Led back, with a cookie or without; anything else is no word of a city that is well.
  if ((await asked(RENEWED)).type !== "opaqueredirect") return;
  const answer = await asked(HERE);
  const text = await answer.text();
  if (isUnderHands()) return;
  if (answer.ok) show(new DOMParser().parseFromString(text, "text/html"));
  // Signed out, or nobody looks after her any more: the city says so herself.
  else if (answer.type === "opaqueredirect" || answer.status === 404) location.reload();
}

function asked(address) {
  const signal = AbortSignal.timeout(PATIENCE_MS);
  return fetch(address, { cache: "no-store", redirect: "manual", signal });
}

function show(page) {
  const [stands, came] = [document, page].map((each) => each.querySelector("main"));
  seenAt = Date.now();
  if (wordsOf(stands) === wordsOf(came)) return;
  const wasHere = stands.contains(document.activeElement);
  stands.replaceWith(came);
  if (wasHere) came.querySelector(".one")?.focus();
  document.title = page.title;
  tellNetwork();
}

// All but the request's id, which is another at each look.
function wordsOf(main) {
  return main.innerHTML.replace(/name="request_id" value="[^"]*"/, "");
}

// A button is not taken from under a finger, nor a word from its way.
function isUnderHands() {
  return isSent || !isLongerAgo(touchedAt, PRESS_TAKES_MS);
}

// By a clock that may be set back, and goes on while a tablet sleeps.
function isLongerAgo(at, ms) {
  return Math.abs(Date.now() - at) > ms;
}

addEventListener("online", tellNetwork);
addEventListener("offline", tellNetwork);
addEventListener("submit", () => {
  isSent = true;
});
addEventListener("pageshow", () => {
  isSent = false;
});
for (const touch of ["pointerdown", "keydown"]) {
  addEventListener(touch, () => {
    touchedAt = Date.now();
  });
}
document.addEventListener("visibilitychange", () => lookAgain(AGAIN_AFTER_MS));
setInterval(() => lookAgain(ANEW_AFTER_MS), LOOKS_EVERY_MS);
tellNetwork();
if ("serviceWorker" in navigator) navigator.serviceWorker.register("/care/worker.js");
