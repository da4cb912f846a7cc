// Dongs as tiles, lying to one another as they do in Osan: a scheme, no map of places.
"use strict";

const TILE = 100;
const GAP = 10;
const COLUMNS = 3;

// `dongs`: name, lines of text, a class for the tile, and what a screen reader says.
export function drawScheme(map, places, dongs) {
  const spare = dongs.filter((dong) => !places[dong.name]);
  const below = Math.max(-1, ...dongs.filter((dong) => places[dong.name]).map((dong) => places[dong.name][1]));
  const above = Math.min(below, ...dongs.filter((dong) => places[dong.name]).map((dong) => places[dong.name][1]));
  const where = (dong) => {
    const n = spare.indexOf(dong);
    return n < 0 ? places[dong.name] : [n % COLUMNS, below + 1 + Math.floor(n / COLUMNS)];
  };
  const top = Math.max(above, 0);
  const rows = below + 1 + Math.ceil(spare.length / COLUMNS) - top;
  map.replaceChildren(...dongs.map((dong) => tile(dong, where(dong), top)));
  map.setAttribute("viewBox", `0 0 ${COLUMNS * (TILE + GAP)} ${Math.max(rows, 1) * (TILE + GAP)}`);
}

function tile(dong, [column, line], top) {
  const at = `translate(${column * (TILE + GAP) + GAP / 2} ${(line - top) * (TILE + GAP) + GAP / 2})`;
  const group = drawn("g", { role: "img", transform: at, "aria-label": dong.said });
  group.append(drawn("rect", { width: TILE, height: TILE, rx: 14, class: dong.look }));
  [dong.name, ...dong.lines].forEach((text, n) => {
    const words = drawn("text", { x: TILE / 2, y: 34 + 24 * n, class: n ? "few" : "dong" });
    words.textContent = text;
    group.append(words);
  });
  return group;
}

export function drawn(name, attributes) {
  const node = document.createElementNS("http://www.w3.org/2000/svg", name);
  for (const [key, value] of Object.entries(attributes)) node.setAttribute(key, value);
  return node;
}

export const places = JSON.parse(document.getElementById("tiles").textContent);
