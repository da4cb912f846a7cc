// What was done in a case, by whom, with its pictures; asked when somebody looks, since it is traced.
"use strict";

import { picture } from "/care/assets/photo.js";
import { ask, say } from "/care/assets/session.js";

const DONE = `query ($caseId: ID!) { careCase(caseId: $caseId) { acts { kind settles at by note photoPath } } }`;

export async function showActs(place, caseId) {
  const seen = await ask(DONE, { caseId });
  const acts = seen?.acts ?? [];
  place.replaceChildren(...acts.map(line));
  if (!acts.length) place.append(item(say("work.nothing_done")));
}

function line(act) {
  const at = new Date(act.at).toLocaleTimeString(document.documentElement.lang, { hour: "2-digit", minute: "2-digit" });
  const row = item([at, act.by, what(act), act.note].filter(Boolean).join(" · "));
  if (act.photoPath) row.append(opener(act.photoPath));
  return row;
}

// Whom she lets see her state alone is told no more than whether somebody knows how she is.
function what(act) {
  if (act.kind) return say(`act.${act.kind}`);
  return say(act.settles ? "work.act_settles" : "work.act_tries");
}

function opener(path) {
  const button = document.createElement("button");
  button.type = "button";
  button.className = "button quiet";
  button.textContent = say("work.see_photo");
  button.addEventListener("click", async () => {
    const image = await picture(path).catch(() => null);
    if (image === null) return;
    image.alt = say("work.photo_of_act");
    button.replaceWith(image);
  });
  return button;
}

const item = (text) => Object.assign(document.createElement("li"), { textContent: text });
