// Forms that wait on this phone until there is a network.
//
// A form is a few steps: what was done, its picture, that the case is closed. Each gets its request
// id when it is written down and is sent with it until the city has answered; sent twice, it gets
// the first answer. A step that is done is struck off, so that the next one goes on from there.
// What is refused for good is kept as well, marked as refused, until whoever wrote it lets it go.
"use strict";

import { FORMS, onShelf } from "/care/assets/shelf.js";
import { sendStep } from "/care/assets/steps.js";

const LIVES_MS = 7 * 24 * 60 * 60 * 1000;
const SOON_MS = 5_000;
const LATEST_MS = 30 * 60 * 1000;
const HOLDS_UP_MS = 60 * 60 * 1000;

const keys = () => onShelf(FORMS, "readonly", (store) => store.getAllKeys());
const read = (key) => onShelf(FORMS, "readonly", (store) => store.get(key));
const add = (form) => onShelf(FORMS, "readwrite", (store) => store.add(form));
const change = (key, form) => onShelf(FORMS, "readwrite", (store) => store.put(form, key));
const drop = (key) => onShelf(FORMS, "readwrite", (store) => store.delete(key));

export function keepForm(whose, steps) {
  return add({ whose, steps, keptAt: Date.now() });
}

export async function waiting(whose) {
  return (await formsOf(whose)).filter(([, form]) => !form.refused).length;
}

// Each with its key, by which it is let go.
export async function refusedForms(whose) {
  return (await formsOf(whose)).filter(([, form]) => form.refused);
}

export const letGo = drop;

async function formsOf(whose) {
  const found = [];
  for (const key of await keys()) {
    const form = await read(key);
    if (form && isOf(form, whose)) found.push([key, form]);
  }
  return found;
}

// One after the other, so that what was done first is told first. Without a network it throws and
// is called again. A form that meets a fault waits, and the others go on: those of the same case
// only when it has failed for an hour. Another's forms stay for them, for a week: nobody sends what
// somebody else has done. `hurries`: the network has come back, and nothing waits for its time.
export async function sendForms(whose, { hurries = false } = {}) {
  const heldUp = new Set();
  for (const key of await keys()) {
    const form = await read(key);
    if (!form) continue;
    if (isOf(form, whose)) await sendInTurn(key, form, heldUp, hurries);
    else if (Date.now() - form.keptAt > LIVES_MS) await drop(key);
  }
}

async function sendInTurn(key, form, heldUp, hurries) {
  if (form.refused) return;
  const about = stepsOf(form)[0]?.input?.caseId;
  if (heldUp.has(about)) return;
  const left = isResting(form) && !hurries ? form : await send(key, form);
  if (left && about && Date.now() - left.failsSince < HOLDS_UP_MS) heldUp.add(about);
}

// A clock that was set back makes nothing wait for longer.
function isResting({ notBefore = 0 }) {
  const rest = notBefore - Date.now();
  return 0 < rest && rest <= LATEST_MS;
}

// Of before forms had owners: whoever sits at this phone wrote it.
function isOf(form, whose) {
  return (form.whose ?? whose) === whose;
}

function stepsOf(form) {
  return form.steps ?? [form];
}

// The form as it waits for another time; nothing where it is done or refused.
async function send(key, form) {
  let steps = stepsOf(form);
  while (steps.length) {
    const [first, ...rest] = steps;
    const said = await sendStep(first, form.keptAt);
    if (said.later) return putOff(key, { ...form, steps: [said.later, ...rest] });
    if (said.refused && first.what !== "photo") {
      // What was not done closes nothing.
      await change(key, { ...form, steps, refused: said.refused });
      return null;
    }
    // A picture that cannot be kept holds up nothing.
    if (said.refused) await add({ ...form, steps: [first], refused: said.refused });
    steps = [...(said.next ?? []), ...rest];
    form = { ...form, steps, tries: 0, failsSince: undefined };
    if (steps.length) await change(key, form);
  }
  await drop(key);
  return null;
}

// Twice as long each time.
async function putOff(key, form) {
  const tries = (form.tries ?? 0) + 1;
  const notBefore = Date.now() + Math.min(SOON_MS * 2 ** tries, LATEST_MS);
  const left = { ...form, tries, notBefore, failsSince: form.failsSince ?? Date.now() };
  await change(key, left);
  return left;
}
