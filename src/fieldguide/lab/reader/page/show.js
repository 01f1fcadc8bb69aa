// Put results on the page. Everything goes in as text: it came from a form, or over a network.

const STANDARD = "https://fetch.spec.whatwg.org/#";

/** An element with text, attributes and children. */
export function element(name, attributes = {}, ...children) {
  const made = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
  made.append(...children);
  return made;
}

const RESULTS = {
  readable: ["good", "The page can read the answer."],
  opaque: ["good", "The page gets an answer, and can't look into it."],
  blocked: ["bad", "The page can't read the answer."],
};

/** Show what came of an exchange; `topics` are the guide's reasons by name. */
export function show(place, { given, decision, seen, url }, topics) {
  const [kind, text] = RESULTS[given.result];
  const own = element("p", {}, "Your browser: ", element("span", { class: kind }, text));
  if (given.told) own.append(" It was told no more than: ", element("code", {}, given.told));
  if (given.status) own.append(` Status ${given.status}.`);
  place.replaceChildren(own, ...standard(decision, given, topics));
  if (given.headers) {
    const names = given.headers.map(([name]) => name).join(", ") || "none";
    place.append(element("p", {}, "Headers that the page can see: ", element("code", {}, names)));
  }
  place.append(element("h4", {}, "What the server saw and answered"));
  if (seen.length === 0) {
    place.append(element("p", {}, `Nothing: no request for ${url} arrived.`));
  }
  for (const request of seen) place.append(element("pre", {}, exchange(request)));
}

function standard(decision, given, topics) {
  const [kind, text] = RESULTS[decision.result];
  // what is switched on or off in a browser is no matter of the standard
  const who = decision.section || decision.result !== "blocked" ? "The standard" : "The guide";
  const verdict = element("p", {}, `${who}: `, element("span", { class: kind }, text));
  if (decision.differs) verdict.append(" But only because browsers don't keep to it here.");
  if (decision.reason) verdict.append(" ", reason(decision.reason, topics));
  if (decision.section) {
    const address = STANDARD + decision.section;
    const link = element("a", { href: address, rel: "noreferrer", target: "_blank" }, "Fetch");
    verdict.append(" See ", link, ".");
  }
  const steps = decision.steps.map((step) => element("li", {}, step));
  const shown = [verdict, element("ol", {}, ...steps)];
  if (decision.result !== given.result) {
    const note =
      "Your browser did otherwise: an extension, a setting or the network may have interfered.";
    shown.push(element("p", { class: "bad" }, note));
  }
  return shown;
}

/** A reason's name and title, with a link to its page in the guide if that is built. */
export function reason(id, topics) {
  const topic = topics.get(id);
  const name = element("code", {}, id);
  if (!topic) return name;
  const title = element("span", { lang: topic.language }, topic.title);
  const shown = element("span", {}, name, " ", title);
  return topic.address
    ? element("a", { href: topic.address, target: "_blank", rel: "noopener" }, shown)
    : shown;
}

function exchange({ method, url, headers, status, answered }) {
  const lines = [`→ ${method} ${url}`, ...headers.map(([name, value]) => `  ${name}: ${value}`)];
  lines.push(status === null ? "← the connection was reset" : `← ${status}`);
  lines.push(...answered.map(([name, value]) => `  ${name}: ${value}`));
  return lines.join("\n");
}
