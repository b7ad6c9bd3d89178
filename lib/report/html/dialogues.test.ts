import { expect } from "chai";
import { dialogue, failed, many } from "../sample-journal.test.js";
import { dialogueBlock, dialoguesThatFit, speakerOf } from "./dialogues.js";

describe("report/html/dialogues", () => {
  const speakers: [line: string, speaker: string][] = [
    ["  C: NOOP", "client"],
    ["  S: 200 C: ok", "server"],
    ["  main   S: 200 OK.", "server"],
    ["  second C: NOOP", "client"],
    ["  D< 26 octets", "data"],
    ["  D> (closed)", "data"],
    ["  C  (connected)", "note"],
    ["  ... 3 lines left out, the journal has all ...", "note"],
  ];
  for (const [line, speaker] of speakers) {
    it(`${speaker}: ${line.trim()}`, () => expect(speakerOf(line)).to.equal(speaker));
  }

  it("marks the last reply that the case did not expect", () => {
    const record = failed("a.b.c");
    const lines = dialoguesThatFit([record]).get(record) ?? [];
    const block = dialogueBlock(lines, record.deviation?.received).text;
    expect(block).to.include(
      '<span class="server wrong"><i>   3.4</i>  S: 500 &#39;QUIT&#39;: command not understood\n</span>',
    );
    expect(block.match(/wrong/g)).to.have.length(1);
    expect(dialogueBlock(lines, "").text).not.to.include("wrong");
  });

  it("shortens all dialogues alike when they do not fit", () => {
    const talk = dialogue(...Array.from({ length: 100 }, () => "S 200 OK.\\r\\n"));
    const records = many(3, (id) => failed(id, { dialogue: talk }));
    const lengths = (budget: number): number[] =>
      [...dialoguesThatFit(records, budget).values()].map(({ length }) => length);
    expect(lengths(10_000)).to.deep.equal([100, 100, 100]);
    expect(lengths(3000)).to.deep.equal([41, 41, 41]);
    expect(lengths(1)).to.deep.equal([13, 13, 13]);
  });
});
