import type { Outcome } from "../../../../device/outcome.js";
import { type CommandFamily, wordsOf } from "../command.js";
import { say } from "../say.js";
import type { Session } from "../session.js";

/** How data is represented: TYPE, MODE, STRU (Dm724-I 1.3, 1.4.2). */
export const representationCommands: CommandFamily = {
  TYPE: { run: type },
  MODE: { run: mode },
  STRU: { run: stru },
};

function type(session: Session, argument: string | undefined): Outcome {
  const [letter, second, extra] = wordsOf(argument?.toUpperCase());
  if (letter === undefined || extra !== undefined) return say("TYPE", 501, "TYPE argument error.");
  switch (letter) {
    case "A":
      return ascii(session, second ?? "N");
    case "I":
      if (second !== undefined) return say("TYPE", 501, "TYPE argument error.");
      session.type = "I";
      return say("TYPE", 200, "TYPE is set to IMAGE.");
    case "L":
      if (second === undefined || !/^\d+$/.test(second)) return say("TYPE", 501, "TYPE argument error.");
      if (Number(second) !== 8) return say("TYPE", 504, "TYPE LOCAL size not supported.");
      session.type = "I";
      return say("TYPE", 200, "TYPE is set to LOCAL 8.");
    case "E":
      return say("TYPE", 504, "TYPE EBCDIC not supported.");
    default:
      return say("TYPE", 501, "TYPE format not recognized.");
  }
}

/** A T is taken and works as A N (Dm724-I 1.3, AMB-007). */
function ascii(session: Session, format: string): Outcome {
  if (format === "C") return say("TYPE", 504, "TYPE ASCII CARRIAGE not supported.");
  if (format !== "N" && format !== "T") return say("TYPE", 501, "TYPE ASCII format error.");
  session.type = "A";
  return format === "N"
    ? say("TYPE", 200, "TYPE is set to ASCII NON PRINT.")
    : say("TYPE", 200, "TYPE is set to ASCII TELNET.");
}

/** Block and compressed mode may be missing (AMB-009). */
function mode(session: Session, argument: string | undefined): Outcome {
  const [letter, extra] = wordsOf(argument?.toUpperCase());
  const { blockMode, compressedMode } = session.device.model.features;
  if (letter === undefined || extra !== undefined) return say("MODE", 501, "MODE argument error.");
  switch (letter) {
    case "S":
      session.mode = "S";
      return say("MODE", 200, "MODE is set to STREAM.");
    case "B":
      if (!blockMode) return say("MODE", 504, "MODE BLOCK not supported.");
      session.mode = "B";
      return say("MODE", 200, "MODE is set to BLOCK.");
    case "C":
      if (!compressedMode) return say("MODE", 504, "MODE COMPRESSED not supported.");
      session.mode = "C";
      return say("MODE", 200, "MODE is set to COMPRESSED.");
    default:
      return say("MODE", 501, "MODE format not recognized.");
  }
}

/** Record structure may be missing, page structure always is (1.3). */
function stru(session: Session, argument: string | undefined): Outcome {
  const [letter, extra] = wordsOf(argument?.toUpperCase());
  if (letter === undefined || extra !== undefined) return say("STRU", 501, "STRU argument error.");
  switch (letter) {
    case "F":
      session.structure = "F";
      return say("STRU", 200, "STRU is set to FILE.");
    case "R":
      if (!session.device.model.features.recordStructure)
        return say("STRU", 504, "STRU RECORD not supported.");
      session.structure = "R";
      return say("STRU", 200, "STRU is set to RECORD.");
    case "P":
      return say("STRU", 504, "STRU PAGE not supported.");
    default:
      return say("STRU", 501, "STRU format not recognized.");
  }
}
