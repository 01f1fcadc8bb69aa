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

// A colon or a quotation mark is query syntax to Material's search: `Vary: Origin` would
// find nothing, in silence. People paste headers and messages, so both become spaces.
const QUERY = 2; // SearchMessageType.QUERY in Material's source
const send = Worker.prototype.postMessage;
Worker.prototype.postMessage = function (message, ...rest) {
  const isQuery = message?.type === QUERY && typeof message.data === "string";
  const data = isQuery ? message.data.replace(/[":]/g, " ") : undefined;
  return send.call(this, isQuery ? { ...message, data } : message, ...rest);
};
