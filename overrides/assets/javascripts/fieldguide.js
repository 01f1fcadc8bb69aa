import { explain } from "./messages.js";
import { languageTable } from "./paste.js";

// Remember the language that a reader chooses; the chooser at the site's root follows it.
document.addEventListener("click", (event) => {
  const link = event.target instanceof Element && event.target.closest("a[data-locale]");
  if (!link) return;
  try {
    localStorage.setItem("fieldguide.locale", link.dataset.locale);
  } catch {
    // Storage may be switched off: the link works all the same.
  }
});

// Somebody who pastes a whole console line into the search wants its reason: the search knows
// reasons by their names. What to match with is fetched when the search is opened.
let table = null;
document.addEventListener("focusin", (event) => {
  if (!table && event.target instanceof Element && event.target.matches("[data-md-component=search-query]"))
    languageTable().then((loaded) => { table = loaded; }, () => {}); // then it is words only
});
const LINE = 25; // characters; what is shorter is no console line
function asQuery(text) {
  const found = table && text.length >= LINE ? explain(text, table) : null;
  if (found?.kind === "reason") return found.reason ?? found.candidates.join(" ");
  // A colon or a quotation mark is query syntax to Material's search: `Vary: Origin` would
  // find nothing, in silence. People paste headers, so both become spaces.
  return text.replace(/[":]/g, " ");
}

const QUERY = 2; // SearchMessageType.QUERY in Material's source
const send = Worker.prototype.postMessage;
Worker.prototype.postMessage = function (message, ...rest) {
  const isQuery = message?.type === QUERY && typeof message.data === "string";
  const data = isQuery ? asQuery(message.data) : undefined;
  return send.call(this, isQuery ? { ...message, data } : message, ...rest);
};
