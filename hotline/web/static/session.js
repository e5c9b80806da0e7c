// Who is signed in. Drafts lie with their login on the server; a session that ends while somebody types is opened again over the page,
// and the step is sent then. Every page works without this file.
"use strict";

const { login, csrf } = document.body.dataset;
const channel = new BroadcastChannel("hotline-session");
const unsaved = new Map();
const WAIT = 500;
let token = csrf;
let sealed = false;
let opening = null;

const framed = window.top !== window;
document.documentElement.classList.toggle("framed", framed);
// No provider lets itself be framed: it gets a window of its own, and the page that waits hears who has come in.
if (framed) document.querySelectorAll("[data-leaves]").forEach((link) => { link.target = "_blank"; });

// Other pages of this browser learn who came in and who left.
if (login) channel.postMessage({ login, token });
if (location.pathname === "/sign-in" && location.search.includes("done=signed-out")) channel.postMessage({ out: true });
channel.addEventListener("message", ({ data }) => {
  if (!login || sealed) return;
  if (data.out || data.login !== login) return seal();
  adopt(data.token);
  opening?.done();
});

function adopt(newToken) {
  token = newToken;
  document.querySelectorAll("input[name=_csrf]").forEach((field) => { field.value = token; });
}

// Somebody else sits here now, or nobody: what was typed waits for its owner.
function seal() {
  sealed = true;
  unsaved.forEach(clearTimeout);
  unsaved.clear();
  const main = document.createElement("main");
  const link = Object.assign(document.createElement("a"), { href: "/", className: "button", textContent: "打开当前账号的页面" });
  main.append(note("已退出或已换人登录，本页内容已收起。填写到一半的内容在原账号重新登录后恢复。"), link);
  document.title = "已收起";
  document.body.replaceChildren(main);
}

function note(text) {
  const line = Object.assign(document.createElement("p"), { className: "message warn", textContent: text });
  line.setAttribute("role", "alert");
  return line;
}

// Resolves when the same person has signed in again; the page behind cannot be read meanwhile.
function signInAgain() {
  if (opening) return opening.promise;
  const dialog = Object.assign(document.createElement("dialog"), { className: "sign-in-again" });
  const frame = Object.assign(document.createElement("iframe"), { src: "/sign-in?next=/signed-in", title: "重新登录" });
  dialog.append(note("登录已过期。重新登录后从这里继续，填写的内容都还在。"), frame);
  dialog.addEventListener("cancel", (event) => event.preventDefault());
  document.body.append(dialog);
  dialog.showModal();
  opening = {};
  opening.promise = new Promise((resolve) => {
    opening.done = () => {
      dialog.remove();
      opening = null;
      resolve();
    };
  });
  return opening.promise;
}

async function sureOfSession() {
  const answer = await fetch("/session", { headers: { "HX-Request": "true" } });
  if (answer.status === 401) return signInAgain();
  if (!answer.ok) return;
  const now = await answer.json();
  if (now.login === login) adopt(now.token);
  else seal();
}

function post(path, body) {
  return fetch(path, { method: "POST", keepalive: true, headers: { "X-CSRF-Token": token }, body });
}

// Drafts
const SKIPPED = new Set(["_csrf", "key", "version", "back"]);
const UNKEPT = new Set(["submit", "file", "password"]);

function draftFields(form) {
  const kept = (field) => field.name && !SKIPPED.has(field.name) && !UNKEPT.has(field.type) && !field.multiple;
  return [...form.elements].filter(kept);
}

// Which page types, and the state of each draft that it saw last: what another seat of this login typed meanwhile is kept beside it.
const pageMark = `${Date.now().toString(36)}${Math.random().toString(36).slice(2)}`;
const seenDrafts = new Map();
const restoring = new Map();

async function saveDraft(form) {
  clearTimeout(unsaved.get(form));
  unsaved.delete(form);
  if (restoring.has(form)) await restoring.get(form);
  const chosen = draftFields(form).filter((field) => !["radio", "checkbox"].includes(field.type) || field.checked);
  const fields = new URLSearchParams(chosen.map((field) => [field.name, field.value]));
  try {
    const seen = new URLSearchParams({ page: pageMark, seen: seenDrafts.get(form) ?? "" });
    const answer = await post(`/drafts/${form.dataset.draft}?${seen}`, fields);
    if (answer.ok) noteDraft(form, await answer.json());
    if (answer.status === 401) signInAgain().then(() => saveDraft(form));
    if (answer.status === 403) sureOfSession();
  } catch { /* away: the next letter tries again */ }
}

function noteDraft(form, { version, other }) {
  seenDrafts.set(form, version);
  showOtherDraft(form, other);
}

// Both stand on the page until somebody decides; nothing that was typed at either seat goes by itself.
function showOtherDraft(form, other) {
  const isText = (field) => !["radio", "checkbox", "hidden"].includes(field.type);
  const differing = draftFields(form).filter((field) => isText(field) && other[field.name] && other[field.name] !== field.value);
  const before = form.querySelector(":scope > .other-draft");
  const shown = JSON.stringify(differing.map((field) => [field.name, other[field.name]]));
  if (before?.dataset.shown === shown) return;
  before?.remove();
  if (!differing.length) return;
  const box = Object.assign(document.createElement("div"), { className: "message warn other-draft" });
  box.setAttribute("role", "alert");
  box.dataset.shown = shown;
  const lines = differing.map((field) => {
    const name = field.labels?.[0]?.textContent.trim() ?? field.name;
    const chosen = [...(field.options ?? [])].find((option) => option.value === other[field.name]);
    return Object.assign(document.createElement("p"), { textContent: `${name}：${chosen?.textContent.trim() ?? other[field.name]}` });
  });
  const press = (textContent, act) => {
    const button = Object.assign(document.createElement("button"), { type: "button", textContent });
    button.addEventListener("click", () => { box.remove(); act(); });
    return button;
  };
  const name = `/drafts/${form.dataset.draft}-other`;
  box.append("这个账号在另一处也填写了这张表，两份都已保存。另一处写的是：", ...lines);
  box.append(press("换成另一处的", async () => {
    const own = Object.fromEntries(differing.map((field) => [field.name, field.value]));
    differing.forEach((field) => { field.value = other[field.name]; });
    await post(name, new URLSearchParams(own)).catch(() => null);
    await saveDraft(form);
  }), " ", press("保留这里的", () => post(`${name}/removals`).catch(() => null)));
  form.prepend(box);
}

async function restoreDraft(form) {
  const answer = await fetch(`/drafts/${form.dataset.draft}`, { headers: { "HX-Request": "true" } }).catch(() => null);
  if (!answer?.ok) return;
  const { fields: kept, ...standing } = await answer.json();
  for (const field of draftFields(form)) {
    if (!(field.name in kept)) continue;
    if (["radio", "checkbox"].includes(field.type)) field.checked = field.value === kept[field.name];
    else if (!field.value) field.value = kept[field.name];
    field.dispatchEvent(new Event("restored"));
  }
  hideFields(form);
  unfold(form);
  form.dispatchEvent(new Event("restored"));
  noteDraft(form, standing);
}

document.addEventListener("input", ({ target: { form } }) => {
  if (!login || sealed || !form?.dataset.draft) return;
  clearTimeout(unsaved.get(form));
  unsaved.set(form, setTimeout(() => saveDraft(form), WAIT));
});
window.addEventListener("pagehide", () => [...unsaved.keys()].forEach(saveDraft));

// A step is sent when its session is known to live; the pressed button still names itself.
document.addEventListener("submit", async (event) => {
  const { target: form, submitter } = event;
  if (!login || form.method !== "post") return;
  if (form.dataset.checked) return delete form.dataset.checked;
  event.preventDefault();
  event.stopImmediatePropagation();
  if (form.dataset.checking) return;
  form.dataset.checking = "yes";
  // A form that is being submitted cannot be submitted: first this event ends.
  await new Promise((resolve) => setTimeout(resolve));
  try {
    await Promise.all([...unsaved.keys()].map(saveDraft));
    if (new URL(form.action).pathname !== "/sign-out") await sureOfSession();
  } catch {
    return form.prepend(note("网络不通，没有提交。填写的内容还在，请稍后再试。"));
  } finally {
    delete form.dataset.checking;
  }
  if (sealed) return;
  form.dataset.checked = "yes";
  form.requestSubmit(submitter);
}, true);

// What a page asks for by parts: its session has ended.
document.addEventListener("htmx:beforeOnLoad", (event) => {
  if (event.detail.xhr.status !== 401 || !login) return;
  event.preventDefault();
  signInAgain();
});

// A step of ours led here, and no link from elsewhere, which could make somebody lose what they typed.
const cameFromHere = document.referrer.startsWith(`${location.origin}/`);

async function startDrafts() {
  const done = !cameFromHere ? [] : [...document.querySelectorAll("[data-draft-done]")].map((part) => part.dataset.draftDone);
  await Promise.all(done.filter(Boolean).map((name) => post(`/drafts/${name}/removals`).catch(() => null)));
  document.querySelectorAll("form[data-draft]").forEach((form) => {
    restoring.set(form, restoreDraft(form).catch(() => null).finally(() => restoring.delete(form)));
  });
}
if (login) startDrafts();
for (const old of Object.keys(localStorage)) if (old.startsWith("draft:")) localStorage.removeItem(old);
