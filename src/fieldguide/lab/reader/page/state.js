// The playground's state: as an exchange for the server, and as the address's fragment.

/** What the fields hold by default; the fragment names only what differs. */
export const DEFAULTS = {
  api: "fetch",
  method: "GET",
  credentials: "same-origin",
  mode: "cors",
  headers: "",
  url: "",
  preflight: "own",
  "preflight-status": "204",
  "preflight-headers": "",
  failure: "",
  status: "200",
  "answer-headers": "",
  redirected: "open",
  "redirected-status": "200",
  "redirected-headers": "",
};
const PREFIX = "#playground?";

/** Pairs of name and value. Throws an Error for a line that is no header. */
export function parsedHeaders(text) {
  return text
    .split("\n")
    .filter((line) => line.trim())
    .map((line) => {
      const colon = line.indexOf(":");
      if (colon < 1) throw new Error(`“${line}” is not a header: write Name: value`);
      return [line.slice(0, colon).trim(), line.slice(colon + 1).trim()];
    });
}

function writtenHeaders(headers) {
  return headers.map(([name, value]) => `${name}: ${value}`).join("\n");
}

function answer(state, part) {
  return {
    status: Number(state[`${part}-status`]),
    headers: parsedHeaders(state[`${part}-headers`]),
  };
}

/** What the server is asked to try. Throws an Error for a line that is no header. */
export function wish(state) {
  const isScript = state.api === "xhr";
  return {
    request: {
      method: state.method,
      headers: parsedHeaders(state.headers),
      // XMLHttpRequest knows no more than this
      credentials:
        isScript && state.credentials !== "include" ? "same-origin" : state.credentials,
      mode: isScript ? "cors" : state.mode,
      url: state.url,
    },
    outcome: {
      failure: state.failure || null,
      preflight: state.preflight === "own" ? answer(state, "preflight") : null,
      status: Number(state.status),
      headers: parsedHeaders(state["answer-headers"]),
      redirected: state.redirected === "own" ? answer(state, "redirected") : null,
    },
  };
}

/** The state that asks for the same as an exchange of the guide. */
export function stateOf({ request, outcome }) {
  const state = { ...DEFAULTS };
  for (const name of ["method", "credentials", "mode", "url"]) state[name] = request[name];
  state.headers = writtenHeaders(request.headers);
  state.failure = outcome.failure ?? "";
  state.status = String(outcome.status ?? 200);
  state["answer-headers"] = writtenHeaders(outcome.headers);
  state.preflight = outcome.preflight ? "own" : "same";
  for (const [part, found] of [
    ["preflight", outcome.preflight],
    ["redirected", outcome.redirected],
  ]) {
    if (!found) continue;
    state[part] = "own";
    state[`${part}-status`] = String(found.status);
    state[`${part}-headers`] = writtenHeaders(found.headers);
  }
  return state;
}

/** The fragment for a state. */
export function toFragment(state) {
  const changed = Object.keys(DEFAULTS).filter((name) => state[name] !== DEFAULTS[name]);
  return PREFIX + new URLSearchParams(changed.map((name) => [name, state[name]]));
}

/** The state of a fragment; null if it isn't the playground's. */
export function fromFragment(fragment) {
  if (!fragment.startsWith(PREFIX)) return null;
  const given = new URLSearchParams(fragment.slice(PREFIX.length));
  return Object.fromEntries(
    Object.entries(DEFAULTS).map(([name, value]) => [name, given.get(name) ?? value]),
  );
}
