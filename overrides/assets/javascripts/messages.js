// From a pasted console line to its reason: the same as src/fieldguide/messages/ in Python,
// held to it by tests/data/messages.json. Offsets count code points, as there.

const ENTITIES = {
  amp: "&", lt: "<", gt: ">", quot: '"', apos: "'", nbsp: " ",
  lsquo: "‘", rsquo: "’", ldquo: "“", rdquo: "”", laquo: "«", raquo: "»",
};
const ESCAPED =
  /&(?:#([0-9]{1,6})|#[xX]([0-9a-fA-F]{1,5})|([a-z]{2,5}));|\\u([0-9a-fA-F]{4})|\\([nrt])|\n[ \t]*(\/\/|#)(?=[ \t])/g;
const DROPPED = new Set(
  " \t\n\r\v\f\x1c\x1d\x1e\x1f\x85\u00a0\u1680\u2028\u2029\u202f\u205f\u3000" +
    "\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a" +
    "\u00ad\u061c\u180e\u200b\u200c\u200d\u200e\u200f\u202a\u202b\u202c\u202d\u202e" +
    "\u2060\u2061\u2062\u2063\u2064\u2066\u2067\u2068\u2069\ufeff" +
    "'\"`´‘’‚‛“”„‟«»‹›「」『』〝〞〟′″" +
    "*_\\<>|()[]{}（）［］【】〔〕",
);
const SPACE = new Set(
  " \t\n\r\v\f\x1c\x1d\x1e\x1f\x85\u00a0\u1680\u2028\u2029\u202f\u205f\u3000" +
    "\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a",
);
// Written in one way or another.
const ALIKE = {
  "\u2010": "-", "\u2011": "-", "\u2012": "-", "\u2013": "-", "\u2212": "-", "。": ".", ё: "е",
};
const LONGEST_WORD = 4096;
const WRAPPED = /[ \t]*\r?\n[ \t>]*/g;
const CONTROL = /[\x00-\x1f\x7f-\x9f\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]/g;

// Text reduced to what identifies a message, and where each of its characters stood.
class Normal {
  constructor(original) {
    this.original = [...original];
    const characters = [];
    this.offsets = [];
    const escapes = new Map();
    for (const match of original.matchAll(ESCAPED)) escapes.set(match.index, match);
    let unit = 0;
    let index = 0;
    while (index < this.original.length) {
      const match = escapes.get(unit);
      const character = plain(match ? unescaped(match) : this.original[index]);
      if (!DROPPED.has(character)) {
        characters.push(character);
        this.offsets.push(index);
      }
      // an escape is ASCII: as many characters as code units
      unit += match ? match[0].length : this.original[index].length;
      index += match ? match[0].length : 1;
    }
    // one array item for each character, so that offsets are the same as in Python
    this.characters = characters;
    this.text = characters.map((c) => (c.length === 1 ? c : "\ue002")).join("");
  }

  between(start, end) {
    if (start >= end) return "";
    const found = this.original.slice(this.offsets[start], this.offsets[end - 1] + 1).join("");
    const characters = [...found.replace(WRAPPED, "").replace(CONTROL, "")];
    let first = 0;
    let last = characters.length;
    while (first < last && DROPPED.has(characters[first])) first += 1;
    while (last > first && DROPPED.has(characters[last - 1])) last -= 1;
    return characters.slice(first, last).join("");
  }

  hasWords(start, end) {
    const found = this.original.slice(this.offsets[start], this.offsets[end - 1]);
    return found.some((character) => SPACE.has(character) || character >= "\u2e80");
  }

  wordEnd(start) {
    let end = Math.min(start + 1, this.offsets.length);
    while (end < Math.min(this.offsets.length, start + LONGEST_WORD)) {
      const gap = this.original.slice(this.offsets[end - 1] + 1, this.offsets[end]);
      if (gap.some((character) => SPACE.has(character))) break;
      end += 1;
    }
    return end;
  }

  lineEnd(start) {
    if (start >= this.offsets.length) return this.offsets.length;
    const stop = this.original.indexOf("\n", this.offsets[start]);
    if (stop < 0) return this.offsets.length;
    let low = start;
    let high = this.offsets.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (this.offsets[middle] < stop) low = middle + 1;
      else high = middle;
    }
    return low;
  }
}

function unescaped(match) {
  const [, decimal, hex, name, unicode, space, comment] = match;
  if (space || comment) return " ";
  if (name) return Object.hasOwn(ENTITIES, name) ? ENTITIES[name] : "&";
  const number = decimal ? Number(decimal) : parseInt(hex ?? unicode, 16);
  const isCharacter = number > 0 && number <= 0x10ffff && !(number >= 0xd800 && number <= 0xdfff);
  return isCharacter ? String.fromCodePoint(number) : "\ufffd";
}

function plain(character) {
  const code = character.codePointAt(0);
  if (code >= 0xd800 && code <= 0xdfff) return character;
  if (code >= 0xff01 && code <= 0xff5e) character = String.fromCharCode(code - 0xfee0);
  const lower = character.toLowerCase();
  if ([...lower].length === 1) character = lower;
  return Object.hasOwn(ALIKE, character) ? ALIKE[character] : character;
}

const LONGEST = { status: 12, method: 40, kind: 60, header: 200, origin: 300, redirect: 3 };
const DEFAULT = 2048;
const longest = (name) => (Object.hasOwn(LONGEST, name) ? LONGEST[name] : DEFAULT);
const SHAPES = {
  status: /^(?:[0-9]{1,3}|null)$/,
  redirect: /^3[0-9]{2}$/,
  url: /[/.:]/,
  method: /^[!#$%&+.^~0-9a-z-]+$/,
  header: /^[!#$%&+.^~0-9a-z-]+$/,
};
const WORDS = new Set(["url", "first", "page", "origin", "host", "method", "header"]);
const SHORTEST = { reason: 18, lookalike: 12 };
const MOST = 20;
const LEAST = 20;

// A pattern is a list of literals and names in turn.
const weight = (pattern) =>
  pattern.reduce((sum, item, index) => sum + (index % 2 ? 0 : item.length), 0);
// The same, counted in letters: a syllable or an ideograph says as much as several.
const telling = (pattern) =>
  pattern.reduce(
    (sum, item, index) =>
      index % 2 ? sum : [...item].reduce((length, letter) => length + (letter >= "\u2e80" ? 3 : 1), sum),
    0,
  );
const hasNames = (pattern) => pattern.length > 1;
const isFullStops = (literal) => /^\.*$/.test(literal);

function matchAt(text, pattern, start, until) {
  if (!text.text.startsWith(pattern[0], start)) return null;
  let end = start + pattern[0].length;
  const values = {};
  for (let index = 1; index < pattern.length; index += 2) {
    const name = pattern[index];
    const literal = pattern[index + 1];
    const limit = end + longest(name);
    let stop;
    let after;
    if (!isFullStops(literal)) {
      stop = -1;
      if (WORDS.has(name) && literal.length === 1) // an address has colons of its own
        stop = text.text.slice(end, Math.min(text.wordEnd(end), limit)).lastIndexOf(literal);
      if (stop < 0) stop = text.text.slice(end, limit + literal.length).indexOf(literal);
      if (stop >= 0) stop += end;
      after = stop + literal.length;
    } else {
      stop = Math.min(until ?? last(text, end, name), limit);
      after = stop;
    }
    if (stop < 0 || (SHAPES[name] && !SHAPES[name].test(text.text.slice(end, stop)))) return null;
    const value = text.between(end, stop);
    if (WORDS.has(name) && value.includes(" ")) return null;
    values[name] = value;
    end = after;
  }
  return { end, values };
}

// Where a placeholder at the end of a message ends.
function last(text, start, name) {
  let stop = WORDS.has(name) ? text.wordEnd(start) : text.lineEnd(start);
  if (name === "status" || name === "redirect") {
    const match = /^(?:[0-9]{1,3}|null)/.exec(text.text.slice(start, stop));
    return match ? start + match[0].length : start;
  }
  while (stop > start && text.text[stop - 1] === ".") stop -= 1;
  return stop;
}

function matchFrom(text, pattern, position) {
  for (;;) {
    const start = text.text.indexOf(pattern[0], position);
    if (start < 0 || start > text.text.length) return null;
    const found = matchAt(text, pattern, start);
    if (found) return { start, ...found };
    position = start + 1;
    if (position > text.text.length) return null;
  }
}

function matchBefore(text, frame, end) {
  if (!text.text.slice(0, end).endsWith(frame.at(-1))) return null;
  let limit = end - weight(frame);
  for (let index = 1; index < frame.length; index += 2) limit -= longest(frame[index]);
  const start = text.text.slice(Math.max(limit, 0), end).lastIndexOf(frame[0]) + Math.max(limit, 0);
  if (start < Math.max(limit, 0)) return null;
  const found = matchAt(text, frame, start, end);
  return found && found.end === end ? found.values : null;
}

function isLine(text, start, end) {
  const before = start === 0 || text.lineEnd(start - 1) === start;
  return before && isFullStops(text.text.slice(end, text.lineEnd(start)));
}

function hitsOf(text, template) {
  const found = [];
  let position = 0;
  for (let count = 0; count < MOST; count += 1) {
    const core = matchFrom(text, template.c, position);
    if (!core) break;
    position = core.end;
    const { start, end } = core;
    if (telling(template.c) < SHORTEST[template.k] && !isLine(text, start, end)) continue;
    let values = core.values;
    // of two that agree alike, the one without an empty placeholder
    let score = weight(template.c) - Object.values(values).filter((value) => !value).length;
    if (hasNames(template.t)) {
      const tail = matchAt(text, template.t, end);
      score += tail ? weight(template.t) : -weight(template.t);
      if (tail) values = { ...values, ...tail.values };
    }
    if (hasNames(template.f)) {
      const frame = matchBefore(text, template.f, start);
      if (frame) {
        score += weight(template.f);
        values = { ...frame, ...values };
      }
    }
    found.push({ template, start, end, score, values });
  }
  return found;
}

function allHits(text, templates) {
  const found = templates.flatMap((template) => hitsOf(text, template));
  found.sort((a, b) => b.score - a.score || a.start - a.end - (b.start - b.end) || a.start - b.start);
  const kept = [];
  for (const hit of found) {
    const clash = kept.find((other) => hit.start < other.end && other.start < hit.end);
    const isSame =
      clash && clash.score === hit.score && clash.start === hit.start && clash.end === hit.end;
    if (!clash || isSame) kept.push(hit);
  }
  return kept.sort((a, b) => a.start - b.start);
}

function matchFrames(text, frames, end) {
  const found = [];
  for (const frame of frames) {
    if (!hasNames(frame)) continue;
    let start = text.text.slice(0, end).lastIndexOf(frame[0]);
    const isBefore = start >= 0;
    if (!isBefore) start = text.text.indexOf(frame[0], end);
    const match = start >= 0 ? matchAt(text, frame, start) : null;
    if (match) {
      found.push({
        before: isBefore ? 1 : 0,
        near: isBefore ? start : -start,
        weight: weight(frame),
        values: match.values,
      });
    }
  }
  found.sort((a, b) => a.before - b.before || a.near - b.near || a.weight - b.weight);
  return Object.assign({}, ...found.map((item) => item.values));
}

const unique = (items) => [...new Set(items)];

function context(text, table, template, at) {
  const frames = [
    ...(table.openings[template.e] ?? []),
    ...(table.frames[template.e] ?? []),
    ...table.templates
      .filter((other) => other.e === template.e && other.l === template.l)
      .map((other) => other.f),
  ];
  const seen = new Map(frames.map((frame) => [JSON.stringify(frame), frame]));
  return matchFrames(text, seen.values(), at);
}

function answer(kind, names, template, parameters, extra = {}) {
  return {
    kind,
    reason: names.length === 1 ? names[0] : null,
    candidates: names.length > 1 ? names : [],
    others: [],
    engine: template.e,
    language: template.l,
    parameters,
    is_cut: false,
    ...extra,
  };
}

// Without messages that a browser adds to others: the specific one explains them.
function specific(found, table) {
  const present = unique(found.flatMap((hit) => hit.template.n));
  const isAdded = (hit) => {
    const others = present.filter((name) => !hit.template.n.includes(name));
    return hit.template.n.every((name) => {
      const after = table.follows[name];
      return after && others.some((other) => !after.length || after.includes(other));
    });
  };
  const kept = found.filter((hit) => !isAdded(hit));
  return kept.length ? kept : found;
}

function whole(text, table, found) {
  const [first] = found;
  const isAlike = (hit) => hit.start === first.start && hit.end === first.end;
  let names = unique(found.filter(isAlike).flatMap((hit) => hit.template.n));
  const later = unique(found.filter((hit) => !isAlike(hit)).flatMap((hit) => hit.template.n));
  const others = later.filter((name) => !names.includes(name));
  const { template } = first;
  const parameters = { ...context(text, table, template, first.start), ...first.values };
  const alone = table.alone[names[0]];
  const hasParameter = alone && [...namesOf(template.c), ...namesOf(template.t)].includes(alone.parameter);
  if (hasParameter && !others.length && (parameters[alone.parameter] ?? alone.value) === alone.value)
    names = alone.reasons;
  return answer(template.k, names, template, parameters, { others });
}

const namesOf = (pattern) => pattern.filter((_, index) => index % 2);
const literalsOf = (pattern) => pattern.filter((_, index) => index % 2 === 0);

// How much of a literal's beginning a line of the text ends with.
function cutOff(text, literal) {
  const head = literal.slice(0, LEAST);
  let position = 0;
  let longest = 0;
  for (let count = 0; count < (head.length === LEAST ? MOST : 0); count += 1) {
    const start = text.text.indexOf(head, position);
    if (start < 0) break;
    position = start + 1;
    let length = 0;
    while (length < literal.length && text.text[start + length] === literal[length]) length += 1;
    const end = start + length;
    const rest = text.text.slice(end, text.lineEnd(end - 1));
    if (/^[.…]*$/.test(rest) && text.hasWords(start, end)) longest = Math.max(longest, length);
  }
  return longest;
}

function commonStart(text, core) {
  const literal = core.at(-1);
  for (let length = Math.min(text.text.length, literal.length); length >= LEAST; length -= 1)
    if (text.text.startsWith(literal.slice(-length))) return text.hasWords(0, length) ? length : 0;
  return 0;
}

// A text that begins within a message, or has a line that ends within one.
function cut(text, table) {
  const framed = onlyFrame(text, table);
  let best = [];
  let length = LEAST;
  for (const template of table.templates) {
    const end = cutOff(text, template.c[0]);
    const start = commonStart(text, template.c);
    const common = Math.max(end, start);
    if (common < LEAST) continue;
    const piece = end >= start ? template.c[0].slice(0, end) : text.text.slice(0, start);
    if (!framed && !isTelling(piece, template, table)) continue;
    if (common > length || (common === length && !best.length)) best = [template];
    else if (common === length) best.push(template);
    length = Math.max(length, common);
  }
  const kinds = unique(best.map((template) => template.k));
  if (kinds.length === 1) {
    const names = unique(best.flatMap((template) => template.n));
    const parameters = context(text, table, best[0], text.text.length);
    return answer(kinds[0], names, best[0], parameters, { is_cut: true });
  }
  return framed;
}

// Whether a piece of a message is of no other one, as the name of a header would be.
function isTelling(piece, template, table) {
  const isWithin = (literal) =>
    literal.includes(piece) && !(literal.startsWith(piece) || literal.endsWith(piece));
  const own = template.n.join();
  return !table.templates.some((other) => other.n.join() !== own && literalsOf(other.c).some(isWithin));
}

// What all messages of an engine begin with, and no more: any of its reasons.
function onlyFrame(text, table) {
  for (const template of table.templates) {
    if (template.k !== "reason" || template.f[0].length < LEAST) continue;
    const at = text.text.indexOf(template.f[0]);
    if (at >= 0 || cutOff(text, template.f[0])) return anyReason(text, table, template, Math.max(at, 0));
  }
  for (const [engine, frames] of Object.entries(table.frames)) {
    for (const frame of frames) {
      const literal = literalsOf(frame).reduce((a, b) => (b.length > a.length ? b : a)).replace(/:+$/, "");
      const at = text.text.indexOf(literal);
      if (literal.length < LEAST || at < 0) continue;
      const own = table.templates.find((template) => template.e === engine);
      if (own) return anyReason(text, table, own, at + literal.length);
    }
  }
  return null;
}

function anyReason(text, table, example, at) {
  const own = table.templates.filter((item) => item.k === "reason" && item.e === example.e);
  const names = unique(own.flatMap((template) => template.n));
  const parameters = context(text, table, example, at);
  return { ...answer("reason", names, example, parameters, { is_cut: true }), reason: null, candidates: names };
}

// What a text is: reason, look-alike or unknown. What it doesn't say stays open.
export function explain(original, table) {
  const text = new Normal(original);
  const found = allHits(text, table.templates);
  const reasons = found.filter((hit) => hit.template.k === "reason");
  if (reasons.length) return whole(text, table, specific(reasons, table));
  const isGeneral = (hit) => hit.template.n.every((name) => table.general.includes(name));
  const more = found.filter((hit) => !isGeneral(hit));
  if (more.length) return whole(text, table, more);
  const piece = cut(text, table);
  if (found.length && piece?.kind !== "reason") return whole(text, table, found);
  return (
    piece ?? {
      kind: "unknown", reason: null, candidates: [], others: [], engine: "", language: "",
      parameters: {}, is_cut: false,
    }
  );
}
