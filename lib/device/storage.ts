import type { Clock } from "../net/clock.js";
import { generatedContent, storedContent } from "./content.js";
import { Disk } from "./disk.js";
import type { FileSystem } from "./file-system.js";
import type { DeviceModel, InstalledFile, InstalledFileSystem } from "./model.js";
import { FILE_SYSTEMS, type FileSystemName } from "./names.js";
import { Sink } from "./sink.js";
import { TemporaryBuffer } from "./temporary-buffer.js";

/** All storage systems of one device. NUL, which holds nothing, is not among them: it is the top of the tree. */
export class Storage {
  /** MEM; present in all devices (Dm724-I 3.1) */
  readonly buffer: TemporaryBuffer;
  /** in the order of priority of 3.7 */
  readonly #loaded = new Map<FileSystemName, FileSystem>();

  constructor(model: DeviceModel, clock: Clock, seed: number) {
    const described = new Map(model.fileSystems.map((description) => [description.name, description]));
    const largest = Math.max(0, ...model.fileSystems.map((description) => description.size));
    this.buffer = new TemporaryBuffer(described.get("MEM")?.size || largest, clock);
    for (const name of FILE_SYSTEMS) {
      if (name === "NUL") continue;
      const description = described.get(name);
      // MEM, TST and TS1 are in all devices.
      if (name === "MEM") this.#loaded.set(name, this.buffer);
      else if (name === "TST" || name === "TS1") this.#loaded.set(name, new Sink(name, seed, clock));
      else if (description !== undefined) this.#loaded.set(name, installed(description, clock, seed));
    }
  }

  get(name: FileSystemName): FileSystem | undefined {
    return this.#loaded.get(name);
  }

  /** All that are loaded, in the order of priority of Dm724-I 3.7. */
  all(): Iterable<FileSystem> {
    return this.#loaded.values();
  }

  /** The file system that a connection begins in (3.7, CHECK SYSTEM); undefined is the top of the tree. */
  initial(configured: FileSystemName): FileSystem | undefined {
    if (configured !== "NUL") return this.#loaded.get(configured);
    const [first] = this.#loaded.values();
    return first;
  }
}

function installed(description: InstalledFileSystem, clock: Clock, seed: number): Disk {
  const disk = new Disk(description.name, description.size, clock);
  description.files.forEach((file, index) => {
    disk.install({
      name: file.name,
      modified: Date.parse(file.modified),
      content: contentOf(file, seed + index + 1),
    });
  });
  return disk;
}

function contentOf({ content }: InstalledFile, seed: number) {
  return "text" in content
    ? storedContent(Buffer.from(content.text, "latin1"))
    : generatedContent(seed, content.generated);
}
