// Forms that wait on this phone until there is a network.
//
// A form is a few steps: what was done, its picture, that the case is closed. Each gets its request
// id when it is written down and is sent with it until the city has answered; sent twice, it gets
// the first answer. A step that is done is struck off, so that the next one goes on from there.
"use strict";

import { Refused, SignedOut, ask, bearer } from "/care/assets/session.js";
import { FORMS, onShelf } from "/care/assets/shelf.js";

const ACT = `mutation ($input: RecordCareActInput!) { recordCareAct(input: $input) {
  __typename ... on RecordCareActSuccess { photoPath } } }`;
const TAKE = `mutation ($input: AcknowledgeCareCaseInput!) { acknowledgeCareCase(input: $input) { __typename } }`;
const CLOSE = `mutation ($input: CloseCareCaseInput!) { closeCareCase(input: $input) { __typename } }`;
const NONE = `mutation ($input: MarkCareFalseAlarmInput!) { markCareFalseAlarm(input: $input) { __typename } }`;
const DOCUMENTS = { act: ACT, take: TAKE, close: CLOSE, none: NONE };
const LIVES_MS = 7 * 24 * 60 * 60 * 1000;
const SENT = 204;
const NEVER = [404, 413, 415];

const keys = () => onShelf(FORMS, "readonly", (store) => store.getAllKeys());
const read = (key) => onShelf(FORMS, "readonly", (store) => store.get(key));
const drop = (key) => onShelf(FORMS, "readwrite", (store) => store.delete(key));
const change = (key, form) => onShelf(FORMS, "readwrite", (store) => store.put(form, key));

// A step of a form, as the city is asked for it; `photo` are the bytes of a picture, or null.
export function step(what, input, photo = null) {
  return { what, photo, input: { requestId: crypto.randomUUID(), ...input } };
}

export function keepForm(whose, steps) {
  return onShelf(FORMS, "readwrite", (store) => store.add({ whose, steps, keptAt: Date.now() }));
}

export async function waiting(whose) {
  const forms = await onShelf(FORMS, "readonly", (store) => store.getAll());
  return forms.filter((form) => isOf(form, whose)).length;
}

// One after the other, so that what was done first is told first. Without a network it throws and
// is called again; what is refused for good is said (`tell`), and the form is let go. Another's
// forms stay for them, for a week: nobody sends what somebody else has done.
export async function sendForms(whose, tell) {
  for (const key of await keys()) {
    const form = await read(key);
    if (!form) continue;
    if (isOf(form, whose)) await send(key, form, tell);
    else if (Date.now() - form.keptAt > LIVES_MS) await drop(key);
  }
}

// Of before forms had owners: whoever sits at this phone wrote it.
function isOf(form, whose) {
  return (form.whose ?? whose) === whose;
}

async function send(key, form, tell) {
  let steps = form.steps ?? [form];
  while (steps.length) {
    const [first, ...rest] = steps;
    const said = await (first.what === "photo" ? sendPhoto(first) : sendInput(first));
    if (said.later) return;
    if (said.refused) tell(said.refused);
    // A picture that cannot be kept holds up nothing; what was not done closes nothing.
    steps = said.refused && first.what !== "photo" ? [] : [...said.next, ...rest];
    if (steps.length) await change(key, { ...form, steps });
  }
  await drop(key);
}

const done = (...next) => ({ next });
const refused = (why) => ({ refused: why, next: [] });

async function sendInput({ what, input, photo }) {
  try {
    const said = await ask(DOCUMENTS[what], { input });
    // Done "in the future": this phone's clock is ahead. It is sent again once that is past.
    if (said.__typename === "NoSuchCareAct") return { later: true };
    // Somebody else has ended it meanwhile: that is what was wanted.
    if (said.__typename === "CareCaseOver") return done();
    if (!said.__typename.endsWith("Success")) return refused(said.__typename);
    return photo && said.photoPath ? done({ what: "photo", photo, path: said.photoPath }) : done();
  } catch (refusal) {
    if (!(refusal instanceof Refused) || refusal.code === "UNAVAILABLE") throw refusal;
    return refused(refusal.code);
  }
}

async function sendPhoto({ path, photo }) {
  const headers = { authorization: `Bearer ${await bearer()}` };
  const answer = await fetch(path, { method: "POST", headers, body: photo });
  if (answer.status === SENT) return done();
  if (answer.status === 401) throw new SignedOut();
  if (NEVER.includes(answer.status)) return refused(`photo ${answer.status}`);
  throw new TypeError(`no photo: ${answer.status}`);
}
