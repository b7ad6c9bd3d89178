import type { Hazard } from "../hazard/order.js";
import type { Account } from "../suite/profile.js";
import type { TextRule } from "../suite/reply-template.js";
import type { ImageRecipe } from "../suite/schema.js";
import type { Preconditions, Provocation } from "../systems/system.js";
import type { Wire } from "../tester/wire.js";
import type { Silences } from "./silences.js";

interface SutEndpoint {
  readonly host: string;
  readonly port: number;
  /** the address to connect from; the system's choice when left out */
  readonly from?: string | undefined;
}

/**
 * One device, made ready for one case.
 * @since 0.3.0
 */
export interface SystemUnderTest {
  readonly wire: Wire;
  /** where its FTP server listens, or undefined when it has none for that address family */
  endpoint(family: 4 | 6 | undefined): Promise<SutEndpoint | undefined>;
  /**
   * Makes the device fail from now on.
   * @returns one sentence when that could not be done
   */
  provoke(provocation: Provocation, signal: AbortSignal): Promise<string | undefined>;
  /** Sets the device's time forward; undefined where time passes by itself alone. */
  readonly forward: ((milliseconds: number) => void) | undefined;
  release(): Promise<void>;
}

/** A device as it is. */
export const AS_IT_IS: Preconditions = { config: [], arrange: [] };

interface Timings {
  readonly connectMs: number;
  readonly replyMs: number;
  readonly dataMs: number;
  /** the longest that one case may take */
  readonly caseMs: number;
  /** the longest that the whole run may take */
  readonly runMs: number;
}

/**
 * Where cases run: the embedded reference device or somebody's hardware.
 * @since 0.1.0
 */
export interface Testbed {
  readonly name: string;
  readonly kind: "embedded" | "target";
  /** the device outlives a case, so what a case leaves behind must be put back */
  readonly persistent: boolean;
  /** how many cases can run at the same time */
  readonly jobs: number;
  readonly permit: Hazard;
  readonly texts: TextRule | "auto";
  readonly accounts: { root: Account | undefined; guest: Account | undefined };
  readonly timings: Timings;
  /** the directory for the cases' own files, when the profile names it */
  readonly work: string | undefined;
  /** capabilities that the profile states, so that they are not probed */
  readonly stated: Readonly<Record<string, boolean>>;
  /** capabilities that must be there */
  readonly required?: readonly string[] | undefined;
  /** whether a configuration line holds on the device or can be brought about */
  configured(line: string): boolean;
  /** whether an arrangement of suite.yaml holds on the device or can be brought about */
  arranged(name: string): boolean;
  /** whether the device can be made to fail in this way */
  provokes(fault: string): boolean;
  /** an image for this device, or undefined when there is none of that name */
  image(name: string, recipe: ImageRecipe): Buffer | undefined;
  /** what is remembered of the device's silence; undefined where nothing is waited for (a recorded run) */
  readonly silences?: Silences | undefined;
  /** checksums of images whose octets are not there, which stand for them (a recorded run) */
  readonly sums?: WeakMap<Buffer, number>;
  /**
   * @param wanted what the case asks for: configuration lines and arrangements
   * @param signal ends a wait for a device that another run on this machine is using
   */
  acquire(wanted: Preconditions, signal?: AbortSignal): Promise<SystemUnderTest>;
  /** brings a dead device back, unless the run is stopped meanwhile; undefined when nobody said how */
  readonly recover: ((signal: AbortSignal) => Promise<void>) | undefined;
}
