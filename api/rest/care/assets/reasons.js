// Why a case was raised, the latest first; asked when somebody looks, since it is traced.
"use strict";

import { ask, say } from "/care/assets/session.js";

const WHY = `query ($caseId: ID!) { careCase(caseId: $caseId) { concerns { kind observedAt late reasons } } }`;
const WHEN = { month: "long", day: "numeric", hour: "2-digit", minute: "2-digit" };

export async function showReasons(place, caseId) {
  const seen = await ask(WHY, { caseId });
  const concerns = [...(seen?.concerns ?? [])].reverse();
  place.replaceChildren(...concerns.map(drawn));
  if (!concerns.length) place.append(item(say("work.no_reasons")));
}

function drawn(concern) {
  const at = new Date(concern.observedAt).toLocaleString(document.documentElement.lang, WHEN);
  const late = concern.late ? say("work.late") : "";
  const row = item([say(`kind.${concern.kind}`), at, late].filter(Boolean).join(" · "));
  row.append(...concern.reasons.map(sentence));
  return row;
}

const sentence = (text) => Object.assign(document.createElement("p"), { textContent: text });
const item = (text) => Object.assign(document.createElement("li"), { textContent: text });
