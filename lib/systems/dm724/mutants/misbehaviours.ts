import { accessMisbehaviours } from "./access.js";
import { bufferMisbehaviours } from "./buffer.js";
import { checkMisbehaviours } from "./checks.js";
import { checksumMisbehaviours } from "./checksums.js";
import { conditionMisbehaviours } from "./conditions.js";
import { configuredMisbehaviours } from "./configured.js";
import { dataMisbehaviours } from "./data.js";
import { directoryMisbehaviours } from "./directories.js";
import { fileMisbehaviours } from "./files.js";
import { listingMisbehaviours } from "./listings.js";
import { loginMisbehaviours } from "./login.js";
import type { Misbehaviour } from "./misbehaviour.js";
import { missingMisbehaviours } from "./missing.js";
import { parameterMisbehaviours } from "./parameters.js";
import { pathMisbehaviours } from "./paths.js";
import { portMisbehaviours } from "./ports.js";
import { rebootMisbehaviours } from "./reboot.js";
import { savingMisbehaviours } from "./saving.js";
import { securingMisbehaviours } from "./securing.js";
import { sessionMisbehaviours } from "./sessions.js";
import { sinkMisbehaviours } from "./sinks.js";
import { siteMisbehaviours } from "./site.js";
import { storedMisbehaviours } from "./stored.js";
import { testingMisbehaviours } from "./testing.js";
import { toldMisbehaviours } from "./told.js";
import { transferMisbehaviours } from "./transfers.js";
import { workMisbehaviours } from "./work.js";

/** Every way in which the reference device can be made to be wrong, by name. */
export const misbehaviours: ReadonlyMap<string, Misbehaviour> = new Map(
  Object.entries({
    ...accessMisbehaviours,
    ...bufferMisbehaviours,
    ...checkMisbehaviours,
    ...checksumMisbehaviours,
    ...fileMisbehaviours,
    ...directoryMisbehaviours,
    ...listingMisbehaviours,
    ...parameterMisbehaviours,
    ...portMisbehaviours,
    ...sessionMisbehaviours,
    ...storedMisbehaviours,
    ...savingMisbehaviours,
    ...siteMisbehaviours,
    ...rebootMisbehaviours,
    ...sinkMisbehaviours,
    ...transferMisbehaviours,
    ...workMisbehaviours,
    ...conditionMisbehaviours,
    ...configuredMisbehaviours,
    ...dataMisbehaviours,
    ...loginMisbehaviours,
    ...missingMisbehaviours,
    ...pathMisbehaviours,
    ...securingMisbehaviours,
    ...testingMisbehaviours,
    ...toldMisbehaviours,
  }),
);
