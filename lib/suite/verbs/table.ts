import { controlVerbs } from "./control.js";
import { dataVerbs } from "./data.js";
import { timeVerbs } from "./time.js";
import { transferVerbs } from "./transfers.js";

/**
 * Every verb of the case language. A new one is an entry in one of these families, and its performer beside those of the same
 * family (`runner/ftp/steps`); nothing else names verbs.
 */
export const verbs = { ...controlVerbs, ...dataVerbs, ...timeVerbs, ...transferVerbs };
