import type { File, FileSystem, OpenedForWriting, WriteFrom } from "../../../device/file-system.js";
import type { Parts } from "../device/parts.js";

/** What file systems do in another way. Each gets what would be usual, or how it would be done. */
interface Ways {
  readonly files: (usual: readonly File[]) => readonly File[];
  readonly find: (usual: File | undefined) => File | undefined;
  readonly openForWriting: (
    name: string,
    from: WriteFrom,
    usual: (name: string, from: WriteFrom) => OpenedForWriting,
    fileSystem: FileSystem,
  ) => OpenedForWriting;
  readonly delete: (usual: () => boolean) => boolean;
}

const USUAL: Ways = {
  files: (usual) => usual,
  find: (usual) => usual,
  openForWriting: (name, from, usual) => usual(name, from),
  delete: (usual) => usual(),
};

/**
 * Every file system of the device has these ways: disks, the buffer and the sinks. It stands there three times because a class
 * that extends whatever class it is given cannot be written without `any`.
 */
export function everyFileSystem(others: Partial<Ways>): Parts {
  const ways = { ...USUAL, ...others };
  return {
    Disk: (Usual) =>
      class extends Usual {
        override files() {
          return ways.files(super.files());
        }
        override find(name: string) {
          return ways.find(super.find(name));
        }
        override openForWriting(name: string, from: WriteFrom) {
          return ways.openForWriting(name, from, (name, from) => super.openForWriting(name, from), this);
        }
        override delete(name: string) {
          return ways.delete(() => super.delete(name));
        }
      },
    TemporaryBuffer: (Usual) =>
      class extends Usual {
        override files() {
          return ways.files(super.files());
        }
        override find(name: string) {
          return ways.find(super.find(name));
        }
        override openForWriting(name: string, from: WriteFrom) {
          return ways.openForWriting(name, from, (name, from) => super.openForWriting(name, from), this);
        }
        override delete(name: string) {
          return ways.delete(() => super.delete(name));
        }
      },
    Sink: (Usual) =>
      class extends Usual {
        override files() {
          return ways.files(super.files());
        }
        override find(name: string) {
          return ways.find(super.find(name));
        }
        override openForWriting(name: string, from: WriteFrom) {
          return ways.openForWriting(name, from, (name, from) => super.openForWriting(name, from), this);
        }
        override delete(name: string) {
          return ways.delete(() => super.delete(name));
        }
      },
  };
}
