/** The edge at which everything leaves this process that is printed: what no log may take for a command, and streams that break. */
import { harmless } from "../report/log-line.js";

/** A control, and what makes one of our own of it: a colour, or the erased line of a bar. */
const CONTROL = /\p{Cc}(\[[\d;]{0,20}[mK])?/gu;
const OWN = new Set(["\r", "\n", "\t"]);
const ESCAPE = "\u001b";

let broke = false;
let unguarded: ((text: string) => unknown) | undefined;

/** Whether something that was to be printed on standard output was lost. A reader that has seen enough breaks nothing. */
export function stdoutBroke(): boolean {
  return broke;
}

/**
 * From here on nothing that is printed is a command to a CI system, whoever prints it and wherever a line was broken, and no
 * stream that cannot be written ends the process.
 */
export function guardOutput(): void {
  const { stdout, stderr } = process;
  unguarded = guarded(stdout);
  guarded(stderr);
  // Nobody is left who could be told.
  stderr.on("error", () => {});
  let over = false;
  stdout.on("error", (error: NodeJS.ErrnoException) => {
    // A stream that has broken once goes on to say so.
    if (over) return;
    over = true;
    // A reader that has seen enough (`flashgate run | head`) stops neither the run nor its reports, and changes no status.
    if (error.code === "EPIPE") return;
    broke = true;
    const what = `standard output cannot be written (${error.code ?? error.message}), so not everything was told`;
    stderr.write(`flashgate: ${what}; send it to another place\n`);
  });
}

/** A line that a CI system is to read as a command: one of our own. */
export function printCommand(line: string): void {
  (unguarded ?? ((text: string) => process.stdout.write(text)))(`${line}\n`);
}

/** @returns what writes as the stream did before */
function guarded(stream: NodeJS.WriteStream): (text: string) => unknown {
  const write = stream.write.bind(stream) as (chunk: unknown, ...more: unknown[]) => boolean;
  let atBegin = true;
  const guardedWrite = (chunk: unknown, ...more: unknown[]): boolean => {
    if (typeof chunk !== "string" || chunk === "") return write(chunk, ...more);
    const text = chunk.replace(CONTROL, shown);
    // In the middle of a line its beginning is behind us: the dot stands for it.
    const said = atBegin ? harmless(text) : harmless(`.${text}`).slice(1);
    atBegin = /[\r\n]$/.test(chunk);
    return write(said, ...more);
  };
  stream.write = guardedWrite as typeof stream.write;
  return (text) => write(text);
}

/** @param sequence what stands behind an escape of a sequence that we use */
function shown(whole: string, sequence = ""): string {
  const [control = ""] = whole;
  if (OWN.has(control) || (control === ESCAPE && sequence !== "")) return whole;
  return `\\x${control.charCodeAt(0).toString(16).padStart(2, "0")}${sequence}`;
}
