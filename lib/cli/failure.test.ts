import { expect } from "chai";
import { failure } from "./failure.js";

describe("cli/failure", () => {
  const shown: [why: string, error: unknown, message: RegExp, exit: number][] = [
    [
      "an error of the file system is bad input",
      Object.assign(new Error("ENOTDIR: x"), { code: "ENOTDIR", syscall: "open", path: "/dev/null/y" }),
      /^\/dev\/null\/y cannot be read or written \(ENOTDIR\); name another place$/,
      2,
    ],
    [
      "one without a path",
      Object.assign(new Error("x"), { code: "ENOSPC", syscall: "write" }),
      /^write \(ENOSPC\); name another place$/,
      2,
    ],
    [
      "a mistake of ours is no verdict, and says where it is",
      new TypeError("x is not\na function\x1b[2J"),
      /^a mistake of flashgate's own: x is not at (?:dist\/)?lib\/cli\/failure\.test\.[jt]s:\d+:\d+; please report it$/,
      3,
    ],
    ["something thrown that is no error", "odd", /^a mistake of flashgate's own: odd; please report it$/, 3],
  ];
  for (const [why, error, message, exit] of shown) {
    it(why, () => {
      const said = failure(error);
      expect(said.message).to.match(message);
      expect(said.exit).to.equal(exit);
    });
  }
});
