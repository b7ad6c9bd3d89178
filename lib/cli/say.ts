import { printable } from "../report/printable.js";

/** One clear sentence to the person at the terminal, and the exit status that goes with it (design C5). */
export function refuse(message: string, exit: 2 | 3): number {
  for (const line of message.split("\n")) process.stderr.write(`flashgate: ${printable(line)}\n`);
  return exit;
}

/** One line of what was asked for. */
export function tell(line: string): void {
  process.stdout.write(`${line}\n`);
}

/** NO_COLOR and FORCE_COLOR decide, then whether there is a terminal. */
export function wantsColour(stream: NodeJS.WriteStream): boolean {
  if (process.env["NO_COLOR"] !== undefined && process.env["NO_COLOR"] !== "") return false;
  if (process.env["FORCE_COLOR"] !== undefined && process.env["FORCE_COLOR"] !== "0") return true;
  return stream.isTTY === true && process.env["TERM"] !== "dumb";
}
