// What pages can do besides being read. Each part is fetched when it is first needed; so is
// Material's script, whose weight is a third of a page's: with the first move that a reader makes.
const MOVES = ["pointermove", "pointerdown", "touchstart", "wheel", "scroll", "keydown", "input"];
const { fieldguideTheme, fieldguideOffline } = document.querySelector("script[data-fieldguide-theme]").dataset;
let isThere = false;
const moved = new Promise((resolve) => {
  const first = () => {
    for (const name of MOVES) removeEventListener(name, first, { capture: true });
    resolve();
  };
  for (const name of MOVES) addEventListener(name, first, { capture: true, passive: true });
});
const theme = moved.then(async () => {
  await import("./search.js"); // stands in the way of what the theme does as it starts
  if (document.readyState !== "complete") await new Promise((done) => addEventListener("load", done, { once: true }));
  const script = document.createElement("script");
  script.src = fieldguideTheme;
  await new Promise((resolve, reject) => {
    script.onload = resolve;
    script.onerror = reject;
    document.head.append(script);
  });
});
theme.then(() => {
  isThere = true;
  document$.next(document); // it waits for an event that is long past
  let isFirst = true; // the page that is there already
  document$.subscribe(() => {
    if (!isFirst) document.dispatchEvent(new Event("fieldguide:page"));
    isFirst = false;
  });
}, () => {}); // then pages are read without
theme.then(async () => {
  if (!navigator.serviceWorker) return;
  const { start, stop } = await import("./offline.js");
  await (fieldguideOffline === undefined ? stop() : start());
}).catch(() => {}); // where nothing may be stored, the network has it all

// What only the theme can do waits for it.
document.addEventListener("click", (event) => {
  const label = isThere ? null : find(event, "label[for^=__palette], label[for=__search]");
  if (!label) return;
  event.preventDefault();
  theme.then(() => label.click(), () => {});
}, { capture: true });

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
  if (location.hash.startsWith("#line=") || kept("sessionStorage", "fieldguide.line")) paste(); // a line has come with the reader
  else if (document.querySelector(".fg-paste-here")) moved.then(paste);
  const isChosen = location.hash.startsWith("#server-") || kept("localStorage", "fieldguide.server");
  if (isChosen && document.querySelector(".fg-servers")) servers();
}

start();
document.addEventListener("fieldguide:page", start); // each page that Material shows in place of this
