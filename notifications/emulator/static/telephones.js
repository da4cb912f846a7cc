// Shows what comes by itself, and reads a call aloud as the telephone would.
"use strict";
const wall = document.getElementById("wall");
const live = document.querySelector(".live");

function speakable(root) {
  for (const button of root.querySelectorAll("[data-say]")) {
    button.hidden = !("speechSynthesis" in window);
  }
}

document.addEventListener("click", (event) => {
  const button = event.target.closest("[data-say]");
  if (!button) return;
  window.speechSynthesis.cancel();
  for (let spoken = 0; spoken < Number(button.dataset.repeat); spoken += 1) {
    const words = new SpeechSynthesisUtterance(button.dataset.say);
    words.lang = button.dataset.language;
    window.speechSynthesis.speak(words);
  }
});

async function look() {
  try {
    const answer = await fetch("/telephones", { cache: "no-store" });
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    const now = page.getElementById("wall");
    if (now.innerHTML === wall.dataset.shown || wall.contains(document.activeElement)) return;
    wall.dataset.shown = now.innerHTML;
    wall.replaceChildren(...now.childNodes);
    live.replaceChildren(...page.querySelector(".live").childNodes);
    speakable(wall);
  } catch {
    // The emulator is away; the next look finds it.
  }
}

wall.dataset.shown = wall.innerHTML;
speakable(document);
setInterval(look, 2000);
