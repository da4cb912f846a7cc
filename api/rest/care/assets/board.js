// A centre's board: live over graphql-sse, its figures, and a scheme of the dongs.
"use strict";

import { drawScheme, places } from "/care/assets/scheme.js";
import { COLOURS, SignedOut, ask, bearer, clock, say } from "/care/assets/session.js";

const OFFICES = `query { myOffices { role unit { id name } } }`;
const FIELDS = `centreId at caredFor waiting paused unheard more
  cases { id senior state level kind late openedAt nextAt takenBy }`;
const LIVE = `subscription ($centreId: ID!) { careBoardChanged(centreId: $centreId) { ${FIELDS} } }`;
const FIGURES = `query ($centreId: ID!, $month: Date!) { careFigures(centreId: $centreId, month: $month) {
  detection { of medianS p95S } silenceDetection { of medianS p95S } response { of medianS p95S } falseAlarmsPer100Homes availability } }`;
const MAP = `query ($month: Date!) { careRiskMap(month: $month) { name seniors affected } }`;
const AGAIN_MS = 5_000;

const news = document.getElementById("news");
let board = null;

function set(id, text) {
  document.getElementById(id).textContent = text;
}

function draw(next) {
  board = next;
  set("open", board.cases.length + board.more);
  set("untaken", atLeast(board.cases.filter((one) => one.state === "OPEN").length));
  set("emergencies", atLeast(board.cases.filter((one) => one.level === 3).length));
  for (const id of ["caredFor", "waiting", "paused", "unheard"]) set(id, board[id]);
  document.getElementById("cases").replaceChildren(...board.cases.map(row));
  set("more", board.more > 0 ? say("work.more", { n: board.more }) : "");
  news.textContent = say("board.live");
  tick();
}

// Of a list that is cut these are not all.
function atLeast(n) {
  return board.more > 0 ? `${n}+` : n;
}

function row(one) {
  const line = document.createElement("tr");
  const level = document.createElement("span");
  level.className = `state ${COLOURS[one.level]}`;
  level.textContent = say(`level.${one.level}`);
  const why = [one.kind ? say(`kind.${one.kind}`) : "", one.late ? say("work.late") : ""];
  const texts = ["", one.senior, why.filter(Boolean).join(" · ")];
  texts.push(one.takenBy ? say("work.taken", { name: one.takenBy }) : "–", "");
  const cells = texts.map((text) => Object.assign(document.createElement("td"), { textContent: text }));
  cells[0].append(level);
  cells[4].dataset.next = one.nextAt ?? "";
  line.append(...cells);
  return line;
}

function tick() {
  for (const cell of document.querySelectorAll("[data-next]")) {
    cell.textContent = clock(null, cell.dataset.next || null, Date.now());
  }
}

// graphql-sse, distinct connections: events of a POST, read as they come.
async function listen(centreId) {
  const answer = await fetch("/graphql", {
    method: "POST",
    headers: {
      "content-type": "application/json",
      accept: "text/event-stream",
      authorization: `Bearer ${await bearer()}`,
    },
    body: JSON.stringify({ query: LIVE, variables: { centreId } }),
  });
  if (!answer.ok) throw new TypeError(`no feed: ${answer.status}`);
  const reader = answer.body.pipeThrough(new TextDecoderStream()).getReader();
  let rest = "";
  for (;;) {
    const { value, done } = await reader.read();
    if (done) return;
    const events = (rest + value).split(/\r?\n\r?\n/);
    rest = events.pop();
    events.forEach(hear);
  }
}

function hear(event) {
  const data = event.split(/\r?\n/).filter((line) => line.startsWith("data:"));
  const text = data.map((line) => line.slice(5)).join("\n").trim();
  const said = text ? JSON.parse(text) : null;
  if (said?.data) draw(said.data.careBoardChanged);
}

async function keepListening(centreId) {
  for (;;) {
    try {
      await listen(centreId);
    } catch (trouble) {
      if (trouble instanceof SignedOut) location.assign("/auth/office?to=/care/board");
    }
    if (board) {
      const at = new Date(board.at).toLocaleTimeString(document.documentElement.lang, { hour: "2-digit", minute: "2-digit" });
      news.textContent = say("board.stopped", { at });
    }
    await new Promise((resolve) => setTimeout(resolve, AGAIN_MS));
  }
}

const minutes = (s) => (s < 120 ? `${Math.round(s)} s` : s < 7200 ? `${Math.round(s / 60)} min` : hours(s));
const hours = (s) => `${(s / 3600).toFixed(1)} h`;
const times = (each) => (each ? `${minutes(each.medianS)} / ${minutes(each.p95S)}` : say("figures.hidden"));
const number = (value, text) => (value === null ? say("figures.hidden") : text(value));

// A calendar month in Osan, wherever this screen stands: this one, or so many before it.
function monthOfOsan(before = 0) {
  const [year, month] = new Date().toLocaleDateString("sv", { timeZone: "Asia/Seoul" }).split("-").map(Number);
  return new Date(Date.UTC(year, month - 1 - before)).toISOString().slice(0, 7);
}

async function showFigures(centreId) {
  const month = monthOfOsan();
  const seen = await ask(FIGURES, { centreId, month: `${month}-01` });
  set("month", month);
  set("detection", times(seen.detection));
  set("silence_detection", times(seen.silenceDetection));
  set("response", times(seen.response));
  set("false_alarms", number(seen.falseAlarmsPer100Homes, (rate) => rate.toFixed(1)));
  set("availability", number(seen.availability, (share) => `${(100 * share).toFixed(1)} %`));
}

async function showMap() {
  const month = monthOfOsan(1);
  set("map-month", month);
  const dongs = await ask(MAP, { month: `${month}-01` });
  drawScheme(document.getElementById("map"), places, (dongs ?? []).map(look));
}

// Numbers, and a shade beside them: the shade says nothing that the words do not.
function look(dong) {
  if (dong.seniors === null) {
    const text = say("map.hidden");
    return { name: dong.name, lines: [text], look: "hidden", said: `${dong.name}: ${text}` };
  }
  const affected =
    dong.affected === null ? say("map.few_affected") : say("map.affected", { least: dong.affected });
  const seniors = say("map.seniors", { least: dong.seniors });
  return {
    name: dong.name,
    lines: [seniors, affected],
    look: `risk-${Math.ceil(Math.min((dong.affected ?? 0) / dong.seniors, 1) * 3)}`,
    said: `${dong.name}: ${seniors}, ${affected}`,
  };
}

async function begin() {
  const offices = await ask(OFFICES);
  const office = offices.find((each) => each.role.startsWith("CENTRE_") && each.unit);
  if (!office) throw new Error("FORBIDDEN");
  document.getElementById("centre").textContent = office.unit.name;
  keepListening(office.unit.id);
  await Promise.all([showFigures(office.unit.id), showMap()]);
}

setInterval(tick, 1_000);
begin().catch((trouble) => {
  if (trouble instanceof SignedOut) location.assign("/auth/office?to=/care/board");
  else news.textContent = trouble.message;
});
