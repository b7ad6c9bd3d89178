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
  ];
  for (const [what, record, wrong] of rows) {
    it(`${wrong === undefined ? "takes" : "refuses"} ${what}`, () => {
      expect(wrongInRecord(record)).to.equal(wrong);
    });
  }
});
