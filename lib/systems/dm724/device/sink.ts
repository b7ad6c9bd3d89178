import type { File, FileSystem, OpenedForWriting, WriteFrom } from "../../../device/file-system.js";
import type { Clock } from "../../../net/clock.js";
import { AleatoryOctets } from "./aleatory.js";
import { isEightThree } from "./names.js";

const NUMBER = /^[0-9]+$/;
const CANONICAL = /^[1-9][0-9]*$/;
const LARGEST = 100_000_000;

/**
 * TST or TS1 (Dm724-I 3.3): swallows what it is sent and remembers one name and length; sends so many octets as a
 * numeric name says, 1 to 100 million, or as many as it remembers.
 */
export class Sink implements FileSystem {
  readonly sink = true;
  readonly #octets: AleatoryOctets;
  #remembered: { name: string; length: number; modified: number } | undefined;

  constructor(
    readonly name: "TST" | "TS1",
    seed: number,
    private readonly clock: Clock,
  ) {
    this.#octets = new AleatoryOctets(seed);
  }

  /** Numbers out of range, and numbers written in another way, are no names here (AMB-038, strict). */
  admits(name: string): boolean {
    if (!NUMBER.test(name)) return isEightThree(name);
    return CANONICAL.test(name) && name.length <= 9 && Number(name) <= LARGEST;
  }

  files(): readonly File[] {
    return this.#remembered === undefined ? [] : [this.#file(this.#remembered)];
  }

  find(name: string): File | undefined {
    if (NUMBER.test(name)) {
      return this.#file({
        name,
        length: Number(name),
        modified: this.#remembered?.modified ?? this.clock.now(),
      });
    }
    return this.#remembered?.name === name ? this.#file(this.#remembered) : undefined;
  }

  /** A transfer that breaks off leaves the memory as it was. */
  openForWriting(name: string, from: WriteFrom): OpenedForWriting {
    const there = this.#remembered?.name === name ? this.#remembered.length : 0;
    if (from !== "end" && from > there) return { ok: false, fault: "seek" };
    let length = from === "end" ? there : from;
    return {
      ok: true,
      writer: {
        write: (octets) => {
          length += octets.length;
          return true;
        },
        close: () => {
          this.#remembered = { name, length, modified: this.clock.now() };
          return undefined;
        },
        cut: () => {},
      },
    };
  }

  delete(name: string): boolean {
    if (this.#remembered?.name !== name) return false;
    this.#remembered = undefined;
    return true;
  }

  rename(from: string, to: string): boolean {
    if (this.#remembered?.name !== from || from === to) return false;
    this.#remembered.name = to;
    return true;
  }

  #file(entry: { name: string; length: number; modified: number }): File {
    return {
      name: entry.name,
      content: this.#octets.content(entry.length),
      modified: entry.modified,
    };
  }
}
