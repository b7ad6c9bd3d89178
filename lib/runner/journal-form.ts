/** The form of a journal's records, as far as a reader leans on it. */

type Kind = "string" | "number" | "boolean" | "object" | "array";

const identity = {
  id: "string",
  suite: "string",
  purpose: "string",
  covers: "array",
  strength: "string",
  asks: "array",
} as const;
const event = { at: "number", session: "string", channel: "string", side: "string" } as const;

const FORMS: Readonly<Record<string, Readonly<Record<string, Kind>>>> = {
  run: {
    format: "number",
    flashgate: "string",
    started: "string",
    suites: "object",
    target: "object",
    device: "object",
    capabilities: "object",
    claims: "object",
    permit: "string",
    texts: "string",
    strict: "boolean",
    selected: "number",
  },
  case: {
    ...identity,
    hazard: "string",
    file: "string",
    verdict: "string",
    reason: "string",
    remarks: "array",
    observed: "array",
    durationMs: "number",
    attempts: "number",
    dialogue: "array",
  },
  "not-selected": { ...identity, reason: "string" },
  "not-run": { ...identity, reason: "string" },
  resumed: { started: "string", flashgate: "string" },
  end: { finished: "string", durationMs: "number" },
};

const VERDICTS = new Set(["pass", "fail", "inconclusive", "error"]);

/** @returns what is wrong with a line of a journal, as the end of a sentence about it */
export function wrongInRecord(record: unknown): string | undefined {
  if (!isObject(record)) return "is no record";
  const { type } = record;
  const form = typeof type === "string" && Object.hasOwn(FORMS, type) ? FORMS[type] : undefined;
  if (form === undefined) return `has the type ${JSON.stringify(type)}, which no record has`;
  const wrong = wrongField(record, form);
  if (wrong !== undefined) return wrong;
  if (type !== "case") return undefined;
  if (!VERDICTS.has(String(record["verdict"]))) return `has the verdict ${JSON.stringify(record["verdict"])}`;
  for (const item of record["dialogue"] as unknown[]) {
    if (!isObject(item)) return "has a dialogue that is none";
    const fault = wrongField(item, event);
    if (fault !== undefined) return `has a dialogue whose event ${fault}`;
  }
  return undefined;
}

function wrongField(item: Record<string, unknown>, form: Readonly<Record<string, Kind>>): string | undefined {
  for (const [name, kind] of Object.entries(form)) {
    const value = item[name];
    const is =
      kind === "array" ? Array.isArray(value) : kind === "object" ? isObject(value) : typeof value === kind;
    if (!is) return value === undefined ? `has no ${name}` : `has a ${name} that is no ${kind}`;
  }
  return undefined;
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
