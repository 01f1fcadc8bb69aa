// ---- What helps ----

// Typed for the translator, so that Ctrl+Z takes it back.
function insert(text, { whole = false } = {}) {
  if (textarea.readOnly) return;
  textarea.focus();
  if (whole) textarea.select();
  if (!document.execCommand("insertText", false, text)) {
    textarea.setRangeText(text, textarea.selectionStart, textarea.selectionEnd, "end");
    textarea.dispatchEvent(new Event("input"));
  }
}

$("copy").addEventListener("click", () => {
  const today = field.english.filter((item) => item.kind !== "removed");
  insert(today.map((item) => item.text).join(""), { whole: true });
});

function term(item) {
  const entry = make("li", {}, make("p", {}, make("b", ENGLISH, item.name)));
  const own = { lang: tag, dir: textarea.dir };
  if (item.write) {
    const onclick = () => insert(item.write);
    const title = say("insert", { words: item.write });
    const attributes = { type: "button", class: "term", ...own, title, onclick };
    entry.firstChild.append(" ", make("button", attributes, item.write));
  }
  if (item.keep) entry.append(make("p", { class: "hint" }, say("stays")));
  if (item.avoid.length) {
    const [before, after = ""] = say("avoid").split("{words}");
    const avoided = make("bdi", own, item.avoid.join(", "));
    entry.append(make("p", { class: "hint" }, before, avoided, after));
  }
  if (item.why) entry.append(make("p", { class: "hint", ...own }, item.why));
  if (item.link.startsWith("https://")) {
    entry.append(make("p", { class: "hint" }, make("a", outward(item.link), say("decided"))));
  }
  return entry;
}

function suggestion(item) {
  const share = say("like", { share: percent.format(item.share / 100) });
  const place = make("code", { dir: "ltr" }, `${item.page} `, ...breakable(item.field));
  const entry = make("li", {}, make("p", { class: "hint" }, make("b", {}, share), " ", place));
  if (item.share < 100) {
    entry.append(make("p", { class: "source", ...ENGLISH }, ...changes(item.english)));
  }
  const onclick = () => insert(item.text, { whole: true });
  entry.append(
    make("p", { class: "source", lang: tag, dir: textarea.dir }, ...coded(item.text)),
    make("button", { type: "button", onclick }, say("use")),
  );
  return entry;
}
