// Countdowns, keys, fields. Every page works without this file.
"use strict";

const MINUTE = 60;

function lengthText(seconds, day, dayUnit) {
  let minutes = Math.floor(Math.abs(seconds) / MINUTE);
  const days = Math.floor(minutes / (day / MINUTE));
  minutes -= days * (day / MINUTE);
  const hours = Math.floor(minutes / 60);
  const parts = [days && `${days} ${dayUnit}`, hours && `${hours} 小时`, minutes % 60 && `${minutes % 60} 分`];
  return parts.filter(Boolean).slice(0, 2).join(" ") || "不到 1 分";
}

function tick(passed) {
  for (const count of document.querySelectorAll("[data-left][data-running]")) {
    const left = Number(count.dataset.left) - passed;
    const amberIn = Number(count.dataset.amberIn) - passed;
    count.dataset.left = left;
    count.dataset.amberIn = amberIn;
    count.classList.toggle("red", left < 0);
    count.classList.toggle("amber", left >= 0 && amberIn <= 0);
    const text = lengthText(left, Number(count.dataset.day), count.dataset.dayUnit);
    count.lastChild.textContent = (left < 0 ? "已超 " : "剩 ") + text;
  }
}

// Keys: data-key="o" inside the current case or on the page, data-key="alt+1" anywhere, even while typing.
function keyName(event) {
  const plain = event.code.replace(/^(Key|Digit|Numpad)/, "").toLowerCase();
  if (event.altKey) return `alt+${plain}`;
  return event.ctrlKey || event.metaKey ? "" : event.key.toLowerCase();
}

function isTyping(target) {
  return target.closest("input:not([type=radio]):not([type=checkbox]), textarea, select") !== null;
}

function moveCase(step) {
  const cases = [...document.querySelectorAll("[data-case]")];
  const here = cases.findIndex((one) => one.classList.contains("current"));
  const next = cases[Math.min(Math.max(here + step, 0), cases.length - 1)];
  if (!next) return;
  makeCurrent(next);
  next.focus({ preventScroll: true });
  next.scrollIntoView({ block: "nearest" });
}

function makeCurrent(chosen) {
  for (const one of document.querySelectorAll("[data-case]")) one.classList.toggle("current", one === chosen);
}

// Keys act on the case where the hands are, however they came there.
for (const arrival of ["pointerdown", "focusin"])
  document.addEventListener(arrival, ({ target }) => {
    const chosen = target.closest?.("[data-case]");
    if (chosen) makeCurrent(chosen);
  });

// A ticket is sent only after the lines of its card were seen, by key and by click: the first one moves to the line; a
// line that asks whether a unit is meant is answered first, however often one presses.
function isHeldBack(place) {
  const line = place.querySelector("[data-unanswered]") ?? place.querySelector("[data-unread]");
  line?.removeAttribute("data-unread");
  line?.focus();
  line?.scrollIntoView({ block: "center" });
  return Boolean(line);
}

document.addEventListener("submit", (event) => {
  const { target, submitter } = event;
  const place = (submitter ?? target).closest("[data-case]") ?? document;
  if (!target.getAttribute("action")?.endsWith("/dispatches") || !isHeldBack(place)) return;
  event.preventDefault();
  event.stopImmediatePropagation();
}, true);

document.addEventListener("keydown", (event) => {
  const key = keyName(event);
  if (!key || event.isComposing || (isTyping(event.target) && !key.startsWith("alt+"))) return;
  if (key === "j" || key === "k") return moveCase(key === "j" ? 1 : -1);
  if (key === "alt+n") return document.getElementById("intake-text")?.focus();
  const place = document.querySelector("[data-case].current") ?? document;
  const named = `[data-key="${CSS.escape(key)}"]`;
  const target = place.querySelector(named) ?? document.querySelector(`[data-everywhere]${named}`);
  if (!target) return;
  event.preventDefault();
  if (/^[1-9]$/.test(key) && event.repeat) return; // held down: still one press
  const folded = target.closest("details:not([open])");
  if (folded) {
    folded.open = true;
    const fields = [...folded.querySelectorAll("textarea, select, input")];
    (fields.find((field) => field.checkVisibility()) ?? target).focus();
  } else if (target.matches("input:not([type=checkbox])")) target.focus();
  else target.click();
});

// An offer that lapses goes away by itself.
for (const offer of document.querySelectorAll("[data-gone-after]"))
  setTimeout(() => offer.remove(), Number(offer.dataset.goneAfter) * 1000);

// One click sends once; the pressed button still names itself in what is sent.
document.addEventListener("submit", (event) => {
  if (!event.target.matches("[data-once]")) return;
  if (event.target.dataset.sent) return event.preventDefault();
  event.target.dataset.sent = "yes";
});
window.addEventListener("pageshow", () => document.querySelectorAll("[data-sent]").forEach((form) => delete form.dataset.sent));

// A menu is shut by a click elsewhere and by Escape.
document.addEventListener("click", ({ target }) => {
  for (const menu of document.querySelectorAll("details[data-menu][open]")) if (!menu.contains(target)) menu.open = false;
});
document.addEventListener("keydown", ({ key, target }) => {
  const menu = key === "Escape" && target.closest?.("details[data-menu][open]");
  if (!menu) return;
  menu.open = false;
  menu.querySelector("summary").focus();
});

// What is folded and filled in is shown.
function unfold(form) {
  for (const part of form.querySelectorAll("details:not([open])")) {
    const fields = [...part.querySelectorAll("input:not([type=hidden], [type=radio]), textarea, select")];
    if (fields.some((field) => (field.type === "checkbox" ? field.checked : field.value))) part.open = true;
  }
}

function hideFields(form) {
  for (const part of form.querySelectorAll("[data-hide-when]")) {
    const [name, value] = part.dataset.hideWhen.split("=");
    part.hidden = new FormData(form).get(name) === value;
  }
  for (const part of form.querySelectorAll("[data-show-when]")) {
    const [name, value] = part.dataset.showWhen.split("=");
    part.hidden = new FormData(form).get(name) !== value && ![...part.querySelectorAll("input")].some((field) => field.value);
  }
}

document.addEventListener("input", (event) => {
  if (event.target.form) hideFields(event.target.form);
});

document.addEventListener("click", (event) => {
  const button = event.target.closest("[data-print], [data-fill]");
  if (!button) return;
  if (button.hasAttribute("data-print")) return window.print();
  for (const [id, value] of new URLSearchParams(button.dataset.fill)) {
    const field = document.getElementById(id);
    if (!field) continue;
    field.value = value;
    field.dispatchEvent(new Event("input", { bubbles: true }));
    field.dispatchEvent(new Event("change", { bubbles: true }));
  }
});

// Suggestions come by themselves, so fresh ones wait while one of the old is pressed, or the click would be lost with its button; an open
// list of choices stays. What somebody asked for, such as the rows of a list, comes at once.
let pressed = null;
let late = null;
document.addEventListener("pointerdown", (event) => { pressed = event.target; });
for (const end of ["pointerup", "pointercancel"])
  document.addEventListener(end, () => setTimeout(() => {
    pressed = null;
    late?.();
    late = null;
  }));
document.addEventListener("htmx:beforeSwap", (event) => {
  const { target, xhr, shouldSwap, requestConfig } = event.detail;
  const choosing = document.activeElement?.matches("select") && target.contains(document.activeElement);
  const pressing = pressed !== null && target.contains(pressed);
  if (!shouldSwap || target !== requestConfig.elt || !(choosing || pressing)) return;
  event.detail.shouldSwap = false;
  if (!choosing) late = () => htmx.swap(target, xhr.responseText, { swapStyle: "innerHTML" });
});

document.querySelectorAll("form").forEach(hideFields);
// Faults first, else where the hands go on; a receipt is read out with it.
const hands = document.getElementById(document.querySelector("[data-hands]")?.dataset.hands ?? "");
if (hands && document.getElementById("receipt-line")) hands.setAttribute("aria-describedby", "receipt-line");
(document.querySelector("[data-focus]") ?? hands)?.focus();
if (!document.querySelector("[data-case].current")) document.querySelector("[data-case]")?.classList.add("current");
let last = Date.now();
setInterval(() => {
  const passed = Math.floor((Date.now() - last) / 1000);
  last += passed * 1000;
  tick(passed);
}, 15_000);
