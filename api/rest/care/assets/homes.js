// A care worker's own dongs, who lives in which, who is new there, and the homes of those who want
// to be found; a scheme and a map of them.
"use strict";

import { drawHomeMap } from "/care/assets/homemap.js";
import { drawScheme, places } from "/care/assets/scheme.js";
import { ask, say } from "/care/assets/session.js";

const DONGS = `query { myOffices { role unit { id name } } }`;
const SENIORS = `query ($after: String) { myCareSeniors(first: 100, after: $after) {
  edges { node { seniorId name dongId since } } pageInfo { hasNextPage endCursor } } }`;
const HOMES = `query { myCareHomes { seniorId lat lon } }`;
const NEW_FOR_MS = 14 * 24 * 60 * 60 * 1000;

// Asked once a visit, since each senior shown is audited. Names are kept of new faces and of those
// who are on the map; of the others the dong alone.
export async function readHomes() {
  const offices = await ask(DONGS).catch(() => []);
  const units = offices.filter((each) => each.role === "CARE_WORKER" && each.unit);
  const homes = units.length ? await ask(HOMES).catch(() => []) : [];
  const found = new Map(homes.map((home) => [home.seniorId, home]));
  const dongOf = {};
  const faces = [];
  for (let after = null, more = units.length > 0; more; ) {
    const page = await ask(SENIORS, { after });
    for (const { node } of page.edges) {
      dongOf[node.seniorId] = node.dongId;
      if (found.has(node.seniorId)) found.get(node.seniorId).name = node.name;
      if (Date.now() - Date.parse(node.since) < NEW_FOR_MS) faces.push({ name: node.name, since: node.since });
    }
    after = page.pageInfo.endCursor;
    more = page.pageInfo.hasNextPage;
  }
  const onMap = [...found.values()].filter((home) => home.name);
  return { dongs: units.map((each) => each.unit), dongOf, faces, onMap };
}

export function drawHomes({ dongs, dongOf, onMap }, cases) {
  const look = (dong) => {
    const living = Object.values(dongOf).filter((each) => each === dong.id).length;
    const open = cases.filter((one) => dongOf[one.seniorId] === dong.id).length;
    const lines = [say("work.homes", { n: living }), say("work.open", { n: open })];
    return { name: dong.name, lines, look: open ? "risk-2" : "risk-0", said: `${dong.name}: ${lines.join(", ")}` };
  };
  drawScheme(document.getElementById("map"), places, dongs.map(look));
  document.getElementById("found").hidden = !onMap.length;
  const open = new Set(cases.map((one) => one.seniorId));
  if (onMap.length) drawHomeMap(document.getElementById("homes"), onMap, (home) => open.has(home.seniorId));
}

// "New: meet her", for two weeks.
export function drawFaces({ faces }) {
  const lines = faces.map(({ name, since }) => {
    const at = new Date(since).toLocaleDateString(document.documentElement.lang, { month: "long", day: "numeric" });
    return Object.assign(document.createElement("li"), { textContent: say("work.new_face", { name, at }) });
  });
  document.getElementById("faces").replaceChildren(...lines);
  document.getElementById("new").hidden = !lines.length;
}
