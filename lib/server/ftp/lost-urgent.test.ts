import { expect } from "chai";
import { ManualClock } from "../../net/clock.js";
import { LineReader } from "../../octets/lines.js";
import { LostUrgent } from "./lost-urgent.js";

const LONG = 10_000;

describe("server/ftp/lost-urgent", () => {
  /** What comes, in chunks; `...` is a long time in which nothing does. */
  const table: readonly (readonly [title: string, chunks: string[], lines: string[]])[] = [
    ["ABOR whose LF is lost", ["ABOR\r", "...", "NOOP\r\n"], ["ABOR", "NOOP"]],
    ["whose LF comes late", ["ABOR\r", "...", "\nNOOP\r\n"], ["ABOR", "NOOP"]],
    ["whose LF comes late and alone", ["ABOR\r", "...", "\n", "NOOP\r\n"], ["ABOR", "NOOP"]],
    ["small letters, octet by octet", ["a", "b", "o", "r", "\r", "..."], ["abor"]],
    [
      "behind Telnet's interrupt, the DM in the stream",
      ["\xff\xf4\xff\xf2ABOR\r", "..."],
      ["\xff\xf4\xff\xf2ABOR"],
    ],
    ["twice", ["ABOR\r", "...", "ABOR\r", "..."], ["ABOR", "ABOR"]],
    ["a whole ABOR", ["ABOR\r\n", "...", "\r\n"], ["ABOR", ""]],
    ["cut before its LF", ["ABOR\r", "\n", "...", "NOOP\r\n"], ["ABOR", "NOOP"]],
    ["without its CR", ["ABOR", "...", "\r\n"], ["ABOR"]],
    ["followed by more at once", ["ABOR\r", "X\r\n", "..."], ["ABOR\rX"]],
    ["of another command", ["NOOP\r", "...", "\n"], ["NOOP"]],
    ["of a command that ends like it", ["XABOR\r", "...", "\n"], ["XABOR"]],
    ["with an argument", ["ABOR x\r", "...", "\n"], ["ABOR x"]],
    ["behind another line's beginning", ["STOR ABOR\r", "...", "\n"], ["STOR ABOR"]],
  ];
  for (const [title, chunks, wanted] of table) {
    it(title, () => {
      const clock = new ManualClock(0);
      const reader = new LineReader();
      const lines: string[] = [];
      const push = (octets: Buffer): void =>
        void lines.push(...reader.push(octets).map((line) => line.octets.toString("latin1")));
      const lost = new LostUrgent(clock, reader, push);
      for (const chunk of chunks) {
        if (chunk === "...") clock.advance(LONG);
        else {
          push(lost.arrived(Buffer.from(chunk, "latin1")));
          lost.read();
        }
      }
      expect(lines).to.deep.equal(wanted);
      lost.stop();
      expect(clock.pending).to.equal(0);
    });
  }
});
