// The lab's page: the guide's exchanges, and a playground.

import { attempt, prepare } from "./ask.js";
import { element, reason, show } from "./show.js";
import { DEFAULTS, fromFragment, stateOf, toFragment, wish } from "./state.js";

const LABELS = { broken: "Break it", fixed: "Fix it" };
const topics = new Map();

/** Do something that takes a while; what goes wrong is shown in its place. */
async function inPlace(place, work) {
  place.replaceChildren(element("p", {}, "Asking …"));
  try {
    await work();
  } catch (error) {
    place.replaceChildren(element("p", { class: "bad" }, error.message));
  }
}

function note(environment) {
  if (environment === "cors-disabled") {
    const name = element("code", {}, "content.cors.disable");
    return ["Firefox only: set ", name, " to true in about:config, and back afterwards."];
  }
  if (environment === "content-script") {
    const link = element("a", { href: "lab.xpi", download: "" }, "this extension");
    return ["Firefox only: load ", link, " as a temporary add-on in about:debugging."];
  }
  if (environment === "file-page") {
    const link = element("a", { href: "from-disk.html", download: "" }, "this page");
    return ["Save ", link, " and open it from your disk: there it breaks by itself."];
  }
  return null;
}

function isVariant({ name }) {
  return !(name in LABELS);
}

/** The button of a reason's trial. */
function control(topic, trial, place) {
  const label = LABELS[trial.name] ?? element("span", { lang: trial.language }, trial.title);
  const { environment } = trial.outcome;
  const run = () => attempt(trial, "fetch").then((outcome) => show(place, outcome, topics));
  const inExtension = async () => {
    const { url } = await prepare(trial);
    const { method, headers, credentials } = trial.request;
    const order = JSON.stringify([url, { method, headers, credentials }]);
    window.open(`blank.html#${encodeURIComponent(`lab:${order}`)}`, "_blank", "noopener");
    place.replaceChildren(element("p", {}, "The extension asks in the new tab: see its console."));
  };
  const button = element("button", { type: "button", "aria-describedby": `title-${topic.id}` }, label);
  button.addEventListener("click", () => {
    console.info(`${topic.id}, ${trial.name}:`);
    inPlace(place, environment === "content-script" ? inExtension : run);
  });
  return environment === "file-page" ? null : button;
}

function article(topic) {
  const place = element("div", { class: "result", "aria-live": "polite" });
  const heading = element("h3", { id: `title-${topic.id}` }, reason(topic.id, topics));
  const made = element("article", { id: topic.id }, heading);
  for (const { outcome } of topic.trials) {
    const text = note(outcome.environment);
    if (text) made.append(element("p", { class: "note" }, ...text));
  }
  const [variants, own] = [topic.trials.filter(isVariant), topic.trials.filter((t) => !isVariant(t))];
  const controls = (trials) => trials.map((trial) => control(topic, trial, place)).filter(Boolean);
  made.append(element("div", {}, ...controls(own)));
  if (variants.length > 0) {
    const label = element("p", { class: "note" }, "Where browsers differ:");
    made.append(label, element("div", {}, ...controls(variants)));
  }
  const web = topic.trials.find(({ outcome }) => outcome.environment === "web-page");
  if (web) {
    const link = { href: toFragment(stateOf(web)), "aria-describedby": `title-${topic.id}` };
    made.append(element("a", link, "Open in the playground"));
  }
  made.append(place);
  return made;
}

const form = document.getElementById("form");
const result = document.getElementById("result");

function read() {
  return Object.fromEntries(Object.keys(DEFAULTS).map((name) => [name, form.elements[name].value]));
}

function fill() {
  const state = fromFragment(location.hash);
  if (!state) return;
  for (const [name, value] of Object.entries(state)) form.elements[name].value = value;
  // a value that a field does not know
  for (const field of form.querySelectorAll("select")) {
    if (field.selectedIndex < 0) field.selectedIndex = 0;
  }
  enable();
  document.getElementById("playground").focus();
}

/** Fields that do not matter now are switched off. */
function enable() {
  const { api, preflight, redirected, failure } = read();
  form.elements.mode.disabled = api === "xhr";
  for (const [part, isOff] of [
    ["preflight", preflight === "same" || failure],
    ["redirected", redirected === "open" || failure],
  ]) {
    form.elements[`${part}-status`].disabled = isOff;
    form.elements[`${part}-headers`].disabled = isOff;
  }
  form.elements.status.disabled = failure;
  form.elements["answer-headers"].disabled = failure;
}

form.addEventListener("input", () => {
  enable();
  history.replaceState(null, "", toFragment(read()));
});
form.addEventListener("submit", (event) => {
  event.preventDefault();
  const state = read();
  inPlace(result, async () => show(result, await attempt(wish(state), state.api), topics));
});
window.addEventListener("hashchange", fill);

for (const topic of await (await fetch("topics.json")).json()) topics.set(topic.id, topic);
document.getElementById("topics").append(...[...topics.values()].map(article));
fill();
