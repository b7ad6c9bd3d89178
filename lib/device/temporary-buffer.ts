import type { Clock } from "../net/clock.js";
import { Gathering, joinedContent, startOf, storedContent } from "./content.js";
import type { File, FileSystem, OpenedForWriting, WriteFrom } from "./file-system.js";
import { isEightThree } from "./names.js";

const NOTHING = storedContent(Buffer.alloc(0));

/**
 * MEM, the temporary buffer of secure downloading (Dm724-I 3.5). It holds one file; a transfer that does not end well
 * leaves it empty, so that SAVEBUFFER can never write half an image.
 */
export class TemporaryBuffer implements FileSystem {
  readonly name = "MEM";
  readonly sink = false;
  #file: File | undefined;

  /** @param size octets that it can grow to: MAX of SITE STATBUFFER */
  constructor(
    readonly size: number,
    private readonly clock: Clock,
  ) {}

  admits(name: string): boolean {
    return isEightThree(name);
  }

  /** The file that occupies the buffer. */
  get file(): File | undefined {
    return this.#file;
  }

  files(): readonly File[] {
    return this.#file === undefined ? [] : [this.#file];
  }

  find(name: string): File | undefined {
    return this.#file?.name === name ? this.#file : undefined;
  }

  /** Appending adds to whatever is there, which keeps its name (1.4.2 APPE, "safe mode"). */
  openForWriting(name: string, from: WriteFrom): OpenedForWriting {
    const old = this.#file;
    const content = old?.content ?? NOTHING;
    if (from !== "end" && from > content.length) return { ok: false, fault: "seek" };
    const kept = from === "end" ? content : startOf(content, from);
    const kind = from === "end" && old !== undefined ? old.name : name;
    this.clear();
    const received = new Gathering();
    return {
      ok: true,
      writer: {
        write: (octets) => {
          if (kept.length + received.length + octets.length > this.size) return false;
          received.add(octets);
          return true;
        },
        close: () => {
          this.#file = {
            name: kind,
            content: joinedContent(kept, received.content()),
            modified: this.clock.now(),
          };
        },
        cut: () => this.clear(),
      },
    };
  }

  /** Empties the buffer and gives its memory back. */
  clear(): void {
    this.#file = undefined;
  }

  delete(name: string): boolean {
    if (this.find(name) === undefined) return false;
    this.clear();
    return true;
  }

  rename(from: string, to: string): boolean {
    const file = this.find(from);
    if (file === undefined || from === to) return false;
    this.#file = { ...file, name: to };
    return true;
  }
}
