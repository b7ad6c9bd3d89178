import { accessDeviations } from "./access.js";
import { bufferDeviations } from "./buffer.js";
import { checkDeviations } from "./checks.js";
import type { Deviation } from "./deviation.js";
import { fileDeviations } from "./files.js";
import { workDeviations } from "./work.js";

/** Every way in which the reference device can be made to be wrong, by name. */
export const deviations: ReadonlyMap<string, Deviation> = new Map(
  Object.entries({
    ...accessDeviations,
    ...bufferDeviations,
    ...checkDeviations,
    ...fileDeviations,
    ...workDeviations,
  }),
);
