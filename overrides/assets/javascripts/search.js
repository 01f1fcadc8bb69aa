// Material's search, fetched by those who use it: its worker and index are heavier than a page, and
// come with every page otherwise. Runs before the theme's script, which it stands in the way of.
(() => {
  const SETUP = 0, READY = 1, QUERY = 2; // SearchMessageType in Material's source
  const INDEX = /\/search\/search_index\.json$/;
  const LINE = 25; // characters; what is shorter is no console line

  const opened = new Promise((resolve) => {
    const toggle = document.getElementById("__search");
    toggle?.addEventListener("change", resolve, { once: true });
  });

  const { open } = XMLHttpRequest.prototype;
  XMLHttpRequest.prototype.open = function (method, address, ...rest) {
    if (INDEX.test(address)) {
      const { send } = this;
      this.send = (...body) => void opened.then(() => send.apply(this, body));
    }
    return open.call(this, method, address, ...rest);
  };

  // Somebody who pastes a whole console line into the search wants its reason: the search knows
  // reasons by their names.
  const base = import.meta.url;
  let table = null, explain = null;
  opened.then(async () => {
    const load = (name) => import(new URL(name, base).href);
    const [messages, paste] = await Promise.all([load("messages.js"), load("paste.js")]);
    table = await paste.languageTable();
    ({ explain } = messages);
  }).catch(() => {}); // then it is words only

  function asQuery(text) {
    const found = explain && text.length >= LINE ? explain(text, table) : null;
    if (found?.kind === "reason") return found.reason ?? found.candidates.join(" ");
    // A colon or a quotation mark is query syntax to Material's search: `Vary: Origin` would
    // find nothing, in silence. People paste headers, so both become spaces.
    return text.replace(/[":]/g, " ");
  }

  // A worker that starts when it gets its index, and is asked what was typed until then.
  const { Worker } = window;
  window.Worker = class extends EventTarget {
    #address;
    #worker = null;
    #isReady = false;
    #waiting = null;

    constructor(address) {
      super();
      this.#address = address;
    }

    postMessage(message) {
      if (message.type === SETUP) this.#start();
      if (message.type !== QUERY) this.#worker?.postMessage(message);
      else if (this.#isReady) this.#worker.postMessage({ ...message, data: asQuery(message.data) });
      else this.#waiting = message;
    }

    #start() {
      this.#worker = new Worker(this.#address);
      this.#worker.addEventListener("message", ({ data }) => {
        this.dispatchEvent(new MessageEvent("message", { data }));
        if (data.type !== READY) return;
        this.#isReady = true;
        if (this.#waiting) this.postMessage(this.#waiting);
      });
    }
  };
})();
