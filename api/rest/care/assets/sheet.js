// Where she lives and how to ring her, for who has taken the case; asked when somebody looks, since
// it is traced, and kept with the list for a stairwell without a network.
"use strict";

import { SignedOut, ask, say } from "/care/assets/session.js";

const SHEET = `query ($caseId: ID!) { careVisitSheet(caseId: $caseId) {
  __typename ... on CareVisitSheet { address number } } }`;

// The city first; what was read before where it does not answer. Null: it is not theirs to read.
export async function readSheet(caseId, kept) {
  try {
    const said = await ask(SHEET, { caseId });
    return said.__typename === "CareVisitSheet" ? said : null;
  } catch (trouble) {
    if (kept && !(trouble instanceof SignedOut)) return kept;
    throw trouble;
  }
}

export function drawSheet(place, sheet) {
  if (sheet === null) place.replaceChildren(line(say("work.not_yours")));
  else place.replaceChildren(line(sheet.address ?? say("work.no_address")), number(sheet.number));
}

export const drawNotNow = (place) => place.replaceChildren(line(say("work.not_now")));

function number(typed) {
  if (!typed) return line(say("work.no_number"));
  const link = Object.assign(document.createElement("a"), { href: `tel:${typed}`, textContent: typed });
  const row = line("");
  row.append(link);
  return row;
}

const line = (text) => Object.assign(document.createElement("p"), { textContent: text });
