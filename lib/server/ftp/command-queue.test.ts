import { expect } from "chai";
import { parseCommand } from "../../ftp/command.js";
import { LineReader } from "../../octets/lines.js";
import { CommandQueue } from "./command-queue.js";

describe("server/ftp/command-queue", () => {
  function queue(...commands: string[]): CommandQueue {
    const made = new CommandQueue();
    for (const line of new LineReader().push(Buffer.from(commands.map((text) => `${text}\r\n`).join("")))) {
      made.push(parseCommand(line));
    }
    return made;
  }

  it("gives the commands in their order", () => {
    const made = queue("NOOP", "STAT", "ABOR");
    expect([made.take(), made.take(), made.take(), made.take()].map((each) => each?.verb)).to.deep.equal([
      "NOOP",
      "STAT",
      "ABOR",
      undefined,
    ]);
    expect(made.length).to.equal(0);
  });

  const urgent: readonly (readonly [commands: string[], taken: string | undefined, left: string[]])[] = [
    [[], undefined, []],
    [["NOOP"], undefined, ["NOOP"]],
    [["abor"], "ABOR", []],
    [["NOOP", "ABOR", "QUIT"], "ABOR", ["NOOP", "QUIT"]],
    [["STAT", "ABOR"], "STAT", ["ABOR"]],
    [["NOOP", "STAT"], undefined, ["NOOP", "STAT"]],
  ];
  for (const [commands, taken, left] of urgent) {
    it(`has ${taken ?? "nothing"} to do during a transfer in ${commands.join(", ") || "nothing"}`, () => {
      const made = queue("TYPE", ...commands);
      made.take();
      expect(made.takeUrgent()?.verb).to.equal(taken);
      expect(made.length).to.equal(left.length);
      expect(left.map(() => made.take()?.verb)).to.deep.equal(left);
    });
  }

  it("knows what it has, and forgets it", () => {
    const made = queue("NOOP", "QUIT");
    expect([made.includes("QUIT"), made.includes("PASV")]).to.deep.equal([true, false]);
    made.take();
    expect(made.includes("NOOP")).to.equal(false);
    made.clear();
    expect([made.length, made.take()]).to.deep.equal([0, undefined]);
  });
});
