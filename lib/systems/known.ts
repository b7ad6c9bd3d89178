import { dm724 } from "./dm724/system.js";
import type { KnownSystems } from "./system.js";

/**
 * Every system that the command knows. One more is a folder beside this file, and a line here.
 * @since 0.3.0
 */
export const SYSTEMS: KnownSystems = new Map([dm724].map((system) => [system.name, system]));
