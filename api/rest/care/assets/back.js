// What she is shown without a network; her button comes back by itself once the city answers.
"use strict";

const LOOKS_EVERY_MS = 15_000;
const PATIENCE_MS = 8_000;
const HERS = document.querySelector("[data-home]").href;
let isLooking = false;

async function look() {
  if (document.visibilityState !== "visible" || isLooking) return;
  isLooking = true;
  try {
    const signal = AbortSignal.timeout(PATIENCE_MS);
    const answer = await fetch(HERS, { cache: "no-store", redirect: "manual", signal });
    // A sign-in, or that nobody looks after her, is the city's own word, too.
    if (answer.status < 500) location.replace(HERS);
  } catch {
    // Nobody answers: asked again soon.
  } finally {
    isLooking = false;
  }
}

addEventListener("online", look);
document.addEventListener("visibilitychange", look);
setInterval(look, LOOKS_EVERY_MS);
