/**
 * The form of a journal's records. What a record has beyond this is nobody's fault where a journal is read, for a later version
 * may have written it; in a certificate it is refused, for nobody has checked what it says.
 */

import { HAZARDS } from "../hazard/order.js";

/**
 * A kind of value; `maybe` may be left out. An array has one form for all its items, an object one for each of its fields.
 * A number is finite, though JSON can say 1e999.
 */
type Form = "string" | "number" | "boolean" | readonly [Form] | Optional | Fields | Each | Whole | OneOf;
interface Optional {
  readonly optional: Form;
}
interface Fields {
  readonly fields: Readonly<Record<string, Form>>;
}

/** An object whose fields have any names and one form. */
interface Each {
  readonly each: Form;
}

/** A whole number, from the first to the last. */
interface Whole {
  readonly from: number;
  readonly to: number;
}
interface OneOf {
  readonly among: readonly unknown[];
  /** any text is one, too */
  readonly string?: true;
}

const fields = (all: Readonly<Record<string, Form>>): Fields => ({ fields: all });
const each = (form: Form): Each => ({ each: form });
const maybe = (form: Form): Optional => ({ optional: form });

const count: Whole = { from: 0, to: Number.MAX_SAFE_INTEGER };
/** More shards than can be asked for (lib/suite/shard.ts). */
const MOST_SHARDS = 10_000;

/** null: there is no such account */
const name: OneOf = { string: true, among: [null] };
const device = fields({ greeting: "string", system: "string", work: "string" });
const identity = {
  id: "string",
  suite: "string",
  purpose: "string",
  covers: ["string"],
  strength: "string",
  asks: ["string"],
} as const;
const event = fields({
  at: "number",
  session: "string",
  connection: maybe("number"),
  channel: "string",
  side: "string",
  text: maybe("string"),
  note: maybe("string"),
  is: maybe("string"),
  data: maybe(
    fields({
      length: "number",
      crc32: "number",
      how: maybe("string"),
      deflated: maybe("number"),
      seconds: maybe("number"),
    }),
  ),
});

const FORMS: Readonly<Record<string, Fields>> = {
  run: fields({
    format: "number",
    flashgate: "string",
    started: "string",
    suites: fields({ digest: "string", cases: count }),
    systems: maybe(["string"]),
    target: fields({ kind: "string", name: "string" }),
    device,
    capabilities: each(fields({ present: "boolean", reason: maybe("string") })),
    claims: fields({
      configured: ["string"],
      arranged: ["string"],
      provokes: ["string"],
      images: each(fields({ length: count, crc32: count })),
      users: fields({ root: maybe(name), guest: maybe(name) }),
      series: each(count),
    }),
    permit: { among: HAZARDS },
    texts: "string",
    strict: "boolean",
    selected: count,
    notSelected: maybe(count),
    required: maybe(["string"]),
    selectors: maybe(["string"]),
    tag: maybe("string"),
    shard: maybe(fields({ index: { from: 1, to: MOST_SHARDS }, of: { from: 1, to: MOST_SHARDS } })),
  }),
  case: fields({
    ...identity,
    hazard: "string",
    file: "string",
    verdict: "string",
    reason: "string",
    remarks: [fields({ kind: "string", message: "string" })],
    deviation: maybe(fields({ line: "number", expected: ["string"], received: "string" })),
    observed: ["string"],
    durationMs: "number",
    attempts: "number",
    died: maybe("boolean"),
    dialogue: [event],
  }),
  capability: fields({
    name: "string",
    present: "boolean",
    unknown: maybe({ among: [true] }),
    reason: "string",
    stated: "boolean",
    dialogue: [event],
  }),
  "not-selected": fields({ ...identity, reason: "string", missing: maybe(each("string")) }),
  "not-run": fields({ ...identity, reason: "string" }),
  resumed: fields({ started: "string", flashgate: "string" }),
  gate: fields({
    baseline: "string",
    day: "string",
    exit: { among: [0, 1, 2, 3] },
    said: "string",
    accepted: [fields({ id: "string", reason: "string", expires: "string" })],
  }),
  end: fields({
    finished: "string",
    durationMs: "number",
    stopped: maybe("string"),
    lag: maybe(fields({ ms: count, worstMs: count })),
    device: maybe(device),
  }),
};

const VERDICTS = new Set(["pass", "fail", "inconclusive", "error"]);

/**
 * @param nothingMore whether a key that no form knows is wrong, too
 * @returns what is wrong with a line of a journal, as the end of a sentence about it
 */
export function wrongInRecord(record: unknown, nothingMore = false): string | undefined {
  if (!isObject(record)) return "is no record";
  const { type } = record;
  const form = typeof type === "string" && Object.hasOwn(FORMS, type) ? FORMS[type] : undefined;
  if (form === undefined) return `has the type ${shown(type)}, which no record has`;
  const { type: _, ...said } = record;
  const wrong = wrongIn(said, form, "", nothingMore);
  if (wrong !== undefined) return wrong;
  if (type === "case" && !VERDICTS.has(String(record["verdict"])))
    return `has the verdict ${shown(record["verdict"])}, which there is not`;
  const { shard } = record;
  if (type === "run" && isObject(shard) && Number(shard["index"]) > Number(shard["of"]))
    return `has the shard ${shown(shard["index"])} of ${shown(shard["of"])}, which there is not`;
  return undefined;
}

function wrongIn(value: unknown, form: Form, path: string, nothingMore: boolean): string | undefined {
  if (typeof form === "object" && "optional" in form)
    return value === undefined ? undefined : wrongIn(value, form.optional, path, nothingMore);
  if (value === undefined) return `has no ${path}`;
  if (typeof form === "string") {
    const is = form === "number" ? Number.isFinite(value) : typeof value === form;
    return is ? undefined : `has ${article(path)} ${path} that is no ${form}`;
  }
  if ("among" in form)
    return form.among.includes(value) || (form.string === true && typeof value === "string")
      ? undefined
      : `has ${article(path)} ${path} that is none of ${form.among.join(", ")}`;
  if ("from" in form) {
    const number = Number.isSafeInteger(value) ? Number(value) : Number.NaN;
    if (number >= form.from && number <= form.to) return undefined;
    const upTo = form.to === Number.MAX_SAFE_INTEGER ? "up" : `to ${form.to}`;
    return `has ${article(path)} ${path} that is no whole number from ${form.from} ${upTo}`;
  }
  if ("fields" in form) {
    if (!isObject(value)) return `has ${article(path)} ${path} that is no object`;
    for (const [name, inner] of Object.entries(form.fields)) {
      const wrong = wrongIn(value[name], inner, path === "" ? name : `${path}.${name}`, nothingMore);
      if (wrong !== undefined) return wrong;
    }
    const more = nothingMore
      ? Object.keys(value).find((name) => !Object.hasOwn(form.fields, name))
      : undefined;
    return more === undefined
      ? undefined
      : `has the key ${shown(more)}${path === "" ? "" : ` in its ${path}`}, which nothing checks`;
  }
  if ("each" in form) {
    if (!isObject(value)) return `has ${article(path)} ${path} that is no object`;
    for (const [name, item] of Object.entries(value)) {
      const wrong = wrongIn(item, form.each, `${path}.${name.slice(0, 60)}`, nothingMore);
      if (wrong !== undefined) return wrong;
    }
    return undefined;
  }
  if (!Array.isArray(value)) return `has ${article(path)} ${path} that is no list`;
  for (const [index, item] of value.entries()) {
    // Where it is in the list is worked out only when something is wrong: a journal has tens of thousands of events.
    if (wrongIn(item, form[0], "", nothingMore) !== undefined)
      return wrongIn(item, form[0], `${path}[${index}]`, nothingMore);
  }
  return undefined;
}

function article(path: string): string {
  return /^[aeiou]/.test(path) ? "an" : "a";
}

function shown(value: unknown): string {
  return (JSON.stringify(value) ?? "none").slice(0, 40);
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
