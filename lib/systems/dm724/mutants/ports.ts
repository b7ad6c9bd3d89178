import type { Passive } from "../../../device/outcome.js";
import { type DeviceReply, worded } from "../../../device/reply.js";
import { parsePort, printPort } from "../../../ftp/endpoint.js";
import { printReply } from "../../../ftp/reply.js";
import type { Parts } from "../device/parts.js";
import { say } from "../device/say.js";
import { invented, keeping, type MisbehaviourFamily, on } from "./misbehaviour.js";

/** Where data connections go (Dm724-I 1.4.2). */
export const portMisbehaviours: MisbehaviourFamily = {
  "port-below-1024": {
    clause: "1.4.2 PORT, AMB-003",
    says: "PORT takes any port, also one that is some other service's.",
    parts: () =>
      on(["PORT"], (session, command, carryOut) => {
        const { argument = "" } = command;

        const parsed = parsePort(argument.trim());
        const outcome = carryOut(command);
        if (outcome.kind !== "reply" || outcome.code !== 504 || !parsed.ok) return outcome;
        const { endpoint } = parsed;
        if (endpoint.port >= 1024 || endpoint.host !== session.peer.client.host) return outcome;
        const [host, port] = [endpoint.host, endpoint.port];
        return {
          kind: "active",
          endpoint,
          reply: invented("PORT", 200, `PORT is set to IP ADDR = ${host} PORT = ${port}`),
        };
      }),
  },
  "port-has-no-effect": {
    clause: "1.4.2 PORT",
    says: "PORT is answered, and data goes where it went before.",
    parts: () =>
      on(["PORT"], (_session, command, carryOut) => {
        const outcome = carryOut(command);
        return outcome.kind === "active" ? outcome.reply : outcome;
      }),
  },
  "eprt-has-no-effect": {
    clause: "1.4.2 EPRT",
    says: "EPRT is answered, and data goes where it went before.",
    parts: () =>
      on(["EPRT"], (_session, command, carryOut) => {
        const outcome = carryOut(command);
        return outcome.kind === "active" ? outcome.reply : outcome;
      }),
  },
  "passive-for-any-host": {
    clause: "1.4.2 PASV, AMB-003, RFC 2577 4",
    says: "Whoever comes first has a guest's passive data connection.",
    parts: () => passive(["PASV", "EPSV"], (outcome) => ({ ...outcome, anyHost: true })),
  },
  "pasv-octets-turned-round": {
    clause: "1.4.2 PASV",
    says: "227 gives the two octets of the port in the wrong order.",
    parts: () => entered(({ host, port }) => printPort({ host, port: ((port & 255) << 8) | (port >> 8) })),
  },
  "pasv-without-an-address": {
    clause: "1.4.2 PASV",
    says: "227 gives 0.0.0.0 for the address.",
    parts: () => entered(({ port }) => printPort({ host: "0.0.0.0", port })),
  },
  "epsv-protocol-overlooked": {
    clause: "1.4.2 EPSV",
    says: "EPSV listens whatever protocol it is asked for.",
    parts: () =>
      on(["EPSV"], (_session, command, carryOut) => {
        return carryOut(/\d/.test(command.argument ?? "") ? { ...command, argument: undefined } : command);
      }),
  },
  "epsv-all-without-epsv": {
    clause: "1.4.2 EPSV, RFC 2428 4",
    says: "After EPSV ALL, EPSV is refused too.",
    parts: () =>
      on(["EPSV"], (session, command, carryOut) =>
        session.onlyEpsv ? invented("EPSV", 530, "Only EPSV commands admitted.") : carryOut(command),
      ),
  },
  "epsv-all-without-eprt": {
    clause: "1.4.2 EPSV, RFC 2428 4",
    says: "EPSV ALL is overlooked by EPRT alone.",
    parts: () =>
      on(["EPRT"], (session, command, carryOut) =>
        keeping(session, ["onlyEpsv"], () => {
          session.onlyEpsv = false;
          return carryOut(command);
        }),
      ),
  },
};

function passive(verbs: readonly string[], change: (outcome: Passive) => Passive): Parts {
  return on(verbs, (_session, command, carryOut) => {
    const outcome = carryOut(command);
    return outcome.kind === "passive" ? change(outcome) : outcome;
  });
}

/** 227 with other numbers than those where the front end listens. */
function entered(numbers: (endpoint: Parameters<Passive["listening"]>[0]) => string): Parts {
  const said = (endpoint: Parameters<Passive["listening"]>[0]): DeviceReply => {
    const six = numbers(endpoint);
    const reply = say("PASV", 227, "Entering Passive Mode. (%d,%d,%d,%d,%d,%d)", ...six.split(","));
    return worded(reply, printReply(227, `Entering Passive Mode. (${six})`));
  };
  return passive(["PASV"], (outcome) => ({ ...outcome, listening: said }));
}
