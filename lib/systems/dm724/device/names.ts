/**
 * The storage systems of Dm724-I 3.1, in the order in which a connection picks its default one (3.7): the first that
 * the device has. NUL comes last and is always there.
 */
export const FILE_SYSTEMS = ["DSK", "FDA", "SMC", "FCO", "BIO", "MEM", "TST", "TS1", "NUL"] as const;
export type FileSystemName = (typeof FILE_SYSTEMS)[number];

/** Octets of a path beyond which it is "too long"; the manual does not say where the limit lies. */
export const MAX_PATH = 64;

const EIGHT_THREE = /^[A-Z0-9_^$~!#%&{}()@'`-]{1,8}(?:\.[A-Z0-9_^$~!#%&{}()@'`-]{1,3})?$/;
const LOWER = /[a-z]+/g;

/** Case does not matter in names and is folded when they are stored (AMB-048). Latin1 letters are no letters here. */
export function foldName(name: string): string {
  return name.replace(LOWER, (letters) => letters.toUpperCase());
}

/** Whether a folded name is eight characters, and three more behind a dot if there is one (AMB-048, I1). */
export function isEightThree(name: string): boolean {
  return EIGHT_THREE.test(name);
}

/** The file system that a folded word names, whether this device has it or not. */
export function fileSystemName(word: string): FileSystemName | undefined {
  return FILE_SYSTEMS.find((name) => name === word);
}

/** Name and extension of an 8.3 name, in that order. */
export function nameParts(name: string): [name: string, extension: string] {
  const dot = name.indexOf(".");
  return dot < 0 ? [name, ""] : [name.slice(0, dot), name.slice(dot + 1)];
}

/** Extensions under which a file counts as known and would be checked (Dm724-I 3.8, AMB-026). */
const CHECKED: readonly string[] = ["BIN", "BFW"];

/** Whether a file of this folded name is one that the checks are for. */
export function isCheckedName(name: string): boolean {
  return CHECKED.includes(nameParts(name)[1]);
}

/**
 * Where a path points, as far as its text tells (AMB-039): an optional slash, then at most one level.
 * `top` is the top of the tree, `current` the working directory, `below` something in a file system or in the
 * working directory when it names none, `nowhere` what cannot exist here.
 */
export type Path =
  | { kind: "top" }
  | { kind: "current" }
  | { kind: "directory"; fileSystem: FileSystemName }
  | { kind: "below"; fileSystem: FileSystemName | undefined; name: string }
  | { kind: "nowhere" };

const NOWHERE: Path = { kind: "nowhere" };
/** `.` and `..` mean something only when they are all there is. */
const DOTS = /^\.+$/;

/**
 * Reads a path; the names in it are folded. An empty text is the working directory. A slash at the end says that a file
 * system is meant.
 */
export function parsePath(text: string): Path {
  if (text === "" || text === ".") return { kind: "current" };
  if (text === "/" || text === "..") return { kind: "top" };
  const absolute = text.startsWith("/");
  const components = foldName(absolute ? text.slice(1) : text).split("/");
  const slashed = components.length > 1 && components.at(-1) === "";
  if (slashed) components.pop();
  const [first = "", second, ...rest] = components;
  if (first === "" || rest.length > 0 || components.some((name) => DOTS.test(name))) return NOWHERE;
  const fileSystem = fileSystemName(first);
  if (second === undefined) {
    if (fileSystem === "NUL") return { kind: "top" };
    if (fileSystem !== undefined) return { kind: "directory", fileSystem };
    return absolute || slashed ? NOWHERE : { kind: "below", fileSystem: undefined, name: first };
  }
  if (second === "" || slashed || fileSystem === undefined || fileSystem === "NUL") return NOWHERE;
  return { kind: "below", fileSystem, name: second };
}

/** Whether a folded name fits a mask of `*` and `?`; `*.*` is every name. In time proportional to their lengths. */
export function matchesMask(name: string, mask: string): boolean {
  if (mask === "*.*") return true;
  let at = 0;
  let inMask = 0;
  let star = -1;
  let retry = 0;
  while (at < name.length) {
    const wanted = mask[inMask];
    if (wanted === "*") {
      star = inMask++;
      retry = at;
    } else if (wanted === "?" || wanted === name[at]) {
      at++;
      inMask++;
    } else if (star >= 0) {
      inMask = star + 1;
      at = ++retry;
    } else return false;
  }
  while (mask[inMask] === "*") inMask++;
  return inMask === mask.length;
}
