import type { Hazard } from "../hazard/order.js";
import type { Shard } from "../suite/shard.js";

/** What `flashgate run` was told. */
export interface RunOptions {
  target?: string;
  permit?: Hazard;
  strict?: boolean;
  out?: string;
  junit?: string;
  jobs?: number;
  device?: string;
  shard?: Shard;
  /** milliseconds */
  timeLimit?: number;
  baseline?: string;
  certify?: boolean;
  key?: string;
  resume?: string;
  /** capabilities that the device must have */
  require?: string[];
  suites: string[];
  list?: boolean;
  quiet?: boolean;
}
