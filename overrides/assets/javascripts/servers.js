// On a reason's page, the reader's own server: its configuration is taken from its page and shown
// here, with the lines that cure this reason marked. Without this script, the names are links.
const KEY = "fieldguide.server";
const COPY = JSON.parse(document.getElementById("__config").textContent).translations["clipboard.copy"];

function remembered() {
  try {
    return localStorage.getItem(KEY);
  } catch {
    return null; // storage may be switched off
  }
}

function remember(server) {
  try {
    localStorage.setItem(KEY, server);
  } catch {
    // then the next page asks again
  }
}

// A page as a document. Not by DOMParser, which Trusted Types guard: nothing of it ever runs.
function read(address) {
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    request.open("GET", address);
    request.responseType = "document";
    request.onload = () => (request.response ? resolve(request.response) : reject(new Error(request.statusText)));
    request.onerror = () => reject(new Error(address));
    request.send();
  });
}

// Links of another page, and headings that lie deeper here.
function adopt(part, base) {
  const copy = document.importNode(part, true);
  for (const link of copy.querySelectorAll("a[href]")) link.href = new URL(link.getAttribute("href"), base).href;
  for (const mark of copy.querySelectorAll(".headerlink")) mark.remove();
  for (const named of [copy, ...copy.querySelectorAll("[id]")]) named.removeAttribute("id");
  for (const heading of copy.querySelectorAll("h3")) {
    const title = document.createElement("p");
    title.className = "fg-servers__title";
    title.append(...heading.childNodes);
    heading.replaceWith(title);
  }
  return copy;
}

function configuration(figure, concerns, base) {
  const copy = adopt(figure, base);
  for (const line of copy.querySelectorAll("[data-concerns]"))
    if (line.dataset.concerns.split(" ").some((concern) => concerns.has(concern))) line.classList.add("fg-cl--on");
  const pre = copy.querySelector("pre");
  const tools = document.createElement("nav"); // as Material adds it to what it loads itself
  tools.className = "md-code__nav";
  const button = document.createElement("button");
  button.type = "button";
  button.className = "md-code__button";
  button.title = COPY;
  button.dataset.mdType = "copy";
  button.dataset.clipboardText = pre.textContent;
  tools.append(button);
  pre.prepend(tools);
  return copy;
}

async function open(link) {
  const box = link.closest(".fg-servers");
  const base = link.href.split("#")[0];
  const page = await read(base);
  if (!box.isConnected) return; // the reader has gone on
  const concerns = new Set(box.dataset.concerns.split(" "));
  const shown = document.createElement("div");
  shown.className = "fg-servers__shown";
  const name = document.createElement("p");
  name.className = "fg-servers__name";
  const whole = document.createElement("a");
  whole.href = base;
  whole.textContent = link.textContent;
  name.append(whole);
  shown.append(name);
  for (const figure of page.querySelectorAll(".fg-configuration")) shown.append(configuration(figure, concerns, base));
  const lines = shown.querySelectorAll(".fg-cl--on");
  for (const part of page.querySelectorAll(".fg-concern"))
    if (concerns.has(part.dataset.concern)) {
      const copy = adopt(part, base);
      copy.querySelector(".fg-code")?.remove(); // it stands above, in its place
      copy.querySelector(".fg-without")?.remove();
      shown.append(copy);
    }
  for (const part of page.querySelectorAll(".fg-mistake"))
    if (part.dataset.reason === box.dataset.reason) shown.append(adopt(part, base));
  box.querySelector(".fg-servers__shown")?.remove();
  box.append(shown);
  for (const other of box.querySelectorAll("a[data-server]"))
    if (other === link) other.setAttribute("aria-current", "true");
    else other.removeAttribute("aria-current");
  const code = lines[0]?.closest("code");
  if (code) code.parentElement.scrollTop = Math.max(0, lines[0].offsetTop - code.offsetTop - 48);
}

export function choose(link) {
  remember(link.dataset.server);
  history.replaceState(history.state, "", `#${link.id}`);
  return open(link);
}

function start() {
  const named = /^#server-([a-z0-9-]+)$/.exec(location.hash)?.[1];
  const box = document.querySelector(".fg-servers");
  const link = box?.querySelector(`a[data-server="${CSS.escape(named ?? remembered() ?? "")}"]`);
  if (link) open(link).catch(() => {}); // the link is there all the same
}

start();
document.addEventListener("fieldguide:page", start); // each page that Material shows in place of this
