// Her one-button screen: says what to do without a network, and looks again when it is looked at.
"use strict";

const AGAIN_AFTER_MS = 60_000;
const openedAt = performance.now();
const says = document.getElementById("offline");

function tellNetwork() {
  says.textContent = navigator.onLine ? "" : says.dataset.says;
}

function lookAgain() {
  const isOld = performance.now() - openedAt > AGAIN_AFTER_MS;
  if (document.visibilityState === "visible" && navigator.onLine && isOld) location.reload();
}

addEventListener("online", tellNetwork);
addEventListener("offline", tellNetwork);
document.addEventListener("visibilitychange", lookAgain);
tellNetwork();
if ("serviceWorker" in navigator) navigator.serviceWorker.register("/care/worker.js");
