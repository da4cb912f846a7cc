// GraphQL with a token of the signed-in session, renewed before it ends; nothing of it is kept.
"use strict";

export class SignedOut extends Error {}

let token = null;
let endsAt = 0;

// Raises SignedOut where nobody is signed in, TypeError where there is no network.
export async function bearer() {
  if (token !== null && Date.now() < endsAt) return token;
  const answer = await fetch("/auth/token", {
    method: "POST",
    headers: { "content-type": "application/x-www-form-urlencoded", "x-osan-talk": "page" },
    body: "grant_type=refresh_token",
    credentials: "same-origin",
  });
  if (answer.status === 400 || answer.status === 401) throw new SignedOut();
  if (!answer.ok) throw new TypeError(`no token: ${answer.status}`);
  const said = await answer.json();
  token = said.access_token;
  endsAt = Date.now() + Math.max(said.expires_in - 30, 5) * 1000;
  return token;
}

// What the first field of a document answers.
export async function ask(query, variables) {
  return Object.values(await askAll(query, variables))[0];
}

// Raises Refused with the city's code; FAILED where what came is no answer of hers.
export async function askAll(query, variables = {}) {
  const answer = await fetch("/graphql", {
    method: "POST",
    headers: {
      "content-type": "application/json",
      accept: "application/graphql-response+json, application/json",
      authorization: `Bearer ${await bearer()}`,
    },
    body: JSON.stringify({ query, variables }),
  });
  if (answer.status === 401) {
    token = null;
    throw new SignedOut();
  }
  const said = await answer.json().catch(() => null);
  const code = said?.data && !said.errors ? null : (said?.errors?.[0]?.extensions?.code ?? "FAILED");
  if (code === "UNAUTHENTICATED") {
    token = null;
    throw new SignedOut();
  }
  if (code) throw new Refused(code);
  return said.data;
}

export class Refused extends Error {
  constructor(code) {
    super(code);
    this.code = code;
  }
}

export const words = JSON.parse(document.getElementById("words").textContent);

export function say(key, values = {}) {
  return (words[key] ?? key).replace(/\{(\w+)\}/g, (_, name) => values[name] ?? "");
}

export function clock(at, nextAt, now) {
  if (nextAt === null) return "";
  const left = Math.round((Date.parse(nextAt) - now) / 1000);
  if (left <= 0) return say("work.overdue");
  const text = `${Math.floor(left / 60)}:${String(left % 60).padStart(2, "0")}`;
  return say("work.left", { left: text });
}

export const COLOURS = { 1: "blue", 2: "amber", 3: "red" };
