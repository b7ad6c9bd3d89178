import type { File, FileSystem } from "../../../device/file-system.js";
import type { Jobs } from "../../../device/jobs.js";
import type { Outcome, Representation } from "../../../device/outcome.js";
import type { DeviceReply } from "../../../device/reply.js";
import type { Peer, ServedSession } from "../../../device/served.js";
import type { CommandLine } from "../../../ftp/command.js";
import { type Level, NOBODY } from "./accounts.js";
import { busyReply, execute, MAX_COMMAND_LINE } from "./commands.js";
import type { Check, ListingFormat } from "./configuration.js";
import type { Device, Mode } from "./device.js";
import { say } from "./say.js";

/** What one control connection has set up so far. Commands read and write it; nothing else does. */
export class Session implements ServedSession {
  readonly longestLine = MAX_COMMAND_LINE;
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
  mode: Representation["mode"] = "S";
  structure: Representation["structure"] = "F";
  /** of LIST; SITE SYSTMODE sets it for this session only (2.1.15) */
  format: ListingFormat;
  /** where the next RETR, STOR or APPE begins (REST); Infinity is beyond every file */
  restart = 0;
  /** the file that the RNTO which has to follow renames */
  renaming: { fileSystem: FileSystem; file: File } | undefined;
  /** EPSV ALL was said (RFC 2428 4) */
  onlyEpsv = false;

  /** modes and checks that this session has changed */
  readonly #modes = new Set<Mode>();
  readonly #checks = new Set<Check>();

  constructor(
    readonly device: Device,
    readonly peer: Peer,
  ) {
    this.directory = this.#initialDirectory();
    this.format = device.configuration.os;
  }

  get jobs(): Jobs {
    return this.device.jobs;
  }

  get keepalive(): boolean {
    return this.device.modes.keepalive;
  }

  /** TIMER, in milliseconds (Dm724-I 2.1.21) */
  get patience(): number {
    return this.device.configuration.timer * 1000;
  }

  expired(): DeviceReply {
    return say("(any)", 221, "Inactivity Timer Expired. Goodbye.");
  }

  /** Carries out one command line. Never throws on account of what a client sends. */
  execute(command: CommandLine): Outcome {
    const { interference } = this.device;
    if (interference === undefined) return execute(this, command);
    return interference(this, command, (meant) => execute(this, meant));
  }

  /**
   * What a command gets that comes while the session is at work (AMB-019).
   * @returns undefined when it waits
   */
  refuseBusy(command: CommandLine): DeviceReply | undefined {
    return this.device.model.whenBusy === "refuse" ? busyReply(command) : undefined;
  }

  /** SITE changes a mode "during the session" (2.1.9): what it was before comes back with REIN and at the end. */
  setMode(mode: Mode, on: boolean): void {
    this.#modes.add(mode);
    this.device.modes[mode] = on;
  }

  /** The same for a check of received files. */
  setCheck(check: Check, on: boolean): void {
    this.#checks.add(check);
    this.device.checks[check] = on;
  }

  /** How the next transfer is represented. @param text whether it is one even in type I, as a listing is */
  representation(text = false): Representation {
    const ascii = text || this.type === "A";
    return { mode: this.mode, structure: this.structure, text: ascii, filler: ascii ? 0x20 : 0 };
  }

  /** REIN: everything as it was when the client connected, except the count of refused logins (AMB-012). */
  restartSession(): void {
    this.#restore();
    this.level = NOBODY;
    this.user = undefined;
    this.directory = this.#initialDirectory();
    this.testMode = undefined;
    this.type = "A";
    this.mode = "S";
    this.structure = "F";
    this.format = this.device.configuration.os;
    this.restart = 0;
    this.renaming = undefined;
    this.onlyEpsv = false;
    if (this.device.reload === this) this.device.reload = undefined;
  }

  /** The control connection is gone, or is about to go. @param by who closes it first */
  end(by: "client" | "server"): void {
    this.#restore();
    this.device.leave(this, by);
  }

  #initialDirectory(): FileSystem | undefined {
    const { storage, configuration, checks } = this.device;
    return storage.initial(configuration.syst, checks.system);
  }

  #restore(): void {
    for (const mode of this.#modes) this.device.restore(mode);
    for (const check of this.#checks) this.device.restoreCheck(check);
    this.#modes.clear();
    this.#checks.clear();
  }
}
