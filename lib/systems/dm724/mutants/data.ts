import type { Outcome, Passive } from "../../../device/outcome.js";
import { type DeviceReply, worded } from "../../../device/reply.js";
import { parsePort, printPort } from "../../../ftp/endpoint.js";
import { printReply } from "../../../ftp/reply.js";
import { textSource } from "../device/file-transfer.js";
import { composed, type Parts } from "../device/parts.js";
import { say } from "../device/say.js";
import type { Session } from "../device/session.js";
import {
  invented,
  keeping,
  type MisbehaviourFamily,
  on,
  onEvery,
  withSink,
  withSource,
} from "./misbehaviour.js";
import { accepted, represented } from "./parameters.js";

/** A port at which nobody listens: discard's (RFC 863). */
const NOBODY_PORT = 9;

const LF = 0x0a;

/** Data connections, what stands on them, and who ends them (Dm724-I 1.2, 1.4.2). */
export const dataMisbehaviours: MisbehaviourFamily = {
  "data-in-the-reply": {
    clause: "1.2",
    says: "Listings and files come in the reply, and there is no data connection.",
    parts: () =>
      on(["LIST", "NLST", "RETR"], (_session, command, carryOut) => {
        const { verb } = command;

        const outcome = carryOut(command);
        const opening = outcome.kind === "transfer" ? outcome.open() : undefined;
        if (opening?.kind !== "send") return outcome;
        const piece = opening.source.next();
        const text = Buffer.isBuffer(piece) ? piece.toString("latin1").slice(0, 1000) : "";
        const lines = [...text.split(/[\r\n]+/).map((line) => ` ${line}`), "End."];
        return { ...invented(verb, 250, ""), lines, octets: printReply(250, lines) };
      }),
  },
  "abor-does-not-stop-transfers": {
    clause: "1.4.2 ABOR",
    says: "ABOR is answered while a transfer runs, and the transfer goes on.",
    parts: () => {
      const running = new WeakMap<Session, DeviceReply>();
      return onEvery((session, command, carryOut): Outcome => {
        const outcome = carryOut(command);
        if (outcome.kind === "transfer") running.set(session, outcome.aborted);
        const first = running.get(session);
        if (outcome.kind !== "abort" || first === undefined || session.jobs.count === 0) return outcome;
        return worded(outcome.reply, Buffer.concat([first.octets, outcome.reply.octets]));
      });
    },
  },
  "abor-leaves-the-data-connection": {
    clause: "1.4.2 ABOR",
    says: "ABOR leaves a data connection open that is prepared and not used.",
    parts: () =>
      on(["ABOR"], (session, command, carryOut) => {
        const outcome = carryOut(command);
        return outcome.kind === "abort" && session.device.jobs.count === 0 ? outcome.reply : outcome;
      }),
  },
  "foreign-address-for-nobody": {
    clause: "1.2, AMB-003",
    says: "Root, too, can name no address but its own, and no other host may connect.",
    parts: () =>
      composed(
        on(["PORT", "EPRT"], (session, command, carryOut) => {
          const outcome = carryOut(command);
          const foreign = outcome.kind === "active" && outcome.endpoint.host !== session.peer.client.host;
          return foreign ? say(command.verb, 504, "IP Address not allowed.") : outcome;
        }),
        passive(["PASV", "EPSV"], (outcome) => ({ ...outcome, anyHost: false })),
      ),
  },
  "port-delimiters-overlooked": {
    clause: "1.4.2 PORT",
    says: "PORT takes any character between its numbers.",
    parts: () =>
      on(["PORT"], (_session, command, carryOut) => {
        const argument = (command.argument ?? "").trim().replaceAll(/[^\d,]/g, ",");
        return carryOut({ ...command, argument });
      }),
  },
  "port-octets-turned-round": {
    clause: "1.4.2 PORT",
    says: "PORT takes the two octets of the port in the wrong order.",
    parts: () =>
      on(["PORT"], (_session, command, carryOut) => {
        const parsed = parsePort((command.argument ?? "").trim());
        if (!parsed.ok) return carryOut(command);
        const { host, port } = parsed.endpoint;
        const turned = ((port & 255) << 8) | (port >> 8);
        return carryOut({ ...command, argument: printPort({ host, port: turned }) });
      }),
  },
  "eprt-delimiters-overlooked": {
    clause: "1.4.2 EPRT, RFC 2428 2",
    says: "EPRT takes delimiters that differ from each other.",
    parts: () =>
      on(["EPRT"], (_session, command, carryOut) => {
        const argument = (command.argument ?? "").replaceAll(/[^0-9A-Fa-f.:]/g, "|");
        return carryOut({ ...command, argument });
      }),
  },
  "pasv-has-no-effect": {
    clause: "1.4.2 PASV",
    says: "PASV is answered, and nobody listens.",
    parts: () => deaf("PASV"),
  },
  "epsv-has-no-effect": {
    clause: "1.4.2 EPSV",
    says: "EPSV is answered, and nobody listens.",
    parts: () => deaf("EPSV"),
  },
  "type-not-set": {
    clause: "1.4.2 TYPE",
    says: "TYPE is answered and changes nothing.",
    parts: () =>
      on(["TYPE"], (session, command, carryOut) => keeping(session, ["type"], () => carryOut(command))),
  },
  "type-a-needs-a-format": {
    clause: "1.4.2 TYPE",
    says: "TYPE A without N is refused.",
    parts: () =>
      on(["TYPE A"], (_session, command, carryOut) => {
        const { argument = "" } = command;
        return argument.trim().length === 1
          ? say("TYPE", 501, "TYPE ASCII format error.")
          : carryOut(command);
      }),
  },
  "type-a-t-is-image": {
    clause: "1.3, 1.4.2 TYPE, AMB-007",
    says: "After TYPE A T files are sent and stored as they are.",
    parts: () =>
      on(["TYPE A T"], (session, command, carryOut) => {
        const outcome = carryOut(command);
        session.type = "I";
        return outcome;
      }),
  },
  "type-a-loses-line-feeds": {
    clause: "1.4.2 TYPE",
    says: "Of the ends of lines that arrive in type A the line feeds are not stored, nor sent again.",
    parts: () =>
      on(["STOR", "APPE"], (session, command, carryOut) => {
        const ascii = session.type === "A";
        return withSink(carryOut(command), (sink) => ({
          ...sink,
          room: undefined,
          write: (octets) => sink.write(ascii ? Buffer.from(octets.filter((octet) => octet !== LF)) : octets),
        }));
      }),
  },
  "type-a-c-accepted": {
    clause: "1.3, AMB-007",
    says: "TYPE A C is answered as if there were carriage control.",
    parts: () => accepted("TYPE A C", "TYPE is set to ASCII CARRIAGE."),
  },
  "type-l-any-accepted": {
    clause: "1.3, AMB-007",
    says: "TYPE L is answered with 200 whatever size it names.",
    parts: () => accepted("TYPE L", "TYPE is set to LOCAL."),
  },
  "mode-s-is-block": {
    clause: "1.4.2 MODE, AMB-009",
    says: "In MODE S data stands in the blocks of MODE B.",
    parts: () => represented(({ mode }) => (mode === "S" ? { mode: "B" } : {})),
  },
  "stru-f-is-record": {
    clause: "1.4.2 STRU, AMB-009",
    says: "In STRU F files are sent in records.",
    parts: () => represented(({ structure }) => (structure === "F" ? { structure: "R" } : {})),
  },
  "listing-in-a-form-of-its-own": {
    clause: "1.4.2 LIST, AMB-042",
    says: "LIST has a form that is neither the one of UNIX nor of MS-DOS.",
    parts: () =>
      on(["LIST"], (_session, command, carryOut) =>
        withSource(carryOut(command), (source) => {
          const listing = source.next();
          const text = Buffer.isBuffer(listing) ? listing.toString("latin1") : "";
          const named = text.replaceAll(/^.* (\S+)\r\n/gm, "$1;file;\r\n");
          return textSource(named, (ending) => source.end(ending));
        }),
      ),
  },
};

function passive(verbs: readonly string[], change: (outcome: Passive) => Outcome): Parts {
  return on(verbs, (_session, command, carryOut) => {
    const outcome = carryOut(command);
    return outcome.kind === "passive" ? change(outcome) : outcome;
  });
}

function deaf(verb: "PASV" | "EPSV"): Parts {
  return on([verb], (session, command, carryOut) => {
    const outcome = carryOut(command);
    if (outcome.kind !== "passive") return outcome;
    return outcome.listening({ host: session.peer.host, port: NOBODY_PORT });
  });
}
