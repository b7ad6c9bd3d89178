import { expect } from "chai";
import { wrongInRecord } from "./journal-form.js";

const sound = {
  type: "case",
  id: "a.b.c",
  suite: "a.b",
  purpose: "",
  covers: [],
  strength: "must",
  asks: [],
  hazard: "observe",
  file: "x.yaml:1",
  verdict: "pass",
  reason: "",
  remarks: [],
  observed: [],
  durationMs: 1,
  attempts: 1,
  dialogue: [{ at: 0, session: "main", channel: "control", side: "C", text: "NOOP\\r\\n" }],
};

const gate = { type: "gate", baseline: "", day: "", exit: 0, said: "", accepted: [] };
const run = {
  type: "run",
  format: 1,
  flashgate: "",
  started: "",
  suites: { digest: "", cases: 0 },
  target: { kind: "embedded", name: "" },
  device: { greeting: "", system: "", work: "" },
  capabilities: {},
  claims: { configured: [], arranged: [], provokes: [], images: {}, users: {}, series: {} },
  permit: "reboot",
  texts: "exact",
  strict: false,
  selected: 0,
};
const capability = {
  type: "capability",
  name: "",
  present: true,
  reason: "",
  stated: false,
  dialogue: [],
};
const shard = (index: unknown, of: unknown): unknown => ({ ...run, shard: { index, of } });

describe("the form of a journal's records", () => {
  const rows: [string, unknown, string | undefined][] = [
    ["a sound case", sound, undefined],
    ["what it has beyond", { ...sound, more: 1 }, undefined],
    ["a list", [], "is no record"],
    ["a number", 1, "is no record"],
    ["no type", {}, "has the type none, which no record has"],
    ["a type that is none", { type: "toString" }, 'has the type "toString", which no record has'],
    ["a field that is missing", { ...sound, dialogue: undefined }, "has no dialogue"],
    ["a field of another kind", { ...sound, durationMs: "1" }, "has a durationMs that is no number"],
    ["an item of another kind", { ...sound, covers: ["", 1] }, "has a covers[1] that is no string"],
    ["no list", { ...sound, remarks: {} }, "has a remarks that is no list"],
    [
      "an event of another kind",
      { ...sound, dialogue: [{ ...sound.dialogue[0], text: 5 }] },
      "has a dialogue[0].text that is no string",
    ],
    ["a deviation that is none", { ...sound, deviation: 3 }, "has a deviation that is no object"],
    [
      "a deviation without what came",
      { ...sound, deviation: { line: 1, expected: [] } },
      "has no deviation.received",
    ],
    ["a verdict that is none", { ...sound, verdict: "good" }, 'has the verdict "good", which there is not'],
    ["a sound end", { type: "end", finished: "", durationMs: 1 }, undefined],
    [
      "an end with half a device",
      { type: "end", finished: "", durationMs: 1, device: { greeting: "" } },
      "has no device.system",
    ],
    [
      "an end after an infinite time",
      { type: "end", finished: "", durationMs: Number.POSITIVE_INFINITY },
      "has a durationMs that is no number",
    ],
    [
      "an event at an infinite time",
      { ...sound, dialogue: [{ ...sound.dialogue[0], at: Number.POSITIVE_INFINITY }] },
      "has a dialogue[0].at that is no number",
    ],
    ["a sound capability", capability, undefined],
    ["a capability without a word", { ...capability, stated: undefined }, "has no stated"],
    ["a sound gate", gate, undefined],
    ["a gate of another status", { ...gate, exit: 4 }, "has an exit that is none of 0, 1, 2, 3"],
    ["a gate of half a status", { ...gate, exit: 0.5 }, "has an exit that is none of 0, 1, 2, 3"],
    ["a sound header", run, undefined],
    [
      "a permission that is none",
      { ...run, permit: "all" },
      "has a permit that is none of observe, session, buffer, storage, firmware, reboot",
    ],
    [
      "fewer cases than none",
      { ...run, suites: { digest: "", cases: -1 } },
      "has a suites.cases that is no whole number from 0 up",
    ],
    ["half a selected case", { ...run, selected: 0.5 }, "has a selected that is no whole number from 0 up"],
    ["the last shard", shard(10_000, 10_000), undefined],
    ["a shard before the first", shard(0, 2), "has a shard.index that is no whole number from 1 to 10000"],
    ["a shard behind the last", shard(3, 2), "has the shard 3 of 2, which there is not"],
    ["too many shards", shard(1, 1e9), "has a shard.of that is no whole number from 1 to 10000"],
    ["half a shard", shard(1.5, 2), "has a shard.index that is no whole number from 1 to 10000"],
  ];
  for (const [what, record, wrong] of rows) {
    it(`${wrong === undefined ? "takes" : "refuses"} ${what}`, () => {
      expect(wrongInRecord(record)).to.equal(wrong);
    });
  }
});
