// The caller's form is kept on this device while they type: encrypted by a key that never leaves the browser, for a day, until it is sent.
// Without secure storage nothing is kept; the page works without this file.
"use strict";

const SEALED_LASTS = 24 * 60 * 60 * 1000;
const SEALED_WAIT = 800;
const UNSEALED = new Set(["_csrf", "key", "again", "photo", "hide", "hide_shown", "join"]);

function request(call) {
  return new Promise((resolve, reject) => {
    call.onsuccess = () => resolve(call.result);
    call.onerror = () => reject(call.error);
  });
}

async function keyStore(mode) {
  const opening = indexedDB.open("hotline-report", 1);
  opening.onupgradeneeded = () => opening.result.createObjectStore("keys");
  return (await request(opening)).transaction("keys", mode).objectStore("keys");
}

async function sealingKey(make) {
  const known = await request((await keyStore("readonly")).get("key"));
  if (known || !make) return known;
  const key = await crypto.subtle.generateKey({ name: "AES-GCM", length: 256 }, false, ["encrypt", "decrypt"]);
  await request((await keyStore("readwrite")).put(key, "key"));
  return key;
}

function coded(bytes) { return btoa(String.fromCharCode(...new Uint8Array(bytes))); }
function decoded(text) { return Uint8Array.from(atob(text), (sign) => sign.charCodeAt(0)); }

function forgetSealed(name) {
  localStorage.removeItem(`sealed:${name}`);
}

async function keepSealed(form) {
  const fields = {};
  for (const [name, value] of new FormData(form)) if (typeof value === "string" && !UNSEALED.has(name) && value) fields[name] = value;
  if (!fields.text) return forgetSealed(form.dataset.sealed);
  const iv = crypto.getRandomValues(new Uint8Array(12));
  const plain = new TextEncoder().encode(JSON.stringify(fields));
  const sealed = await crypto.subtle.encrypt({ name: "AES-GCM", iv }, await sealingKey(true), plain);
  localStorage.setItem(`sealed:${form.dataset.sealed}`, JSON.stringify({ at: Date.now(), iv: coded(iv), sealed: coded(sealed) }));
}

async function openSealed(name) {
  const kept = JSON.parse(localStorage.getItem(`sealed:${name}`) ?? "null");
  if (!kept || Date.now() - kept.at > SEALED_LASTS) return forgetSealed(name);
  const key = await sealingKey(false);
  if (!key) return forgetSealed(name);
  const plain = await crypto.subtle.decrypt({ name: "AES-GCM", iv: decoded(kept.iv) }, key, decoded(kept.sealed));
  return JSON.parse(new TextDecoder().decode(plain));
}

async function restoreSealed(form) {
  if (form.elements.text.value) return;
  const fields = await openSealed(form.dataset.sealed);
  if (!fields || form.elements.text.value) return;
  for (const field of form.elements) {
    if (!(field.name in fields)) continue;
    if (field.type === "radio") field.checked = field.value === fields[field.name];
    else if (!field.value && field.type !== "hidden") field.value = fields[field.name];
  }
  hideFields(form);
  unfold(form);
  form.elements.text.dispatchEvent(new Event("input", { bubbles: true }));
  document.getElementById("report-draft").hidden = false;
}

function startSealed() {
  if (!window.indexedDB || !crypto.subtle) return;
  for (const part of document.querySelectorAll("[data-sealed-done]")) forgetSealed(part.dataset.sealedDone);
  const form = document.querySelector("form[data-sealed]");
  if (!form) return;
  let timer = null;
  form.addEventListener("input", () => {
    clearTimeout(timer);
    timer = setTimeout(() => keepSealed(form).catch(() => null), SEALED_WAIT);
  });
  form.addEventListener("submit", () => clearTimeout(timer));
  document.querySelector("[data-forget]").addEventListener("click", () => {
    forgetSealed(form.dataset.sealed);
    location.reload();
  });
  restoreSealed(form).catch(() => forgetSealed(form.dataset.sealed));
}
startSealed();
