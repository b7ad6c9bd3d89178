import { expect } from "chai";
import type { Ended, RunListener } from "../runner/run-listener.js";
import type { Case } from "../suite/case.js";
import { progress } from "./progress.js";
import { failed, header, notRun, passed } from "./sample-journal.test.js";

const END = { type: "end", finished: "", durationMs: 0 } as const;
const item = (id: string): Case => ({ id }) as Case;
const CONTROLS = /[^\n\x20-\x7e]/;

/** A stream that remembers, and a time that only the test moves. */
function stage(options: {
  isTTY?: boolean;
  columns?: number;
  total?: number;
  colour?: boolean;
  quiet?: boolean;
}) {
  const writes: string[] = [];
  const { total = 10, colour = false, quiet = false, ...stream } = options;
  let time = 1000;
  const listener = progress(
    { ...stream, write: (text: string) => void writes.push(text) },
    { total, colour, quiet, now: () => time },
  );
  return { writes, listener, pass: (milliseconds: number) => void (time += milliseconds) };
}

/** What stands on the screen when `\r` goes back and ESC [K clears to the end of the line; the last line is the bar's. */
function screen(writes: readonly string[]): string[] {
  const rows = [""];
  let column = 0;
  for (const part of writes
    .join("")
    .replaceAll("\u001b[K", "\f")
    .split(/([\r\n\f])/)) {
    const row = rows.at(-1) ?? "";
    if (part === "\r") column = 0;
    else if (part === "\n") {
      rows.push("");
      column = 0;
    } else if (part === "\f") rows[rows.length - 1] = row.slice(0, column);
    else {
      rows[rows.length - 1] = row.slice(0, column) + part + row.slice(column + part.length);
      column += part.length;
    }
  }
  return rows;
}

function play(listener: RunListener, records: readonly Ended[], between: () => void = () => {}): void {
  listener.began?.(header());
  for (const record of records) {
    listener.caseBegan?.(item(record.id));
    listener.caseEnded?.(record);
    between();
  }
  listener.ended?.(END);
}

const passes = (count: number): Ended[] =>
  Array.from({ length: count }, (_, index) => passed(`a.b.case-${index}`));

describe("report/progress without a terminal", () => {
  it("prints a line at every tenth of the run", () => {
    const { writes, listener } = stage({ total: 214 });
    play(listener, [...passes(118), failed("a.b.one"), failed("a.b.two"), ...passes(94)]);
    const lines = writes.join("").trimEnd().split("\n");
    expect(lines.filter((line) => line.startsWith("["))).to.deep.equal([
      "[  22/214] 22 passed, 0 failed",
      "[  43/214] 43 passed, 0 failed",
      "[  65/214] 65 passed, 0 failed",
      "[  86/214] 86 passed, 0 failed",
      "[ 107/214] 107 passed, 0 failed",
      "[ 129/214] 127 passed, 2 failed",
      "[ 150/214] 148 passed, 2 failed",
      "[ 172/214] 170 passed, 2 failed",
      "[ 193/214] 191 passed, 2 failed",
      "[ 214/214] 212 passed, 2 failed",
    ]);
    expect(lines).to.contain(
      "FAIL a.b.two: expected 221 Goodbye. or 226; received 500 'QUIT': command not understood",
    );
  });

  it("prints a line when two seconds have gone by", () => {
    const { writes, listener, pass } = stage({ total: 1000 });
    play(listener, passes(9), () => pass(700));
    expect(writes).to.deep.equal([
      "[    4/1000] 4 passed, 0 failed\n",
      "[    7/1000] 7 passed, 0 failed\n",
      "[    9/1000] 9 passed, 0 failed\n",
    ]);
  });

  it("counts whatever came to no verdict, and ends with the last state", () => {
    const { writes, listener } = stage({ total: 5 });
    play(listener, [
      passed("a.b.one"),
      passed("a.b.two", { verdict: "inconclusive", reason: "no" }),
      passed("a.b.three", { verdict: "error", reason: "the harness failed: no" }),
      notRun("a.b.four", "interrupted"),
    ]);
    expect(writes.at(-1)).to.equal("[ 4/5] 1 passed, 0 failed, 1 inconclusive, 1 error, 1 not run\n");
    expect(writes).to.contain("ERROR a.b.three: the harness failed: no\n");
  });

  it("never prints a control character, whatever a reason holds", () => {
    const { writes, listener } = stage({});
    play(listener, [failed("a.b.c", { reason: "\u001b[2J\r\n\u0000\u009b2J \u202e text" })]);
    expect(writes.join("")).not.to.match(CONTROLS);
    expect(writes[0]).to.equal("FAIL a.b.c: \\x1b[2J\\r\\n\\0\\x9b2J \\u202e text\n");
  });

  it("colours the word alone", () => {
    const { writes, listener } = stage({ colour: true });
    play(listener, [failed("a.b.c", { reason: "no" })]);
    expect(writes[0]).to.equal("\u001b[31m\u001b[1mFAIL\u001b[22m\u001b[39m a.b.c: no\n");
  });

  it("prints nothing when it is to be quiet", () => {
    for (const isTTY of [true, false]) {
      const { writes, listener } = stage({ quiet: true, isTTY });
      play(listener, [failed("a.b.c")]);
      expect(writes).to.deep.equal([]);
    }
  });
});

describe("report/progress on a terminal", () => {
  it("has one line, which is gone at the end; failures stay above it", () => {
    const { writes, listener, pass } = stage({ isTTY: true, columns: 80 });
    listener.began?.(header());
    listener.caseBegan?.(item("a.b.one"));
    listener.caseBegan?.(item("a.b.two"));
    pass(200);
    listener.caseEnded?.(failed("a.b.two", { reason: "no" }));
    expect(screen(writes)).to.deep.equal(["FAIL a.b.two: no", "[--------]  1/10  1 failed  a.b.one"]);
    pass(1000);
    listener.caseEnded?.(passed("a.b.one"));
    expect(screen(writes)).to.deep.equal(["FAIL a.b.two: no", "[#-------]  2/10  1 failed  2/s  5 s left"]);
    listener.ended?.(END);
    expect(screen(writes)).to.deep.equal(["FAIL a.b.two: no", ""]);
  });

  it("names the case that has been running longest, and for how long", () => {
    const { writes, listener, pass } = stage({ isTTY: true, columns: 80 });
    listener.began?.(header());
    for (let index = 0; index < 32; index += 1) listener.caseBegan?.(item(`a.b.case-${index}`));
    pass(150);
    listener.caseEnded?.(passed("a.b.case-0"));
    expect(screen(writes).at(-1)).to.match(/ {2}a\.b\.case-1$/);
    pass(3000);
    listener.caseEnded?.(passed("a.b.case-7"));
    expect(screen(writes).at(-1)).to.match(/ {2}a\.b\.case-1 3\.1 s$/);
    listener.ended?.(END);
  });

  it("is drawn ten times a second at most", () => {
    const { writes, listener, pass } = stage({ isTTY: true, columns: 80, total: 3000 });
    play(listener, passes(3000), () => pass(1));
    // 3000 ms, the first one and the clearing at the end
    expect(writes.length).to.be.within(20, 32);
  });

  for (const columns of [20, 40, 80, 200]) {
    it(`fits ${columns} columns`, () => {
      const { writes, listener, pass } = stage({ isTTY: true, columns, total: 3000 });
      const records = Array.from({ length: 60 }, (_, index): Ended => {
        const id = `dm724.reply-119.a-very-long-name-of-a-case-that-goes-on-and-on.${index}`;
        if (index % 7 === 0) return passed(id, { verdict: "inconclusive", reason: "no" });
        if (index % 11 === 0) return passed(id, { verdict: "error", reason: "no" });
        return index % 13 === 0 ? notRun(id, "no") : passed(id);
      });
      listener.began?.(header());
      for (const record of records) listener.caseBegan?.(item(record.id));
      for (const record of records) {
        pass(170);
        listener.caseEnded?.(record);
        const bar = screen(writes).at(-1) ?? "";
        expect(bar.length).to.be.below(columns);
        expect(bar).to.contain("/3000");
      }
      listener.ended?.(END);
    });
  }

  it("says what there is room for", () => {
    const bars = [40, 60, 80, 120].map((columns) => {
      const { writes, listener, pass } = stage({ isTTY: true, columns, total: 214 });
      listener.began?.(header());
      listener.caseBegan?.(item("dm724.reply-119.savebuffer-announced"));
      for (const record of passes(120)) listener.caseEnded?.(record);
      pass(2000);
      listener.caseEnded?.(passed("a.b.c", { verdict: "inconclusive", reason: "no" }));
      const bar = screen(writes).at(-1);
      listener.ended?.(END);
      return bar;
    });
    expect(bars).to.deep.equal([
      "121/214  0 failed  1 inconclusive",
      "121/214  0 failed  1 inconclusive  2 s left",
      "[####----]  121/214  0 failed  1 inconclusive  61/s  2 s left  ...nounced 2.0 s",
      "[###########---------]  121/214  0 failed  1 inconclusive  61/s  2 s left  dm724.reply-119.savebuffer-announced 2.0 s",
    ]);
  });
});
