// ---- One field ----

const address = (page, name) => encodeURI(`#${page}:${name}`);

let opening = 0;

async function open(page, name, { focus = true } = {}) {
  const query = new URLSearchParams({ page, field: name });
  opening += 1;
  const number = opening;
  const { ok, status, data } = await ask(`/api/field?${query}`);
  if (number !== opening) return; // another one was asked for meanwhile
  if (status === 404) return start(); // English has no such field any more
  if (!ok) return notice(data.message ?? $("notice").textContent, data.findings);
  const draft = drafts.get(page, name);
  if (draft && draft.text === data.text) drafts.remove(page, name);
  touched = false;
  field = data;
  $("status").textContent = told;
  told = "";
  const isKept = draft && draft.text !== data.text;
  base = isKept ? { seen: draft.seen, text: draft.was } : { seen: data.seen, text: data.text };
  textarea.value = isKept ? draft.text : data.text;
  $("current").checked = isKept ? draft.current : true;
  renderField();
  renderConflict();
  renderList();
  $(`page-${pages.findIndex((item) => item.page === page)}`)?.scrollIntoView({ block: "nearest" });
  document.querySelector("[aria-current]")?.scrollIntoView({ block: "nearest" });
  if (isKept) check();
  else renderCheck(field);
  scrollTo(0, 0);
  if (focus) (field.broken ? $("name") : textarea).focus({ preventScroll: true });
}

function renderField() {
  const page = pages.find((item) => item.page === field.page);
  $("reading").hidden = true;
  $("editor").hidden = $("help").hidden = false;
  $("title").textContent = page?.title ?? field.page;
  $("file").textContent = page?.file ?? "";
  fill($("name"), ...breakable(field.field));
  $("state").textContent = say(field.state);
  $("state").className = `state ${field.state}`;
  document.title = `${field.field} · ${page?.title ?? field.page}`;
  $("since").textContent = origin();
  $("since").hidden = !$("since").textContent;
  fill($("english"), ...changes(field.english));
  textarea.readOnly = field.broken; // a draft may be there to be copied
  $("state").hidden = $("actions").hidden = $("keys").hidden = field.broken;
  $("yours").hidden = field.broken && textarea.value === "";
  $("broken").hidden = !field.broken;
  const all = [...(page?.findings ?? []), ...field.file_findings];
  const once = new Map(all.map((item) => [`${item.place} ${item.id}`, item]));
  fill($("file-findings").querySelector("ul"), ...[...once.values()].map((item) => finding(item)));
  $("file-findings").hidden = !once.size && !field.broken;
  $("terms").replaceChildren(...field.terms.map(term));
  $("no-terms").hidden = field.terms.length > 0;
  $("suggestions").replaceChildren(...field.suggestions.map(suggestion));
  $("no-suggestions").hidden = field.suggestions.length > 0;
  renderDraft();
  grow();
}

function origin() {
  if (field.made_from === "earlier" && field.since) {
    return say("earlier", { date: day.format(new Date(field.since)) });
  }
  if (field.made_from === "today") return "";
  return say(field.made_from === "unsaid" ? "unsaid" : "unknown");
}

const ELEMENT = { same: "span", removed: "del", added: "ins" };
const changes = (list) => list.map((item) => make(ELEMENT[item.kind], {}, ...coded(item.text)));

// A text with its inline code marked.
function coded(text) {
  return text
    .split(/(`[^`\n]+`)/)
    .filter(Boolean)
    .map((part) => (/^`[^`]+`$/.test(part) ? make("code", { translate: "no" }, part) : part));
}

const isChanged = () => field !== null && textarea.value.trim() !== field.text.trim();
const canConfirm = () => field.text !== "" && (field.state === "outdated" || field.machine);

function renderDraft() {
  const isEmpty = textarea.value.trim() === "";
  $("draft").hidden = $("discard").hidden = !isChanged();
  $("check").hidden = field.broken || isEmpty || !canConfirm();
  $("removes").hidden = field.text === "" || !isEmpty;
  $("copy").disabled = field.broken;
}

// As high as its text, where the browser can't do that by itself.
function grow() {
  if (CSS.supports("field-sizing", "content")) return;
  textarea.style.blockSize = "auto";
  textarea.style.blockSize = `${textarea.scrollHeight + 4}px`;
}

function keepDraft() {
  if (isChanged()) {
    const { seen, text: was } = base;
    const draft = { text: textarea.value, seen, was, current: $("current").checked };
    drafts.set(field.page, field.field, draft);
  } else {
    drafts.remove(field.page, field.field);
  }
}

textarea.addEventListener("input", () => {
  if (field.kind === "inline" && textarea.value.includes("\n")) {
    const { selectionEnd } = textarea;
    textarea.value = textarea.value.replace(/\n/g, " ");
    textarea.setSelectionRange(selectionEnd, selectionEnd);
  }
  touched = true;
  const had = drafts.has(field.page, field.field);
  keepDraft();
  if (had !== drafts.has(field.page, field.field)) renderList();
  $("status").textContent = "";
  renderDraft();
  grow();
  later();
});

$("current").addEventListener("change", () => {
  keepDraft();
  check();
});

// ---- Findings and preview, as one types ----

let timer = 0;
let asked = 0;

function later() {
  clearTimeout(timer);
  timer = setTimeout(check, 350);
}

async function check() {
  clearTimeout(timer);
  asked += 1;
  const number = asked;
  if (field.broken) return;
  const current = !$("check").hidden && $("current").checked;
  if (!isChanged() && !current) return renderCheck(field);
  const { page, field: name } = field;
  const text = textarea.value;
  const { ok, data } = await ask("/api/check", { page, field: name, text, current });
  if (ok && number === asked && field.page === page && field.field === name) renderCheck(data);
}

function renderCheck({ findings, preview }) {
  const errors = findings.filter((item) => item.severity === "error").length;
  const counts = { errors, warnings: findings.length - errors };
  const isEmpty = textarea.value.trim() === "";
  $("found").hidden = $("looks").hidden = isEmpty;
  const summary = findings.length ? say("counts", counts) : say("no-findings");
  if ($("counts").textContent !== summary) $("counts").textContent = summary;
  fill($("findings"), ...findings.map((item) => finding(item, true)));
  fill($("preview"), ...preview.map(built).filter(Boolean));
}

// What checks say is in English.
const ENGLISH = { lang: "en", dir: "ltr" };

function finding(item, isTyped = false) {
  const line = make("li", { class: item.severity });
  const id = make("code", { class: "id", dir: "ltr", translate: "no" }, item.id);
  const severity = make("strong", { lang: language }, say(item.severity));
  line.append(make("p", ENGLISH, severity, " ", ...coded(item.message), " ", id));
  if (item.hint) line.append(make("p", { class: "hint", ...ENGLISH }, ...coded(item.hint)));
  if (!isTyped) {
    line.append(make("p", {}, make("code", { dir: "ltr", translate: "no" }, item.place)));
  } else if (item.start !== null && item.start < textarea.value.length) {
    const show = () => {
      const rest = textarea.value.slice(item.start);
      const length = /^(?:`[^`\n]*`|[\p{L}\p{N}\p{M}]+|[^])/u.exec(rest)?.[0].length ?? 1;
      textarea.focus();
      textarea.setSelectionRange(item.start, item.start + length);
    };
    line.append(make("button", { type: "button", class: "small", onclick: show }, say("show")));
  }
  return line;
}

const outward = (href) => ({ href, target: "_blank", rel: "noreferrer" });
const ELEMENTS = new Set(["a", "code", "em", "li", "ol", "p", "strong", "ul"]);

// What the server renders, made of a few elements; a link leads out only where it is https.
function built(node) {
  if (typeof node === "string") return node;
  const [name, attributes, inside] = node;
  if (!ELEMENTS.has(name)) return null;
  const kept = {};
  if (name === "ol" && attributes.start) kept.start = attributes.start;
  if (name === "code" && attributes.dir === "ltr") kept.dir = "ltr";
  if (name === "a") {
    const target = attributes.href ?? "";
    if (target.startsWith("https://")) Object.assign(kept, outward(target));
    kept.title = target;
  }
  return make(name, kept, ...inside.map(built).filter((item) => item !== null));
}
