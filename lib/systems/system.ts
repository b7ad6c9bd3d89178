/** What the engine has to know of a system: whatever else it is stands in a folder of its own, beside this file. */
import type { Served } from "../device/served.js";
import type { Fault } from "../files/fault.js";
import type { Clock } from "../net/clock.js";
import type { Account } from "../suite/profile.js";
import type { ImageRecipe } from "../suite/schema.js";
import type { SuiteSystem, Systems } from "../suite/suite-system.js";

/**
 * Equipment with a manual of its own: what a suite has to know of it, and the devices that stand in for it.
 * @since 0.3.0
 */
export interface System extends SuiteSystem {
  /** loaded when first asked for; left out where there is no reference device */
  readonly models?: () => Promise<Models>;
}

export type KnownSystems = Systems<System>;

/** The reference devices of a system. */
export interface Models {
  /** of those that come with the project, in order; the first word of a command line may be one */
  names(): readonly string[];
  /** @throws Error for a name that is none of `names` */
  named(name: string): ReferenceModel;
  /** the one that is meant when nobody names one */
  standard(): ReferenceModel;
  /** @param file describes a model of somebody's own */
  read(file: string): { ok: true; model: ReferenceModel } | { ok: false; faults: readonly Fault[] };
}

/** What a case asks of the device before it begins. */
export interface Preconditions {
  /** lines of the system's configuration language */
  readonly config: readonly string[];
  /** arrangements of suite.yaml, each on top of those before it */
  readonly arrange: readonly string[];
}

/** A fault of the catalogue, how often it strikes and, if only one, which command. */
export interface Provocation {
  readonly fault: string;
  readonly count?: number;
  readonly on?: string;
}

/**
 * One kind of device, as many as are wanted of it.
 * @since 0.3.0
 */
export interface ReferenceModel {
  readonly name: string;
  /** who may log in where authentication is off, by level */
  readonly accounts: { readonly root: Account; readonly guest: Account };
  /** whether a device of this model can be arranged so */
  arranges(name: string): boolean;
  /** @returns an image for a device of this model, undefined where it has nothing that such an image could stand beside */
  image(recipe: ImageRecipe): Buffer | undefined;
  /** A fresh device. */
  make(wanted: Preconditions, clock: Clock): Made;
}

export interface Made {
  readonly device: Served;
  /** from which it makes data connections; undefined where that takes rights that a test does not have */
  readonly dataPort: number | undefined;
  /** Makes it fail from now on. @returns one sentence when that could not be done */
  provoke(provocation: Provocation): string | undefined;
}
