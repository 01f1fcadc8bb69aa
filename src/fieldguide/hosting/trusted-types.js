// What may become markup or a script's address in these pages: the browser asks here whenever a
// script hands it text. Instead of trusting that text, this takes out whatever could run.
// Material does it in three places: search results and tooltips (`innerHTML`), pages and the
// sitemap that instant navigation fetches (`DOMParser`), and the search's worker (its address).
(() => {
  const { trustedTypes, document } = window;
  if (!trustedTypes?.createPolicy) return;

  const SITE = new URL("../../", document.currentScript.src).href;
  const HTML = "http://www.w3.org/1999/xhtml";
  const SVG = "http://www.w3.org/2000/svg";
  const words = (text) => new Set(text.split(" "));
  const ELEMENTS = new Map([
    [HTML, words(
      "a abbr address article aside b bdi bdo blockquote body br button caption cite code col " +
        "colgroup data dd del details dfn dialog div dl dt em fieldset figcaption figure footer " +
        "form h1 h2 h3 h4 h5 h6 head header hgroup hr html i img input ins kbd label legend li " +
        "link main mark menu meta meter nav ol optgroup option output p picture pre progress q " +
        "rp rt ruby s samp search section select small source span strong sub summary sup table " +
        "tbody td textarea tfoot th thead time title tr u ul var wbr",
    )],
    [SVG, words("circle defs ellipse g line path polygon polyline rect svg text tspan")],
  ]);
  const ADDRESSES = words("href src srcset action formaction cite poster ping xlink:href");
  const PROTOCOLS = words("http: https: mailto: tel:");
  if (location.protocol === "file:") PROTOCOLS.add("file:");

  function isSafe(element, { name, value }) {
    if (name.startsWith("on") || name === "http-equiv") return false;
    if (!ADDRESSES.has(name)) return name !== "srcdoc";
    try {
      return PROTOCOLS.has(new URL(value, document.baseURI).protocol);
    } catch {
      return false;
    }
  }

  function mayStay(element) {
    const { namespaceURI, localName, parentNode } = element;
    if (localName === "style" && namespaceURI === HTML) return parentNode.localName === "head";
    return ELEMENTS.get(namespaceURI)?.has(localName);
  }

  // Takes out what may not be there; comments too, as those can hide the end of something.
  function clean(root) {
    const walker = document.createTreeWalker(root);
    const gone = [];
    for (let node = walker.nextNode(); node; node = walker.nextNode()) {
      if (node.nodeType === Node.TEXT_NODE) continue;
      if (!mayStay(node)) {
        gone.push(node);
        continue;
      }
      for (const attribute of [...node.attributes])
        if (!isSafe(node, attribute)) node.removeAttributeNode(attribute);
    }
    for (const node of gone) node.remove();
    return root;
  }

  // These parse without running or loading anything, and nothing else can reach this policy.
  const inert = trustedTypes.createPolicy("fieldguide-parser", { createHTML: (text) => text });
  const parse = (text, type) => new DOMParser().parseFromString(inert.createHTML(text), type);

  function page(text) {
    return `<!doctype html>${clean(parse(text, "text/html")).documentElement.outerHTML}`;
  }

  // Instant navigation reads only addresses of it, so it gets a sitemap of only these.
  function sitemap(text) {
    const found = parse(text, "text/xml").querySelectorAll("url > loc");
    const made = document.implementation.createDocument(null, "urlset");
    for (const { textContent } of found) {
      const loc = made.createElement("loc");
      loc.textContent = textContent;
      made.documentElement.appendChild(made.createElement("url")).append(loc);
    }
    return new XMLSerializer().serializeToString(made);
  }

  function fragment(text) {
    const template = document.createElement("template");
    template.innerHTML = inert.createHTML(text);
    clean(template.content);
    return template.innerHTML;
  }

  trustedTypes.createPolicy("default", {
    createHTML: (text, type, sink) => {
      if (sink !== "DOMParser parseFromString") return fragment(text);
      return /^\s*<\?xml\s/.test(text) ? sitemap(text) : page(text);
    },
    // Of an origin shared with others, this site's own files only.
    createScriptURL: (text) => {
      const address = new URL(text, document.baseURI);
      const isOwn = address.href.startsWith(SITE) && address.pathname.endsWith(".js");
      return isOwn && !address.search ? address.href : null;
    },
    // No createScript: nothing here makes a script of text.
  });
})();
