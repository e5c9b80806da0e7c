// A queue that changes by itself: its rows, a sound, the title and a line when 特急 has come, or a danger to be ready for. Without streams
// it asks; without this file the page is as it was loaded.
"use strict";

const ASK_SECONDS = 15;
const FAILURES = 3;
const queue = document.querySelector("[data-live]");
const title = document.title;
const line = document.getElementById("arrivals");
let cursor = "";
let failures = 0;
let arrived = 0;
let ahead = 0;
let waiting = false;
let sound = null;

function beep() {
  if (!sound || sound.state !== "running") return;
  for (const [pitch, delay] of [[880, 0], [660, 0.25], [880, 0.5]]) {
    const tone = sound.createOscillator();
    const volume = sound.createGain();
    tone.frequency.value = pitch;
    volume.gain.setValueAtTime(0.15, sound.currentTime + delay);
    volume.gain.exponentialRampToValueAtTime(0.001, sound.currentTime + delay + 0.2);
    tone.connect(volume).connect(sound.destination);
    tone.start(sound.currentTime + delay);
    tone.stop(sound.currentTime + delay + 0.2);
  }
}

// What has come and is still there; nothing once it was taken back.
function show() {
  document.title = arrived + ahead ? `(${arrived + ahead}) ${title}` : title;
  const parts = [arrived && `新到 ${arrived} 件特急`, ahead && `${ahead} 件险情请先准备，见“通知”`];
  line.textContent = parts.filter(Boolean).join("，");
  line.hidden = !line.textContent;
}

// The page of every desk rings for new notices too: each is heard once in this browser.
function ring(loudest) {
  const heard = Number(localStorage.getItem("loudest-notice") || 0);
  if (loudest && loudest <= heard) return;
  if (loudest) localStorage.setItem("loudest-notice", String(loudest));
  beep();
}

function announce(news) {
  arrived = Math.max(0, arrived - news.gone) + news.critical;
  ahead = news.ahead;
  show();
  if (news.critical || news.loudest) ring(news.loudest);
}

function isBusy() {
  const active = document.activeElement;
  return queue.contains(active) && active.matches("input, textarea, select, button");
}

// What is counted over the rows.
function follow(loaded) {
  const counts = loaded.querySelectorAll("[data-live-count]");
  document.querySelectorAll("[data-live-count]").forEach((count, place) => {
    if (counts[place]) count.textContent = counts[place].textContent;
  });
}

async function refresh() {
  if (isBusy()) {
    waiting = true;
    return;
  }
  waiting = false;
  const current = queue.querySelector("[data-case].current h2")?.id;
  const response = await fetch(location.href, { headers: { accept: "text/html" } });
  if (!response.ok || response.redirected) return;
  const loaded = new DOMParser().parseFromString(await response.text(), "text/html");
  const fresh = loaded.querySelector("[data-live]");
  if (!fresh || isBusy()) return;
  queue.replaceChildren(...fresh.childNodes);
  follow(loaded);
  htmx.process(queue);
  const chosen = current && document.getElementById(current)?.closest("[data-case]");
  (chosen || queue.querySelector("[data-case]"))?.classList.add("current");
}

function take(news) {
  cursor = news.cursor;
  failures = 0;
  if (news.changed) announce(news);
  if (news.changed) refresh();
}

async function ask() {
  try {
    const response = await fetch(`/events/news?after=${cursor}`, { headers: { accept: "application/json" } });
    if (response.redirected || response.status === 401 || response.status === 403) return;
    if (response.ok) take(await response.json());
  } catch { /* the network is away: ask again */ }
  setTimeout(ask, ASK_SECONDS * 1000);
}

function listen() {
  const stream = new EventSource(`/events?after=${cursor}`);
  stream.addEventListener("queue", (event) => take(JSON.parse(event.data)));
  stream.addEventListener("open", () => { failures = 0; });
  stream.addEventListener("error", () => {
    failures += 1;
    if (stream.readyState !== EventSource.CLOSED && failures < FAILURES) return;
    stream.close();
    ask();
  });
  addEventListener("pagehide", () => stream.close());
}

function hear() {
  sound ??= new AudioContext();
  sound.resume();
}

if (queue) {
  cursor = queue.dataset.live;
  ahead = Number(line.dataset.ahead || 0);
  document.addEventListener("pointerdown", hear);
  document.addEventListener("keydown", hear);
  document.addEventListener("focusout", () => setTimeout(() => { if (waiting) refresh(); }));
  document.addEventListener("visibilitychange", () => {
    if (document.hidden) return;
    arrived = 0;
    document.title = title;
  });
  if (window.EventSource) listen();
  else ask();
}
