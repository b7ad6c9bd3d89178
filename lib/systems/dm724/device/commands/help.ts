import type { DeviceReply } from "../../../../device/reply.js";
import { catalogue } from "../../catalogue.js";
import { type Command, type CommandFamily, wordsOf } from "../command.js";
import { say } from "../say.js";
import { siteWords } from "./site.js";

/** How each command is written, in the notation of the documented example: `LIST[ <path-name>]<CRLF>`. */
const syntaxes: ReadonlyMap<string, string> = new Map(
  [...catalogue.commands, ...catalogue.extensions.commands].map(({ verb, syntax }) => [
    verb,
    printed(syntax),
  ]),
);

/** @param syntax as the table of commands writes it: `LIST [<SP> <path-name>] <CRLF>` */
function printed(syntax: string): string {
  const notation: Readonly<Record<string, string>> = { " ": "", '"': "", "/": "|", "(": "<", ")": ">" };
  return syntax.replaceAll(/[ "/()]/g, (mark) => notation[mark] ?? mark).replaceAll("<SP>", " ");
}

/** HELP (Dm724-I 1.4.1, AMB-013), from the table of commands and from what there is, which the two functions tell. */
export function helpCommands(
  find: (verb: string) => Command | undefined,
  verbs: () => Iterable<string>,
): CommandFamily {
  let general: DeviceReply | undefined;
  return {
    HELP: {
      run: (session, argument) => {
        const [word] = wordsOf(argument);
        const { help } = session.device.model.features;
        if (help === "none") return say("HELP", 502, "Help not available.");
        if (word === undefined) return (general ??= generalHelp(verbs()));
        if (help === "general") return say("HELP", 504, "Command help not available.");
        const verb = word.toUpperCase();
        const command = find(verb);
        if (command === undefined) return say("HELP", 214, "HELP: Command not recognized");
        if (command.absent) return say("HELP", 214, "HELP: Command recognized but not implemented");
        const more = verb === "SITE" ? `, where <word> is ${siteWords.join(", ")}` : "";
        const template = "LIST: Syntax: LIST[ <path-name>]<CRLF>...";
        return say("HELP", 214, template, verb, `${syntaxes.get(verb) ?? verb}${more}`);
      },
    },
  };
}

function generalHelp(verbs: Iterable<string>): DeviceReply {
  return say("HELP", 214, "HELP: See ...", `HELP <command> for ${[...verbs].sort().join(", ")}`);
}
