// Forms that wait on this phone until there is a network.
//
// A form gets its request id when it is written down. It is sent with that id until the city has
// answered; sent twice, it gets the first answer. A picture waits with its form, and follows it.
"use strict";

import { Refused, SignedOut, ask, bearer } from "/care/assets/session.js";
import { FORMS, onShelf } from "/care/assets/shelf.js";

const ACT = `mutation ($input: RecordCareActInput!) { recordCareAct(input: $input) {
  __typename ... on RecordCareActSuccess { photoPath } } }`;
const TAKE = `mutation ($input: AcknowledgeCareCaseInput!) { acknowledgeCareCase(input: $input) { __typename } }`;
const DOCUMENTS = { act: ACT, take: TAKE };
const LIVES_MS = 7 * 24 * 60 * 60 * 1000;
const SENT = 204;
const NEVER = [404, 413, 415];

const keys = () => onShelf(FORMS, "readonly", (store) => store.getAllKeys());
const read = (key) => onShelf(FORMS, "readonly", (store) => store.get(key));
const drop = (key) => onShelf(FORMS, "readwrite", (store) => store.delete(key));
const change = (key, form) => onShelf(FORMS, "readwrite", (store) => store.put(form, key));

// `photo` is the bytes of a picture, or null.
export function keepForm(what, input, { whose, photo = null }) {
  const form = { what, whose, photo, keptAt: Date.now(), input: { requestId: crypto.randomUUID(), ...input } };
  return onShelf(FORMS, "readwrite", (store) => store.add(form));
}

export async function waiting(whose) {
  const forms = await onShelf(FORMS, "readonly", (store) => store.getAll());
  return forms.filter((form) => isOf(form, whose)).length;
}

// One after the other, so that what was done first is told first. Without a network it throws and
// is called again; what is refused for good is said (`tell`) and let go. Another's forms stay for
// them, for a week: nobody sends what somebody else has done.
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
  const refusal = await (form.what === "photo" ? sendPhoto(form) : sendInput(key, form));
  if (refusal === LATER) return;
  if (refusal) tell(refusal);
  if (form.next) await send(key, form.next, tell);
  else await drop(key);
}

const LATER = Symbol("later");

async function sendInput(key, form) {
  try {
    const said = await ask(DOCUMENTS[form.what], { input: form.input });
    // Done "in the future": this phone's clock is ahead. It is sent again once that is past.
    if (said.__typename === "NoSuchCareAct") return LATER;
    if (form.photo && said.photoPath) {
      form.next = { what: "photo", whose: form.whose, photo: form.photo, path: said.photoPath, keptAt: form.keptAt };
      await change(key, form.next);
    }
    return said.__typename.endsWith("Success") ? null : said.__typename;
  } catch (refusal) {
    if (!(refusal instanceof Refused) || refusal.code === "UNAVAILABLE") throw refusal;
    return refusal.code;
  }
}

async function sendPhoto(form) {
  const headers = { authorization: `Bearer ${await bearer()}` };
  const answer = await fetch(form.path, { method: "POST", headers, body: form.photo });
  if (answer.status === SENT) return null;
  if (answer.status === 401) throw new SignedOut();
  if (NEVER.includes(answer.status)) return `photo ${answer.status}`;
  throw new TypeError(`no photo: ${answer.status}`);
}
