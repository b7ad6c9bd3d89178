/**
 * What a run remembers of a device that does not answer, so that one symptom is not waited for in full a thousand times. It
 * belongs to the testbed: it is about one device.
 */

/** So often the full time is waited for an answer to one command that never comes. */
const IN_FULL = 3;
/** Which part of the time afterwards, and the least of it in milliseconds; one answer brings the full time back. */
const PART = 10;
const LEAST_MS = 100;
/** Cases in a row that ended in silence, and commands among them, after which nobody is there any more. */
const CASES = 5;
const COMMANDS = 3;

export class Silences {
  readonly #to = new Map<string, number>();
  #cases = 0;
  readonly #commands = new Set<string>();
  #before = 0;

  /** @returns how many milliseconds to wait for an answer to this command, which may take `ms` */
  patience(command: string, ms: number): number {
    if ((this.#to.get(command) ?? 0) < IN_FULL) return ms;
    return Math.min(ms, Math.max(LEAST_MS, Math.round(ms / PART)));
  }

  answered(command: string): void {
    this.#to.delete(command);
  }

  unanswered(command: string): void {
    this.#to.set(command, (this.#to.get(command) ?? 0) + 1);
  }

  /**
   * @param silent the command to which nothing came, when the case ended for that
   * @param before whether the case had not come to its purpose yet
   */
  caseEnded(silent: string | undefined, before: boolean): void {
    if (silent === undefined) {
      this.#cases = 0;
      this.#before = 0;
      this.#commands.clear();
      return;
    }
    this.#cases += 1;
    if (before) this.#before += 1;
    this.#commands.add(silent);
  }

  /** @returns one sentence when the device does not answer any more, whatever it is asked */
  get verdict(): string | undefined {
    const everywhere = this.#cases >= CASES && this.#commands.size >= COMMANDS;
    if (!everywhere && this.#before < CASES) return undefined;
    const commands = [...this.#commands].map((command) => command || "an empty line").join(", ");
    return `the device does not answer: ${this.#cases} cases in a row ended in its silence, to ${commands}`;
  }
}
