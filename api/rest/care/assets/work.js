// A care worker's list by urgency, with forms that wait on this phone until there is a network.
"use strict";

import { showActs } from "/care/assets/acts.js";
import { keepForm, sendForms, waiting } from "/care/assets/forms.js";
import { drawFaces, drawHomes, readHomes } from "/care/assets/homes.js";
import { forgetList, keepList, keptList } from "/care/assets/kept.js";
import { dismiss, drawOnward, goesOnward } from "/care/assets/onward.js";
import { madeSmall } from "/care/assets/photo.js";
import { showReasons } from "/care/assets/reasons.js";
import { drawRefused } from "/care/assets/refused.js";
import { COLOURS, SignedOut, ask, askAll, clock, say } from "/care/assets/session.js";
import { drawNotNow, drawSheet, readSheet } from "/care/assets/sheet.js";
import { step } from "/care/assets/steps.js";

const ME = `query { me { id } }`;
const LIST = `query { openCareCases { id seniorId senior state level kind late openedAt asOf nextAt takenBy mine mayConfirm } openCareCaseCount }`;
const EVERY_MS = 20_000;

const news = document.getElementById("news");
const queue = document.getElementById("queue");
const list = document.getElementById("cases");
const more = document.getElementById("more");
const template = document.getElementById("case");
const signIn = document.getElementById("sign-in");
let seen = null; // { whose, at, cases, count, homes, sheets }: what stands on the screen
let whose = null; // who is signed in, once the city has said so
let unsent = ""; // why what was pressed last was not said: nobody is signed in
let sending = false;
let keeping = Promise.resolve();

async function keep(...steps) {
  await keepForm(seen.whose, steps);
  tell("work.kept");
  await send();
}

async function send(how) {
  if (sending) return;
  sending = true;
  try {
    await seeWhoSitsHere();
    await sendForms(whose, how);
    await refresh();
  } catch (trouble) {
    await hear(trouble);
  } finally {
    sending = false;
    await count();
  }
}

// Another tab may have signed somebody else in: what waits is sent by whoever wrote it.
async function seeWhoSitsHere() {
  const { id } = await ask(ME);
  if (seen && seen.whose !== id) await leave();
  whose = id;
}

async function isStillHere() {
  const by = seen?.whose;
  await seeWhoSitsHere();
  return seen !== null && seen.whose === by;
}

async function refresh() {
  const homes = seen?.whose === whose && seen.fresh ? seen.homes : await readHomes();
  const { openCareCases: cases, openCareCaseCount: count } = await askAll(LIST);
  seen = { whose, at: Date.now(), cases, count, homes, sheets: sheetsOf(cases), fresh: true };
  await keepSeen();
  draw();
  tell(seen.cases.length ? "work.as_of" : "work.nothing", { at: asOf() });
  signIn.hidden = true;
  unsent = "";
}

// One after the other: an older list never lands upon a newer one.
function keepSeen() {
  const { fresh, ...list } = seen;
  keeping = keeping.then(() => keepList(list)).catch(() => {});
  return keeping;
}

// An address is kept while its case is in these hands, and no longer.
function sheetsOf(cases) {
  const known = seen?.whose === whose ? (seen.sheets ?? {}) : {};
  const theirs = cases.filter(({ id, mine }) => mine && known[id]);
  return Object.fromEntries(theirs.map(({ id }) => [id, known[id]]));
}

async function hear(trouble) {
  const isOut = trouble instanceof SignedOut;
  signIn.hidden = !isOut;
  if (isOut) await leave();
  else if (trouble instanceof TypeError) offline();
  else tell("work.trouble");
}

function offline() {
  list.classList.toggle("stale", seen !== null);
  if (seen) tell("work.stale", { at: asOf() });
  else tell("work.offline");
}

// Nobody is signed in: nothing of anybody stays on the screen or is kept, but forms that wait.
async function leave() {
  whose = null;
  seen = null;
  dismiss();
  await forgetList();
  list.replaceChildren();
  more.textContent = "";
  drawFaces({ faces: [] });
  drawHomes({ dongs: [], dongOf: {}, onMap: [] }, []);
  news.textContent = unsent || say("work.sign_in");
}

function tell(key, values) {
  news.textContent = say(key, values);
}

function asOf() {
  return new Date(seen.at).toLocaleTimeString(document.documentElement.lang, { hour: "2-digit", minute: "2-digit" });
}

async function count() {
  const writer = whose ?? seen?.whose;
  const n = await waiting(writer);
  queue.textContent = n ? say("work.waiting", { n }) : "";
  await drawRefused(writer, (caseId) => seen?.cases.find(({ id }) => id === caseId)?.senior);
}

// Rows that stand already stay, so that an open form is not lost under somebody's fingers.
function draw() {
  const rows = new Map([...list.children].map((row) => [row.dataset.id, row]));
  list.append(...seen.cases.map((one) => fill(rows.get(one.id) ?? made(one.id), one)));
  for (const [id, row] of rows) if (!seen.cases.some((one) => one.id === id)) row.remove();
  list.classList.toggle("stale", !seen.fresh);
  const n = seen.count - seen.cases.length;
  more.textContent = n > 0 ? say("work.more", { n }) : "";
  drawHomes(seen.homes, seen.cases);
  drawFaces(seen.homes);
  tick();
}

function made(id) {
  const row = template.content.firstElementChild.cloneNode(true);
  row.dataset.id = id;
  row.querySelector(".take").addEventListener("click", () => keep(step("take", { caseId: id })));
  setNow(row.querySelector("[name=at]"));
  row.querySelector(".write form").addEventListener("submit", (event) => {
    event.preventDefault();
    write(row, id, event.target);
  });
  row.querySelector(".none form").addEventListener("submit", (event) => {
    event.preventDefault();
    const none = step("none", { caseId: id, reason: event.target.reason.value, at: knownAt(id) });
    keep(none, ...opinionIn(event.target, id));
  });
  goesOnward(row, id, { isStill: isStillHere, heard: heardOnward });
  const because = row.querySelector(".because");
  because.addEventListener("toggle", () => {
    if (because.open) showWhy(because.querySelector("ul"), id);
  });
  const done = row.querySelector(".done");
  done.addEventListener("toggle", () => {
    if (done.open) showActs(done.querySelector("ul"), id).catch(hear);
  });
  const sheet = row.querySelector(".sheet");
  sheet.addEventListener("toggle", () => {
    if (sheet.open) showSheet(sheet.querySelector("div"), id);
  });
  return row;
}

// Her row goes with the sign-in: that it was not said, the page still says.
async function heardOnward(trouble, text) {
  if (trouble instanceof SignedOut) unsent = text;
  await (trouble ? hear(trouble) : send());
}

async function showWhy(place, id) {
  try {
    await showReasons(place, id);
  } catch (trouble) {
    if (seen) drawNotNow(place);
    if (trouble instanceof SignedOut || trouble instanceof TypeError) await hear(trouble);
  }
}

// Said of what stands on the screen, by the city's clock: what came since it does not end. A list
// that was kept before the city said so has this phone's moment.
function knownAt(id) {
  return seen.cases.find((one) => one.id === id)?.asOf ?? new Date(seen.at).toISOString();
}

async function showSheet(place, id) {
  try {
    const sheet = await readSheet(id, seen.sheets?.[id]);
    if (!seen) return; // signed out meanwhile
    drawSheet(place, sheet);
    seen.sheets = { ...seen.sheets, [id]: sheet ?? undefined };
    await keepSeen();
  } catch (trouble) {
    if (seen) drawNotNow(place);
    if (trouble instanceof SignedOut || trouble instanceof TypeError) await hear(trouble);
  }
}

async function write(row, caseId, form) {
  const at = momentOf(form.at);
  const taken = form.photo.files[0];
  const photo = taken ? await madeSmall(taken) : null;
  const act = { kind: form.kind.value, at, note: form.note.value || null };
  const closing = form.closes.checked ? [step("close", { caseId })] : [];
  const opinion = opinionIn(form, caseId);
  form.reset();
  setNow(form.at);
  row.querySelector(".write").open = false;
  row.querySelector(".write summary").focus();
  await keep(step("act", { caseId, act }, photo), ...closing, ...opinion);
  if (taken && photo === null) tell("work.no_photo");
}

// "Was this right?", where somebody says so: while it goes on, or as they end it.
function opinionIn(form, caseId) {
  return form.opinion.value ? [step("opinion", { caseId, opinion: form.opinion.value })] : [];
}

function fill(row, one) {
  row.querySelector(".who").textContent = one.senior;
  const state = row.querySelector(".state");
  state.textContent = say(`level.${one.level}`);
  state.className = `state ${COLOURS[one.level]}`;
  const why = one.kind ? say(`kind.${one.kind}`) : "";
  row.querySelector(".why").textContent = one.late ? `${why} · ${say("work.late")}` : why;
  row.querySelector(".taker").textContent = one.takenBy ? say("work.taken", { name: one.takenBy }) : "";
  row.querySelector(".take").hidden = one.state !== "OPEN";
  drawOnward(row, one);
  const sheet = row.querySelector(".sheet");
  sheet.hidden = !one.mine;
  if (!one.mine) {
    sheet.open = false;
    sheet.querySelector("div").replaceChildren();
  }
  return row;
}

function tick() {
  const now = Date.now();
  for (const one of seen?.cases ?? []) {
    const row = list.querySelector(`[data-id="${CSS.escape(one.id)}"] .clock`);
    if (row) row.textContent = clock(one.openedAt, one.nextAt, now);
  }
}

// This very moment, unless somebody said another: a minute is too coarse to stand behind a signal.
function momentOf(field) {
  return (field.value === field.defaultValue ? new Date() : new Date(field.value)).toISOString();
}

function setNow(field) {
  field.defaultValue = localNow();
  field.value = field.defaultValue;
}

function localNow() {
  const now = new Date();
  now.setMinutes(now.getMinutes() - now.getTimezoneOffset());
  return now.toISOString().slice(0, 16);
}

// Who signs out takes the list along; forms that wait stay for them.
document.getElementById("sign-out").addEventListener("click", async (event) => {
  event.preventDefault();
  await forgetList();
  location.assign(event.target.href);
});

async function begin() {
  seen = await keptList().catch(() => null);
  if (seen) {
    draw();
    tell("work.stale", { at: asOf() });
  }
  await count();
  await send();
}

addEventListener("online", () => send({ hurries: true }));
addEventListener("offline", offline);
setInterval(() => send(), EVERY_MS);
setInterval(tick, 1_000);
if ("serviceWorker" in navigator) navigator.serviceWorker.register("/care/worker.js");
begin();
