// Her one-button screen: says what to do without a network, and looks again when it is looked at.
"use strict";

const AGAIN_AFTER_MS = 60_000;
const openedAt = performance.now();
const says = document.getElementById("offline");

// To an eye as it is written, to an ear as one says it: "119" is no hundred and nineteen.
function tellNetwork() {
  says.replaceChildren();
  if (navigator.onLine) return;
  const shown = Object.assign(document.createElement("span"), { textContent: says.dataset.says });
  const said = Object.assign(document.createElement("span"), { textContent: says.dataset.spoken });
  shown.setAttribute("aria-hidden", "true");
  said.className = "unseen";
  says.append(shown, said);
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
