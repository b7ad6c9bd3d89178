import { Jobs, type Task } from "../../../device/jobs.js";
import { Power } from "../../../device/power.js";
import { type DeviceReply, together } from "../../../device/reply.js";
import type { Admission, Peer, Served } from "../../../device/served.js";
import { type Clock, systemClock } from "../../../net/clock.js";
import { Accounts, type Authenticator, type User } from "./accounts.js";
import type { Check, Configuration } from "./configuration.js";
import { parseConfiguration } from "./configuration-console.js";
import type { DeviceModel } from "./model.js";
import { defaultModel } from "./models.js";
import type { Interference, Parts } from "./parts.js";
import { say } from "./say.js";
import { Session } from "./session.js";
import { boot, type RunningSoftware } from "./software.js";
import { Storage } from "./storage.js";

/**
 * How a `Device` is made.
 * @since 0.1.0
 */
export interface DeviceOptions {
  /** lines in the manual's `FTP config>` syntax, on top of the default configuration (Dm724-I 2.1) */
  config?: readonly string[];
  /** lines sent in front of the greeting (1.4.1, G1) */
  banner?: readonly string[];
  /** registered users; left out, authentication is off and the users of 3.2 log in with a blank password */
  users?: readonly User[];
  /** who is asked instead of the device's own users */
  authenticator?: Authenticator;
  /** left out: the model "current" */
  model?: DeviceModel;
  clock?: Clock;
  /** of everything that looks random: generated files, what TST sends */
  seed?: number;
  /** what it is made of where that is not the usual thing: a device that is wrong is made so */
  parts?: Parts;
}

/**
 * Settings that the configuration presets and SITE changes while the device runs. They are the device's: STAT is the
 * state of the server, and shows them before login too.
 */
export const MODES = ["direct", "immediate", "keepalive", "reply"] as const;
export type Mode = (typeof MODES)[number];

/**
 * The reference device: what all its sessions share.
 * @since 0.1.0
 */
export class Device implements Served {
  readonly model: DeviceModel;
  readonly configuration: Readonly<Configuration>;
  readonly storage: Storage;
  readonly accounts: Authenticator;
  readonly clock: Clock;
  readonly jobs: Jobs;
  readonly power: Power;
  /** as in force */
  readonly modes: Record<Mode, boolean>;
  readonly checks: Record<Check, boolean>;
  /** what it was started with */
  software: RunningSoftware;
  /** SITE RELOAD ON was said: who said it */
  reload: Session | undefined;
  /** SITE SAVEBUFFER was ordered, and is done when this session's connection closes (AMB-029) */
  ordered: { readonly session: Session; readonly task: Task } | undefined;
  /** for faults; undefined on a device that works */
  interference: Interference | undefined;
  readonly #banner: readonly string[];
  readonly #admitting: Parts["admitting"];
  readonly #Session: typeof Session;
  readonly #boot: typeof boot;
  readonly #sessions = new Set<Session>();

  /** @throws ConfigurationFault */
  constructor(options: DeviceOptions = {}) {
    this.model = options.model ?? defaultModel();
    const { parts = {}, seed = 724 } = options;
    const configured = parseConfiguration(options.config ?? []);
    this.configuration = parts.configuration?.(configured) ?? configured;
    this.clock = options.clock ?? systemClock;
    const StorageMade = parts.Storage?.(Storage) ?? Storage;
    this.storage = new StorageMade(this.model, this.configuration, this.clock, seed, parts);
    const accounts = options.authenticator ?? new Accounts(options.users);
    this.accounts = parts.accounts?.(accounts) ?? accounts;
    this.jobs = new (parts.Jobs?.(Jobs) ?? Jobs)(this.clock);
    this.power = new (parts.Power?.(Power) ?? Power)(this.clock, this.model.boot, () => this.#start());
    this.interference = parts.interference;
    this.#admitting = parts.admitting;
    this.#Session = parts.Session?.(Session) ?? Session;
    this.#boot = parts.boot?.(boot) ?? boot;
    this.#banner = options.banner ?? [];
    const { direct, immediate, keepalive, reply, checks } = this.configuration;
    this.modes = { direct, immediate, keepalive, reply };
    this.checks = { ...checks };
    const booted = this.#boot(this.model, this.storage);
    this.software = booted.ok
      ? booted.software
      : { bios: undefined, application: undefined, configuration: undefined };
  }

  /** sessions that are open now */
  get sessions(): number {
    return this.#sessions.size;
  }

  /** CLIENTS (Dm724-I 2.1.5) */
  get clients(): number {
    return this.configuration.clients;
  }

  /** A client has connected. Every session that is handed out must be ended with `end`. */
  admit(peer: Peer): Admission<Session> {
    const admit = (): Admission<Session> => this.#admit(peer);
    return this.#admitting === undefined ? admit() : this.#admitting(this, admit);
  }

  #admit(peer: Peer): Admission<Session> {
    const { clients } = this.configuration;
    if (clients === 0) return { kind: "stopped" };
    // The manual gives no reply for one client too many; 421 is the code that closes (AMB-044).
    if (this.#sessions.size >= clients)
      return { kind: "full", reply: say("PASS", 421, "Service not available.") };
    const session = new this.#Session(this, peer);
    this.#sessions.add(session);
    return { kind: "session", session, greeting: this.#greeting() };
  }

  /**
   * A session's control connection is closed: what waited for that happens now.
   * @param by the client closes at once; after the server has closed, TCP keeps the reboot waiting (Dm724-I 3.10)
   */
  leave(session: Session, by: "client" | "server"): void {
    if (!this.#sessions.delete(session)) return;
    const { ordered } = this;
    if (ordered?.session === session) {
      this.ordered = undefined;
      this.jobs.run(undefined, ordered.task, () => {});
    }
    if (this.reload !== session) return;
    this.reload = undefined;
    const { afterQuit } = this.model.boot;
    const reboot = (): void => this.jobs.whenFinished(() => this.power.cycle(this.jobs));
    if (by === "client") reboot();
    else this.power.later(afterQuit * 1000, reboot);
  }

  /** What a mode was configured to be comes back (2.1.9). */
  restore(mode: Mode): void {
    this.modes[mode] = this.configuration[mode];
  }

  restoreCheck(check: Check): void {
    this.checks[check] = this.configuration.checks[check];
  }

  /** The device starts with what is stored. @returns why it does not, undefined when it does */
  #start(): string | undefined {
    this.#sessions.clear();
    this.reload = undefined;
    this.ordered = undefined;
    this.storage.buffer.deallocate();
    const booted = this.#boot(this.model, this.storage);
    if (!booted.ok) return booted.why;
    this.software = booted.software;
    for (const mode of MODES) this.restore(mode);
    Object.assign(this.checks, this.configuration.checks);
    return undefined;
  }

  /** The count includes the client that connects (G1). */
  #greeting(): DeviceReply {
    const template = "FTP server ready, %ld active clients of %ld simultaneous clients allowed.";
    const greeting = say("(connect)", 220, template, this.#sessions.size, this.configuration.clients);
    return this.#banner.length === 0 ? greeting : together(this.#banner, greeting);
  }
}
