import type { Clock } from "../net/clock.js";
import { type Content, NO_CONTENT, startOf } from "./content.js";
import type { File, FileSystem, OpenedForWriting, WriteFrom } from "./file-system.js";
import { Gathering, wholeOf } from "./gathering.js";

/** What one file system demands of files beyond a name and room. */
export interface DiskRules {
  /** whether a file of this name could be here; any name when left out */
  admits?: (name: string) => boolean;
  /** whether it takes this for a file, whatever it is called */
  admitsContent?: (content: Content) => boolean;
  /** the code runs from here: only SAVEBUFFER writes (2.1.9) */
  readOnly?: boolean;
}

/** A permanent file system such as DSK, in memory. */
export class Disk implements FileSystem {
  readonly sink = false;
  readonly #files = new Map<string, File>();

  /** @param size octets that fit */
  constructor(
    readonly name: string,
    readonly size: number,
    private readonly clock: Clock,
    readonly rules: DiskRules = {},
  ) {}

  admits(name: string): boolean {
    return this.rules.admits?.(name) ?? true;
  }

  files(): readonly File[] {
    return [...this.#files.values()];
  }

  find(name: string): File | undefined {
    return this.#files.get(name);
  }

  /** Puts a file there as it is. */
  install(file: File): void {
    this.#files.set(file.name, file);
  }

  /** octets in use */
  get used(): number {
    let used = 0;
    for (const file of this.#files.values()) used += file.content.length;
    return used;
  }

  /** octets that can still be written */
  get free(): number {
    return this.size - this.used;
  }

  /** octets that a file of this name may have */
  roomFor(name: string): number {
    return this.free + (this.#files.get(name)?.content.length ?? 0);
  }

  /** Writes a whole file at once, which SAVEBUFFER does. @returns false when this is no place for it */
  store(name: string, content: Content): boolean {
    if (content.length > this.roomFor(name) || this.rules.admitsContent?.(content) === false) return false;
    this.#put(name, content);
    return true;
  }

  /** Takes over all files of another one, whatever was here (SITE BACKUP). */
  copyFrom(other: Disk): void {
    this.#files.clear();
    for (const file of other.files()) this.#files.set(file.name, file);
  }

  /**
   * The old content goes at once and a transfer that breaks off leaves what arrived: writing here directly is not
   * secure (Dm724-I 2.1.9, the warning in 3.7).
   */
  openForWriting(name: string, from: WriteFrom): OpenedForWriting {
    if (this.rules.readOnly === true) return { ok: false, fault: "open" };
    const old = this.#files.get(name)?.content ?? NO_CONTENT;
    if (from !== "end" && from > old.length) return { ok: false, fault: "seek" };
    const kept = from === "end" ? old : startOf(old, from);
    this.#put(name, kept);
    const room = this.free;
    const received = new Gathering();
    const close = (): Content => {
      const content = wholeOf(kept, received);
      this.#put(name, content);
      return content;
    };
    return {
      ok: true,
      writer: {
        room: () => received.room(),
        write(octets) {
          if (received.length + octets.length > room) return false;
          received.add(octets);
          return true;
        },
        close,
        cut: close,
      },
    };
  }

  delete(name: string): boolean {
    return this.#files.delete(name);
  }

  rename(from: string, to: string): boolean {
    const file = this.#files.get(from);
    if (file === undefined || this.#files.has(to)) return false;
    this.#files.delete(from);
    this.#files.set(to, { ...file, name: to });
    return true;
  }

  #put(name: string, content: Content): void {
    this.#files.set(name, { name, content, modified: this.clock.now() });
  }
}
