import type { Hazard } from "../catalogue/hazard.js";
import type { Account } from "../suite/profile.js";
import type { TextRule } from "../suite/reply-template.js";

/** One device, made ready for one case. */
export interface Bench {
  /** where its FTP server listens, or undefined when it has none for that address family */
  endpoint(family: 4 | 6 | undefined): Promise<{ host: string; port: number } | undefined>;
  release(): Promise<void>;
}

/** Where cases run: the embedded reference device or somebody's hardware. */
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
  readonly timings: { connectMs: number; replyMs: number; dataMs: number };
  /** the directory for the cases' own files, when the profile names it */
  readonly work: string | undefined;
  /** capabilities that the profile states, so that they are not probed */
  readonly stated: Readonly<Record<string, boolean>>;
  /** whether a configuration line holds on the device or can be brought about */
  configured(line: string): boolean;
  /** @param config the configuration that the case asks for */
  acquire(config: readonly string[]): Promise<Bench>;
  /** brings a dead device back; undefined when nobody said how */
  readonly recover: (() => Promise<void>) | undefined;
}
