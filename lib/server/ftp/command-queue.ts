import type { CommandLine } from "../../ftp/command.js";

/** Commands that were received and are still to be carried out, in order (RFC 959 4.2: a server queues them). */
export class CommandQueue {
  /** what is taken from the front stays until all is taken: to move the rest each time would cost a long queue dear */
  #commands: CommandLine[] = [];
  #next = 0;

  get length(): number {
    return this.#commands.length - this.#next;
  }

  /** the one whose turn is next */
  get first(): CommandLine | undefined {
    return this.#commands[this.#next];
  }

  push(command: CommandLine): void {
    this.#commands.push(command);
  }

  includes(verb: string): boolean {
    return this.#indexOf(verb) !== undefined;
  }

  /** Takes the command to carry out now that nothing else runs. */
  take(): CommandLine | undefined {
    return this.#takeAt(this.#next);
  }

  /**
   * Takes the command to carry out while a transfer runs, for most wait: ABOR neither waits for what it is to end nor
   * behind what the client has sent ahead of it (RFC 959 4.1.3), and STAT tells about the transfer.
   */
  takeUrgent(): CommandLine | undefined {
    if (this.first?.verb === "STAT") return this.take();
    const abort = this.#indexOf("ABOR");
    return abort === undefined ? undefined : this.#takeAt(abort);
  }

  clear(): void {
    this.#commands = [];
    this.#next = 0;
  }

  #indexOf(verb: string): number | undefined {
    for (let at = this.#next; at < this.#commands.length; at++) {
      if (this.#commands[at]?.verb === verb) return at;
    }
    return undefined;
  }

  #takeAt(at: number): CommandLine | undefined {
    const command = this.#commands[at];
    if (at === this.#next) this.#next++;
    else this.#commands.splice(at, 1);
    if (this.#next >= this.#commands.length) this.clear();
    return command;
  }
}
