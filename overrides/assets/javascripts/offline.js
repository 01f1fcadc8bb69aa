// Pages that were visited stay readable without a network: this starts the worker that keeps them,
// and tells it what this page is made of. Where pages say nothing of a worker, as previews, one that
// is left from before goes.
const ROOT = new URL("../../", import.meta.url).href;
const WORKER = `${ROOT}offline-worker.js`;
const { serviceWorker } = navigator;
const newest = ({ installing, waiting, active }) => installing ?? waiting ?? active;

// What the paste box needs too; the search is too heavy for those who don't open it.
function parts() {
  const [folder] = location.href.slice(ROOT.length).split("/");
  const modules = ["messages.js", "paste.js", "servers.js"].map((name) => new URL(name, import.meta.url));
  const files = ["messages.json", "503.html", "reasons.json", "sitemap.xml"].map((name) => `${ROOT}${folder}/${name}`);
  const fetched = performance.getEntriesByType("resource").map(({ name }) => name);
  return [location, ...modules, ...files, ...fetched].map(String);
}

export async function start() {
  newest(await serviceWorker.register(WORKER)).postMessage(parts());
}

export async function stop() {
  const found = await serviceWorker.getRegistration(ROOT);
  if (found && newest(found).scriptURL === WORKER) await found.unregister();
}
