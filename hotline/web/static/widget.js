// The chat of the hotline on any page: <script src="https://HOTLINE/static/widget.js" data-inbox="..." defer></script>
// Nothing else is loaded, nothing is evaluated, no style attribute is written: a strict CSP lets it be. What is typed is kept
// until the server has it, under an id of its own, so that neither a lost line nor a reload loses or doubles a message.
"use strict";
(() => {
  const script = document.currentScript;
  const origin = new URL(script.src).origin;
  // An element of the page that takes the button where the corner has no room for it: data-door="#id".
  const door = script.dataset.door ? document.querySelector(script.dataset.door) : null;
  const POLL = 3000, SLOW = 15000, AGAIN = 4000, TYPING = 4000, REFUSALS = [400, 403, 409, 413, 422];
  let inbox = script.dataset.inbox || "", store, socket, retry = 0, typingAt = 0, shownTyping = 0, polling = 0, unread = 0;
  let status = "", sending = false, failed = 0, left = false, served = false;
  const SERVED = "话务员正在为您服务";
  // The newest message of a list: one's own or one that came by itself may be newer than what has not come yet.
  let last = 0;
  const texts = new Map(), photos = new Map();

  const make = (tag, attributes = {}, ...children) => {
    const node = document.createElement(tag);
    for (const [name, value] of Object.entries(attributes)) {
      if (name.startsWith("on")) node.addEventListener(name.slice(2), value);
      else if (value !== false) node.setAttribute(name, value === true ? "" : value);
    }
    node.append(...children);
    return node;
  };

  const CSS = `
    :host { all: initial; }
    * { box-sizing: border-box; font-family: "PingFang SC", "Noto Sans CJK SC", "Microsoft YaHei", system-ui, sans-serif; }
    [hidden] { display: none !important; }
    button, textarea, .file { font-size: 1rem; line-height: 1.5; }
    button, .file { min-height: 44px; padding: .3rem .9rem; border: 1px solid #0e5a72; border-radius: 6px; background: #fff; color: #0e5a72;
      cursor: pointer; font-weight: 600; }
    button:hover, .file:hover { background: #e2eef2; }
    button.main { background: #0e5a72; color: #fff; }
    button.main:hover { background: #0a4356; }
    :focus-visible, .file:focus-within { outline: 3px solid #b85f00; outline-offset: 2px; }
    .bubble { position: fixed; right: 1rem; bottom: 1rem; z-index: 2147483000; border-radius: 2rem; min-height: 3.25rem; padding: 0 1.3rem;
      background: #0e5a72; color: #fff; border: 2px solid #fff; box-shadow: 0 2px 10px rgba(0,0,0,.3); font-size: 1.05rem; }
    @media (max-width: 80rem) { .in-page { position: static; min-height: 44px; padding: 0 .9rem; border: 0; box-shadow: none; font-size: 1rem; } }
    .bubble b { background: #a3201b; border-radius: 1em; padding: 0 .5em; margin-left: .4em; }
    .panel { position: fixed; right: 1rem; bottom: 1rem; z-index: 2147483001; width: 25rem; height: min(40rem, calc(100vh - 2rem)); display: flex;
      flex-direction: column; background: #fff; color: #1b2430; border: 1px solid #7d8894; border-radius: 8px; overflow: hidden;
      box-shadow: 0 4px 24px rgba(0,0,0,.3); font-size: 1.0625rem; line-height: 1.6; }
    .head { display: flex; align-items: center; gap: .5rem; padding: .5rem .8rem; background: #0e5a72; color: #fff; }
    .head h2 { font-size: 1.1rem; margin: 0; flex: 1; }
    .head button { background: none; color: #fff; border-color: #fff; }
    .head button:hover { background: #0a4356; }
    .state { margin: 0; padding: .35rem .8rem; background: #f4f5f3; color: #4f5b69; font-size: .93rem; }
    .log { flex: 1; overflow-y: auto; padding: .6rem .8rem; }
    .log:focus-visible { outline-offset: -3px; }
    .message { max-width: 88%; margin: 0 0 .7rem; }
    .message small { color: #4f5b69; font-size: .85rem; display: block; }
    .message p { margin: 0; padding: .4rem .7rem; border: 1px solid #d8dcdf; border-radius: 6px; background: #f9faf8; white-space: pre-wrap;
      overflow-wrap: anywhere; }
    .own { margin-left: auto; } .own p { background: #e2eef2; border-color: #0e5a72; }
    .message.machine p { border-style: dashed; }
    .message img { max-width: 100%; max-height: 12rem; border-radius: 6px; display: block; }
    .message a { color: #0e5a72; }
    .choices { display: flex; flex-wrap: wrap; gap: .4rem; margin-top: .4rem; }
    .typing { min-height: 1.5rem; margin: 0; padding: 0 .8rem; color: #4f5b69; font-size: .93rem; }
    form { padding: .5rem .8rem; border-top: 1px solid #d8dcdf; }
    label.text { display: block; font-weight: 600; }
    textarea { width: 100%; border: 1px solid #7d8894; border-radius: 6px; padding: .4rem .6rem; resize: none; color: #1b2430; background: #fff; }
    .row { display: flex; flex-wrap: wrap; gap: .5rem; margin-top: .4rem; align-items: center; }
    .row .main { margin-left: auto; }
    .file { display: inline-flex; align-items: center; position: relative; }
    .file input { position: absolute; inset: 0; opacity: 0; cursor: pointer; }
    .rate { padding: .5rem .8rem; border-top: 1px solid #d8dcdf; }
    .rate p { margin: 0 0 .3rem; font-weight: 600; }
    .ticket { overflow-y: auto; border: 0; flex: 1; }
    .ticket h3 { margin: .2rem 0; font-size: 1.05rem; }
    .ticket p { margin: 0 0 .6rem; }
    .ticket input { width: 100%; min-height: 44px; font-size: 1rem; border: 1px solid #7d8894; border-radius: 6px; padding: .4rem .6rem;
      color: #1b2430; background: #fff; }
    .ticket [aria-invalid] { border-color: #a3201b; border-width: 2px; }
    .ticket label { display: block; font-weight: 600; margin-top: .5rem; }
    .ticket label span { font-weight: 400; color: #4f5b69; }
    .bad { color: #a3201b; margin: .3rem 0 0; }
    @media (max-width: 40rem) { .panel { inset: 0; width: 100%; height: 100%; height: 100dvh; border: 0; border-radius: 0; } }
    @media print { :host { display: none; } }`;

  const host = make("div"), root = host.attachShadow({ mode: "open" }), sheet = new CSSStyleSheet();
  sheet.replaceSync(CSS);
  root.adoptedStyleSheets = [sheet];
  const log = make("div", { class: "log", role: "log", "aria-live": "polite", "aria-label": "消息", tabindex: "0" });
  const state = make("p", { class: "state", role: "status" });
  const typing = make("p", { class: "typing", role: "status" });
  const fault = make("p", { class: "bad", role: "alert", hidden: true });
  const box = make("textarea", { id: "box", rows: "2", maxlength: "10000", oninput: type, onkeydown: key });
  const file = make("input", { type: "file", accept: "image/*", "aria-label": "发送照片", onchange: sendPhoto });
  const form = make("form", { onsubmit: submit }, make("label", { class: "text", for: "box" }, "请输入您的问题"), box, fault,
    make("div", { class: "row" }, make("span", { class: "file" }, "照片", file),
      make("button", { type: "button", onclick: toTicket }, "转成诉求"), make("button", { class: "main" }, "发送")));
  const RATINGS = ["非常不满意", "不满意", "基本满意", "满意", "非常满意"];
  const rate = make("div", { class: "rate", hidden: true, role: "group", "aria-labelledby": "rate" }, make("p", { id: "rate" }, "评价本次服务"),
    make("div", { class: "choices" }, ...RATINGS.map((name, at) =>
      make("button", { type: "button", onclick: () => rateChat(at + 1) }, name)).reverse()));
  const rated = make("p", { class: "state", role: "status", hidden: true });
  const FIELDS = [["text", "要反映的事", "时间、地点、经过，希望怎样解决"], ["address", "事发地点", "路名门牌、小区楼栋，选填"],
    ["phone", "联系电话", "办理单位好联系您，选填"], ["caller", "姓名", "选填"]];
  const fields = Object.fromEntries(FIELDS.map(([name]) => [name, name === "text"
    ? make("textarea", { id: "t-text", rows: "5", "aria-describedby": "f-text" })
    : make("input", { id: `t-${name}`, type: name === "phone" ? "tel" : "text", maxlength: "200", "aria-describedby": `f-${name}`,
      autocomplete: { phone: "tel", caller: "name" }[name] || "off" })]));
  const faults = Object.fromEntries(FIELDS.map(([name]) => [name, make("p", { class: "bad", id: `f-${name}`, hidden: true })]));
  const refusal = make("p", { class: "bad", role: "alert", hidden: true });
  const ticket = make("form", { class: "ticket", hidden: true, novalidate: true, onsubmit: register, "aria-labelledby": "t-head" },
    make("h3", { id: "t-head" }, "转成诉求"), make("p", {}, "登记后给您流水号、提取码和承诺答复日期；上面的对话和照片会一并附上。"),
    ...FIELDS.flatMap(([name, label, hint]) => [make("label", { for: `t-${name}` }, label, " ", make("span", {}, hint)), fields[name],
      faults[name]]), refusal, make("div", { class: "row" }, make("button", { type: "button", onclick: backToChat }, "返回对话"),
      make("button", { class: "main" }, "提交诉求")));
  const sure = make("div", { class: "rate", hidden: true, role: "group", "aria-labelledby": "sure" },
    make("p", { id: "sure" }, "结束这次咨询？对话不再留在这台设备上。"), make("div", { class: "choices" },
      make("button", { type: "button", onclick: leave }, "结束咨询"),
      make("button", { type: "button", onclick: () => { sure.hidden = true; box.focus(); } }, "继续咨询")));
  const panel = make("section", { class: "panel", role: "dialog", "aria-label": "12345 在线客服", hidden: true, onkeydown: (event) => {
    if (event.key === "Escape") close(); } },
  make("div", { class: "head" }, make("h2", {}, "12345 在线客服"), make("button", { type: "button", onclick: askToLeave }, "结束"),
    make("button", { type: "button", onclick: close }, "收起")), state, log, typing, sure, rate, rated, form, ticket);
  const count = make("b", { hidden: true });
  const bubble = make("button", { class: door ? "bubble in-page" : "bubble", type: "button", "aria-haspopup": "dialog", onclick: open }, "在线咨询", count);
  root.append(bubble, panel);

  // What stays on this device: whose chat it is, and what the server has not taken yet.
  function load() {
    try { store = JSON.parse(localStorage.getItem(`hotline-chat-${inbox}`)) || {}; } catch { store = {}; }
    store.pending ||= [];
  }
  function save() {
    if (left) return;
    try { localStorage.setItem(`hotline-chat-${inbox}`, JSON.stringify(store)); } catch { /* a private window keeps nothing */ }
  }

  async function ask(method, path, body) {
    const isForm = body instanceof FormData;
    const response = await fetch(`${origin}/public/api/v1/${path}`, { method, credentials: "omit",
      headers: body && !isForm ? { "content-type": "application/json" } : {}, body: body && !isForm ? JSON.stringify(body) : body });
    const answer = response.headers.get("content-type")?.includes("json") ? await response.json() : null;
    if (!response.ok) throw Object.assign(new Error(answer?.detail || "暂时无法连接"), { status: response.status, errors: answer?.errors });
    return answer;
  }
  const contact = () => `inboxes/${inbox}/contacts/${store.source}`;
  const chat = () => `${contact()}/conversations/${store.chat}`;

  async function begin() {
    if (!store.source) {
      const made = await ask("POST", `inboxes/${inbox}/contacts`, {});
      Object.assign(store, { source: made.source_id, pubsub: made.pubsub_token });
      save();
    }
  }
  async function beginChat() {
    await begin();
    if (store.chat) return;
    store.chat = (await ask("POST", `${contact()}/conversations`, {})).id;
    status = "";
    save();
  }

  // A page that comes again shows the panel as it was left; the focus stays where the page has it.
  const OPEN = () => `hotline-chat-open-${inbox}`;
  function keepOpen(isOpen) {
    try { if (isOpen) sessionStorage.setItem(OPEN(), "1"); else sessionStorage.removeItem(OPEN()); } catch { /* it is shut then */ }
  }
  function wasOpen() {
    try { return sessionStorage.getItem(OPEN()) === "1"; } catch { return false; }
  }
  async function open(event) {
    bubble.hidden = true;
    panel.hidden = false;
    keepOpen(true);
    unread = 0;
    showUnread();
    if (event) (ticket.hidden ? box : fields.text).focus();
    showPeople();
    try { await begin(); } catch (error) { return tell(error.message); }
    connect();
    await fetchNew();
    if (store.chat) ask("POST", `${chat()}/update_last_seen`).catch(() => {});
    if (!store.chat && !store.pending.length) say("您好，请直接说您的问题。先由机器自动回复，回复“人工”可转话务员。");
    flush();
  }
  function close() {
    if (left) startAfresh();
    sure.hidden = true;
    panel.hidden = true;
    keepOpen(false);
    bubble.hidden = false;
    bubble.focus();
  }
  function askToLeave() {
    sure.hidden = false;
    toEnd();
    sure.querySelector("button").focus();
  }
  async function leave() {
    sure.hidden = true;
    const isOver = !store.chat || status === "resolved";
    try { if (!isOver) await ask("POST", `${chat()}/toggle_status`); } catch (error) { return tell(error.message); }
    forget();
    if (isOver) close(); else ended();
  }
  // Others may use this computer next: what was stored goes at once, what is shown with the panel.
  function forget() {
    left = true;
    store.pending = [];
    try { localStorage.removeItem(`hotline-chat-${inbox}`); } catch { /* nothing was kept */ }
  }
  function startAfresh() {
    store = { pending: [] };
    left = served = false;
    status = "";
    last = unread = 0;
    texts.clear();
    photos.clear();
    log.replaceChildren();
    ticket.reset();
    showTicket(false);
    rate.hidden = rated.hidden = true;
    tell("");
    socket?.close();
    showPeople();
  }

  async function showPeople() {
    try {
      const there = await ask("GET", `widget?inbox=${encodeURIComponent(inbox)}`);
      state.textContent = served ? SERVED : there.opening ? `人工服务 ${there.opening} 回来，现在可留言，机器随时解答`
        : there.people ? "人工在线" : "话务员正忙，机器先为您解答";
    } catch { state.textContent = "网络不通，正在重试"; }
  }

  function showUnread() {
    count.hidden = !unread;
    count.textContent = unread;
    bubble.setAttribute("aria-label", unread ? `在线咨询，${unread} 条新消息` : "在线咨询");
  }
  function tell(text) {
    fault.textContent = text;
    fault.hidden = !text;
  }
  function toEnd() { log.scrollTop = log.scrollHeight; }

  // Shown as text always: what somebody writes is never markup.
  function say(text) {
    log.append(make("div", { class: "message machine" }, make("small", {}, "机器自动回复"), make("p", {}, text)));
    toEnd();
  }
  function show(message) {
    const known = texts.get(message.echo_id) || texts.get(message.id);
    const own = message.message_type === 0, extra = message.content_attributes || {};
    const who = own ? "我" : message.sender?.type === "agent_bot" ? "机器自动回复" : "12345 话务员";
    const at = new Date(message.created_at * 1000).toLocaleTimeString("zh-CN", { timeZone: "Asia/Shanghai", hour: "2-digit", minute: "2-digit" });
    const node = make("div", { class: `message ${own ? "own" : message.sender?.type === "agent_bot" ? "machine" : ""}` },
      make("small", {}, `${who} ${message.id ? at : message.refused ? "没有发出" : "发送中"}`));
    if (message.content) node.append(make("p", {}, message.content));
    for (const part of message.attachments || []) node.append(attachment(part));
    for (const source of extra.sources || []) node.append(make("small", {}, make("a", { href: `${origin}/guide/${encodeURIComponent(source.code)}`,
      target: "_blank", rel: "noopener" }, `来源：${source.title}`)));
    if (message.refused) node.append(make("small", { class: "bad" }, message.refused), make("div", { class: "choices" },
      make("button", { type: "button", onclick: () => sendAgain(message.echo_id) }, "再发一次"),
      make("button", { type: "button", onclick: () => drop(message.echo_id) }, "删除")));
    const choices = [...(extra.phones || []).map((phone) => make("a", { href: `tel:${phone}`, class: "file" }, `拨打 ${phone}`)),
      ...(extra.choices || []).map((choice) => make("button", { type: "button", onclick: () => choose(choice) }, choice))];
    if (choices.length) node.append(make("div", { class: "choices" }, ...choices));
    place(node, message.id, known);
    if (message.echo_id) texts.set(message.echo_id, node);
    if (message.id) { texts.set(message.id, node); }
    if (message.message_type === 1 && who === "12345 话务员") { served = true; state.textContent = SERVED; }
    toEnd();
    return !known;
  }
  // In order of ids, whichever way each came; what the server has not taken stands last.
  function place(node, id, known) {
    if (!id) { node.dataset.waits = ""; if (known) known.replaceWith(node); else log.append(node); return; }
    node.dataset.id = id;
    known?.remove();
    log.insertBefore(node, [...log.children].find(({ dataset }) => "waits" in dataset || Number(dataset.id) > id) || null);
  }
  function attachment(part) {
    const link = make("a", { href: part.data_url, target: "_blank", rel: "noopener" });
    link.append(part.file_type === "image" ? make("img", { src: part.data_url, alt: "发送的照片" }) : "附件");
    return link;
  }

  async function fetchNew() {
    const own = store.chat;
    if (!own) return;
    try {
      if (!last) hear(await whole());
      for (let more = true; more && store.chat === own;) {
        const rows = await ask("GET", `${chat()}/messages?after=${last}`);
        if (store.chat !== own) return;
        for (const row of rows) { arrive(row); last = Math.max(last, row.id); }
        more = rows.length === 20;
      }
      failed = 0;
    } catch (error) {
      failed += 1;
      if (error.status === 404) { store = { pending: store.pending }; last = 0; save(); }
    }
  }
  // A page of the conversation has its newest twenty.
  async function whole() {
    const conversation = await ask("GET", chat());
    let rows = conversation.messages || [];
    for (let page = rows; page.length === 20;) {
      page = await ask("GET", `${chat()}/messages?before=${rows[0].id}`);
      rows = [...page, ...rows];
    }
    return { ...conversation, messages: rows };
  }
  function hear(conversation) {
    if (conversation.id !== store.chat) return;
    for (const row of conversation.messages || []) { arrive(row, true); last = Math.max(last, row.id); }
    status = conversation.status;
    if (status === "resolved") ended();
  }
  function arrive(message, old = false) {
    if (message.conversation_id !== store.chat) return;
    const isNew = show(message);
    if (isNew && !old && message.message_type !== 0) {
      typing.textContent = "";
      if (panel.hidden) { unread += 1; showUnread(); }
      else ask("POST", `${chat()}/update_last_seen`).catch(() => {});
    }
  }
  function ended() {
    status = "resolved";
    const given = store.rated?.chat === store.chat ? store.rated.points : 0;
    rate.hidden = Boolean(given);
    rated.hidden = !given;
    if (given) rated.textContent = `您的评价：${RATINGS[given - 1]}。谢谢。`;
    toEnd();
  }
  async function rateChat(points) {
    try {
      await ask("POST", `${chat()}/ratings`, { rating: points });
      store.rated = { chat: store.chat, points };
      save();
      ended();
    } catch (error) { tell(error.message); }
  }

  function key(event) {
    if (event.key === "Enter" && !event.shiftKey && !event.isComposing) { event.preventDefault(); form.requestSubmit(); }
  }
  function submit(event) {
    event.preventDefault();
    if (box.value.trim()) choose(box.value.trim());
    box.value = "";
  }
  function choose(text) {
    if (text === "转诉求" || text === "转成诉求") return toTicket();
    put({ text });
  }
  function put(item, photo) {
    if (left) startAfresh();
    tell("");
    item.echo = crypto.randomUUID ? crypto.randomUUID() : `${Date.now()}-${String(Math.random()).slice(2)}`;
    if (photo) photos.set(item.echo, photo);
    store.pending.push(item);
    save();
    show(unsent(item));
    flush();
    box.focus();
  }
  const unsent = ({ echo, text, refused }) =>
    ({ content: text, echo_id: echo, refused, message_type: 0, created_at: Date.now() / 1000 });
  function sendAgain(echo) {
    const item = store.pending.find((other) => other.echo === echo);
    if (!item) return;
    item.refused = "";
    save();
    show(unsent(item));
    flush();
  }
  function drop(echo) {
    store.pending = store.pending.filter((other) => other.echo !== echo);
    save();
    texts.get(echo)?.remove();
    texts.delete(echo);
    box.focus();
  }
  function withPhoto(echo) {
    const body = new FormData();
    body.append("echo_id", echo);
    body.append("attachments[]", photos.get(echo));
    return body;
  }
  // In order, one after the other, each until it has come through; one that is refused lets the others by.
  async function flush() {
    if (sending) return;
    sending = true;
    try {
      for (const item of store.pending) if (!texts.has(item.echo)) show(unsent(item));
      let over = "";
      for (let item; (item = store.pending.find(({ refused }) => !refused));) {
        const { echo, text, photo } = item;
        if (photo && !photos.has(echo)) {
          item.refused = "照片没有发出，请删除后重新选择";
          show(unsent(item));
          save();
          continue;
        }
        if (status === "resolved") { store.chat = 0; last = 0; rate.hidden = rated.hidden = true; served = false; }
        await beginChat();
        try {
          show(await ask("POST", `${chat()}/messages`, photo ? withPhoto(echo) : { content: text, echo_id: echo }));
          photos.delete(echo);
        } catch (error) {
          if (error.status === 409 && over !== echo) { status = "resolved"; over = echo; continue; }
          if (error.status === 404) { store.source = ""; store.chat = 0; continue; }
          if (!REFUSALS.includes(error.status)) throw error;
          item.refused = error.message;
          show(unsent(item));
        }
        if (!item.refused) store.pending = store.pending.filter((other) => other !== item);
        save();
        tell("");
      }
      connect();
      await fetchNew();
    } catch (error) {
      tell(error.status ? error.message : "网络不通，恢复后自动发送");
      setTimeout(flush, AGAIN);
      return;
    } finally { sending = false; }
    // What was written while the last lines were fetched.
    if (store.pending.some(({ refused }) => !refused)) flush();
  }
  // A photo waits in this page until the server has it; one that a reload took away is told of.
  function sendPhoto() {
    const photo = file.files[0];
    file.value = "";
    if (photo) put({ text: `［照片］${photo.name}`, photo: true }, photo);
  }
  // Asks for what a unit needs, with what was said filled in; what is typed stays when the panel is shut.
  async function toTicket() {
    if (left) startAfresh();
    tell("");
    showTicket(true);
    if (!fields.text.value && store.chat) {
      try {
        const { text } = await ask("GET", `${chat()}/tickets`);
        fields.text.value ||= text;
      } catch { /* they write it themselves */ }
    }
    fields.text.focus();
  }
  function showTicket(isShown) {
    ticket.hidden = !isShown;
    for (const part of [log, typing, form]) part.hidden = isShown;
    if (!isShown) toEnd();
  }
  function backToChat() {
    showTicket(false);
    box.focus();
  }
  function showFaults(errors, text = "") {
    for (const [name] of FIELDS) {
      const message = errors.find(({ field }) => field === name)?.message || "";
      faults[name].textContent = message;
      faults[name].hidden = !message;
      if (message) fields[name].setAttribute("aria-invalid", "true");
      else fields[name].removeAttribute("aria-invalid");
    }
    const isNamed = errors.some(({ field }) => fields[field]);
    refusal.textContent = isNamed ? "" : text;
    refusal.hidden = isNamed || !text;
    ticket.querySelector("[aria-invalid]")?.focus();
  }
  async function register(event) {
    event.preventDefault();
    const body = Object.fromEntries(FIELDS.map(([name]) => [name, fields[name].value.trim()]));
    if (body.text.length < 6) return showFaults([{ field: "text", message: "请写明时间、地点和事情经过" }]);
    const button = ticket.querySelector(".main");
    button.disabled = true;
    showFaults([]);
    try {
      await flush();
      await beginChat();
      const { ticket_no: no } = await ask("POST", `${chat()}/tickets`, body);
      const isOld = log.textContent.includes(no);
      ticket.reset();
      showTicket(false);
      if (isOld) say(`这次对话已经登记过，流水号 ${no}，没有重复登记，您填写的内容已补充进去。`);
      await fetchNew();
      log.focus();
    } catch (error) {
      showFaults(error.errors || [], error.status ? error.message : "网络不通，内容还在，请稍后再提交");
    } finally { button.disabled = false; }
  }
  function type() {
    if (!store.chat || Date.now() - typingAt < TYPING) return;
    typingAt = Date.now();
    ask("POST", `${chat()}/toggle_typing`, { typing_status: "on" }).catch(() => {});
  }

  // A websocket where the network lets one be; else it is asked for now and then.
  function connect() {
    if (socket || !store.pubsub || !window.WebSocket) return;
    try { socket = new WebSocket(`${origin.replace(/^http/, "ws")}/cable`, "actioncable-v1-json"); } catch { return; }
    const identifier = JSON.stringify({ channel: "RoomChannel", pubsub_token: store.pubsub });
    socket.addEventListener("message", ({ data }) => {
      const frame = JSON.parse(data);
      if (frame.type === "welcome") socket.send(JSON.stringify({ command: "subscribe", identifier }));
      else if (frame.type === "confirm_subscription") { retry = 0; fetchNew(); }
      else if (frame.message?.event) news(frame.message);
    });
    socket.addEventListener("close", () => {
      socket = null;
      retry += 1;
      setTimeout(() => { if (!panel.hidden) connect(); }, Math.min(30000, 1000 * 2 ** retry));
    });
  }
  function news({ event, data }) {
    if (event === "message.created" && data.message_type === 1) typing.textContent = "";
    if (event === "message.created" || event === "message.updated") arrive(data);
    else if (event === "conversation.resolved" && data.id === store.chat) { fetchNew(); ended(); }
    else if (event.startsWith("conversation.typing") && data.user?.type === "user") {
      typing.textContent = event.endsWith("on") ? "话务员正在输入……" : "";
      clearTimeout(shownTyping);
      shownTyping = setTimeout(() => { typing.textContent = ""; }, 2 * TYPING);
    }
  }
  function poll() {
    clearTimeout(polling);
    const isLive = socket && socket.readyState === 1 && !failed;
    polling = setTimeout(async () => { if (store?.chat && status !== "resolved") await fetchNew(); poll(); },
      isLive || panel.hidden ? SLOW : POLL);
  }
  addEventListener("online", () => { if (store) { connect(); flush(); } });

  async function start() {
    if (!inbox) {
      try { inbox = (await ask("GET", "widget")).identifier; } catch { return; }
      if (!inbox) return;
    }
    load();
    (door || document.body).append(host);
    showUnread();
    if (store.source) { if (store.chat) { await fetchNew(); connect(); } if (store.pending.length) flush(); }
    if (wasOpen()) open();
    poll();
  }
  start();
})();
