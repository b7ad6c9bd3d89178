import type { Hazard } from "../hazard/order.js";
import type { Alternative, ImageRecipe, Step } from "./schema.js";
import type { SuiteSystem } from "./suite-system.js";

/** A step of a preamble may be left out on a device that lacks a capability. */
export type PreambleStep = Step & { when?: string | undefined };

export interface Preamble {
  name: string;
  says: string;
  needs: readonly string[];
  steps: readonly PreambleStep[];
}

export interface Capability {
  name: string;
  says: string;
  satisfies: readonly string[];
  /** what says that it is not there, beside the replies of `NOT_IMPLEMENTED` */
  absent: readonly Alternative[];
  preamble: readonly string[];
  steps: readonly Step[];
}

/** A command that puts something back on a device that has a capability. */
export interface Restoration {
  readonly command: string;
  readonly when: string;
}

/** What the cases of one folder share (`suite.yaml`). */
export interface SuiteFolder {
  path: string;
  /** the system that its cases are for; undefined: any server */
  system: SuiteSystem | undefined;
  preambles: ReadonlyMap<string, Preamble>;
  capabilities: ReadonlyMap<string, Capability>;
  images: ReadonlyMap<string, ImageRecipe>;
  /** name and what holds */
  arrangements: ReadonlyMap<string, string>;
  /** commands after a case of this hazard or above, to a device that outlives it */
  restore: ReadonlyMap<Hazard, readonly Restoration[]>;
  /** commands whose lines some devices send as a reply each */
  series: readonly string[];
}

/** A folder in which nothing is shared. */
export const emptyFolder = (path = ""): SuiteFolder => ({
  path,
  system: undefined,
  preambles: new Map(),
  capabilities: new Map(),
  images: new Map(),
  arrangements: new Map(),
  restore: new Map(),
  series: [],
});

/** A case as the runner gets it: one row of an `each` table is a case of its own. */
export interface Case {
  id: string;
  suite: string;
  suiteTitle: string;
  source: string;
  purpose: string;
  covers: readonly string[];
  strength: "must" | "should" | "may";
  hazard: Hazard;
  needs: readonly string[];
  config: readonly string[];
  /** what must hold on the device and no configuration line says */
  arrange: readonly string[];
  preamble: readonly string[];
  twin: string | undefined;
  steps: readonly Step[];
  cleanup: readonly string[];
  /** every reply the case expects somewhere is a refusal */
  negative: boolean;
  /** the case asks for this capability and for nothing else: not there is an answer, too */
  capability?: Capability | undefined;
  /** somebody has said that the device has that capability, so not there is none */
  required?: boolean | undefined;
  folder: SuiteFolder;
  file: string;
  line: number;
}
