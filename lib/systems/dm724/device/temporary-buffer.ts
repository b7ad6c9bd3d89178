import { NO_CONTENT, startOf } from "../../../device/content.js";
import type { File, FileSystem, OpenedForWriting, WriteFrom } from "../../../device/file-system.js";
import { Gathering, wholeOf } from "../../../device/gathering.js";
import type { Clock } from "../../../net/clock.js";
import { isEightThree } from "./names.js";

/** Octets of memory that are asked for at a time. */
const REQUEST = 64 * 1024;

/**
 * MEM, the temporary buffer of secure downloading (Dm724-I 3.5). It holds one file; a transfer that does not end well
 * leaves it empty, so that SAVEBUFFER can never write half an image.
 */
export class TemporaryBuffer implements FileSystem {
  readonly name = "MEM";
  readonly sink = false;
  #file: File | undefined;
  #requested = 0;
  #present = true;

  /**
   * @param size octets that it may grow to: MAX of SITE STATBUFFER
   * @param memory octets that the system can give
   */
  constructor(
    readonly size: number,
    private readonly memory: number,
    private readonly clock: Clock,
  ) {}

  admits(name: string): boolean {
    return isEightThree(name);
  }

  /** The file that occupies the buffer. */
  get file(): File | undefined {
    return this.#file;
  }

  /** octets of memory that were asked for: REQ of SITE STATBUFFER */
  get requested(): number {
    return this.#requested;
  }

  /** Whether there is a buffer at all: none after CLEARBUFFER, until something is stored again. */
  get present(): boolean {
    return this.#present;
  }

  files(): readonly File[] {
    return this.#file === undefined ? [] : [this.#file];
  }

  find(name: string): File | undefined {
    return this.#file?.name === name ? this.#file : undefined;
  }

  /** Appending adds to whatever is there, which keeps its name (1.4.3 APPE, "safe mode"). */
  openForWriting(name: string, from: WriteFrom): OpenedForWriting {
    const old = this.#file;
    const content = old?.content ?? NO_CONTENT;
    if (from !== "end" && from > content.length) return { ok: false, fault: "seek" };
    const kept = from === "end" ? content : startOf(content, from);
    const kind = from === "end" && old !== undefined ? old.name : name;
    this.empty();
    const received = new Gathering();
    return {
      ok: true,
      writer: {
        room: () => received.room(),
        write: (octets) => {
          if (!this.#request(kept.length + received.length + octets.length)) return false;
          received.add(octets);
          return true;
        },
        close: () => {
          const whole = wholeOf(kept, received);
          this.#hold({ name: kind, content: whole, modified: this.clock.now() });
          return whole;
        },
        cut: () => this.empty(),
      },
    };
  }

  /** Nothing is in it any more; the memory stays. */
  empty(): void {
    this.#file = undefined;
  }

  /** Empties the buffer and gives its memory back (SITE CLEARBUFFER). */
  deallocate(): void {
    this.#file = undefined;
    this.#requested = 0;
    this.#present = false;
  }

  delete(name: string): boolean {
    if (this.find(name) === undefined) return false;
    this.empty();
    return true;
  }

  rename(from: string, to: string): boolean {
    const file = this.find(from);
    if (file === undefined || from === to) return false;
    this.#file = { ...file, name: to };
    return true;
  }

  #hold(file: File): void {
    this.#request(file.content.length);
    this.#present = true;
    this.#file = file;
  }

  /** Asks the system for so many octets in all. @returns false when it is too much */
  #request(octets: number): boolean {
    const most = Math.min(this.size, this.memory);
    const granted = Math.min(most, Math.ceil(octets / REQUEST) * REQUEST);
    this.#requested = Math.max(this.#requested, granted);
    return octets <= most;
  }
}
