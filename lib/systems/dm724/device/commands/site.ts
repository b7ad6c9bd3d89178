import type { Outcome } from "../../../../device/outcome.js";
import { type CommandFamily, wordsOf } from "../command.js";
import { say } from "../say.js";
import type { Session } from "../session.js";
import { bufferServices } from "./site-buffer.js";
import { checkServices } from "./site-checks.js";
import { modeServices } from "./site-modes.js";
import type { Service } from "./site-service.js";
import { softwareServices } from "./site-software.js";

/** The device's own services (Dm724-I 1.4.3 SITE, chapter 3). */
export const siteCommands: CommandFamily = {
  SITE: { run: site },
};

/** Every word that chapter 3 documents. */
const services: ReadonlyMap<string, Service> = new Map(
  Object.entries({ ...bufferServices, ...checkServices, ...modeServices, ...softwareServices }).toSorted(
    ([a], [b]) => (a < b ? -1 : 1),
  ),
);

/** For HELP. */
export const siteWords: readonly string[] = [...services.keys()];

function site(session: Session, argument: string | undefined): Outcome {
  const [word = "", ...rest] = wordsOf(argument);
  const service = services.get(word.toUpperCase());
  if (service === undefined) return say("SITE", 500, "SITE command not recognized.");
  return service(session, rest.length === 0 ? undefined : rest.join(" ").toUpperCase());
}
