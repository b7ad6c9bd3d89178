import type { CommandEntry } from "../../../catalogue/entry.js";
import type { Outcome } from "../../../device/outcome.js";
import type { DeviceReply } from "../../../device/reply.js";
import type { CommandLine } from "../../../ftp/command.js";
import { catalogue } from "../catalogue.js";
import { GUEST, type Level, NOBODY, ROOT } from "./accounts.js";
import type { Command } from "./command.js";
import { checksumCommands } from "./commands/checksum.js";
import { dataPortCommands } from "./commands/data-port.js";
import { directoryCommands } from "./commands/directory.js";
import { fileCommands } from "./commands/files.js";
import { helpCommands } from "./commands/help.js";
import { informationCommands } from "./commands/information.js";
import { listingCommands } from "./commands/listing.js";
import { representationCommands } from "./commands/representation.js";
import { sessionCommands } from "./commands/session.js";
import { siteCommands } from "./commands/site.js";
import { transferCommands } from "./commands/transfer.js";
import { say } from "./say.js";
import type { Session } from "./session.js";

/** Octets of a command line, its CR LF included; the manual only says that there is a limit. */
export const MAX_COMMAND_LINE = 512;

/** The least level that may use a command: 1.4.1, 1.4.2 or 1.4.3, as the table of commands says. */
const LEVELS: Readonly<Record<CommandEntry["access"], Level>> = {
  any: NOBODY,
  registered: GUEST,
  root: ROOT,
};
const access: ReadonlyMap<string, Level> = new Map(
  [...catalogue.commands, ...catalogue.extensions.commands].map((known) => [
    known.verb,
    LEVELS[known.access],
  ]),
);

const commands: ReadonlyMap<string, Command> = new Map(
  Object.entries({
    ...sessionCommands,
    ...informationCommands,
    ...helpCommands(
      (verb) => commands.get(verb),
      () => commands.keys(),
    ),
    ...dataPortCommands,
    ...representationCommands,
    ...transferCommands,
    ...listingCommands,
    ...directoryCommands,
    ...fileCommands,
    ...checksumCommands,
    ...siteCommands,
  }),
);

/** Carries out one command line for a session. */
export function execute(session: Session, line: CommandLine): Outcome {
  const { verb, argument } = line;
  // RNTO has to follow its RNFR directly (RFC 959 4.1.3).
  if (verb !== "RNTO") session.renaming = undefined;
  const fault = lineFault(line);
  if (fault !== undefined) return say("(any)", 500, fault);
  const command = commands.get(verb);
  if (command === undefined) return say("(any)", 500, unknownVerb(verb));
  if (session.level < (access.get(verb) ?? ROOT)) return say(verb, 530, "Access denied, not logged in.");
  return command.run(session, argument, verb);
}

/** Commands that are never refused because the session is at work: they list no 450. */
const NEVER_BUSY: readonly string[] = ["QUIT", "STAT", "ABOR"];

/** What a command gets while the session is at work, on a device that does not let commands wait (AMB-019). */
export function busyReply({ verb }: CommandLine): DeviceReply | undefined {
  return NEVER_BUSY.includes(verb) ? undefined : say(verb, 450, "Error, system busy.");
}

const DELIMITER = "Syntax error, command delimiter error.";

function lineFault({ line, irregularities }: CommandLine): string | undefined {
  const length = line.octets.length + line.dropped + (line.ending === "crlf" ? 2 : 1);
  if (length > MAX_COMMAND_LINE) return "Syntax error, command line too long.";
  if (irregularities.length === 0) return undefined;
  const cut = irregularities.some((name) => name === "bare-lf" || name === "bare-cr" || name === "nul");
  return cut ? DELIMITER : undefined;
}

/** A known verb with something else than a blank behind it has the wrong delimiter; other words are no verbs. */
function unknownVerb(word: string): string {
  const verb = /^[A-Z]+/.exec(word)?.[0] ?? "";
  return verb !== word && commands.has(verb) ? DELIMITER : "Syntax error, command unrecognized.";
}
