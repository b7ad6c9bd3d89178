import type { Outcome } from "../../../../device/outcome.js";
import type { Mode } from "../device.js";
import { say } from "../say.js";
import type { Session } from "../session.js";
import type { Service, ServiceFamily } from "./site-service.js";

/** Modes that STAT shows, the format of LIST, and the reboot (Dm724-I 3.5, 3.9, 3.10, 3.11). */
export const modeServices: ServiceFamily = {
  DIRECT: mode("direct", "DIRECT is set to %s.", "SITE DIRECT mode not recognized."),
  IMMEDIATE: mode("immediate", "IMMEDIATE mode is set to %s.", "SITE IMMEDIATE mode not recognized."),
  KEEPALIVE: mode("keepalive", "KEEPALIVE mode is set to %s.", "SITE KEEPALIVE mode not recognized."),
  REPLY: mode("reply", "REPLY mode is set to %s.", "SITE REPLY mode not recognized."),
  RELOAD: reload,
  SYSTMODE: systMode,
};

/** ON or OFF; REIN and the end of the session put it back (2.1.9, AMB-012). */
function mode(name: Mode, done: string, fault: string): Service {
  return (session, argument) => {
    if (argument !== "ON" && argument !== "OFF") return say("SITE", 500, fault);
    session.setMode(name, argument === "ON");
    return say("SITE", 200, done, argument);
  };
}

/** A flag: the reboot comes when the connection of whoever set it closes (3.10, AMB-037). */
function reload(session: Session, argument: string | undefined): Outcome {
  if (argument !== "ON" && argument !== "OFF") return say("SITE", 500, "SITE RELOAD mode not recognized.");
  session.device.reload = argument === "ON" ? session : undefined;
  return say("SITE", 200, "RELOAD mode is set to %s.", argument);
}

/** The format is of this session only (2.1.15). */
function systMode(session: Session, argument: string | undefined): Outcome {
  if (argument !== "MSDOS" && argument !== "UNIX") {
    return say("SITE", 500, "SITE SYSTMODE mode not recognized.");
  }
  session.format = argument === "UNIX" ? "unix" : "ms-dos";
  return say("SITE", 200, "SYST is set to %s.", argument);
}
