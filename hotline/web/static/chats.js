// The desk for chats: what others write comes by itself; what is typed here stays until it is sent.
"use strict";
(() => {
  const desk = document.querySelector("[data-chats]");
  const chatId = desk?.dataset.chat;
  const messages = document.getElementById("chat-messages");
  const compose = document.querySelector("[data-chat-reply]");
  const content = compose?.elements.content;
  const phrases = document.getElementById("chat-phrases");
  const ASKED_SECONDS = 5, TYPING_SECONDS = 4, FAILURES = 3;
  const AGAIN = "没有发出，内容还在，请再按一次发送；如仍不行请刷新页面。";
  let typingAt = 0, hideTyping = 0, failures = 0;

  const toEnd = () => { if (messages) messages.scrollTop = messages.scrollHeight; };

  async function fetchInto(address, target) {
    const response = await fetch(address, { headers: { "HX-Request": "true" } });
    if (response.ok && !response.redirected) target.innerHTML = await response.text();
  }

  async function showQueue() {
    const queue = document.getElementById("chat-queue");
    const focused = queue.contains(document.activeElement) ? document.activeElement.getAttribute("href") : "";
    await fetchInto("/chats/queue", queue);
    for (const link of queue.querySelectorAll("a")) {
      if (link.getAttribute("href") === location.pathname) link.setAttribute("aria-current", "page");
      if (focused && link.getAttribute("href") === focused) link.focus();
    }
  }

  async function showMessages() {
    await fetchInto(`/chats/${chatId}/messages`, messages);
    toEnd();
  }

  function hear(news) {
    failures = 0;
    const own = String(news.chat) === chatId;
    if (news.kind.startsWith("conversation.typing")) {
      if (own && !news.by) showTyping(news.kind.endsWith("on"));
      return;
    }
    if (own && messages) showMessages();
    if (own && news.kind === "message.created" && !news.by) showTyping(false);
    if (news.kind !== "conversation.read") showQueue();
    if (own && news.kind === "message.created") document.body.dispatchEvent(new Event("chat-news"));
  }

  function showTyping(on) {
    clearTimeout(hideTyping);
    document.getElementById("chat-typing").textContent = on ? "对方正在输入……" : "";
    if (on) hideTyping = setTimeout(() => showTyping(false), 2 * TYPING_SECONDS * 1000);
  }

  function listen() {
    const stream = new EventSource("/chats/events");
    stream.addEventListener("chat", (event) => hear(JSON.parse(event.data)));
    stream.addEventListener("open", () => { failures = 0; showQueue(); if (messages) showMessages(); });
    stream.addEventListener("error", () => {
      failures += 1;
      if (stream.readyState !== EventSource.CLOSED && failures < FAILURES) return;
      stream.close();
      setInterval(() => { showQueue(); if (messages) showMessages(); }, ASKED_SECONDS * 1000);
    });
    addEventListener("pagehide", () => stream.close());
  }

  function formBody(fields) {
    return new URLSearchParams({ _csrf: document.body.dataset.csrf, ...fields });
  }

  async function send(address) {
    const fault = compose.querySelector("[data-chat-fault]");
    const echo = compose.elements.echo_id;
    // The same id until it has come through: sent again after a lost line it is the same message.
    echo.value ||= crypto.randomUUID ? crypto.randomUUID() : String(Math.random()).slice(2) + Date.now();
    fault.hidden = true;
    try {
      const response = await fetch(address, {
        method: "POST", headers: { "HX-Request": "true" }, body: formBody({ content: content.value, echo_id: echo.value }),
      });
      if (!response.ok || response.redirected) return tell(fault, await reasonOf(response));
      messages.innerHTML = await response.text();
      content.value = echo.value = "";
      toEnd();
    } catch {
      tell(fault, AGAIN);
    }
    content.focus();
  }

  function tell(fault, text) {
    fault.textContent = text;
    fault.hidden = false;
    content.focus();
  }

  async function reasonOf(response) {
    const problem = response.headers.get("content-type")?.includes("json") ? await response.json() : null;
    return problem?.detail ? `没有发出：${problem.detail}` : AGAIN;
  }

  function showPhrases() {
    const typed = content.value.match(/^\/(\S*)$/);
    phrases.hidden = !typed;
    if (!typed) return;
    const letters = typed[1].toLowerCase();
    for (const item of phrases.children) {
      item.hidden = !item.textContent.includes(typed[1]) && placeOf(lettersOf(item.dataset.initials), letters) < 0;
    }
  }

  function typing() {
    showPhrases();
    if (Date.now() - typingAt < TYPING_SECONDS * 1000) return;
    typingAt = Date.now();
    fetch(`/chats/${chatId}/typing`, { method: "POST", body: formBody({ typing_status: "on" }) }).catch(() => {});
  }

  if (compose) {
    compose.addEventListener("submit", (event) => {
      event.preventDefault();
      const own = event.submitter?.hasAttribute("formaction");
      if (content.value.trim()) send(own ? event.submitter.formAction : compose.action);
    });
    content.addEventListener("input", typing);
    content.addEventListener("keydown", (event) => {
      if (event.key === "Enter" && !event.shiftKey && !event.isComposing) {
        event.preventDefault();
        const first = phrases.hidden ? null : [...phrases.children].find((item) => !item.hidden);
        if (first) first.querySelector("button").click();
        else compose.requestSubmit(compose.querySelector("button.primary"));
      } else if (event.key === "ArrowDown" && !phrases.hidden) {
        event.preventDefault();
        [...phrases.children].find((item) => !item.hidden)?.querySelector("button").focus();
      } else if (event.key === "Escape") phrases.hidden = true;
    });
  }
  document.addEventListener("click", ({ target }) => {
    const button = target.closest?.("[data-phrase]");
    if (!button || !content) return;
    content.value = button.dataset.phrase;
    if (phrases) phrases.hidden = true;
    content.focus();
  });
  if (desk) {
    toEnd();
    if (window.EventSource) listen();
  }
})();
