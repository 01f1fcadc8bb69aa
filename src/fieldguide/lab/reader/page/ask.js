// Let this browser ask, and tell what the page was given.

/** Ask by `fetch`. */
export async function byFetch(url, { method, headers, credentials, mode }) {
  try {
    const answer = await fetch(url, { method, headers, credentials, mode, cache: "no-store" });
    await answer.text();
    if (answer.type === "opaque") return { result: "opaque" };
    return { result: "readable", status: answer.status, headers: [...answer.headers] };
  } catch (error) {
    return { result: "blocked", told: String(error) };
  }
}

/** Ask by XMLHttpRequest. */
export function byScript(url, { method, headers, credentials }) {
  return new Promise((resolve) => {
    const request = new XMLHttpRequest();
    request.onload = () => {
      const lines = request.getAllResponseHeaders().trim().split("\r\n").filter(Boolean);
      const pairs = lines.map((line) => line.split(/: ?(.*)/s).slice(0, 2));
      resolve({ result: "readable", status: request.status, headers: pairs });
    };
    request.onerror = () => resolve({ result: "blocked", told: "an error event, and status 0" });
    try {
      request.open(method, url);
      request.withCredentials = credentials === "include";
      for (const [name, value] of headers) request.setRequestHeader(name, value);
      request.send();
    } catch (error) {
      resolve({ result: "blocked", told: String(error) });
    }
  });
}

async function server(path, options) {
  const answer = await fetch(path, options);
  if (!answer.ok) throw new Error((await answer.text()).trim());
  return answer.json();
}

/** Tell the server what to answer. Throws an Error that says why it won't. */
export function prepare({ request, outcome }) {
  const headers = { "Content-Type": "application/json" };
  const body = JSON.stringify({ request, outcome });
  return server("trials", { method: "POST", headers, body });
}

/** What the server saw. */
export async function seen(token) {
  return (await server(`trials/${token}`)).seen;
}

/** Try an exchange: what the page was given, what the standard says, what the server saw. */
export async function attempt(wish, api) {
  const trial = await prepare(wish);
  const given = await (api === "xhr" ? byScript : byFetch)(trial.url, wish.request);
  return { given, decision: trial.decision, seen: await seen(trial.token), url: trial.url };
}
