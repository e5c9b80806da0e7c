// The calls of the agent's sheet come by themselves: told by a stream, or asked for. What stands in the sheet is never touched.
"use strict";

const CALLS_ASKED_SECONDS = 5;
const STREAM_FAILURES = 3;
const calls = document.querySelector("[data-calls]");
let callCursor = calls?.dataset.calls;
let streamFailures = 0;

async function showCalls() {
  // Somebody is writing why no ticket is needed: their words stay until they are sent.
  if (calls.querySelector("details[open]")) return;
  const response = await fetch("/intake/calls", { headers: { "HX-Request": "true" } });
  if (!response.ok || response.redirected || calls.querySelector("details[open]")) return;
  const focused = calls.contains(document.activeElement) ? document.activeElement.dataset.callKey : "";
  calls.innerHTML = await response.text();
  nameKeys();
  htmx.process(calls);
  if (focused) calls.querySelector(`[data-call-key="${focused}"]`)?.focus();
}

// The keys belong to the first call that they can do something with: the one that goes on, else the newest.
function nameKeys() {
  for (const [name, key] of [["take", "alt+0"], ["start", "alt+5"]])
    calls.querySelector(`[data-call-key="${name}"]`)?.setAttribute("data-key", key);
}

function hearOfCalls(news) {
  streamFailures = 0;
  callCursor = news.cursor;
  if (news.changed) showCalls();
}

async function askForCalls() {
  try {
    const response = await fetch(`/intake/calls/news?after=${callCursor}`, { headers: { accept: "application/json" } });
    if (response.redirected || response.status === 401 || response.status === 403) return;
    if (response.ok) hearOfCalls(await response.json());
  } catch { /* the network is away: ask again */ }
  setTimeout(askForCalls, CALLS_ASKED_SECONDS * 1000);
}

function listenToCalls() {
  const stream = new EventSource(`/intake/calls/events?after=${callCursor}`);
  stream.addEventListener("queue", (event) => hearOfCalls(JSON.parse(event.data)));
  stream.addEventListener("open", () => { streamFailures = 0; });
  stream.addEventListener("error", () => {
    streamFailures += 1;
    if (stream.readyState !== EventSource.CLOSED && streamFailures < STREAM_FAILURES) return;
    stream.close();
    askForCalls();
  });
  addEventListener("pagehide", () => stream.close());
}

if (calls) {
  nameKeys();
  document.addEventListener("htmx:afterSwap", ({ target }) => { if (target === calls) nameKeys(); });
  if (window.EventSource) listenToCalls();
  else askForCalls();
}
