import type { CommandLine } from "../ftp/command.js";
import type { Endpoint } from "../ftp/endpoint.js";
import { type Level, NOBODY } from "./accounts.js";
import { execute } from "./commands.js";
import type { ListingFormat } from "./configuration.js";
import type { Device, Mode } from "./device.js";
import type { File, FileSystem } from "./file-system.js";
import type { Outcome } from "./outcome.js";

/** The two ends of the control connection. */
export interface Peer {
  /** the client's; IPv6 in the form of RFC 5952, IPv4 as dotted decimal */
  client: Endpoint;
  /** the device's own address on this connection */
  host: string;
}

/** What one control connection has set up so far. Commands read and write it; nothing else does. */
export class Session {
  level: Level = NOBODY;
  /** the USER that waits for its PASS */
  user: string | undefined;
  /** PASS that did not fit, since the client connected */
  refusedLogins = 0;

  /** the working directory; undefined is the top of the tree, NUL */
  directory: FileSystem | undefined;
  /** the sink to which TEST mode confines the session (Dm724-I 3.3) */
  testMode: FileSystem | undefined;
  /** L 8 is the same as I (Dm724-I 1.3) */
  type: "A" | "I" = "A";
  /** of LIST; SITE SYSTMODE sets it for this session only (2.1.15) */
  format: ListingFormat;
  /** where the next RETR, STOR or APPE begins (REST); Infinity is beyond every file */
  restart = 0;
  /** the file that the RNTO which has to follow renames */
  renaming: { fileSystem: FileSystem; file: File } | undefined;
  /** EPSV ALL was said (RFC 2428 4) */
  onlyEpsv = false;

  /** modes that this session has changed */
  readonly #changed = new Set<Mode>();
  readonly #end: () => void;

  constructor(
    readonly device: Device,
    readonly peer: Peer,
    end: () => void,
  ) {
    this.#end = end;
    this.directory = device.storage.initial(device.configuration.syst);
    this.format = device.configuration.os;
  }

  /** Carries out one command line. Never throws on account of what a client sends. */
  execute(command: CommandLine): Outcome {
    return execute(this, command);
  }

  /** SITE changes a mode "during the session" (2.1.9): what it was before comes back with REIN and at the end. */
  setMode(mode: Mode, on: boolean): void {
    this.#changed.add(mode);
    this.device.modes[mode] = on;
  }

  /** REIN: everything as it was when the client connected, except the count of refused logins (AMB-012). */
  restartSession(): void {
    this.#restoreModes();
    this.level = NOBODY;
    this.user = undefined;
    this.directory = this.device.storage.initial(this.device.configuration.syst);
    this.testMode = undefined;
    this.type = "A";
    this.format = this.device.configuration.os;
    this.restart = 0;
    this.renaming = undefined;
    this.onlyEpsv = false;
  }

  /** The control connection is gone, or is about to go. */
  end(): void {
    this.#restoreModes();
    this.#end();
  }

  #restoreModes(): void {
    for (const mode of this.#changed) this.device.modes[mode] = this.device.configuration[mode];
    this.#changed.clear();
  }
}
