import { expect } from "chai";
import { table } from "./table.js";

describe("the table of a figure", () => {
  const results = new Map([
    [
      "store",
      new Map([
        ["device", [300, 100, 200]],
        ["vsftpd", [400]],
      ]),
    ],
    ["storeSink", new Map([["device", [600, 800]]])],
    ["logins", new Map([["device", [12.345]]])],
  ] as const);

  it("shows median, span and the ratio to the yardstick", () => {
    expect(table("store", results, "vsftpd").slice(-2)).to.deep.equal([
      "| device     |     200 |     100 |     300 |          0.50 |",
      "| vsftpd     |     400 |     400 |     400 |          1.00 |",
    ]);
  });

  it("compares a sink with the yardstick's files", () => {
    expect(table("storeSink", results, "vsftpd").at(-1)).to.equal(
      "| device     |     700 |     600 |     800 |          1.75 |",
    );
  });

  it("has no ratio where the yardstick was left out", () => {
    expect(table("logins", results, "vsftpd").at(-1)).to.equal(
      "| device     |    12.3 |    12.3 |    12.3 |             - |",
    );
  });
});
