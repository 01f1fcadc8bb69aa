// ---- The list ----

const FILTER = `${PREFIX}filter`;
const filter = $("filter");
const LABELS = new Map([...filter.options].map((option) => [option, option.textContent]));
const opened = new Set();

function fits(page, item) {
  if (filter.value === "all") return true;
  if (filter.value === "drafts") return drafts.has(page.page, item.field);
  if (filter.value === "findings") return item.errors + item.warnings > 0;
  return item.state === filter.value;
}

// Those that the list shows, in order, and the one that is open.
function shown() {
  const all = [];
  for (const page of pages) {
    for (const item of page.fields) {
      const isHere = field && page.page === field.page && item.field === field.field;
      if (isHere || fits(page, item)) all.push({ page: page.page, field: item.field, isHere });
    }
  }
  return all;
}

function renderList() {
  let count = 0;
  let done = 0;
  const counts = { all: 0, missing: 0, outdated: 0, machine: 0, findings: 0, drafts: 0 };
  for (const page of pages) {
    for (const item of page.fields) {
      count += item.words;
      if (item.state === "current") done += item.words;
      counts.all += 1;
      if (item.state in counts) counts[item.state] += 1;
      if (item.errors + item.warnings) counts.findings += 1;
      if (drafts.has(page.page, item.field)) counts.drafts += 1;
    }
  }
  for (const [option, label] of LABELS) option.textContent = `${label} (${counts[option.value]})`;
  const share = Math.floor((100 * done) / (count || 1));
  $("done").value = share;
  $("share").textContent = say("share", { share: percent.format(share / 100) });
  const items = pages.map(renderPage).filter(Boolean);
  const focused = document.activeElement?.id;
  fill($("pages"), ...items);
  if (focused) $(focused)?.focus();
  $("none").hidden = items.length > 0;
}

function renderPage(page, number) {
  const found = page.fields.filter((item) => fits(page, item));
  if (!found.length && !(page.broken && filter.value === "findings")) return null;
  const isHere = field?.page === page.page;
  const open = make("details", opened.has(page.page) || isHere ? { open: "" } : {});
  const errors = page.fields.some((item) => item.errors) || page.broken;
  open.append(
    make(
      "summary",
      { id: `page-${number}` },
      make("bdi", { lang: "en" }, page.title),
      " ",
      make("span", { class: "count" }, String(found.length)),
      errors ? sign("error") : "",
    ),
  );
  const list = make("ul");
  const show = () => {
    opened.add(page.page);
    if (list.childElementCount) return;
    list.append(...found.map((item, n) => renderItem(page, item, `field-${number}-${n}`)));
  };
  open.addEventListener("toggle", () => (open.open ? show() : opened.delete(page.page)));
  if (open.open) show();
  open.append(list);
  return make("li", {}, open);
}

function renderItem(page, item, id) {
  const isHere = field && page.page === field.page && item.field === field.field;
  const signs = [sign(item.state)];
  if (item.errors) signs.push(sign("error"));
  else if (item.warnings) signs.push(sign("warning"));
  if (drafts.has(page.page, item.field)) signs.push(make("span", { class: "mark" }, say("draft")));
  const name = make("span", { class: "path", dir: "ltr" }, ...breakable(item.field));
  const choose = () => {
    closeList();
    if (isHere) textarea.focus();
    else go({ page: page.page, field: item.field });
  };
  const attributes = { type: "button", id, onclick: choose, "aria-current": isHere && "true" };
  return make("li", {}, make("button", attributes, name, ...signs));
}

const sign = (kind) =>
  make("span", { class: `sign ${kind}`, role: "img", "aria-label": say(kind), title: say(kind) });

// A name that may be broken after its dots.
function breakable(name) {
  return name.split(".").flatMap((part, n) => (n ? [".", make("wbr"), part] : [part]));
}

filter.addEventListener("change", () => {
  try {
    localStorage.setItem(FILTER, filter.value);
  } catch {
    // Then it isn't remembered.
  }
  renderList();
});

$("open-list").addEventListener("click", () => {
  const isOpen = document.body.classList.toggle("listing");
  $("open-list").setAttribute("aria-expanded", String(isOpen));
  if (isOpen) filter.focus();
});

function closeList() {
  document.body.classList.remove("listing");
  $("open-list").setAttribute("aria-expanded", "false");
}
