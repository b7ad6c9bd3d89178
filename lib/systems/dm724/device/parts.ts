/** What a device is made of where it is not the usual thing. A device that is right is made without any of this. */
import type { Disk } from "../../../device/disk.js";
import type { Jobs } from "../../../device/jobs.js";
import type { Outcome } from "../../../device/outcome.js";
import type { Power } from "../../../device/power.js";
import type { Admission } from "../../../device/served.js";
import type { CommandLine } from "../../../ftp/command.js";
import type { Authenticator } from "./accounts.js";
import type { Configuration } from "./configuration.js";
import type { Device } from "./device.js";
import type { Session } from "./session.js";
import type { Sink } from "./sink.js";
import type { boot } from "./software.js";
import type { Storage } from "./storage.js";
import type { TemporaryBuffer } from "./temporary-buffer.js";

/**
 * Stands between a command and what the device does about it.
 * @param carryOut does what a command means: the one that came, or another in its place
 */
export type Interference = (
  session: Session,
  command: CommandLine,
  carryOut: (command: CommandLine) => Outcome,
) => Outcome;

/** Stands between a client that connects and what the device does about it. */
type Admitting = (device: Device, admit: () => Admission<Session>) => Admission<Session>;

/** Something in the place of what there would be, made of it: a class that extends it, a function that calls it. */
type InPlaceOf<Usual> = (usual: Usual) => Usual;

/** Classes in the place of those of the file systems. */
export interface StorageParts {
  readonly Disk?: InPlaceOf<typeof Disk> | undefined;
  readonly TemporaryBuffer?: InPlaceOf<typeof TemporaryBuffer> | undefined;
  readonly Sink?: InPlaceOf<typeof Sink> | undefined;
}

/** Handed to a device when it is made; of one device alone where they remember something. */
export interface Parts extends StorageParts {
  readonly Session?: InPlaceOf<typeof Session> | undefined;
  readonly Storage?: InPlaceOf<typeof Storage> | undefined;
  readonly Jobs?: InPlaceOf<typeof Jobs> | undefined;
  readonly Power?: InPlaceOf<typeof Power> | undefined;
  /** what is in force, of what was configured */
  readonly configuration?: InPlaceOf<Readonly<Configuration>> | undefined;
  readonly accounts?: InPlaceOf<Authenticator> | undefined;
  /** what the device starts with, when it is made and after each reboot */
  readonly boot?: InPlaceOf<typeof boot> | undefined;
  readonly admitting?: Admitting | undefined;
  readonly interference?: Interference | undefined;
}

/** Several parts as those of one device. Each stands in front of those before it: it gets what they make. */
export function composed(...several: readonly Parts[]): Parts {
  return several.reduce((first, second) => ({
    Disk: chained(first.Disk, second.Disk),
    TemporaryBuffer: chained(first.TemporaryBuffer, second.TemporaryBuffer),
    Sink: chained(first.Sink, second.Sink),
    Session: chained(first.Session, second.Session),
    Storage: chained(first.Storage, second.Storage),
    Jobs: chained(first.Jobs, second.Jobs),
    Power: chained(first.Power, second.Power),
    configuration: chained(first.configuration, second.configuration),
    accounts: chained(first.accounts, second.accounts),
    boot: chained(first.boot, second.boot),
    admitting: inFront(
      first.admitting,
      second.admitting,
      (inner, outer) => (device, admit) => outer(device, () => inner(device, admit)),
    ),
    interference: inFront(
      first.interference,
      second.interference,
      (inner, outer) => (session, command, carryOut) =>
        outer(session, command, (meant) => inner(session, meant, carryOut)),
    ),
  }));
}

function chained<Usual>(
  first: InPlaceOf<Usual> | undefined,
  second: InPlaceOf<Usual> | undefined,
): InPlaceOf<Usual> | undefined {
  return inFront(first, second, (inner, outer) => (usual) => outer(inner(usual)));
}

function inFront<Part>(
  first: Part | undefined,
  second: Part | undefined,
  both: (inner: Part, outer: Part) => Part,
): Part | undefined {
  return first === undefined || second === undefined ? (first ?? second) : both(first, second);
}
