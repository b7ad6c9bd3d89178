import type { FileSystem, WriteFrom } from "../../../device/file-system.js";
import type { DeviceReply } from "../../../device/reply.js";
import { CheckedReception, continuedReception } from "./checked-reception.js";
import type { Device } from "./device.js";
import { plainReception, type Reception } from "./file-transfer.js";
import { foldName, isCheckedName, isEightThree, nameParts, parsePath } from "./names.js";
import { type Place, pathText, placeOf } from "./place.js";
import { say } from "./say.js";
import type { Session } from "./session.js";

/** Where a received file goes, and whether its contents are checked (Dm724-I 3.8, AMB-040). */
export type ReceivingPlace =
  | {
      readonly kind: "file";
      readonly fileSystem: FileSystem;
      readonly name: string;
      readonly checked: boolean;
    }
  | { readonly kind: "nowhere"; readonly checked: boolean }
  /** it belongs in a file system that this device has not got (3.7) */
  | { readonly kind: "elsewhere" }
  | Exclude<Place, { kind: "file" } | { kind: "nowhere" }>;

/**
 * With DIRECT OFF a file goes to the temporary buffer, also for a path that names another file system (AMB-049),
 * unless that is a sink, which always works (3.3), or leads nowhere (5.1.4).
 */
export function receivingPlace(session: Session, argument: string | undefined): ReceivingPlace {
  const { device, testMode } = session;
  const place = placeOf(session, argument);
  if (device.modes.direct || testMode !== undefined) return judged(session, argument, place);
  if (place.kind === "file" && place.fileSystem.sink) return { ...place, checked: false };
  const name = nameForBuffer(place, argument);
  if (name === undefined) return judged(session, argument, place);
  if (!isEightThree(name)) return { kind: "unnamed" };
  if (device.storage.home(nameParts(name)[1]) === "absent") return { kind: "elsewhere" };
  return { kind: "file", fileSystem: device.storage.buffer, name, checked: isCheckedName(name) };
}

/** A bare name needs no working directory: 3.5 stores it in the buffer from the top of the tree, too. */
function nameForBuffer(place: Place, argument: string | undefined): string | undefined {
  if (place.kind === "file") return place.name;
  const path = parsePath(pathText(argument));
  return place.kind === "nowhere" && path.kind === "below" ? path.name : undefined;
}

/** Known extensions are checked, but not in TEST mode, nor what a sink swallows. */
function judged(session: Session, argument: string | undefined, place: Place): ReceivingPlace {
  if (place.kind === "file") {
    const checked = session.testMode === undefined && !place.fileSystem.sink && isCheckedName(place.name);
    return { ...place, checked };
  }
  if (place.kind !== "nowhere") return place;
  const last = foldName(pathText(argument).replace(/^.*\//, ""));
  return { kind: "nowhere", checked: session.testMode === undefined && isCheckedName(last) };
}

export type ReceptionOpened =
  | { readonly ok: true; readonly reception: Reception }
  | { readonly ok: false; readonly reply: DeviceReply };

/** Opens the place for what is going to arrive. */
export function receptionFor(
  device: Device,
  verb: string,
  place: Extract<ReceivingPlace, { kind: "file" }>,
  from: WriteFrom,
): ReceptionOpened {
  const { fileSystem, name, checked } = place;
  const buffer = fileSystem === device.storage.buffer ? device.storage.buffer : undefined;
  const rules = device.storage.disk(fileSystem.name)?.rules;
  if (from === 0 && rules?.readOnly !== true && (checked || rules?.admitsContent !== undefined)) {
    return { ok: true, reception: newlyChecked(device, place) };
  }
  // What is judged as a whole cannot be written in parts.
  if (rules?.admitsContent !== undefined) return { ok: false, reply: say(verb, 550, "Unable to open file.") };
  const opened = fileSystem.openForWriting(name, from);
  if (!opened.ok) {
    const seek = opened.fault === "seek";
    return {
      ok: false,
      reply: seek ? say(verb, 554, "Unable to seek in file.") : say(verb, 550, "Unable to open file."),
    };
  }
  // What APPE adds to the buffer may not be all yet: SAVEBUFFER judges the whole (AMB-041).
  const judge = checked && !(verb === "APPE" && buffer !== undefined);
  const reception = judge
    ? continuedReception(verb, device, name, opened.writer, buffer)
    : plainReception(verb, opened.writer);
  return { ok: true, reception };
}

/** In DIRECT ON the imprinted name is the one that it is stored under at once (3.8, CHECK RENAME). */
function newlyChecked(
  device: Device,
  { fileSystem, name }: Extract<ReceivingPlace, { kind: "file" }>,
): Reception {
  const buffer = fileSystem === device.storage.buffer ? device.storage.buffer : undefined;
  const zone = fileSystem.name === "BIO";
  return new CheckedReception(device, {
    name,
    buffer,
    open: (header) => {
      const renamed = buffer === undefined && device.checks.rename ? header?.name : undefined;
      return fileSystem.openForWriting(renamed ?? name, 0);
    },
    admits: (header) => !zone || header?.kind === "bios",
  });
}
