import { HazardTable } from "../../hazard/ftp/table.js";

/** What the commands of Dm 724-I may do beyond those of RFC 959, and what makes an upload harmless (3.1, 3.3, 2.1.9). */
export const hazards = new HazardTable({
  table: "systems/dm724/hazards.tsv",
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
