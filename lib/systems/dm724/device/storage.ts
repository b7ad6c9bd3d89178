import { type Content, generatedContent, storedContent } from "../../../device/content.js";
import { Disk, type DiskRules } from "../../../device/disk.js";
import type { FileSystem } from "../../../device/file-system.js";
import { buildImage, HEADER_LENGTH } from "../../../firmware/image.js";
import type { Clock } from "../../../net/clock.js";
import type { Configuration } from "./configuration.js";
import { recognise } from "./image-files.js";
import type { DeviceModel, InstalledFile, InstalledFileSystem } from "./model.js";
import { FILE_SYSTEMS, type FileSystemName, isEightThree } from "./names.js";
import type { StorageParts } from "./parts.js";
import { Sink } from "./sink.js";
import { TemporaryBuffer } from "./temporary-buffer.js";

/** All storage systems of one device. NUL, which holds nothing, is not among them: it is the top of the tree. */
export class Storage {
  /** MEM; present in all devices (Dm724-I 3.1) */
  readonly buffer: TemporaryBuffer;
  /** those that keep files when the power is off */
  readonly permanent: readonly Disk[];
  /** where SITE BACKUP copies to; no client sees it (3.4) */
  readonly reserve: Disk | undefined;
  /** in the order of priority of 3.7 */
  readonly #loaded = new Map<string, FileSystem>();

  /** @param tempBuff octets that the temporary buffer may grow to; 0: as much as the file system holds (AMB-053) */
  constructor(
    model: DeviceModel,
    { tempBuff }: Pick<Configuration, "tempBuff">,
    clock: Clock,
    seed: number,
    parts: StorageParts = {},
  ) {
    const DiskMade = parts.Disk?.(Disk) ?? Disk;
    const SinkMade = parts.Sink?.(Sink) ?? Sink;
    const described = new Map<FileSystemName, InstalledFileSystem>(
      model.fileSystems.map((description) => [description.name, description]),
    );
    const present = FILE_SYSTEMS.flatMap((name) => described.get(name) ?? []);
    const permanent = present.map(({ name, size, files }) => {
      const disk = new DiskMade(name, size, clock, rulesOf(name, model));
      install(disk, files, seed);
      return disk;
    });
    this.permanent = permanent;
    const most = tempBuff || (present[0]?.size ?? model.memory);
    this.buffer = new (parts.TemporaryBuffer?.(TemporaryBuffer) ?? TemporaryBuffer)(
      most,
      model.memory,
      clock,
    );
    for (const name of FILE_SYSTEMS) {
      const disk = permanent.find((disk) => disk.name === name);
      // MEM, TST and TS1 are in all devices.
      if (name === "MEM") this.#loaded.set(name, this.buffer);
      else if (name === "TST" || name === "TS1") this.#loaded.set(name, new SinkMade(name, seed, clock));
      else if (disk !== undefined) this.#loaded.set(name, disk);
    }
    const [active] = permanent;
    if (model.reserve && active !== undefined) {
      this.reserve = new DiskMade(active.name, active.size, clock, { admits: isEightThree });
      this.reserve.copyFrom(active);
    }
  }

  get(name: string): FileSystem | undefined {
    return this.#loaded.get(name);
  }

  /** A file system that keeps files when the power is off. */
  disk(name: string): Disk | undefined {
    return this.permanent.find((disk) => disk.name === name);
  }

  /**
   * Where files of an extension belong on a device without a disk (3.7): undefined when it does not matter, "absent"
   * when the device has not got that file system.
   */
  home(extension: string): Disk | "absent" | undefined {
    const name = extension === "CFG" ? "FDA" : extension === "X" || extension === "XZ" ? "FCO" : undefined;
    if (name === undefined) return undefined;
    const disk = this.disk(name);
    if (disk !== undefined) return disk;
    return this.disk("DSK") === undefined ? "absent" : undefined;
  }

  /** All that are loaded, in the order of priority of Dm724-I 3.7. */
  all(): Iterable<FileSystem> {
    return this.#loaded.values();
  }

  /**
   * The file system that a connection begins in; undefined is the top of the tree.
   * @param search whether the first one of 3.7 is looked for when NUL is configured (CHECK SYSTEM)
   */
  initial(configured: FileSystemName, search: boolean): FileSystem | undefined {
    if (configured !== "NUL") return this.#loaded.get(configured);
    const [first] = this.#loaded.values();
    return search ? first : undefined;
  }
}

function install(disk: Disk, files: readonly InstalledFile[], seed: number): void {
  files.forEach((file, index) => {
    disk.install({
      name: file.name,
      modified: Date.parse(file.modified),
      content: contentOf(file, seed + index + 1),
    });
  });
}

function rulesOf(name: FileSystemName, model: DeviceModel): DiskRules {
  const admits = isEightThree;
  // BIO takes what is a BIOS and nothing else (3.1).
  if (name === "BIO")
    return { admits, admitsContent: (content) => recognise(content)?.header.kind === "bios" };
  if (name === "FCO" && model.runsFromFlash) return { admits, readOnly: true };
  return { admits };
}

/** Images are built once for each model: making a device must cost nothing. */
const images = new WeakMap<InstalledFile, Map<number, Content>>();

function contentOf(file: InstalledFile, seed: number): Content {
  if (file.text !== undefined) return storedContent(Buffer.from(file.text, "latin1"));
  if (file.image === undefined) return generatedContent(seed, file.generated ?? 0);
  const built = images.get(file) ?? new Map<number, Content>();
  images.set(file, built);
  const known = built.get(seed);
  if (known !== undefined) return known;
  const { size, ...description } = file.image;
  const octets = size - HEADER_LENGTH;
  const payload = generatedContent(seed, octets).read(0, octets);
  const made = storedContent(buildImage({ ...description, name: file.name, payload }));
  built.set(seed, made);
  return made;
}
