import type { Outcome } from "../../../../device/outcome.js";
import { type DeviceReply, together, worded } from "../../../../device/reply.js";
import { printChecks } from "../check-letters.js";
import type { CommandFamily } from "../command.js";
import { say } from "../say.js";
import type { Session } from "../session.js";

/** What the server tells about itself: SYST, STAT, FEAT, OPTS (Dm724-I 1.4.1, 1.4.2). */
export const informationCommands: CommandFamily = {
  SYST: { run: syst },
  STAT: { run: stat },
  FEAT: { run: feat },
  OPTS: {
    run: () => say("OPTS", 501, "No options available"),
  },
};

function syst(session: Session): Outcome {
  const unix = session.format === "unix";
  return unix ? say("SYST", 215, "UNIX system type.") : say("SYST", 215, "MSDOS system type.");
}

/**
 * One multi-line reply: the eight lines that the manual prints would each be a final reply, which is what a device with
 * that quirk sends (AMB-010). The state of the server is not about files, so an argument changes nothing.
 */
function stat({ device }: Session): Outcome {
  const { direct, immediate, keepalive, reply } = device.modes;
  const fact = (text: string, value: string): DeviceReply => say("STAT", 211, text, value);
  const facts = [
    fact("Server Status: READY / BUSY", device.jobs.count > 0 ? "BUSY" : "READY"),
    fact("Direct mode : ON / OFF", onOff(direct)),
    fact("Immediate : ON / OFF", onOff(immediate)),
    fact("Keepalive : ON / OFF", onOff(keepalive)),
    fact("Reply 119 : ON / OFF", onOff(reply)),
    fact("Reload code : ON / OFF", onOff(device.reload !== undefined)),
    fact("Savebuffer : ON / OFF", onOff(device.ordered !== undefined)),
  ];
  const last = fact("Checks : ALL / NONE / PCLBFVRDSUH", printChecks(device.checks));
  if (!device.model.quirks.includes("stat-in-eight-replies")) return together(facts, last);
  return worded(together(facts, last), Buffer.concat([...facts, last].map(({ octets }) => octets)));
}

function onOff(on: boolean): string {
  return on ? "ON" : "OFF";
}

/** RFC 2389 3.2 wants a blank before each feature (AMB-011). */
function feat({ device }: Session): Outcome {
  const { xcrc, xmd5 } = device.model.features;
  const present = ["MDTM", "REST STREAM", "SIZE", ...(xcrc ? ["XCRC"] : []), ...(xmd5 ? ["XMD5"] : [])];
  return together(
    [say("FEAT", 211, "Extensions supported:"), ...present.map((name) => ` ${name}`)],
    say("FEAT", 211, "End"),
  );
}
