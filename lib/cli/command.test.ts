/** How tests start the command: as it was built when they were built, from its source when they run from theirs. */
import { fileURLToPath } from "node:url";

const built = import.meta.url.endsWith(".js");
const cli = fileURLToPath(new URL(built ? "../cli.js" : "../cli.ts", import.meta.url));

/** The arguments for Node that stand in front of the command's own. */
export const COMMAND: readonly string[] = built ? [cli] : [`--import=${import.meta.resolve("tsx")}`, cli];
