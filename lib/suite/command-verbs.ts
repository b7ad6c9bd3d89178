import type { Step } from "./schema.js";
import { expandRepeats } from "./variables.js";

/** The command word as a server should read it, SITE with its own: Telnet and control octets do not belong to it. */
export function verbIn(line: string): string {
  const letters = line.replace(/[^\x20-\x7e]/g, "").trimStart();
  const [verb = "", word] = letters.toUpperCase().split(/ +/);
  return verb === "SITE" && word !== undefined ? `${verb} ${word}` : verb;
}

/** The commands in octets that are sent in one go, in order; a line end in the middle separates two of them. */
export function verbsIn(octets: string): string[] {
  const lines = octets.split(/[\r\n]+/).filter((line) => line !== "");
  return lines.length === 0 ? [""] : lines.map(verbIn);
}

/** @returns the commands whose replies come next, or undefined when the step sends none */
export function verbsOf(step: Step): string[] | undefined {
  switch (step.verb) {
    case "connect":
      return ["(connect)"];
    case "command":
      return [verbIn(expandRepeats(step.command))];
    case "reply":
      return step.to === undefined ? undefined : [verbIn(step.to)];
    case "until":
      return [verbIn(expandRepeats(step.until))];
    case "octets":
      return verbsIn(expandRepeats(step.octets));
    case "upload":
    case "list":
      return [step.command];
    case "download":
      return ["RETR"];
    default:
      return undefined;
  }
}
