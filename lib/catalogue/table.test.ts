import { expect } from "chai";
import { catalogue } from "../systems/dm724/catalogue.js";
import { catalogueJson, catalogueTable } from "./table.js";

describe("catalogueTable", () => {
  const table = catalogueTable(catalogue.replies, "Dm724-I");
  const lines = table.split("\n");

  it("has every code and text on one line", () => {
    for (const { code, separator, text } of catalogue.replies) {
      expect(lines.some((line) => line.startsWith(`  ${code}${separator}${text} `))).to.equal(true);
    }
  });

  it("groups STOR's replies of two sections under one heading", () => {
    expect(lines.filter((line) => /^STOR\b/.test(line))).to.deep.equal([
      "STOR   Dm724-I 1.4.3 and 5.1.6, access root, 39 replies",
    ]);
  });

  it("has no line above 110 columns and none that ends in a blank", () => {
    for (const line of lines) expect(line).to.match(/^(?:.{0,109}\S)?$/);
  });

  it("is empty when nothing is chosen", () => {
    expect(catalogueTable([], "Dm724-I")).to.equal("");
  });

  it("prints one command", () => {
    expect(catalogueTable(catalogue.repliesTo("QUIT").slice(0, 1), "Dm724-I")).to.equal(
      [
        "QUIT   Dm724-I 1.4.1, access any, 1 reply",
        "  221 Goodbye.  completion  protocol",
        "      Always; the server closes the control connection after it, and reboots when RELOAD is on",
        "      (AMB-037).",
        "",
      ].join("\n"),
    );
  });
});

describe("catalogueJson", () => {
  it("is the entries", () => {
    expect(JSON.parse(catalogueJson(catalogue.replies))).to.deep.equal(catalogue.replies);
  });
});
