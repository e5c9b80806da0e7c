// Phrases of the city, called up by a slash in an area of text: /已登记, or its first letters /ydj. An area with phrases of its
// own shows those itself.
"use strict";
(() => {
  const PHRASES_SHOWN = 8;
  const FIELDS = "textarea:not([readonly]):not([data-own-phrases])";
  const AFTER_SLASH = /(?:^|[\s，。；：！？])\/([^\s/]{0,20})$/u;
  let phrases = null;
  let phraseList = null;
  let phraseField = null;
  let phrasePlace = 0;
  let phraseMatches = [];

  function loadPhrases() {
    phrases ??= fetch("/phrases", { headers: { accept: "application/json" } })
      .then((response) => (response.ok ? response.json() : []))
      .catch(() => []);
    return phrases;
  }

  function typedAfterSlash(field) {
    if (field.selectionStart !== field.selectionEnd) return null;
    return AFTER_SLASH.exec(field.value.slice(0, field.selectionStart))?.[1].toLowerCase() ?? null;
  }

  function closePhrases() {
    phraseList?.remove();
    phraseField?.removeAttribute("aria-activedescendant");
    phraseField?.removeAttribute("aria-controls");
    phraseList = phraseField = null;
  }

  function markPhrase(place) {
    phrasePlace = Math.min(Math.max(place, 0), phraseMatches.length - 1);
    [...phraseList.children].forEach((item, number) => item.setAttribute("aria-selected", String(number === phrasePlace)));
    phraseField.setAttribute("aria-activedescendant", `phrase-${phrasePlace}`);
  }

  async function offerPhrases(field) {
    if (typedAfterSlash(field) === null) return closePhrases();
    const all = await loadPhrases();
    const typed = typedAfterSlash(field);
    if (typed === null) return closePhrases();
    closePhrases();
    phraseMatches = all.filter(({ name, initials }) => name.includes(typed) || placeOf(lettersOf(initials), typed) >= 0)
      .slice(0, PHRASES_SHOWN);
    if (!phraseMatches.length) return;
    phraseField = field;
    phraseList = Object.assign(document.createElement("ul"), { id: "phrase-list", className: "unit-list phrases" });
    phraseList.setAttribute("role", "listbox");
    phraseList.setAttribute("aria-label", "常用语");
    phraseMatches.forEach(({ name, text }, place) => {
      const item = Object.assign(document.createElement("li"), { id: `phrase-${place}` });
      item.setAttribute("role", "option");
      item.append(Object.assign(document.createElement("strong"), { textContent: `/${name} ` }), text);
      phraseList.append(item);
    });
    phraseList.addEventListener("pointerdown", (event) => {
      event.preventDefault();
      const item = event.target.closest("[role=option]");
      if (item) insertPhrase([...phraseList.children].indexOf(item));
    });
    field.after(phraseList);
    field.setAttribute("aria-controls", phraseList.id);
    markPhrase(0);
  }

  function insertPhrase(place) {
    const field = phraseField;
    const { text } = phraseMatches[place];
    const end = field.selectionStart;
    const start = end - typedAfterSlash(field).length - 1;
    field.setRangeText(text, start, end, "end");
    closePhrases();
    for (const kind of ["input", "change"]) field.dispatchEvent(new Event(kind, { bubbles: true }));
  }

  document.addEventListener("input", ({ target, isComposing }) => {
    if (target.matches(FIELDS) && !isComposing) offerPhrases(target);
  });
  document.addEventListener("compositionend", ({ target }) => {
    if (target.matches(FIELDS)) offerPhrases(target);
  });
  document.addEventListener("focusout", ({ target }) => { if (target === phraseField) closePhrases(); });
  document.addEventListener("keydown", (event) => {
    if (!phraseList || event.target !== phraseField || event.isComposing) return;
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (!step && !["Enter", "Tab", "Escape"].includes(event.key)) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    if (step) markPhrase(phrasePlace + step);
    else if (event.key === "Escape") closePhrases();
    else insertPhrase(phrasePlace);
  }, true);
})();
