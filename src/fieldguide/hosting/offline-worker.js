// Keeps what was visited readable without a network. As long as there is one, pages come from it:
// nobody reads a stale page. A site that stops shipping this file therefore harms nobody, although
// browsers go on with the worker that they have (a failed update changes nothing); its pages then
// say nothing of a worker, and assets/javascripts/offline.js takes it away.
//
// The build writes before this: FOLDERS, what of the site is the guide's own, as an origin may have
// other things on it; HASHED, the names of files that never change.

const ROOT = registration.scope;
const STORE = `fieldguide ${ROOT} `; // an origin may have several guides
const PAGES = `${STORE}pages 1`; // a new number where what lies in them changes its form
const FILES = `${STORE}files 1`;
const MOST = 200; // of each; what was fetched longest ago goes first
const OFFLINE = "503.html"; // its status; each language's answer where there is nothing else

// What a file is stored as, or null where it isn't the guide's. Queries and fragments make no
// difference to its files: with them, a link could fill the store with copies of one page.
function nameOf(address) {
  const { origin, pathname } = new URL(address);
  const name = (origin + pathname).replace(/\/index\.html$/, "/");
  if (!name.startsWith(ROOT)) return null;
  const path = name.slice(ROOT.length);
  const [folder, ...rest] = path.split("/");
  const isOwn = rest.length ? FOLDERS.includes(folder) : path === "" || path === "messages.json";
  return isOwn ? name : null;
}

const isPage = (name) => /(?:\/|\.html)$/.test(name) && !/\/\d{3}\.html$/.test(name); // 404.html is none
const storeOf = (name) => caches.open(isPage(name) ? PAGES : FILES);
// By its name alone, whatever headers the next request has.
const stored = async (name) => (await storeOf(name)).match(name, { ignoreVary: true });

function isSound(name, response) {
  const { status, type, redirected, headers } = response;
  if (status !== 200 || type !== "basic" || redirected) return false;
  if (/\bno-store\b/i.test(headers.get("cache-control"))) return false;
  // some hosts answer with a page, and 200, where a file is missing; this one would never be asked for again
  return !HASHED.test(name) || !/html/i.test(headers.get("content-type"));
}

async function keep(name, response) {
  const store = await storeOf(name);
  await store.put(name, response);
  for (const { url } of (await store.keys()).slice(0, -MOST)) await store.delete(url);
}

async function fromNetwork(event, name) {
  const response = await fetch(event.request);
  // where there is no room, pages are read all the same
  if (isSound(name, response)) event.waitUntil(keep(name, response.clone()).catch(() => {}));
  return response;
}

async function answer(event, name) {
  const found = HASHED.test(name) ? await stored(name) : null;
  if (found) return found;
  try {
    return await fromNetwork(event, name);
  } catch (error) {
    const kept = (await stored(name)) ?? (event.request.mode === "navigate" ? await instead(name) : null);
    if (kept) return kept;
    throw error; // as without this worker
  }
}

// What a reader gets of a page that they have never opened: the page that says so, in its language
// or in one that they have read, with the pages that are here.
async function instead(name) {
  const folder = `${name}/`; // the server adds the slash, and a page's links count on it
  if (!name.endsWith("/") && (await stored(folder))) return Response.redirect(folder);
  const files = await caches.open(FILES);
  const known = (await files.keys()).map(({ url }) => url).filter((url) => url.endsWith(`/${OFFLINE}`));
  const homeOf = (url) => url.slice(0, -OFFLINE.length);
  const url = known.find((one) => name.startsWith(homeOf(one))) ?? known.at(-1);
  if (!url) return null;
  const page = await files.match(url, { ignoreVary: true });
  const headers = new Headers(page.headers);
  for (const gone of ["content-encoding", "content-length"]) headers.delete(gone);
  const items = await listed(homeOf(url));
  const fill = (_, before, after) => `${before}${after}${items}`;
  const html = (await page.text()).replace(/(<section data-offline) hidden(>[^]*?<ul>)/, items ? fill : "$&");
  return new Response(html, { status: 503, statusText: "Offline", headers });
}

// The stored pages below an address as items of a list, the latest first. Titles are HTML already.
async function listed(home) {
  const store = await caches.open(PAGES);
  const pages = (await store.keys()).filter(({ url }) => url.startsWith(home)).reverse();
  const items = pages.map(async ({ url }) => {
    const html = await (await store.match(url, { ignoreVary: true })).text();
    const [, title, site] = /<title>(?:([^<]*) - )?([^<]+)<\/title>/.exec(html) ?? [];
    return site ? `<li><a href="${url.replaceAll("&", "&amp;")}">${title ?? site}</a></li>` : "";
  });
  return (await Promise.all(items)).join("");
}

// What pages are made of that came before the worker: out of the browser's own cache, so that it is
// what the reader sees, and costs nothing.
async function take(address) {
  const name = nameOf(address);
  if (!name || (await stored(name))) return;
  const response = await fetch(name, { cache: "force-cache" });
  if (isSound(name, response)) await keep(name, response);
}

async function begin() {
  const names = await caches.keys();
  const old = names.filter((name) => name.startsWith(STORE) && ![PAGES, FILES].includes(name));
  await Promise.all(old.map((name) => caches.delete(name)));
  await clients.claim(); // without navigation preload: where that fails, Firefox shows its own error
}

addEventListener("install", () => void skipWaiting());
addEventListener("activate", (event) => event.waitUntil(begin()));
addEventListener("message", (event) => {
  if (Array.isArray(event.data)) event.waitUntil(Promise.allSettled(event.data.slice(0, MOST).map(take)));
});
addEventListener("fetch", (event) => {
  const { method, headers, url } = event.request;
  if (method !== "GET" || headers.has("range")) return;
  const name = nameOf(url);
  if (name) event.respondWith(answer(event, name));
});
