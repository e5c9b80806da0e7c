// Several people on one ticket see each other. The page says every ten seconds that it is open, and whether somebody writes in it.
"use strict";

const SAY_SECONDS = 10;
const WRITES_SECONDS = 60;
const others = document.getElementById("others");
let lastTyped = 0;

document.addEventListener("input", ({ target }) => { if (target.closest("main form[method=post]")) lastTyped = Date.now(); });

function othersText(people) {
  const writing = people.filter((person) => person.writing).map((person) => person.name);
  const reading = people.filter((person) => !person.writing).map((person) => person.name);
  return [writing.length && `${writing.join("、")} 正在这张工单上填写`, reading.length && `${reading.join("、")} 也在看这张工单`]
    .filter(Boolean).join("；");
}

async function sayOpen() {
  if (document.visibilityState !== "visible") return;
  const writing = Date.now() - lastTyped < WRITES_SECONDS * 1000 ? "1" : "";
  const answer = await post(`/tickets/${others.dataset.ticket}/readers`, new URLSearchParams({ writing })).catch(() => null);
  if (!answer?.ok) return;
  const { version, others: people } = await answer.json();
  const changed = version > Number(others.dataset.version) ? "这张工单刚有更新，提交时会与你填写的内容对照" : "";
  const text = [othersText(people), changed].filter(Boolean).join("。");
  if (others.textContent !== text) others.textContent = text;
  others.hidden = !text;
}

if (others) {
  sayOpen();
  setInterval(sayOpen, SAY_SECONDS * 1000);
}
