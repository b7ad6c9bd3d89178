/** What a run must be before it is evidence. */
import type { DeviceIdentity, Journal } from "../../runner/journal.js";
import { counted } from "../printable.js";
import { interruption, tallyOf } from "../tally.js";

/** @returns why there can be no certificate, or undefined. A failure is a verdict like any other. */
export function whyNoCertificate(journal: Journal): string | undefined {
  // The verdicts as they are, whatever a baseline says of them.
  const why = interruption(journal);
  if (why !== undefined) return why.replace(/\.$/, "");
  const { inconclusive, errors, notRun } = tallyOf(journal);
  const open = inconclusive + errors + notRun;
  if (open > 0) {
    const first = [
      ...journal.cases.filter(({ verdict }) => verdict !== "pass" && verdict !== "fail"),
      ...journal.notRun,
    ];
    return `${counted(open, "selected case")} reached no verdict, such as ${first[0]?.id} (${first[0]?.reason})`;
  }
  if (journal.gate !== undefined)
    return "a certificate knows no accepted failures, and this run was held against a baseline";
  if (journal.header.shard !== undefined) return "it is one shard of a run";
  const { device: before } = journal.header;
  const after = journal.end?.device;
  if (after === undefined) return "the device did not say who it is when the run was over";
  if (!isSameDevice(before, after))
    return `the device was ${nameOf(before)} before the run and ${nameOf(after)} after it`;
  return undefined;
}

function nameOf({ greeting, system, work }: DeviceIdentity): string {
  return `"${greeting.split("\n")[0]}" (${system}, at ${work})`;
}

/** A greeting may count its clients. */
function isSameDevice(before: DeviceIdentity, after: DeviceIdentity): boolean {
  const plain = ({ greeting, system, work }: DeviceIdentity) =>
    JSON.stringify([greeting.replace(/\d+/g, "0"), system, work]);
  return plain(before) === plain(after);
}
