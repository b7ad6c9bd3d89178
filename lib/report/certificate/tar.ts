/**
 * A tar archive (POSIX ustar) that has one form only: the same files give the same octets, and whatever else an archive
 * could hold is refused. So a changed octet anywhere, in the padding as in the files, is found by writing it again.
 */

export interface TarFile {
  readonly path: string;
  readonly octets: Buffer;
}

const BLOCK = 512;
const NAME_OCTETS = 100;
const PREFIX_OCTETS = 155;
const MOST_OCTETS = 0o77777777777;

/** @param mtime seconds since 1970. @throws RangeError for a path that ustar has no room for */
export function writeTar(files: readonly TarFile[], mtime: number): Buffer {
  const blocks = files.flatMap(({ path, octets }) => [
    headerOf(path, octets.length, mtime),
    octets,
    Buffer.alloc((BLOCK - (octets.length % BLOCK)) % BLOCK),
  ]);
  return Buffer.concat([...blocks, Buffer.alloc(2 * BLOCK)]);
}

export type ReadTar =
  | { ok: true; files: TarFile[]; mtime: number }
  | { ok: false; fault: string; at: number };

/** Reads what `writeTar` writes. @returns the files, or what is wrong and the octet where it is */
export function readTar(archive: Buffer): ReadTar {
  const files: TarFile[] = [];
  let mtime = 0;
  let at = 0;
  for (;;) {
    const header = archive.subarray(at, at + BLOCK);
    if (header.length < BLOCK) return { ok: false, fault: "it ends before its end is said", at };
    if (header.every((octet) => octet === 0)) break;
    const size = octal(header, 124, 12);
    const time = octal(header, 136, 12);
    const path = pathOf(header);
    if (size === undefined || time === undefined || !isPlain(path))
      return { ok: false, fault: "there is no file's header", at };
    mtime = time;
    const octets = archive.subarray(at + BLOCK, at + BLOCK + size);
    if (octets.length < size) return { ok: false, fault: `it ends within ${path}`, at: archive.length };
    files.push({ path, octets });
    at += BLOCK + Math.ceil(size / BLOCK) * BLOCK;
  }
  const again = writeTar(files, mtime);
  const differs = firstDifference(archive, again);
  if (differs !== undefined)
    return { ok: false, fault: "an octet is not what the files in it require", at: differs };
  return { ok: true, files, mtime };
}

function firstDifference(a: Buffer, b: Buffer): number | undefined {
  if (a.equals(b)) return undefined;
  const length = Math.min(a.length, b.length);
  for (let at = 0; at < length; at += 1) if (a[at] !== b[at]) return at;
  return length;
}

function headerOf(path: string, size: number, mtime: number): Buffer {
  if (size > MOST_OCTETS) throw new RangeError(`${path} is too large for the archive`);
  const header = Buffer.alloc(BLOCK);
  const { name, prefix } = splitPath(path);
  header.write(name, 0, "utf8");
  header.write("0000644\0", 100);
  header.write("0000000\0", 108);
  header.write("0000000\0", 116);
  header.write(`${size.toString(8).padStart(11, "0")}\0`, 124);
  header.write(`${mtime.toString(8).padStart(11, "0")}\0`, 136);
  header.write("        ", 148);
  header.write("0", 156);
  header.write("ustar\x0000", 257);
  header.write(prefix, 345, "utf8");
  const sum = header.reduce((total, octet) => total + octet, 0);
  header.write(`${sum.toString(8).padStart(6, "0")}\0 `, 148);
  return header;
}

function splitPath(path: string): { name: string; prefix: string } {
  if (Buffer.byteLength(path) <= NAME_OCTETS) return { name: path, prefix: "" };
  for (let cut = path.indexOf("/"); cut >= 0; cut = path.indexOf("/", cut + 1)) {
    const [prefix, name] = [path.slice(0, cut), path.slice(cut + 1)];
    if (Buffer.byteLength(name) <= NAME_OCTETS && Buffer.byteLength(prefix) <= PREFIX_OCTETS)
      return { name, prefix };
  }
  throw new RangeError(`the path ${path} is too long for the archive; give its folder a shorter name`);
}

function pathOf(header: Buffer): string {
  const name = textIn(header, 0, NAME_OCTETS);
  const prefix = textIn(header, 345, PREFIX_OCTETS);
  return prefix === "" ? name : `${prefix}/${name}`;
}

/** A path that stays below where it is unpacked, and means the same everywhere. */
function isPlain(path: string): boolean {
  const parts = path.split("/");
  return !/[\\:\0]/.test(path) && parts.every((part) => part !== "" && part !== "." && part !== "..");
}

function textIn(header: Buffer, at: number, most: number): string {
  const field = header.subarray(at, at + most);
  const end = field.indexOf(0);
  return field.subarray(0, end < 0 ? most : end).toString("utf8");
}

function octal(header: Buffer, at: number, length: number): number | undefined {
  const text = header.toString("latin1", at, at + length - 1);
  return /^[0-7]+$/.test(text) ? Number.parseInt(text, 8) : undefined;
}
