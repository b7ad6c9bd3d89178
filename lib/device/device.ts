import { type Clock, systemClock } from "../net/clock.js";
import { Accounts, type User } from "./accounts.js";
import { type Configuration, parseConfiguration } from "./configuration.js";
import type { FileSystem } from "./file-system.js";
import { currentModel, type DeviceModel } from "./model.js";
import { type Reply, say, together } from "./reply.js";
import { type Peer, Session } from "./session.js";
import { Storage } from "./storage.js";

export interface DeviceOptions {
  /** lines in the manual's `FTP config>` syntax, on top of the default configuration (Dm724-I 2.1) */
  config?: readonly string[];
  /** lines sent in front of the greeting (1.4.1, G1) */
  banner?: readonly string[];
  /** registered users; left out, authentication is off and the users of 3.2 log in with a blank password */
  users?: readonly User[];
  model?: DeviceModel;
  clock?: Clock;
  /** of everything that looks random: generated files, what TST sends */
  seed?: number;
}

/**
 * Settings that the configuration presets and SITE changes while the device runs. They are the device's: STAT is the
 * state of the server, and shows them before login too.
 */
export type Mode = "direct" | "immediate" | "keepalive" | "reply";

/** What becomes of a client that connects. */
export type Admission =
  | { readonly kind: "session"; readonly session: Session; readonly greeting: Reply }
  | { readonly kind: "full"; readonly reply: Reply }
  /** CLIENTS 0: the service does not run (Dm724-I 2.1.5) */
  | { readonly kind: "stopped" };

/** The reference device: what all its sessions share. */
export class Device {
  readonly model: DeviceModel;
  readonly configuration: Readonly<Configuration>;
  readonly storage: Storage;
  readonly accounts: Accounts;
  readonly clock: Clock;
  /** as in force */
  readonly modes: Record<Mode, boolean>;
  readonly #banner: readonly string[];
  readonly #sessions = new Set<Session>();
  /** who transfers, and in which file system; undefined is the top of the tree */
  readonly #jobs = new Map<Session, FileSystem | undefined>();

  /** @throws ConfigurationFault */
  constructor(options: DeviceOptions = {}) {
    this.model = options.model ?? currentModel;
    this.configuration = parseConfiguration(options.config ?? []);
    this.clock = options.clock ?? systemClock;
    this.storage = new Storage(this.model, this.clock, options.seed ?? 724);
    this.accounts = new Accounts(options.users);
    this.#banner = options.banner ?? [];
    const { direct, immediate, keepalive, reply } = this.configuration;
    this.modes = { direct, immediate, keepalive, reply };
  }

  /** sessions that are open now */
  get sessions(): number {
    return this.#sessions.size;
  }

  /** transfers that run now, of all sessions */
  get jobs(): number {
    return this.#jobs.size;
  }

  /** A session has one job at a time; its file system is closed to the others until the end (Dm724-I 3.1, AMB-019). */
  beginJob(session: Session, fileSystem: FileSystem | undefined): void {
    this.#jobs.set(session, fileSystem);
  }

  endJob(session: Session): void {
    this.#jobs.delete(session);
  }

  /** Whether another session is at work in the file system. */
  isBusyFor(session: Session, fileSystem: FileSystem): boolean {
    for (const [worker, used] of this.#jobs) if (used === fileSystem && worker !== session) return true;
    return false;
  }

  /** A client has connected. Every session that is handed out must be ended with `end`. */
  admit(peer: Peer): Admission {
    const { clients } = this.configuration;
    if (clients === 0) return { kind: "stopped" };
    // The manual gives no reply for one client too many; 421 is the code that closes (AMB-044).
    if (this.#sessions.size >= clients)
      return { kind: "full", reply: say("PASS", 421, "Service not available.") };
    const session = new Session(this, peer, () => this.#sessions.delete(session));
    this.#sessions.add(session);
    return { kind: "session", session, greeting: this.#greeting() };
  }

  /** The count includes the client that connects (G1). */
  #greeting(): Reply {
    const template = "FTP server ready, %ld active clients of %ld simultaneous clients allowed.";
    const greeting = say("(connect)", 220, template, this.#sessions.size, this.configuration.clients);
    return this.#banner.length === 0 ? greeting : together(this.#banner, greeting);
  }
}
