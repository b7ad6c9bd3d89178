import type { Outcome } from "../../../../device/outcome.js";
import { CHECKS, type Check } from "../configuration.js";
import { say } from "../say.js";
import type { Session } from "../session.js";
import type { ServiceFamily } from "./site-service.js";

/** Which checks received files go through (Dm724-I 3.7, 3.8). */
export const checkServices: ServiceFamily = { CHECK: check, COMPATIBLE: compatible };

/** What CHECK is followed by: the names of the configuration, and the one that 3.8 writes with a blank (AMB-027). */
const CONTROLS: ReadonlyMap<string, readonly Check[]> = new Map([
  ["ALL", CHECKS],
  ...CHECKS.map((name): [string, readonly Check[]] => [name.toUpperCase(), [name]]),
  ["HW SUPPORTED", ["hw-supported"]],
]);

function check(session: Session, argument: string | undefined): Outcome {
  const words = argument?.split(" ") ?? [];
  const length = words[0] === "HW" && words[1] === "SUPPORTED" ? 2 : 1;
  const name = words.slice(0, length).join(" ");
  const mode = words.slice(length).join(" ");
  const checks = CONTROLS.get(name);
  if (checks === undefined) return say("SITE", 500, "SITE CHECK control not recognized.");
  if (mode !== "ON" && mode !== "OFF")
    return say("SITE", 500, "SITE CHECK %s control mode not recognized.", name);
  for (const check of checks) session.setCheck(check, mode === "ON");
  return say("SITE", 200, "CHECK %s control is set to %s.", name, mode);
}

/**
 * What COMPATIBLE still governs: 3.7 takes path, CRC, length and name away from it, 2.1.4 hardware, hw-supported and
 * unknown; profile came after it (AMB-043).
 */
const COMPATIBLE: readonly Check[] = ["bios", "version", "firmware", "delete", "system"];

function compatible(session: Session, argument: string | undefined): Outcome {
  if (argument !== "ON" && argument !== "OFF")
    return say("SITE", 500, "SITE COMPATIBLE mode not recognized.");
  for (const name of COMPATIBLE) session.setCheck(name, argument === "ON");
  return say("SITE", 200, "COMPATIBLE mode is set to %s", argument);
}
