// ---- Saving ----

let saving = false;

async function save(goesOn) {
  if (!field || field.broken || saving) return;
  const { page, field: name } = field;
  const next = goesOn ? neighbour(1) : null;
  const confirms = !$("check").hidden && $("current").checked;
  const text = textarea.value;
  const seen = base.seen;
  if (!isChanged() && !confirms && seen === field.seen) {
    $("status").textContent = say("nothing");
    if (next) go(next);
    return;
  }
  saving = true;
  const { ok, status, data } = isChanged()
    ? await ask("/api/save", { page, field: name, text, seen, current: confirms })
    : await ask("/api/confirm", { page, field: name, seen });
  saving = false;
  const isHere = field.page === page && field.field === name;
  if (status === 409 && data.field) {
    if (isHere) {
      field = data.field;
      renderField();
      renderConflict();
    }
    return;
  }
  if (!ok) {
    if (data.message) notice(data.message, data.findings);
    return;
  }
  pages = pages.map((item) => (item.page === page ? data.page : item));
  if (drafts.get(page, name)?.text === text) drafts.remove(page, name);
  if (isHere) {
    const typed = textarea.value;
    field = data.field;
    base = { seen: field.seen, text: field.text };
    // what was typed while it was saved is a draft again
    textarea.value = typed === text ? field.text : typed;
    touched = typed !== text;
    $("current").checked = true;
    keepDraft();
    renderField();
    renderConflict();
    if (touched) check();
    else renderCheck(field);
  }
  renderList();
  $("status").textContent = told = say("saved");
  if (next && !touched) go(next);
  else told = "";
}

// Somebody else has changed the field since the draft was begun: both texts are shown.
function renderConflict() {
  const isOther = field.seen !== base.seen;
  if (isOther && !isChanged()) base = { seen: field.seen, text: field.text };
  const differs = field.text !== base.text;
  $("conflict").hidden = field.seen === base.seen;
  $("conflict-file").hidden = $("theirs").hidden = $("take").hidden = !differs;
  $("conflict-english").hidden = differs;
  fill($("theirs"), ...coded(field.text));
}

$("keep").addEventListener("click", () => {
  base = { seen: field.seen, text: field.text };
  keepDraft();
  renderConflict();
  textarea.focus();
});

function takeSaved() {
  textarea.value = field.text;
  base = { seen: field.seen, text: field.text };
  drafts.remove(field.page, field.field);
  touched = false;
  renderField();
  renderConflict();
  renderList();
  renderCheck(field);
  textarea.focus();
}
$("take").addEventListener("click", takeSaved);
$("discard").addEventListener("click", takeSaved);

$("editor").addEventListener("submit", (event) => {
  event.preventDefault();
  save(true);
});
$("save").addEventListener("click", () => save(false));

// ---- Moving ----

function neighbour(step) {
  const all = shown();
  const here = all.findIndex((item) => item.isHere);
  return all[here + step] ?? null;
}

function go(place) {
  location.hash = address(place.page, place.field);
}

function move(step) {
  const place = field && neighbour(step);
  if (place) go(place);
}
$("previous").addEventListener("click", () => move(-1));
$("next").addEventListener("click", () => move(1));

addEventListener("keydown", (event) => {
  if (event.isComposing) return;
  if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) save(true);
  else if (event.key === "ArrowUp" && event.ctrlKey) move(-1);
  else if (event.key === "ArrowDown" && event.ctrlKey) move(1);
  else if (event.key === "Escape" && document.body.classList.contains("listing")) {
    closeList();
    $("open-list").focus();
  } else return;
  event.preventDefault();
});

// ---- Beginning, and beginning again ----

// The field that the address names.
function wanted() {
  for (const page of pages) {
    const item = page.fields.find((each) => address(page.page, each.field) === location.hash);
    if (item) return { page: page.page, field: item.field };
  }
  return null;
}

async function readList() {
  const { ok, data } = await ask("/api/pages");
  if (ok) pages = data.pages;
  else if (data.message && $("notice").hidden) notice(data.message, data.findings);
  return ok;
}

async function start() {
  if (!(await readList())) return void ($("reading").hidden = true);
  renderList();
  const place = wanted() ?? shown()[0];
  if (place) await open(place.page, place.field, { focus: false });
  else $("reading").hidden = true;
}

addEventListener("hashchange", () => {
  const place = wanted();
  if (place) open(place.page, place.field);
});

// Another program may have changed the files while this window was out of sight.
let looked = Date.now();
addEventListener("focus", async () => {
  if (!field || saving || Date.now() - looked < 2000) return;
  looked = Date.now();
  const { page, field: name, seen } = field;
  if (!(await readList())) return;
  const { ok, data } = await ask(`/api/field?${new URLSearchParams({ page, field: name })}`);
  if (!ok || saving || field.page !== page || field.field !== name) return;
  if (data.seen !== seen || data.broken !== field.broken) {
    const hadDraft = isChanged();
    field = data;
    if (!hadDraft) textarea.value = data.text;
    renderField();
    renderConflict();
    check();
  }
  renderList();
});

try {
  filter.value = localStorage.getItem(FILTER) ?? "all";
} catch {
  // Then all are shown.
}
if (!filter.value) filter.value = "all";
start();
