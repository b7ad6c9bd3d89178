import { expect } from "chai";
import { printChecks } from "./check-letters.js";
import { allChecks, type Check } from "./configuration.js";

const on = (...names: Check[]): Record<Check, boolean> => ({ ...allChecks(false), ...each(names, true) });
const off = (...names: Check[]): Record<Check, boolean> => ({ ...allChecks(true), ...each(names, false) });

function each(names: readonly Check[], value: boolean): Partial<Record<Check, boolean>> {
  return Object.fromEntries(names.map((name) => [name, value]));
}

describe("systems/dm724/device/check-letters", () => {
  const cases: readonly (readonly [title: string, checks: Record<Check, boolean>, printed: string])[] = [
    ["every check on", allChecks(true), "ALL"],
    ["every check off", allChecks(false), "NONE"],
    ["path", on("path"), "P----------"],
    ["crc", on("crc"), "-C---------"],
    ["length", on("length"), "--L--------"],
    ["bios", on("bios"), "---B-------"],
    ["firmware", on("firmware"), "----F------"],
    ["version", on("version"), "-----V-----"],
    ["rename", on("rename"), "------R----"],
    ["delete", on("delete"), "-------D---"],
    ["system", on("system"), "--------S--"],
    ["unknown", on("unknown"), "---------U-"],
    ["hardware", on("hardware"), "----------H"],
    ["all but crc and delete", off("crc", "delete"), "P-LBFVR-SUH"],
    // These two have no letter, and still it is neither ALL nor NONE (AMB-021).
    ["all but profile", off("profile"), "PCLBFVRDSUH"],
    ["all but hw-supported", off("hw-supported"), "PCLBFVRDSUH"],
    ["profile only", on("profile"), "-----------"],
    ["profile and hw-supported", on("profile", "hw-supported"), "-----------"],
  ];
  for (const [title, checks, printed] of cases) {
    it(`prints ${printed} for ${title}`, () => {
      expect(printChecks(checks)).to.equal(printed);
    });
  }
});
