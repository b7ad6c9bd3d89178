/** The edge at which everything leaves this process that is printed: what no log may take for a command, and streams that break. */
import { harmless } from "../report/log-line.js";

/** Exit status when what was to be said could not be. */
const UNTOLD = 3;

/** Controls that are none of our own: colours, and the erased line of a bar. */
const FOREIGN = /\x1b(?!\[[\d;]{0,20}[mK])|[^\P{Cc}\x1b\r\n\t]/gu;

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
  process.on("exit", (status) => {
    if (broke && status < 2) process.exitCode = UNTOLD;
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
    const text = chunk.replace(FOREIGN, escaped);
    // In the middle of a line its beginning is behind us: the dot stands for it.
    const said = atBegin ? harmless(text) : harmless(`.${text}`).slice(1);
    atBegin = /[\r\n]$/.test(chunk);
    return write(said, ...more);
  };
  stream.write = guardedWrite as typeof stream.write;
  return (text) => write(text);
}

function escaped(character: string): string {
  return `\\x${character.charCodeAt(0).toString(16).padStart(2, "0")}`;
}
