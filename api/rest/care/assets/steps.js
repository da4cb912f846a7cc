// A step of a form, and what the city says to it: done, refused for good, or not now.
//
// For good is only what the use case itself refuses, or a code which says that the request is wrong.
// All else is a fault of ours or of the way, and says nothing of what was written: it is kept.
"use strict";

import { Refused, SignedOut, ask, bearer } from "/care/assets/session.js";

const ACT = `mutation ($input: RecordCareActInput!) { recordCareAct(input: $input) {
  __typename ... on RecordCareActSuccess { photoPath } } }`;
const TAKE = `mutation ($input: AcknowledgeCareCaseInput!) { acknowledgeCareCase(input: $input) { __typename } }`;
const CLOSE = `mutation ($input: CloseCareCaseInput!) { closeCareCase(input: $input) { __typename } }`;
const NONE = `mutation ($input: MarkCareFalseAlarmInput!) { markCareFalseAlarm(input: $input) { __typename } }`;
const OPINION = `mutation ($input: GiveCareOpinionInput!) { giveCareOpinion(input: $input) { __typename } }`;
const DOCUMENTS = { act: ACT, take: TAKE, close: CLOSE, none: NONE, opinion: OPINION };
const WRONG = ["BAD_USER_INPUT", "FORBIDDEN", "REQUEST_ID_REUSED", "BODY_TOO_LARGE", "RESIDENT_NUMBER_REFUSED"];
const WRONG_PHOTO = [404, 413, 415];
const SENT = 204;
const CLOCK_RUNS_AHEAD_MS = 24 * 60 * 60 * 1000;

const done = (...next) => ({ next });
const refused = (why) => ({ refused: why });
const later = (step) => ({ later: step });

// As the city is asked for it; `photo` are the bytes of a picture, or null.
export function step(what, input, photo = null) {
  return { what, photo, input: { requestId: crypto.randomUUID(), ...input } };
}

// Throws where nobody is signed in, or there is no network.
export function sendStep(one, keptAt) {
  return one.what === "photo" ? sendPhoto(one) : sendInput(one, keptAt);
}

async function sendInput(one, keptAt) {
  try {
    return heard(one, await ask(DOCUMENTS[one.what], { input: sentNow(one.input) }), keptAt);
  } catch (refusal) {
    if (!(refusal instanceof Refused)) throw refusal;
    return WRONG.includes(refusal.code) ? refused(refusal.code) : later(one);
  }
}

// What was done keeps the moment of this phone's clock; what that shows now says how far it is off.
function sentNow(input) {
  return input.act ? { ...input, act: { ...input.act, sentAt: new Date().toISOString() } } : input;
}

function heard(one, said, keptAt) {
  const name = said?.__typename;
  if (!name) return later(one);
  if (name === "NoSuchCareAct") return tooEarly(one, keptAt);
  // Somebody else has ended it meanwhile: that is what was wanted.
  if (name === "CareCaseOver") return done();
  if (!name.endsWith("Success")) return refused(name);
  const { photo } = one;
  return photo && said.photoPath ? done({ what: "photo", photo, path: said.photoPath }) : done();
}

// Done "in the future", though not by this phone's clock: it was set since, and that passes. The city
// gives its first answer again to the same request id, so that the next time it is another.
function tooEarly(one, keptAt) {
  const isToCome = Date.parse(one.input.act.at) > Date.now();
  if (isToCome || Date.now() - keptAt > CLOCK_RUNS_AHEAD_MS) return refused("NoSuchCareAct");
  return later({ ...one, input: { ...one.input, requestId: crypto.randomUUID() } });
}

async function sendPhoto(one) {
  const headers = { authorization: `Bearer ${await bearer()}` };
  const answer = await fetch(one.path, { method: "POST", headers, body: one.photo });
  if (answer.status === SENT) return done();
  if (answer.status === 401) throw new SignedOut();
  return WRONG_PHOTO.includes(answer.status) ? refused(`photo_${answer.status}`) : later(one);
}
