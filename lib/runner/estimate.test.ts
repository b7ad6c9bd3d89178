import { expect } from "chai";
import { type Case, emptyFolder } from "../suite/case.js";
import { answerTime, expectedTime } from "./estimate.js";
import type { CapabilityRecord, DialogueEvent } from "./journal.js";

const said = (at: number, side: "C" | "S", text = "x"): DialogueEvent => ({
  at,
  side,
  text,
  session: "main",
  channel: "control",
});
const probe = (dialogue: DialogueEvent[]): CapabilityRecord => ({
  type: "capability",
  name: "a",
  present: true,
  reason: "",
  stated: false,
  dialogue,
});

describe("how long a run will take", () => {
  it("is judged by the middle time between a command and its answer", () => {
    const dialogue = [said(0, "S"), said(10, "C"), said(30, "S"), said(40, "C"), said(41, "S")];
    expect(answerTime([probe(dialogue), probe([said(0, "C"), said(2000, "S")])])).to.equal(20);
    expect(answerTime([probe([])])).to.equal(undefined);
  });

  it("counts the steps and what each case needs beside them", () => {
    const steps = Array.from({ length: 4 }, () => ({ verb: "silence", silence: "1s", line: 1 }));
    const item = { preamble: [], steps, folder: emptyFolder() } as unknown as Case;
    expect(expectedTime([item, item], 100, 1)).to.equal(2000);
    expect(expectedTime([item, item], 100, 4)).to.equal(500);
  });
});
