import type { CatalogueEntry } from "./entry.js";

/**
 * Where in the course of a command something breaks.
 * `order`: before anything has happened. `open`: behind the preliminary reply. `data`: while data flows. `end`: when all
 * else is done. `task`: at the end of a SITE command that takes its time, instead of what it would have done.
 * `slow`: nothing breaks, but the command takes so long that ABOR finds it at work.
 */
export type FaultPoint = "order" | "open" | "data" | "end" | "task" | "slow";

/**
 * Something inside a device that no client can bring about alone, and the documented reply that tells of it.
 * @since 0.3.0
 */
export interface DeviceFault {
  /** a permanent name: `retr-read` */
  name: string;
  /** commands that it can strike: `RETR`, `SITE BACKUP`; `*` is any */
  on: readonly string[];
  entry: CatalogueEntry;
  point: FaultPoint;
}
