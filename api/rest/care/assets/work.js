// A care worker's list, with forms that wait on this phone until there is a network.
//
// A form gets its request id when it is written down. It is sent with that id until the city has
// answered; sent twice, it gets the first answer. The list itself is kept in memory alone.
"use strict";

import { drawScheme, places } from "/care/assets/scheme.js";
import { COLOURS, Refused, SignedOut, ask, clock, say } from "/care/assets/session.js";

const HOMES = `query { myOffices { role unit { id name } } }`;
const SENIORS = `query ($after: String) { myCareSeniors(first: 100, after: $after) {
  edges { node { seniorId dongId } } pageInfo { hasNextPage endCursor } } }`;
const LIST = `query { openCareCases { id seniorId senior state level kind late openedAt nextAt takenBy } }`;
const ACT = `mutation ($input: RecordCareActInput!) { recordCareAct(input: $input) { __typename } }`;
const TAKE = `mutation ($input: AcknowledgeCareCaseInput!) { acknowledgeCareCase(input: $input) { __typename } }`;
const DOCUMENTS = { act: ACT, take: TAKE };
const EVERY_MS = 20_000;
const STORE = "forms";

const news = document.getElementById("news");
const queue = document.getElementById("queue");
const list = document.getElementById("cases");
const template = document.getElementById("case");
let shown = [];
let sending = false;
let homes = null;

// The forms that wait: IndexedDB, in the order in which they were written.
function opened() {
  return new Promise((resolve, reject) => {
    const request = indexedDB.open("care-work", 1);
    request.onupgradeneeded = () => request.result.createObjectStore(STORE, { autoIncrement: true });
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });
}

async function inStore(mode, use) {
  const base = await opened();
  return new Promise((resolve, reject) => {
    const store = base.transaction(STORE, mode).objectStore(STORE);
    const request = use(store);
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });
}

const put = (form) => inStore("readwrite", (store) => store.add(form));
const drop = (key) => inStore("readwrite", (store) => store.delete(key));
const keys = () => inStore("readonly", (store) => store.getAllKeys());
const read = (key) => inStore("readonly", (store) => store.get(key));

async function keep(what, input) {
  await put({ what, input: { requestId: crypto.randomUUID(), ...input } });
  await send();
}

// One after the other, so that what was done first is told first. Without a network it stops and
// begins again; what is refused for good is said and let go.
async function send() {
  if (sending) return;
  sending = true;
  try {
    for (const key of await keys()) {
      const form = await read(key);
      try {
        const said = await ask(DOCUMENTS[form.what], { input: form.input });
        // Done "in the future": this phone's clock is ahead. It is sent again once that is past.
        if (said.__typename === "NoSuchCareAct") continue;
        if (!said.__typename.endsWith("Success")) tell("work.refused", { what: said.__typename });
      } catch (refusal) {
        if (!(refusal instanceof Refused) || refusal.code === "UNAVAILABLE") throw refusal;
        tell("work.refused", { what: refusal.code });
      }
      await drop(key);
    }
    await refresh();
  } catch (trouble) {
    hear(trouble);
  } finally {
    sending = false;
    await count();
  }
}

async function refresh() {
  shown = await ask(LIST);
  homes ??= await readHomes();
  draw();
  const at = new Date().toLocaleTimeString(document.documentElement.lang, { hour: "2-digit", minute: "2-digit" });
  tell(shown.length ? "work.as_of" : "work.nothing", { at });
  document.getElementById("sign-in").hidden = true;
}

function hear(trouble) {
  document.getElementById("sign-in").hidden = !(trouble instanceof SignedOut);
  if (trouble instanceof TypeError) tell("work.offline");
  else if (trouble instanceof SignedOut) tell("work.sign_in");
  else tell("work.refused", { what: trouble.message });
}

function tell(key, values) {
  news.textContent = say(key, values);
}

async function count() {
  const n = (await keys()).length;
  queue.textContent = n ? say("work.waiting", { n }) : "";
}

// Rows that stand already stay, so that an open form is not lost under somebody's fingers.
function draw() {
  const rows = new Map([...list.children].map((row) => [row.dataset.id, row]));
  list.append(...shown.map((one) => fill(rows.get(one.id) ?? made(one.id), one)));
  for (const [id, row] of rows) if (!shown.some((one) => one.id === id)) row.remove();
  drawScheme(document.getElementById("map"), places, homes.dongs.map(look));
  tick();
}

// Her own dongs, and who lives in which; asked once, since each senior shown is audited.
async function readHomes() {
  const offices = await ask(HOMES).catch(() => []);
  const units = offices.filter((each) => each.role === "CARE_WORKER" && each.unit);
  const dongOf = new Map();
  for (let after = null, more = units.length > 0; more; ) {
    const page = await ask(SENIORS, { after });
    for (const { node } of page.edges) dongOf.set(node.seniorId, node.dongId);
    after = page.pageInfo.endCursor;
    more = page.pageInfo.hasNextPage;
  }
  return { dongs: units.map((each) => each.unit), dongOf };
}

function look(dong) {
  const living = [...homes.dongOf.values()].filter((each) => each === dong.id).length;
  const open = shown.filter((one) => homes.dongOf.get(one.seniorId) === dong.id).length;
  const lines = [say("work.homes", { n: living }), say("work.open", { n: open })];
  return { name: dong.name, lines, look: open ? "risk-2" : "risk-0", said: `${dong.name}: ${lines.join(", ")}` };
}

function made(id) {
  const row = template.content.firstElementChild.cloneNode(true);
  row.dataset.id = id;
  row.querySelector(".take").addEventListener("click", () => keep("take", { caseId: id }));
  setNow(row.querySelector("[name=at]"));
  row.querySelector("form").addEventListener("submit", (event) => {
    event.preventDefault();
    const form = event.target;
    const at = momentOf(form.at);
    keep("act", { caseId: id, act: { kind: form.kind.value, at, note: form.note.value || null } });
    form.note.value = "";
    setNow(form.at);
    row.querySelector("details").open = false;
    row.querySelector("summary").focus();
    tell("work.kept");
  });
  return row;
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
  return row;
}

function tick() {
  const now = Date.now();
  for (const one of shown) {
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

addEventListener("online", send);
addEventListener("offline", () => tell("work.offline"));
setInterval(send, EVERY_MS);
setInterval(tick, 1_000);
if ("serviceWorker" in navigator) navigator.serviceWorker.register("/care/worker.js");
count();
send();
