import type { Case } from "../suite/case.js";
import type { Dm724Options } from "../systems/dm724/testbed.js";

/** One device that is wrong in one way. */
export interface Mutant {
  /** permanent: `reply.stor.426.unexpected-data-link-close.wrong-code`, `behaviour.buffer-not-cleared` */
  readonly name: string;
  /** what the manual says instead stands there */
  readonly clause: string;
  /** one sentence: what is wrong */
  readonly says: string;
  /** makes an embedded device this one */
  readonly options: Pick<Dm724Options, "rewrite" | "parts" | "hears">;
  /** how likely the case is to find it out: the highest first; 0 is not run at all */
  chance(item: Case): number;
}
