import { GUEST } from "../accounts.js";
import { type CommandFamily, wordsOf } from "../command.js";
import type { Outcome } from "../outcome.js";
import { say } from "../reply.js";
import type { Session } from "../session.js";

/** How data is represented: TYPE, MODE, STRU (Dm724-I 1.3, 1.4.2). */
export const representationCommands: CommandFamily = {
  TYPE: { access: GUEST, syntax: " <A[ N|T]|I|L 8>", run: type },
  MODE: { access: GUEST, syntax: " <S|B|C>", run: mode },
  STRU: { access: GUEST, syntax: " <F|R>", run: stru },
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

function mode(_session: Session, argument: string | undefined): Outcome {
  const [letter, extra] = wordsOf(argument?.toUpperCase());
  if (letter === undefined || extra !== undefined) return say("MODE", 501, "MODE argument error.");
  if (letter === "S") return say("MODE", 200, "MODE is set to STREAM.");
  if (letter === "B") return say("MODE", 504, "MODE BLOCK not supported.");
  if (letter === "C") return say("MODE", 504, "MODE COMPRESSED not supported.");
  return say("MODE", 501, "MODE format not recognized.");
}

function stru(_session: Session, argument: string | undefined): Outcome {
  const [letter, extra] = wordsOf(argument?.toUpperCase());
  if (letter === undefined || extra !== undefined) return say("STRU", 501, "STRU argument error.");
  if (letter === "F") return say("STRU", 200, "STRU is set to FILE.");
  if (letter === "R") return say("STRU", 504, "STRU RECORD not supported.");
  if (letter === "P") return say("STRU", 504, "STRU PAGE not supported.");
  return say("STRU", 501, "STRU format not recognized.");
}
