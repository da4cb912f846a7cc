// Keeps the wall fresh: the server says which phones changed, and each is fetched as the
// same HTML that the page was made of. Nothing here builds markup from a message.
"use strict";

const wall = document.getElementById("phones");
const live = document.getElementById("live");
const said = document.getElementById("said");
const MOST_CARDS = 48;
const SAY_EVERY_MS = 5000;
let changedSinceSaid = 0;

async function markup(path) {
  const response = await fetch(path);
  if (!response.ok) return null;
  return new DOMParser().parseFromString(await response.text(), "text/html").body;
}

function refreshPart(before, after) {
  if (before.outerHTML === after.outerHTML) return;
  const held = before.contains(document.activeElement);
  if (after.hasAttribute("data-action")) before.action = after.getAttribute("action");
  before.innerHTML = after.innerHTML;
  if (held) before.querySelector("button, [tabindex]")?.focus();
}

function refreshCard(card, fresh) {
  const parts = card.querySelectorAll("[data-part]");
  for (const part of parts) {
    const after = fresh.querySelector(`[data-part="${part.dataset.part}"]`);
    if (after) refreshPart(part, after);
  }
  card.querySelector("[data-state]").className = fresh.querySelector("[data-state]").className;
  card.querySelector("h2").textContent = fresh.querySelector("h2").textContent;
  const select = card.querySelector("select");
  const wanted = fresh.querySelector("select").dataset.now;
  if (select.dataset.now !== wanted && select !== document.activeElement) select.value = wanted;
  select.dataset.now = wanted;
}

function hang(fresh) {
  if (new URLSearchParams(location.search).get("q")) return;
  if (wall.children.length >= MOST_CARDS) return;
  document.getElementById("empty")?.remove();
  wall.append(fresh);
}

async function refresh(slug) {
  const card = document.getElementById(`phone-${slug}`);
  if (!card && wall.children.length >= MOST_CARDS) return;
  const body = await markup(`/fragments/phones/${slug}`);
  const fresh = body?.querySelector("article");
  if (!fresh) return card?.remove();
  const shown = card?.querySelectorAll(".notice").length ?? 0;
  if (card) refreshCard(card, fresh);
  else hang(fresh);
  const now = card ?? fresh;
  now.classList.toggle("fresh", now.querySelectorAll(".notice").length > shown);
}

async function refreshSummary() {
  const body = await markup("/fragments/summary");
  if (body) document.getElementById("summary").innerHTML = body.innerHTML;
}

function tick() {
  const now = new Date();
  for (const clock of document.querySelectorAll("[data-zone]")) {
    const timeZone = clock.dataset.zone;
    const inZone = (options) => new Intl.DateTimeFormat("ko-KR", { timeZone, ...options }).format(now);
    clock.querySelector(".hm").textContent = inZone({ hour: "2-digit", minute: "2-digit", hour12: false });
    clock.querySelector(".date").textContent = inZone({ month: "long", day: "numeric", weekday: "long" });
  }
}

function say() {
  if (!changedSinceSaid) return;
  said.textContent = `방금 휴대전화 ${changedSinceSaid}대가 바뀌었습니다.`;
  changedSinceSaid = 0;
}

function connected(text, isLost) {
  live.hidden = false;
  live.classList.toggle("lost", isLost);
  document.getElementById("live-text").textContent = text;
}

function slugsOnWall() {
  return [...wall.querySelectorAll("article")].map((card) => card.dataset.slug);
}

function listen() {
  const events = new EventSource("/control/events");
  events.addEventListener("hello", async (event) => {
    if (JSON.parse(event.data).run !== document.body.dataset.run) return location.reload();
    connected("실시간 연결됨", false);
    await Promise.all([refreshSummary(), ...slugsOnWall().map(refresh)]);
  });
  events.addEventListener("phones", async (event) => {
    const told = JSON.parse(event.data);
    if (told.phones === 0 && wall.children.length) return location.reload();
    changedSinceSaid += told.changed.length;
    await Promise.all([refreshSummary(), ...told.changed.map(refresh)]);
  });
  events.addEventListener("error", () => connected("연결이 끊겼습니다. 다시 잇는 중…", true));
}

document.addEventListener("submit", async (event) => {
  const form = event.target;
  if (form.method !== "post") return;
  event.preventDefault();
  const response = await fetch(form.getAttribute("action"), { method: "POST", body: new URLSearchParams(new FormData(form)) });
  said.textContent = response.ok ? "적용했습니다." : "적용하지 못했습니다.";
});

tick();
setInterval(tick, 5000);
setInterval(say, SAY_EVERY_MS);
listen();
