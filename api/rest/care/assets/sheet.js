// Where she lives and how to ring her, and where she cried for help, for who has taken the case; asked
// when somebody looks, since it is traced. Door and number are kept with the list for a stairwell
// without a network; where she cried lies in no store, and goes with the page.
"use strict";

import { SignedOut, ask, say } from "/care/assets/session.js";

const SHEET = `query ($caseId: ID!) { careVisitSheet(caseId: $caseId) {
  __typename ... on CareVisitSheet { address number position { lat lon accuracyMetres at } } } }`;

const places = new WeakMap();

// The city first; what was read before where it does not answer. Null: it is not theirs to read.
export async function readSheet(caseId, kept) {
  try {
    const said = await ask(SHEET, { caseId });
    if (said.__typename !== "CareVisitSheet") return null;
    const { position, ...sheet } = said;
    places.set(sheet, position);
    return sheet;
  } catch (trouble) {
    if (kept && !(trouble instanceof SignedOut)) return kept;
    throw trouble;
  }
}

export function drawSheet(place, sheet) {
  if (sheet === null) place.replaceChildren(line(say("work.not_yours")));
  else {
    place.replaceChildren(line(sheet.address ?? say("work.no_address")), number(sheet.number));
    const cried = places.get(sheet);
    if (cried) place.append(position(cried));
  }
}

export const drawNotNow = (place) => place.replaceChildren(line(say("work.not_now")));

function number(typed) {
  if (!typed) return line(say("work.no_number"));
  const link = Object.assign(document.createElement("a"), { href: `tel:${typed}`, textContent: typed });
  const row = line("");
  row.append(link);
  return row;
}

// The day, too: it may be of last night.
const WHEN = { month: "short", day: "numeric", hour: "2-digit", minute: "2-digit" };

function position({ lat, lon, accuracyMetres, at }) {
  const when = new Date(at).toLocaleString(document.documentElement.lang, WHEN);
  const metres = accuracyMetres === null ? "?" : Math.ceil(accuracyMetres);
  const row = line(`${say("work.position", { at: when, metres })} `);
  const where = `${lat.toFixed(5)},${lon.toFixed(5)}`;
  row.append(Object.assign(document.createElement("a"), { href: `geo:${where}`, textContent: where }));
  return row;
}

const line = (text) => Object.assign(document.createElement("p"), { textContent: text });
