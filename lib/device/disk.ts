import type { Clock } from "../net/clock.js";
import { type Content, Gathering, joinedContent, startOf, storedContent } from "./content.js";
import type { File, FileSystem, OpenedForWriting, WriteFrom } from "./file-system.js";
import { type FileSystemName, isEightThree } from "./names.js";

const NOTHING = storedContent(Buffer.alloc(0));

/** A permanent file system such as DSK, in memory. */
export class Disk implements FileSystem {
  readonly sink = false;
  readonly #files = new Map<string, File>();

  /** @param size octets that fit */
  constructor(
    readonly name: FileSystemName,
    readonly size: number,
    private readonly clock: Clock,
  ) {}

  admits(name: string): boolean {
    return isEightThree(name);
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

  /**
   * The old content goes at once and a transfer that breaks off leaves what arrived: writing here directly is not
   * secure (Dm724-I 2.1.9, the warning in 3.7).
   */
  openForWriting(name: string, from: WriteFrom): OpenedForWriting {
    const old = this.#files.get(name)?.content ?? NOTHING;
    if (from !== "end" && from > old.length) return { ok: false, fault: "seek" };
    const kept = from === "end" ? old : startOf(old, from);
    this.#put(name, kept);
    const room = this.size - this.used;
    const received = new Gathering();
    const end = (): void => this.#put(name, joined(kept, received));
    return {
      ok: true,
      writer: {
        write(octets) {
          if (received.length + octets.length > room) return false;
          received.add(octets);
          return true;
        },
        close: end,
        cut: end,
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

/** Kept and received octets as one file that holds on to neither of its makers. */
function joined(kept: Content, received: Gathering): Content {
  const added = received.content();
  if (kept.length === 0) return added;
  const whole = joinedContent(kept, added);
  return storedContent(whole.read(0, whole.length));
}
