// Units are found by typing: name, short name, code or the first letters of the pinyin. A list to choose from stays what it is without this
// file; with it, it keeps the value, and a combobox (WAI-ARIA, list autocomplete) stands in its place.
"use strict";

const MOST_CHOICES = 12;
const FIRST_LETTERS = /\[([a-z]+)\]|(.)/gu;
let unitNames = null;

// Each unit with its names, and for each name the letters with which each of its characters may be read.
function loadUnitNames() {
  unitNames ??= fetch("/unit-names", { headers: { accept: "application/json" } })
    .then((response) => (response.ok ? response.json() : []))
    .catch(() => [])
    .then((units) => new Map(units.map((unit) => [unit.code, {
      ...unit, letters: unit.initials.map(lettersOf),
    }])));
  return unitNames;
}

function lettersOf(initials) {
  return [...initials.matchAll(FIRST_LETTERS)].map((part) => part[1] ?? part[2]);
}

function placeOf(letters, typed) {
  for (let start = 0; start + typed.length <= letters.length; start += 1)
    if ([...typed].every((letter, step) => letters[start + step].includes(letter))) return start;
  return -1;
}

function inOrder(name, typed) {
  let from = 0;
  return [...typed].every((letter) => (from = name.indexOf(letter, from) + 1) > 0);
}

// 0 is the best, -1 no match.
function rankOf(unit, typed) {
  const { names } = unit;
  if (!typed) return 1;
  if (unit.code.toLowerCase() === typed || names.includes(typed)) return 0;
  if (names.some((name) => name.startsWith(typed))) return 1;
  if (names.some((name) => name.toLowerCase().includes(typed))) return 2;
  const places = unit.letters.map((letters) => placeOf(letters, typed));
  if (places.some((place) => place >= 0)) return places.includes(0) ? 3 : 4;
  return inOrder(unit.names[0], typed) ? 5 : -1;
}

function ranked(units, typed) {
  const matches = units.map((unit) => [rankOf(unit, typed), unit]).filter(([rank]) => rank >= 0);
  return matches.sort((left, right) => left[0] - right[0]).map(([, unit]) => unit);
}

class UnitBox {
  constructor(carrier) {
    this.carrier = carrier;
    this.many = carrier.multiple === true;
    this.matches = [];
    this.place = -1;
    this.units = [...(carrier.options ?? [])].filter((option) => option.value)
      .map((option) => ({ code: option.value, names: [option.text], letters: [] }));
    this.build();
    this.show();
  }

  build() {
    const { carrier } = this;
    const id = carrier.id || `${carrier.name}-${document.querySelectorAll(".unit-box").length}`;
    this.box = Object.assign(document.createElement("div"), { className: "unit-box" });
    this.input = Object.assign(document.createElement("input"), { id: `${id}-typed`, type: "text", autocomplete: "off", spellcheck: false });
    this.list = Object.assign(document.createElement("ul"), { id: `${id}-list`, className: "unit-list", hidden: true });
    this.chosen = Object.assign(document.createElement("span"), { className: "row chosen" });
    const label = carrier.id ? document.querySelector(`label[for="${CSS.escape(carrier.id)}"]`) : null;
    const name = carrier.dataset.units || label?.firstChild?.textContent.trim() || "单位";
    this.list.setAttribute("role", "listbox");
    this.list.setAttribute("aria-label", name);
    const roles = { role: "combobox", "aria-autocomplete": "list", "aria-expanded": "false", "aria-controls": this.list.id };
    for (const [key, value] of Object.entries(roles)) this.input.setAttribute(key, value);
    for (const key of ["aria-describedby", "aria-invalid"])
      if (carrier.hasAttribute(key)) this.input.setAttribute(key, carrier.getAttribute(key));
    if (label) label.htmlFor = this.input.id;
    else this.input.setAttribute("aria-label", name);
    this.input.placeholder = carrier.options?.[0]?.value === "" ? carrier.options[0].text : "名称、简称或拼音首字母";
    if (carrier.dataset.unitKey) this.input.dataset.key = carrier.dataset.unitKey;
    this.input.required = carrier.required;
    carrier.required = false;
    carrier.hidden = carrier.type !== "hidden";
    this.box.append(...(this.many ? [this.chosen] : []), this.input, this.list);
    carrier.after(this.box);
    this.listen();
  }

  listen() {
    this.input.addEventListener("focus", () => this.complete());
    this.input.addEventListener("input", () => this.open());
    this.input.addEventListener("click", () => this.open());
    this.input.addEventListener("keydown", (event) => this.press(event));
    this.input.addEventListener("blur", () => this.leave());
    this.list.addEventListener("pointerdown", (event) => {
      event.preventDefault();
      const item = event.target.closest("[role=option]");
      if (item) this.take(this.matches[[...this.list.children].indexOf(item)]);
    });
    this.chosen.addEventListener("click", ({ target }) => {
      const button = target.closest("button");
      if (button) this.drop(button.value);
    });
    for (const kind of ["change", "restored"]) this.carrier.addEventListener(kind, () => this.show());
  }

  // The short names and letters of the units that may be chosen here.
  async complete() {
    if (this.isComplete) return;
    const known = await loadUnitNames();
    const wasChosen = this.isChosen;
    this.isComplete = true;
    const own = this.carrier.options ? this.units.map((unit) => unit.code) : [...known.keys()];
    this.units = own.map((code) => known.get(code) ?? this.units.find((unit) => unit.code === code));
    if (wasChosen) this.show();
    const { mustTake } = this;
    if (!this.list.hidden) this.open();
    if (mustTake) this.take(this.matches[0]);
    else if (document.activeElement !== this.input) this.leave();
  }

  get typed() { return this.input.value.trim().toLowerCase(); }

  nameOf(code) { return this.units.find((unit) => unit.code === code)?.names[0] ?? code; }

  get isChosen() { return !this.many && this.codes.length > 0 && this.input.value === this.nameOf(this.codes[0]); }

  get codes() {
    if (!this.carrier.options) return this.carrier.value ? [this.carrier.value] : [];
    return [...this.carrier.selectedOptions].map((option) => option.value).filter(Boolean);
  }

  show() {
    if (!this.many) this.input.value = this.codes.length ? this.nameOf(this.codes[0]) : "";
    else this.chosen.replaceChildren(...this.codes.map((code) => {
      const button = Object.assign(document.createElement("button"), { type: "button", value: code, className: "chip" });
      button.textContent = `${this.nameOf(code)} ×`;
      button.setAttribute("aria-label", `去掉${this.nameOf(code)}`);
      return button;
    }));
    this.input.setCustomValidity("");
  }

  open() {
    this.mustTake = false;
    const open = this.isChosen ? "" : this.typed;
    const all = ranked(this.units, open).filter((unit) => !this.many || !this.codes.includes(unit.code));
    this.matches = all.slice(0, MOST_CHOICES);
    this.list.replaceChildren(...this.matches.map((unit, place) => this.item(unit, place)));
    const more = all.length - this.matches.length;
    if (more || !all.length) {
      const line = document.createElement("li");
      line.className = "soft small";
      line.setAttribute("role", "presentation");
      line.textContent = more ? `还有 ${more} 个，请继续输入` : this.isComplete ? "没有这样的单位" : "正在载入单位名称…";
      this.list.append(line);
    }
    this.list.hidden = false;
    this.input.setAttribute("aria-expanded", "true");
    this.mark(open && this.matches.length ? 0 : -1);
  }

  item(unit, place) {
    const item = document.createElement("li");
    item.id = `${this.list.id}-${place}`;
    item.setAttribute("role", "option");
    item.append(unit.names[0]);
    if (unit.names[1]) {
      const short = Object.assign(document.createElement("span"), { className: "soft small", textContent: ` ${unit.names[1]}` });
      item.append(short);
    }
    return item;
  }

  mark(place) {
    this.place = place;
    [...this.list.querySelectorAll("[role=option]")].forEach((item, number) => {
      item.setAttribute("aria-selected", String(number === place));
      if (number === place) item.scrollIntoView({ block: "nearest" });
    });
    if (place < 0) this.input.removeAttribute("aria-activedescendant");
    else this.input.setAttribute("aria-activedescendant", `${this.list.id}-${place}`);
  }

  press(event) {
    if (event.isComposing || event.altKey || event.ctrlKey) return;
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step) {
      event.preventDefault();
      if (this.list.hidden) this.open();
      const last = this.matches.length - 1;
      this.mark(Math.min(Math.max(this.place + step, 0), last));
    } else if (event.key === "Enter" && !this.list.hidden && this.place >= 0) {
      event.preventDefault();
      this.take(this.matches[this.place]);
    } else if (event.key === "Enter" && this.typed && !this.isChosen) {
      event.preventDefault(); // a half typed unit is not sent; the names may still be on their way
      this.mustTake = !this.isComplete;
    } else if (event.key === "Escape" && !this.list.hidden) {
      event.stopPropagation();
      this.close();
      this.show();
    } else if (event.key === "Backspace" && this.many && !this.input.value && this.codes.length) {
      this.drop(this.codes.at(-1));
    }
  }

  take(unit) {
    if (!unit) return;
    if (this.many) {
      [...this.carrier.options].find((option) => option.value === unit.code).selected = true;
      this.input.value = "";
    } else this.carrier.value = unit.code;
    this.close();
    this.tell();
  }

  drop(code) {
    [...this.carrier.options].find((option) => option.value === code).selected = false;
    this.tell();
    this.input.focus();
  }

  tell() {
    for (const kind of ["input", "change"]) this.carrier.dispatchEvent(new Event(kind, { bubbles: true }));
  }

  close() {
    this.list.hidden = true;
    this.input.setAttribute("aria-expanded", "false");
    this.input.removeAttribute("aria-activedescendant");
  }

  // What was typed and not chosen is chosen where it names one unit; else it must not be sent as if nobody had been named.
  leave() {
    this.close();
    if (!this.typed) {
      if (!this.many && this.codes.length) {
        this.carrier.value = "";
        this.tell();
      }
      return this.input.setCustomValidity("");
    }
    if (this.isChosen) return;
    const matches = ranked(this.units, this.typed);
    if (matches.length === 1 || (matches[0] && rankOf(matches[0], this.typed) === 0)) return this.take(matches[0]);
    if (!this.many && this.codes.length) {
      this.carrier.value = "";
      const typed = this.input.value;
      this.tell();
      this.input.value = typed;
    }
    this.input.setCustomValidity("请从列表中选择单位，或清空");
  }
}

function buildUnitBoxes() {
  for (const carrier of document.querySelectorAll("[data-units]:not([data-ready])")) {
    carrier.dataset.ready = "";
    new UnitBox(carrier);
  }
}

document.querySelectorAll("[data-scripted]").forEach((part) => { part.hidden = false; });
buildUnitBoxes();
new MutationObserver(() => {
  document.querySelectorAll("[data-scripted][hidden]").forEach((part) => { part.hidden = false; });
  buildUnitBoxes();
}).observe(document.body, { childList: true, subtree: true });
