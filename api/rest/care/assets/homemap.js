// The homes of those who want to be found, as they lie to one another: north is up, metres are
// metres, and no map of anybody else is asked for. A home leads to the phone's own map.
"use strict";

import { say } from "/care/assets/session.js";
import { drawn } from "/care/assets/scheme.js";

const WIDE = 330;
const HIGH = 260;
const MARGIN = 40;
const LEAST_M = 200;
const METRES_A_DEGREE = 111_195;
const BARS_M = [50, 100, 200, 500, 1_000, 2_000, 5_000];

export function drawHomeMap(map, homes, isOpen) {
  const metres = inMetres(homes);
  const [left, right] = span(metres.map(([x]) => x));
  const [top, bottom] = span(metres.map(([, y]) => y));
  const scale = Math.min((WIDE - 2 * MARGIN) / (right - left), (HIGH - 2 * MARGIN) / (bottom - top));
  const place = ([x, y]) => [WIDE / 2 + (x - (left + right) / 2) * scale, HIGH / 2 + (y - (top + bottom) / 2) * scale];
  map.setAttribute("viewBox", `0 0 ${WIDE} ${HIGH}`);
  map.replaceChildren(...homes.map((home, n) => dot(home, place(metres[n]), isOpen(home))), bar(scale), north());
}

// East and south of the first one; y grows downward, as on a screen.
function inMetres(homes) {
  const [origin] = homes;
  const narrow = Math.cos((origin.lat * Math.PI) / 180);
  return homes.map(({ lat, lon }) => [
    (lon - origin.lon) * narrow * METRES_A_DEGREE,
    (origin.lat - lat) * METRES_A_DEGREE,
  ]);
}

function span(values) {
  const least = Math.min(...values);
  const most = Math.max(...values);
  const spare = Math.max(0, LEAST_M - (most - least)) / 2;
  return [least - spare, most + spare];
}

function dot(home, [x, y], open) {
  const { lat, lon, name } = home;
  const said = open ? `${name}: ${say("work.open", { n: 1 })}` : name;
  const link = drawn("a", { href: `geo:${lat},${lon}?q=${lat},${lon}`, "aria-label": said });
  const words = drawn("text", { x, y: y - 16, class: "few" });
  words.textContent = name;
  link.append(drawn("circle", { cx: x, cy: y, r: 10, class: open ? "risk-2" : "risk-0" }), words);
  return link;
}

function bar(scale) {
  const metres = BARS_M.findLast((each) => each * scale <= WIDE / 2) ?? BARS_M[0];
  const group = drawn("g", { "aria-hidden": "true", class: "bar" });
  const words = drawn("text", { x: 12 + (metres * scale) / 2, y: HIGH - 18, class: "few" });
  words.textContent = metres < 1_000 ? `${metres} m` : `${metres / 1_000} km`;
  group.append(drawn("path", { d: `M12 ${HIGH - 16} v6 h${metres * scale} v-6` }), words);
  return group;
}

function north() {
  const words = drawn("text", { x: WIDE - 18, y: 24, class: "few", "aria-hidden": "true" });
  words.textContent = `↑ ${say("work.north")}`;
  return words;
}
