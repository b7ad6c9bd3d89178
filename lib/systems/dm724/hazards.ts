import { type HazardRow, HazardTable } from "../../hazard/ftp/table.js";
import type { Hazard } from "../../hazard/order.js";
import { catalogue } from "./catalogue.js";

/** Of the table of commands: a word of SITE counts for whatever stands behind it. */
function* commands(): Generator<[string, HazardRow]> {
  for (const { verb, hazard, does } of [...catalogue.commands, ...catalogue.extensions.commands]) {
    if (hazard === "agreed") continue;
    yield [verb.split(" ").slice(0, 2).join(" "), { hazard: hazard as Hazard, reason: does }];
  }
}

/** What the commands of Dm 724-I may do beyond those of RFC 959, and what makes an upload harmless (3.1, 3.3, 2.1.9). */
export const hazards = new HazardTable({
  table: "systems/dm724/hazards.tsv",
  commands,
  fileSystems: ["BIO", "DSK", "FCO", "FDA", "MEM", "NUL", "SMC", "TS1", "TST"],
  code: ["BIO", "FCO"],
  sinks: ["TST", "TS1"],
  sinksWith: "test-mode",
  buffer: "MEM",
  confirmed: {
    inSink: { command: /^ACCT +TEST[01]$/, reply: /test +account +enabled/i },
    buffered: { command: /^SITE +DIRECT +OFF$/, reply: /direct.*\boff\b/i },
  },
});
