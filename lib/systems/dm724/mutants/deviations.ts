import { accessDeviations } from "./access.js";
import { bufferDeviations } from "./buffer.js";
import { checkDeviations } from "./checks.js";
import { checksumDeviations } from "./checksums.js";
import { conditionDeviations } from "./conditions.js";
import { configuredDeviations } from "./configured.js";
import { dataDeviations } from "./data.js";
import type { Deviation } from "./deviation.js";
import { directoryDeviations } from "./directories.js";
import { fileDeviations } from "./files.js";
import { listingDeviations } from "./listings.js";
import { loginDeviations } from "./login.js";
import { missingDeviations } from "./missing.js";
import { parameterDeviations } from "./parameters.js";
import { pathDeviations } from "./paths.js";
import { portDeviations } from "./ports.js";
import { rebootDeviations } from "./reboot.js";
import { savingDeviations } from "./saving.js";
import { securingDeviations } from "./securing.js";
import { sessionDeviations } from "./sessions.js";
import { sinkDeviations } from "./sinks.js";
import { siteDeviations } from "./site.js";
import { storedDeviations } from "./stored.js";
import { testingDeviations } from "./testing.js";
import { toldDeviations } from "./told.js";
import { transferDeviations } from "./transfers.js";
import { workDeviations } from "./work.js";

/** Every way in which the reference device can be made to be wrong, by name. */
export const deviations: ReadonlyMap<string, Deviation> = new Map(
  Object.entries({
    ...accessDeviations,
    ...bufferDeviations,
    ...checkDeviations,
    ...checksumDeviations,
    ...fileDeviations,
    ...directoryDeviations,
    ...listingDeviations,
    ...parameterDeviations,
    ...portDeviations,
    ...sessionDeviations,
    ...storedDeviations,
    ...savingDeviations,
    ...siteDeviations,
    ...rebootDeviations,
    ...sinkDeviations,
    ...transferDeviations,
    ...workDeviations,
    ...conditionDeviations,
    ...configuredDeviations,
    ...dataDeviations,
    ...loginDeviations,
    ...missingDeviations,
    ...pathDeviations,
    ...securingDeviations,
    ...testingDeviations,
    ...toldDeviations,
  }),
);
