/** Where the inputs are that tests of the lowest layers read: seen from the source, and from what the build made of it. */
import { existsSync } from "node:fs";
import { join } from "node:path";

export const FIXTURES =
  ["../..", "../../.."].map((up) => join(import.meta.dirname, up, "fixtures")).find(existsSync) ?? "";
