import type { FileSystem } from "../../../device/file-system.js";
import { MAX_PATH, parsePath } from "./names.js";
import type { Session } from "./session.js";

/** What the argument of a command on files names. */
export type Place =
  | { readonly kind: "file"; readonly fileSystem: FileSystem; readonly name: string }
  /** no name, or none that the file system could hold (AMB-048) */
  | { readonly kind: "unnamed" }
  /** a file system of Dm724-I 3.1 that this device has not got */
  | { readonly kind: "absent" }
  /** outside the sink to which TEST mode confines the session */
  | { readonly kind: "confined" }
  /** a directory, or a path that leads to no file system (AMB-039) */
  | { readonly kind: "nowhere" };

/** The text of a path without the blanks between it and the verb (RFC 959 5.3 allows several). */
export function pathText(argument: string | undefined): string {
  return (argument ?? "").replace(/^ +/, "");
}

/** Finds out which file a path means; whether it exists is not looked at. */
export function placeOf(session: Session, argument: string | undefined): Place {
  const text = pathText(argument);
  if (text === "" || text.length > MAX_PATH) return { kind: "unnamed" };
  const path = parsePath(text);
  if (path.kind !== "below") return { kind: "nowhere" };
  const { testMode, directory, device } = session;
  if (path.fileSystem !== undefined && testMode !== undefined && path.fileSystem !== testMode.name) {
    return { kind: "confined" };
  }
  const fileSystem = path.fileSystem === undefined ? directory : device.storage.get(path.fileSystem);
  if (fileSystem === undefined) return { kind: path.fileSystem === undefined ? "nowhere" : "absent" };
  if (!fileSystem.admits(path.name)) return { kind: "unnamed" };
  return { kind: "file", fileSystem, name: path.name };
}
