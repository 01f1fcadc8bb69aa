// The paste box: a console line in, its reason out. Nothing leaves the page.
import { explain } from "./messages.js";

const LONGEST = 20000; // characters that are looked at
const WAIT = 150; // milliseconds after the last key
const KEY = "fieldguide.line"; // what the reader's line said, for the page of its reason

const once = new Map();
function load(address) {
  if (!once.has(address)) {
    const loading = fetch(address).then((response) => {
      if (!response.ok) throw new Error(response.statusText);
      return response.json();
    });
    loading.catch(() => once.delete(address)); // the next try may have a network
    once.set(address, loading);
  }
  return once.get(address);
}

// The folder of this locale, by the address of the page that brought the scripts: pages that
// Material loads later may lie at other depths.
const HOME = new URL(document.querySelector("script[data-fieldguide-home]").dataset.fieldguideHome, document.baseURI);
const home = () => new URL(".", HOME);

// What this locale's readers need; all languages only where neither theirs nor English fits.
export const languageTable = () => load(new URL("messages.json", home()).href);
async function answer(text) {
  const table = await languageTable();
  let found = explain(text.slice(0, LONGEST), table);
  // what every failed request ends in says less than a line in a language that isn't here
  const isGeneral = found.kind === "lookalike" && table.general.includes(found.reason);
  if (found.kind === "unknown" || found.is_cut || isGeneral) {
    const all = await load(new URL("../messages.json", home()).href);
    const other = explain(text.slice(0, LONGEST), all);
    if (other.kind === "reason" || found.kind === "unknown") found = other;
  }
  return found;
}

const names = () => load(new URL("reasons.json", home()).href);

function element(name, properties = {}, ...children) {
  const made = document.createElement(name);
  for (const [key, value] of Object.entries(properties)) {
    if (key.includes("-") || key === "class" || key === "lang" || key === "dir") made.setAttribute(key, value);
    else made[key] = value;
  }
  made.append(...children);
  return made;
}

function link(entry, base) {
  return element("a", { href: new URL(entry.url, base).href, textContent: entry.title });
}

// A value for a shell: only what needs no quoting care gets into a command.
function forShell(value, shape) {
  return value && shape.test(value) ? value : null;
}
const URL_SHAPE = /^https?:\/\/[A-Za-z0-9.:[\]-]+(?:\/[A-Za-z0-9/._~%@+=,&?:-]*)?$/;
const ORIGIN_SHAPE = /^https?:\/\/[A-Za-z0-9.-]+(?::[0-9]{1,5})?$/;
const TOKEN_SHAPE = /^[A-Za-z0-9-]{1,100}$/;

function command(question, parameters, examples) {
  const url = forShell(parameters.url, URL_SHAPE) ?? examples.url;
  const origin = forShell(parameters.origin, ORIGIN_SHAPE) ?? examples.origin;
  return question.command.replace("{url}", () => url).replace("{origin}", () => origin);
}

function details(found, data) {
  const rows = [];
  const add = (title, value) => {
    if (value) rows.push(element("dt", { textContent: title }), element("dd", {}, element("bdi", { textContent: value })));
  };
  const { strings } = data;
  add(strings.browser, data.engines[found.engine]);
  if (found.language && found.engine === "firefox") {
    const shown = new Intl.DisplayNames([document.documentElement.lang], { type: "language" });
    add(strings.language, shown.of(found.language));
  }
  for (const [key, title] of data.parameters) add(title, found.parameters[key]);
  return rows.length ? [element("dl", { class: "fg-paste__found" }, ...rows)] : [];
}

function remember(found) {
  try {
    const kept = { reason: found.reason, parameters: found.parameters };
    sessionStorage.setItem(KEY, JSON.stringify(kept));
  } catch {
    // Storage may be switched off: the examples then stay as they are.
  }
}

function show(output, found, data) {
  const base = home();
  const { strings } = data;
  const heading = (text) => element("p", { class: "fg-paste__heading", textContent: text });
  const parts = [];
  if (found.kind === "reason" && found.reason) {
    const entry = data.reasons[found.reason];
    parts.push(element("p", { class: "fg-paste__answer" }, link(entry, base)));
    parts.push(element("p", { textContent: entry.summary }));
    for (const name of found.others) parts.push(element("p", {}, strings.also, " ", link(data.reasons[name], base)));
    if (found.is_cut) parts.push(element("p", { textContent: strings.cut }));
    parts.push(...details(found, data));
    remember(found);
  } else if (found.kind === "reason") {
    // the narrowest question that has all candidates; one without reasons is for any
    const isFit = ({ reasons }) => !reasons.length || found.candidates.every((name) => reasons.includes(name));
    const width = (item) => item.reasons.length || Infinity;
    const [question] = data.questions.filter(isFit).sort((a, b) => width(a) - width(b));
    parts.push(heading(strings.several));
    const items = found.candidates.map((name) => element("li", {}, link(data.reasons[name], base)));
    parts.push(element("ul", {}, ...items));
    if (question) {
      parts.push(element("p", {}, strings.decide, " ", link(question, base)));
      if (question.command) {
        const code = element("code", { textContent: command(question, found.parameters, Object.fromEntries(data.examples)) });
        parts.push(element("pre", { dir: "ltr", tabIndex: 0 }, code));
      }
    }
    parts.push(...details(found, data));
  } else if (found.kind === "lookalike") {
    const entry = data.lookalikes[found.reason];
    parts.push(heading(strings.lookalike));
    parts.push(element("p", { class: "fg-paste__answer" }, link(entry, base)));
    parts.push(element("p", { textContent: entry.of }));
    parts.push(...details(found, data));
  } else {
    parts.push(heading(strings.unknown));
    parts.push(element("p", { textContent: strings.advice }));
  }
  output.replaceChildren(...parts);
}

const running = new WeakMap();

async function find(form) {
  const output = form.querySelector("output");
  const text = form.elements.line.value;
  const share = form.querySelector("[data-share]");
  share.hidden = !text.trim();
  const turn = (running.get(form) ?? 0) + 1;
  running.set(form, turn);
  if (!text.trim()) {
    output.replaceChildren();
    return;
  }
  try {
    const [found, data] = await Promise.all([answer(text), names()]);
    if (running.get(form) === turn) show(output, found, data);
  } catch {
    output.replaceChildren(element("p", { textContent: form.dataset.failed }));
  }
}

const timers = new WeakMap();
document.addEventListener("input", (event) => {
  const form = event.target.closest?.("form[data-paste]");
  if (!form) return;
  clearTimeout(timers.get(form));
  timers.set(form, setTimeout(find, WAIT, form));
});

document.addEventListener("submit", (event) => {
  if (!event.target.matches("form[data-paste]")) return;
  event.preventDefault();
  find(event.target);
});

document.addEventListener("click", async (event) => {
  const target = event.target instanceof Element ? event.target : null;
  if (target?.closest("[data-paste-close]") || target?.matches("dialog[data-paste-dialog]")) {
    document.querySelector("dialog[data-paste-dialog]")?.close();
    return;
  }
  if (target?.closest("dialog[data-paste-dialog] a")) target.closest("dialog").close();
  const share = target?.closest("[data-share]");
  if (share) {
    const form = share.closest("form");
    // in the fragment: no server sees it
    const address = new URL(home());
    address.hash = `line=${encodeURIComponent(form.elements.line.value.slice(0, LONGEST))}`;
    await navigator.clipboard.writeText(address.href);
    form.querySelector("[data-shared]").textContent = share.dataset.share;
  }
  if (target?.closest("[data-examples-back]")) forget();
});

// A link with a line in its fragment.
function arrive() {
  const match = /^#line=(.*)$/.exec(location.hash);
  const form = document.querySelector("article form[data-paste]");
  if (match && form) {
    try {
      form.elements.line.value = decodeURIComponent(match[1]).slice(0, LONGEST);
    } catch {
      return; // not something that this page made
    }
    find(form);
  }
}

// The reader's own addresses in the examples of the reason's page.
const originals = new Map();

function forget() {
  for (const [node, text] of originals) node.data = text;
  originals.clear();
  document.querySelector("[data-examples]")?.remove();
  try {
    sessionStorage.removeItem(KEY);
  } catch {
    // nothing was remembered, then
  }
}

async function fill() {
  originals.clear();
  let kept = null;
  try {
    kept = JSON.parse(sessionStorage.getItem(KEY));
  } catch {
    return;
  }
  const article = document.querySelector(`article[data-reason], article:has(h1[id])`);
  const id = article?.querySelector("h1")?.id;
  if (!kept || kept.reason !== id) return;
  const data = await names();
  const examples = Object.fromEntries(data.examples);
  const own = data.reasons[id].examples;
  const pairs = [
    [examples.url, forShell(kept.parameters.url, URL_SHAPE)],
    [examples.origin, forShell(kept.parameters.origin, ORIGIN_SHAPE)],
    [own.method, forShell(kept.parameters.method, TOKEN_SHAPE)],
    [own.header, forShell(kept.parameters.header, TOKEN_SHAPE)],
  ].filter(([example, value]) => example && value && example !== value);
  if (!pairs.length) return;
  const escaped = (text) => text.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");
  const replaced = pairs.map(([example, value]) => [new RegExp(`(?<![\\w.-])${escaped(example)}(?![\\w.-])`, "gi"), value]);
  for (const code of article.querySelectorAll("pre code")) {
    const walker = document.createTreeWalker(code, NodeFilter.SHOW_TEXT);
    for (let node = walker.nextNode(); node; node = walker.nextNode()) {
      let text = node.data;
      for (const [shape, value] of replaced) text = text.replace(shape, () => value);
      if (text !== node.data) {
        originals.set(node, node.data);
        node.data = text;
      }
    }
  }
  if (!originals.size) return;
  const back = element("button", { type: "button", "data-examples-back": "", textContent: data.strings.general });
  const note = element("p", { class: "fg-examples", "data-examples": "", role: "status" }, data.strings.own, " ", back);
  (article.querySelector(".fg-lead") ?? article.querySelector("h1")).after(note);
}

const start = () => {
  arrive();
  fill().catch(() => {}); // without the names, the examples stay general
};
// What was typed while this was on its way.
for (const form of document.querySelectorAll("form[data-paste]")) if (form.elements.line.value) find(form);
addEventListener("hashchange", arrive);
start();
document.addEventListener("fieldguide:page", start); // each page that Material shows in place of this
