// What pages can do besides being read. Each part is fetched when it is first needed.
const paste = () => import("./paste.js");
const servers = () => import("./servers.js");
const find = (event, selector) => (event.target instanceof Element ? event.target.closest(selector) : null);
const isPlain = (event) =>
  !event.button && !event.ctrlKey && !event.metaKey && !event.shiftKey && !event.altKey;

// Remember the language that a reader chooses; the chooser at the site's root follows it.
document.addEventListener("click", (event) => {
  const link = find(event, "a[data-locale]");
  if (!link) return;
  try {
    localStorage.setItem("fieldguide.locale", link.dataset.locale);
  } catch {
    // Storage may be switched off: the link works all the same.
  }
});

document.addEventListener("click", (event) => {
  if (!find(event, "[data-paste-open]")) return;
  document.querySelector("dialog[data-paste-dialog]")?.showModal();
  paste();
});

// Before Material's instant navigation, to which a server's name is a link like any other.
document.addEventListener("click", (event) => {
  const link = find(event, ".fg-servers a[data-server]");
  if (!link || !isPlain(event)) return;
  event.preventDefault();
  event.stopPropagation();
  servers().then(({ choose }) => choose(link)).catch(() => location.assign(link.href));
}, { capture: true });

// The navigation of narrow screens: Material opens it by a label, which keyboards don't reach.
const drawer = document.getElementById("__drawer");
const label = document.querySelector(".md-header label[for=__drawer]");
if (drawer && label) {
  const button = document.createElement("button");
  button.type = "button";
  button.className = `${label.className} fg-drawer`;
  button.append(...label.childNodes);
  label.replaceWith(button);
  const tell = () => button.setAttribute("aria-expanded", drawer.checked);
  tell();
  drawer.addEventListener("change", tell);
  button.addEventListener("click", () => drawer.click());
  document.addEventListener("keydown", (event) => {
    if (event.key !== "Escape" || !drawer.checked) return;
    drawer.click();
    button.focus();
  });
}

// Material's scripts write lists of tags, and the tools of code blocks, as landmarks without names;
// and they take code out of the reach of keys where there is no mouse.
new MutationObserver(() => {
  for (const list of document.querySelectorAll("nav:is(.md-code__nav, .md-tags):not([role])")) list.role = "presentation";
  for (const code of document.querySelectorAll("article pre > code:not([tabindex])")) code.tabIndex = 0;
}).observe(document.body, { attributeFilter: ["tabindex"], childList: true, subtree: true });

function kept(storage, key) {
  try {
    return window[storage].getItem(key);
  } catch {
    return null; // storage may be switched off
  }
}

function start() {
  const hasBox = document.querySelector(".fg-paste-here");
  if (hasBox || kept("sessionStorage", "fieldguide.line")) paste();
  const isChosen = location.hash.startsWith("#server-") || kept("localStorage", "fieldguide.server");
  if (isChosen && document.querySelector(".fg-servers")) servers();
}

// Material announces each page, also those that it loads without a new document.
if (window.document$) window.document$.subscribe(start);
else start();
