/** Whether a run can go on where another process has left it: only with everything as it was. */
import { isDeepStrictEqual } from "node:util";
import type { RunHeader } from "./journal.js";

const SAME: readonly [what: string, of: (header: RunHeader) => unknown][] = [
  ["the suites", ({ suites }) => suites.digest],
  ["the target", ({ target }) => target],
  // A greeting may count its clients.
  ["the device", ({ device }) => ({ ...device, greeting: device.greeting.replace(/\d+/g, "0") })],
  ["the permitted hazard", ({ permit }) => permit],
  ["the rule for texts", ({ texts }) => texts],
  ["--strict", ({ strict }) => strict],
  ["the selectors", ({ selectors }) => selectors ?? []],
  ["the shard", ({ shard }) => shard ?? null],
  ["the profile", ({ claims }) => claims],
  [
    "what the device can do",
    ({ capabilities }) =>
      Object.entries(capabilities).map(([name, fact]) => [name, fact.present || ("unknown" in fact ? 2 : 0)]),
  ],
  ["what is required", ({ required }) => required ?? []],
];

/** @returns what is not as it was, or undefined */
export function differenceOf(before: RunHeader, now: RunHeader): string | undefined {
  const [differs] = SAME.find(([, of]) => !isDeepStrictEqual(plain(of(before)), plain(of(now)))) ?? [];
  if (differs === undefined) return undefined;
  return `${differs} ${differs === "the suites" || differs === "the selectors" ? "are" : "is"} not the same as when it began`;
}

/** As the journal has it. */
function plain(value: unknown): unknown {
  return JSON.parse(JSON.stringify(value));
}
