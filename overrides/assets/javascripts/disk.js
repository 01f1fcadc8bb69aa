// A copy that was opened from a disk (`file:`). Browsers load no modules and no data there: tabs.js
// brings this in place of fieldguide.js, makes of a page what can be made, and says the rest.
(() => {
  const ROOT = new URL("../../", document.currentScript.src).href;
  const { fieldguideTheme } = document.querySelector("script[data-fieldguide-theme]").dataset;
  const PLAIN = /^\/[\w./~-]+$/; // needs no quotes in a shell

  // A folder's address shows a list of its files.
  for (const link of document.links)
    if (link.protocol === "file:" && link.pathname.endsWith("/")) link.pathname += "index.html";

  const template = document.querySelector("template[data-disk]");
  function note() {
    const part = template.content.cloneNode(true);
    const folder = new URL(ROOT).pathname;
    if (PLAIN.test(folder)) part.querySelector("code").append(` --directory ${folder}`);
    const link = part.querySelector("a");
    link.href += location.href.slice(ROOT.length).replace(/(^|\/)index\.html/, "$1");
    link.textContent = link.href;
    return part;
  }

  document.querySelector(".fg-paste-here")?.replaceChildren(note());
  const dialog = document.querySelector("dialog[data-paste-dialog]");
  dialog.querySelector("form").replaceWith(note());
  document.getElementById("fg-dialog-title").textContent = template.dataset.disk;
  document.addEventListener("click", ({ target }) => {
    if (target.closest("[data-paste-open], .md-search, label[for=__search]")) dialog.showModal();
    else if (target === dialog || target.closest("[data-paste-close]")) dialog.close();
  });
  document.querySelector(".md-search__input").addEventListener("keydown", ({ key }) => {
    if (!["Tab", "Shift"].includes(key)) dialog.showModal();
  });

  // What the theme would search with; its other parts can do without a server.
  for (const part of document.querySelectorAll(".md-search, .md-search [data-md-component]"))
    delete part.dataset.mdComponent;
  document.forms.search.removeAttribute("name");
  document.querySelector(".md-search__input").readOnly = true;
  document.getElementById("__search").disabled = true;

  // On a disk, the theme's instant navigation does nothing, and ends all that waits for a document.
  const text = document.getElementById("__config").firstChild;
  const config = JSON.parse(text.data);
  config.features = config.features.filter((name) => name !== "navigation.instant");
  text.data = JSON.stringify(config);

  // When all is there, so that it hears of the document once: it waits for an event that is past.
  function start() {
    const script = document.createElement("script");
    script.src = fieldguideTheme;
    script.onload = () => document$.next(document);
    document.head.append(script);
  }
  if (document.readyState === "complete") start();
  else addEventListener("load", start);
})();
