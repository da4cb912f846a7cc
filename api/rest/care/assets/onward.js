// What sends a case further: a word that 119 must come, more people, more time. These are no forms:
// none of them ever waits on this phone, for a word that is heard an hour later helps nobody. Where
// the city does not answer the page says so, and meanwhile 119 has a telephone.
"use strict";

import { showReasons } from "/care/assets/reasons.js";
import { Refused, SignedOut, ask, say, words } from "/care/assets/session.js";

const CONFIRM = `mutation ($input: ConfirmCareHandOverInput!) { confirmCareHandOver(input: $input) { __typename } }`;
const RAISE = `mutation ($input: RaiseCareCaseInput!) { raiseCareCase(input: $input) {
  __typename ... on RaiseCareCaseSuccess { byYou } } }`;
const HOLD = `mutation ($input: HoldCareCaseInput!) { holdCareCase(input: $input) {
  __typename ... on HoldCareCaseSuccess { until } } }`;
const DOCUMENTS = { confirm: CONFIRM, worker: RAISE, emergency: RAISE, hold: HOLD };
const FURTHER = { worker: { to: "CARE_WORKER" }, emergency: { to: "EMERGENCY" } };
const FAULTS = ["FAILED", "INTERNAL", "TIMED_OUT", "UNAVAILABLE"]; // they say nothing of what became of it
const PATIENCE_MS = 15_000;
const SAME_WORD_MS = 60_000;

const sure = document.getElementById("sure");
const yes = sure.querySelector(".yes");
const answer = sure.querySelector(".answer");
let open = null; // the act of which the dialog asks

// `isStill` says whether who sits here is who saw this row. `heard` is told of whatever the city
// said, or of what kept her from it, with the words for it.
export function goesOnward(row, id, { isStill, heard }) {
  const actOf = (what, button) => ({ row, what, button, caseId: id, isStill, heard, unheard: null, isOnItsWay: false });
  for (const button of row.querySelectorAll("[data-onward]")) {
    const act = actOf(button.dataset.onward, yes);
    button.addEventListener("click", () => askTwice(act));
  }
  const form = row.querySelector(".hold");
  const hold = actOf("hold", form.querySelector("button"));
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    carry(hold, { minutes: Number(form.minutes.value) });
  });
}

// One request id for as long as it is not known what became of it: pressed again, it is said once.
// A minute later the same word may be about something new, to which the city must not give the first
// answer again.
function inputOf(act, more) {
  const { at, input } = act.unheard ?? {};
  const isSame = input && input.minutes === more?.minutes && Math.abs(Date.now() - at) < SAME_WORD_MS;
  if (!isSame) act.unheard = { at: Date.now(), input: { requestId: crypto.randomUUID(), caseId: act.caseId, ...more } };
  return act.unheard.input;
}

export function drawOnward(row, one) {
  row.querySelector(".word").hidden = !one.mayConfirm;
  row.querySelector("[data-onward=worker]").hidden = one.level >= 2;
  row.querySelector("[data-onward=emergency]").hidden = one.level >= 3;
  row.querySelector(".hold").hidden = !one.mine;
  row.querySelector(".onward").hidden = one.level >= 3 && !one.mine;
}

function askTwice(act) {
  open = act;
  const name = act.row.querySelector(".who").textContent;
  sure.querySelector("h2").textContent = say(`onward.ask_${act.what}`, { name });
  sure.querySelector(".means").textContent = say(`onward.means_${act.what}`);
  yes.textContent = say(`onward.yes_${act.what}`);
  yes.hidden = false;
  yes.disabled = act.isOnItsWay;
  answer.textContent = act.isOnItsWay ? say("onward.sending") : "";
  const why = ownList();
  sure.showModal();
  // Whoever says it knows why: by what the case tells them now.
  showReasons(why, act.caseId).catch(() => {});
}

// Of this question alone: what comes late of another case lands in a list that nobody sees any more.
function ownList() {
  const why = Object.assign(document.createElement("ul"), { className: "plain" });
  sure.querySelector("ul").replaceWith(why);
  return why;
}

yes.addEventListener("click", () => {
  if (open) carry(open, FURTHER[open.what]);
});
sure.querySelector(".no").addEventListener("click", () => sure.close());
sure.addEventListener("close", () => {
  if (!sure.open) open = null;
});

// Who leaves takes her question along: no name stays on the screen, and no "yes" for who comes next.
export function dismiss() {
  open = null;
  sure.close();
  for (const place of sure.querySelectorAll("h2, .means, .yes, .answer")) place.textContent = "";
  ownList();
}

async function carry(act, more) {
  if (act.isOnItsWay) return;
  setOnItsWay(act, true);
  placeOf(act).textContent = say("onward.sending");
  const { text, isDone, again, trouble } = await told(act, inputOf(act, more));
  setOnItsWay(act, false);
  if (!again) act.unheard = null;
  tellHer(act, text, { isDone, again });
  await act.heard(trouble, text);
}

// The dialog's one "yes" goes with the act of which it asks now.
function setOnItsWay(act, is) {
  act.isOnItsWay = is;
  if (act.button !== yes || open === act) act.button.disabled = is;
}

function placeOf(act) {
  return open === act ? answer : act.row.querySelector(".said");
}

function tellHer(act, text, { isDone, again }) {
  const isAsked = open === act;
  if (isAsked && isDone) {
    open = null;
    sure.close();
  }
  placeOf(act).textContent = text;
  if (isDone) act.row.querySelector(".said").focus();
  else if (isAsked) {
    yes.hidden = !again;
    if (!again) sure.querySelector(".no").focus();
  }
}

async function told({ what, isStill }, input) {
  if (!navigator.onLine) return { text: say("onward.no_network"), again: true, trouble: new TypeError("no network") };
  try {
    // Another tab may have signed somebody else in: nobody says it in another's name.
    if (!(await inTime(isStill()))) throw new SignedOut();
    return heardOf(what, await inTime(ask(DOCUMENTS[what], { input })));
  } catch (trouble) {
    if (trouble instanceof SignedOut) return { text: say("onward.signed_out"), trouble };
    if (trouble instanceof Refused && !FAULTS.includes(trouble.code)) return no(trouble.code);
    return { text: say("onward.not_known"), again: true, trouble };
  }
}

function heardOf(what, said) {
  const name = said?.__typename;
  if (!name) return { text: say("onward.not_known"), again: true };
  if (!name.endsWith("Success")) return no(name);
  if (said.byYou === false) return { text: say("onward.done_before"), isDone: true };
  const at = said.until && new Date(said.until).toLocaleTimeString(document.documentElement.lang, { hour: "2-digit", minute: "2-digit" });
  return { text: say(`onward.done_${what}`, { at }), isDone: true };
}

const no = (code) => ({ text: words[`onward.no_${code}`] ?? say("onward.no_other") });

function inTime(asked) {
  const late = new Promise((_, fail) => setTimeout(() => fail(new TypeError("no answer in time")), PATIENCE_MS));
  return Promise.race([asked, late]);
}
