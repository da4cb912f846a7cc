// Forms that the city did not take: why, and all that was written, until whoever wrote them lets
// them go. They lie on this phone alone, and are not sent again by themselves.
"use strict";

import { letGo, refusedForms } from "/care/assets/forms.js";
import { say, words } from "/care/assets/session.js";

const WRITTEN = {
  act: ofAct,
  photo: () => [],
  take: () => [line("", say("work.take"))],
  close: () => [line("", say("work.closes"))],
  none: ({ reason }) => [line("", `${say("work.end_none")} · ${say(`false.${reason}`)}`)],
  opinion: ({ opinion }) => [line("", `${say("work.was_right")} ${say(`opinion.${opinion}`)}`)],
};
const section = document.getElementById("refused");
const news = section.querySelector("[role=status]");
const list = section.querySelector("ul");

// `nameOf` is a case's senior, where it still stands in the list. Rows that stand already stay, so
// that a button is not lost under somebody's fingers.
export async function drawRefused(whose, nameOf) {
  const forms = whose ? await refusedForms(whose) : [];
  const standing = new Map([...list.children].map((row) => [row.dataset.key, row]));
  const isKept = (key) => forms.some(([kept]) => String(kept) === key);
  for (const [key, row] of standing) if (!isKept(key)) row.remove();
  const fresh = forms.filter(([key]) => !standing.has(String(key)));
  list.append(...fresh.map(([key, form]) => drawn(key, form, nameOf)));
  tellHowMany(forms.length);
}

function tellHowMany(n) {
  const text = n ? say("work.refused", { n }) : "";
  if (news.textContent !== text) news.textContent = text;
}

function drawn(key, form, nameOf) {
  const row = Object.assign(document.createElement("li"), { className: "case" });
  row.dataset.key = key;
  const steps = form.steps ?? [form];
  const name = nameOf(steps[0].input?.caseId);
  if (name) row.append(line("who", name));
  row.append(line("why red", reason(form.refused)), ...steps.flatMap(written), remover(key, row));
  return row;
}

function reason(code) {
  return words[`refusal.${code}`] ?? say("refusal.other", { what: code });
}

function written({ what, input, photo }) {
  const lines = WRITTEN[what](input);
  return photo ? [...lines, shown(photo)] : lines;
}

function ofAct({ act }) {
  const at = new Date(act.at).toLocaleString(document.documentElement.lang, { dateStyle: "medium", timeStyle: "short" });
  const what = line("", `${at} · ${say(`act.${act.kind}`)}`);
  return act.note ? [what, line("note", act.note)] : [what];
}

function shown(photo) {
  const image = Object.assign(new Image(), { alt: say("work.photo_of_act") });
  const address = URL.createObjectURL(new Blob([photo]));
  image.addEventListener("load", () => URL.revokeObjectURL(address), { once: true });
  image.src = address;
  return image;
}

function remover(key, row) {
  const button = Object.assign(document.createElement("button"), { type: "button", className: "button quiet", textContent: say("work.let_go") });
  button.addEventListener("click", async () => {
    await letGo(key);
    (row.nextElementSibling ?? row.previousElementSibling)?.querySelector("button").focus();
    row.remove();
    tellHowMany(list.children.length);
    if (!list.children.length) section.focus();
  });
  return button;
}

const line = (className, textContent) => Object.assign(document.createElement("p"), { className, textContent });
