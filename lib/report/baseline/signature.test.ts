import { expect } from "chai";
import { failed, type More } from "../sample-journal.test.js";
import { signatureOf } from "./signature.js";

const deviation = { line: 47, expected: ["221 Goodbye."], received: "500 QUIT: not understood, 3 left" };
const known = failed("dm724.a.one", { deviation });
const having = (more: More): string => signatureOf(failed("dm724.a.one", { deviation, ...more }));

const same: readonly (readonly [title: string, more: More])[] = [
  ["another line of the step", { deviation: { ...deviation, line: 4700 } }],
  ["another place of the case", { file: "suites/dm724/other.yaml:1" }],
  [
    "another number in the text",
    { deviation: { ...deviation, received: "500 QUIT: not understood, 12 left" } },
  ],
  [
    "another time, and more remarks",
    { durationMs: 1, attempts: 2, remarks: [{ kind: "twin", message: "" }] },
  ],
  ["another dialogue", { dialogue: [] }],
  ["another name of the case", { id: "dm724.b.two" }],
];

const other: readonly (readonly [title: string, more: More])[] = [
  ["another code", { deviation: { ...deviation, received: "502 QUIT: not understood, 3 left" } }],
  ["another text", { deviation: { ...deviation, received: "500 QUIT: unknown, 3 left" } }],
  ["another verdict", { verdict: "inconclusive" }],
  ["another expectation", { deviation: { ...deviation, expected: ["226 Goodbye."] } }],
  ["one more expectation", { deviation: { ...deviation, expected: ["221 Goodbye.", "226"] } }],
  ["a device that died", { died: true }],
  ["no deviation", { deviation: undefined }],
];

describe("report/baseline/signature", () => {
  it("is 16 hexadecimal digits, and the same in every version: it stands in people's files", () => {
    expect(signatureOf(known)).to.equal("bb149feec0a179df");
    expect(signatureOf({ ...known, deviation: undefined, reason: "no reply within 20 ms" })).to.equal(
      "e86d311c6577cf49",
    );
  });

  for (const [title, more] of same)
    it(`does not depend on: ${title}`, () => expect(having(more)).to.equal(signatureOf(known)));

  for (const [title, more] of other)
    it(`depends on: ${title}`, () => expect(having(more)).not.to.equal(signatureOf(known)));

  it("is made of the reason where nothing was waited for", () => {
    const because = (reason: string): string => having({ deviation: undefined, reason });
    expect(because("the 229 reply holds no usable port: 70000")).to.equal(
      because("the 229 reply holds no usable port: 70001"),
    );
    expect(because("the login as root was refused: 530 No.")).not.to.equal(
      because("the login as root was refused: 421 No."),
    );
  });
});
