/** Paths of the command line. */
import { InvalidArgumentError } from "commander";

/** `-o "$OUT"` with an empty variable would be the folder in which one happens to be. */
export function path(text: string): string {
  if (text === "") throw new InvalidArgumentError("it is empty; write a path.");
  return text;
}

export function paths(text: string, before: readonly string[] = []): string[] {
  return [...before, path(text)];
}
