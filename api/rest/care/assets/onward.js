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
const PATIENCE_MS = 15_000;

const sure = document.getElementById("sure");
const yes = sure.querySelector(".yes");
const answer = sure.querySelector(".answer");
let open = null; // the act of which the dialog asks

// `isStill` says whether who sits here is who saw this row. `heard` is told of whatever the city
// said, or of what kept her from it, with the words for it.
export function goesOnward(row, id, { isStill, heard }) {
  for (const button of row.querySelectorAll("[data-onward]")) {
    const what = button.dataset.onward;
    button.addEventListener("click", () => askTwice({ row, what, isStill, heard, input: inputOf(id, FURTHER[what]) }));
  }
  row.querySelector(".hold").addEventListener("submit", (event) => {
    event.preventDefault();
    const input = inputOf(id, { minutes: Number(event.target.minutes.value) });
    carry({ row, what: "hold", isStill, heard, input });
  });
}

// One request id for as long as it is not known what became of it: pressed again, it is said once.
function inputOf(caseId, more) {
  return { requestId: crypto.randomUUID(), caseId, ...more };
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
  yes.hidden = yes.disabled = false;
  answer.textContent = "";
  const why = ownList();
  sure.showModal();
  // Whoever says it knows why: by what the case tells them now.
  showReasons(why, act.input.caseId).catch(() => {});
}

// Of this question alone: what comes late of another case lands in a list that nobody sees any more.
function ownList() {
  const why = Object.assign(document.createElement("ul"), { className: "plain" });
  sure.querySelector("ul").replaceWith(why);
  return why;
}

yes.addEventListener("click", async () => {
  const act = open;
  if (act === null) return;
  yes.disabled = true;
  answer.textContent = say("onward.sending");
  await carry(act);
  yes.disabled = false;
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

async function carry(act) {
  const { text, isDone, again, trouble } = await told(act);
  const isAsked = open === act;
  if (isAsked && isDone) sure.close();
  if (isAsked && !isDone) {
    answer.textContent = text;
    yes.hidden = !again;
    if (!again) sure.querySelector(".no").focus();
  } else {
    const said = act.row.querySelector(".said");
    said.textContent = text;
    if (isDone) said.focus();
  }
  await act.heard(trouble, text);
}

async function told({ what, input, isStill }) {
  if (!navigator.onLine) return { text: say("onward.no_network"), again: true, trouble: new TypeError("no network") };
  try {
    // Another tab may have signed somebody else in: nobody says it in another's name.
    if (!(await inTime(isStill()))) throw new SignedOut();
    return heardOf(what, await inTime(ask(DOCUMENTS[what], { input })));
  } catch (trouble) {
    if (trouble instanceof SignedOut) return { text: say("onward.signed_out"), trouble };
    if (trouble instanceof Refused && words[`onward.no_${trouble.code}`]) return no(trouble.code);
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
