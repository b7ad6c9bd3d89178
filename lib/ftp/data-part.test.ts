import { expect } from "chai";
import { isMarkerText } from "./data-part.js";

describe("text of a restart marker", () => {
  const table: [why: string, text: string, can: boolean][] = [
    ["digits", "1048576", true],
    ["letters and signs", "Ab!~#", true],
    ["one character", "0", true],
    ["nothing", "", false],
    ["a space within", "1 2", false],
    ["a space before", " 12", false],
    ["a control character", "12\t", false],
    ["a line end behind", "12\n", false],
    ["DEL", "\x7f", false],
    ["an octet above 127", "\xe9", false],
  ];
  for (const [why, text, can] of table) {
    it(why, () => {
      expect(isMarkerText(text)).to.equal(can);
    });
  }
});
