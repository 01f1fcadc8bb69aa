// The workbench's page. It knows no text but what the server tells it, and puts every text into
// the document as text: there is no markup to be parsed here, and the page's policy forbids it.

const { guide, tag } = document.body.dataset;
const $ = (id) => document.getElementById(id);
const textarea = $("text");
const language = document.documentElement.lang;

const words = {};
for (const item of $("words").content.querySelectorAll("[data-word]")) {
  words[item.dataset.word] = item.textContent;
}
const say = (word, values = {}) =>
  words[word].replace(/\{([a-z]+)\}/g, (whole, key) => values[key] ?? whole);
const percent = new Intl.NumberFormat(language, { style: "percent" });
const day = new Intl.DateTimeFormat(language, { dateStyle: "long", timeZone: "UTC" });

// An element with attributes, and texts or elements in it.
function make(name, attributes = {}, ...inside) {
  const element = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) {
    if (key === "onclick") element.addEventListener("click", value);
    else if (value !== null && value !== false) element.setAttribute(key, value);
  }
  element.append(...inside);
  return element;
}

const fill = (element, ...inside) => element.replaceChildren(...inside);

// ---- What to show ----

let pages = [];
let field = null; // as the server has it
let base = null; // what the text in the textarea was made on: {seen, text}
let touched = false; // whether something was typed that this browser alone has
let told = ""; // what to say when the next field is open

// ---- The server ----

// The token is taken out of the address, so that it is in no history and no bookmark.
function token() {
  const given = /^#token=([\w-]+)$/.exec(location.hash);
  if (given) {
    sessionStorage.setItem("token", given[1]);
    history.replaceState(null, "", location.pathname);
  }
  return sessionStorage.getItem("token") ?? "";
}
const bearer = `Bearer ${token()}`;

async function ask(path, body) {
  const options = { headers: { Authorization: bearer }, cache: "no-store" };
  if (body) {
    options.method = "POST";
    options.headers["Content-Type"] = "application/json";
    options.body = JSON.stringify(body);
  }
  let answer, data;
  try {
    answer = await fetch(path, options);
    data = await answer.json();
  } catch {
    notice(say("lost"));
    return { ok: false, data: {} };
  }
  if (answer.status === 401) notice(say("token"));
  else notice("");
  return { ok: answer.ok, status: answer.status, data };
}

function notice(text, findings = []) {
  $("notice").hidden = !text;
  const lines = findings.map((item) => `${item.place}: ${item.message}`);
  $("notice").textContent = [text, ...lines].join("\n");
}

// ---- Drafts: what is typed and not saved ----

const PREFIX = `fieldguide:${guide}:${tag}:`;
const keyOf = (page, name) => `${PREFIX}${page}:${name}`;

// Storage may be full or switched off: what is typed is then in this window only.
const drafts = {
  get(page, name) {
    try {
      return JSON.parse(localStorage.getItem(keyOf(page, name)));
    } catch {
      return null;
    }
  },
  set(page, name, draft) {
    try {
      localStorage.setItem(keyOf(page, name), JSON.stringify(draft));
    } catch {
      return;
    }
  },
  remove(page, name) {
    try {
      localStorage.removeItem(keyOf(page, name));
    } catch {
      return;
    }
  },
  has: (page, name) => drafts.get(page, name) !== null,
};

addEventListener("beforeunload", (event) => {
  if (touched && isChanged()) event.preventDefault();
});
