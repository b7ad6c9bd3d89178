import type { Catalogue } from "../catalogue/catalogue.js";
import { AGREED_HAZARDS, type HazardTable } from "../hazard/ftp/table.js";

/** What a suite has to know of the system that it is for: `system: NAME` in its suite.yaml. */
export interface SuiteSystem {
  readonly name: string;
  /** what its manual documents: replies, commands, faults */
  readonly catalogue: Catalogue;
  /** what its words beyond the standards' can do */
  readonly hazards: HazardTable;
  /** how `covers` cites its manual, beside `RFC 959 4.1.3` */
  readonly clause?: { readonly pattern: RegExp; readonly example: string };
  /** capabilities that are looked for whatever the cases need */
  readonly lookedFor?: readonly string[];
  /** the capability of devices that speak in the manual's own texts: others are judged by their codes alone */
  readonly textsWith?: string;
}

/** The systems that there are, by name. Whoever reads suites says which ones it knows. */
export type Systems<System extends SuiteSystem = SuiteSystem> = ReadonlyMap<string, System>;

/** What a suite's commands can do to the device that it is for. */
export function hazardsOf({ system }: { readonly system: SuiteSystem | undefined }): HazardTable {
  return system?.hazards ?? AGREED_HAZARDS;
}
