import type { Outcome } from "../../../device/outcome.js";
import type { Session } from "./session.js";

/** One command of Dm724-I 1.4. */
export interface Command {
  /** the device knows the verb and has nothing behind it (1.3, "not supported") */
  readonly absent?: true;
  /** @param argument latin1, as received; undefined when no blank follows the verb */
  run(session: Session, argument: string | undefined, verb: string): Outcome;
}

/** Commands by verb, in upper case. */
export type CommandFamily = Readonly<Record<string, Command>>;

/** The words of an argument. */
export function wordsOf(argument: string | undefined): string[] {
  return (argument ?? "").split(" ").filter((word) => word !== "");
}
