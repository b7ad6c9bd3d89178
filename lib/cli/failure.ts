/** What ends a command that nobody has foreseen, in one sentence: a stack trace tells its reader nothing to do. */
import { printable } from "../report/printable.js";

const BAD_INPUT = 2;
/** Never 1, which is a verdict about a device. */
const NO_VERDICT = 3;

/** @returns what to print, in one line, and the exit status */
export function failure(error: unknown): { message: string; exit: number } {
  const { code, syscall, path } = error as NodeJS.ErrnoException;
  if (error instanceof Error && code !== undefined && syscall !== undefined) {
    const what = path === undefined ? syscall : `${path} cannot be read or written`;
    return { message: printable(`${what} (${code}); name another place`), exit: BAD_INPUT };
  }
  const { message = String(error), stack = "" } = error instanceof Error ? error : {};
  const place = firstPlace(stack);
  const where = place === undefined ? "" : ` at ${place.replace(/^.*\/(?=(?:dist\/)?lib\/)/, "")}`;
  const [first = ""] = message.split("\n");
  return {
    message: printable(`a mistake of flashgate's own: ${first}${where}; please report it`),
    exit: NO_VERDICT,
  };
}

/** The place that the first line of a stack ends in which has one: `file:///...js:12:3`. */
function firstPlace(stack: string): string | undefined {
  for (const line of stack.split("\n")) {
    const word = line.slice(line.lastIndexOf(" ") + 1).replaceAll(/[()]/g, "");
    if (/^(?:file:|node:|\/|[A-Z]:)/.test(word) && /:\d+:\d+$/.test(word.slice(-24))) return word;
  }
  return undefined;
}
