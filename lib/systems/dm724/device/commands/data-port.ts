import type { Outcome } from "../../../../device/outcome.js";
import { type DeviceReply, worded } from "../../../../device/reply.js";
import { parseIpv4, parseIpv6 } from "../../../../ftp/address.js";
import {
  type Endpoint,
  type EndpointFault,
  parseEprt,
  parsePort,
  printPort,
} from "../../../../ftp/endpoint.js";
import { printReply } from "../../../../ftp/reply.js";
import { ROOT } from "../accounts.js";
import type { CommandFamily } from "../command.js";
import { say } from "../say.js";
import type { Session } from "../session.js";

/** Where data connections go: PORT, PASV, EPRT, EPSV (Dm724-I 1.4.2, RFC 2428, RFC 2577). */
export const dataPortCommands: CommandFamily = {
  PORT: { run: port },
  PASV: { run: pasv },
  EPRT: { run: eprt },
  EPSV: { run: epsv },
};

/** Ports below this one are somebody else's service (RFC 2577 3, AMB-003). */
const FIRST_PORT = 1024;

const PORT_FAULTS: Partial<Record<EndpointFault, string>> = {
  "address-delimiter": "IP Address delimiter error.",
  port: "TCP port error.",
  "port-delimiter": "TCP port delimiter error.",
};

/** More than one blank may stand in front of the argument (RFC 959 5.3). */
function port(session: Session, argument: string | undefined): Outcome {
  if (session.onlyEpsv) return say("PORT", 530, "Only EPSV commands admitted.");
  const parsed = parsePort((argument ?? "").trimStart());
  if (!parsed.ok) return say("PORT", 501, PORT_FAULTS[parsed.fault] ?? "IP Address error.");
  const { endpoint } = parsed;
  if (!isHost(endpoint.host)) return say("PORT", 501, "IP Address error.");
  const refusal = refusalOf("PORT", session, endpoint);
  if (refusal !== undefined) return refusal;
  const template = "PORT is set to IP ADDR = %d.%d.%d.%d PORT = %d";
  const reply = say("PORT", 200, template, ...(parseIpv4(endpoint.host) ?? []), endpoint.port);
  return { kind: "active", endpoint, reply };
}

const EPRT_FAULTS: Partial<Record<EndpointFault, string>> = {
  "second-delimiter": "Bad Second EPRT delimiter.",
  "third-delimiter": "Bad Third EPRT delimiter.",
  "fourth-delimiter": "Bad Fourth EPRT delimiter.",
  address: "IP address error.",
  "address-delimiter": "IP address delimiter error.",
  port: "TCP port value error.",
  "port-delimiter": "TCP port value error.",
};

function eprt(session: Session, argument: string | undefined): Outcome {
  if (session.onlyEpsv) return say("EPRT", 530, "Only EPSV commands admitted.");
  const parsed = parseEprt(argument ?? "");
  if (!parsed.ok) {
    if (parsed.fault === "protocol") return say("EPRT", 522, "Protocol not supported, use (1,2).");
    return say("EPRT", 501, EPRT_FAULTS[parsed.fault] ?? "Bad First EPRT delimiter.");
  }
  const { endpoint } = parsed;
  if (!isHost(endpoint.host)) return say("EPRT", 501, "IP address error.");
  const refusal = refusalOf("EPRT", session, endpoint);
  return refusal ?? { kind: "active", endpoint, reply: extendedPort(endpoint) };
}

/** With the port, as RFC 2428 writes it (AMB-006). */
function extendedPort({ host, port }: Endpoint): DeviceReply {
  const octets = parseIpv4(host);
  return octets === undefined
    ? say("EPRT", 200, "Extended PORT is set to  2 %X:%X:%X:%X:%X:%X:%X:%X", ...(parseIpv6(host) ?? []), port)
    : say("EPRT", 200, "Extended PORT is set to  1 %u.%u.%u.%u", ...octets, port);
}

/** Neither "this network" nor a group of hosts can be connected to. */
function isHost(host: string): boolean {
  const first = parseIpv4(host)?.[0];
  if (first !== undefined) return first !== 0 && first < 224;
  return host !== "::" && !host.toLowerCase().startsWith("ff");
}

/** A guest stays with the address of its control connection; root may let two servers talk (AMB-003). */
function refusalOf(verb: string, session: Session, { host, port }: Endpoint): DeviceReply | undefined {
  if (session.level < ROOT && host !== session.peer.client.host)
    return say(verb, 504, "IP Address not allowed.");
  if (port < FIRST_PORT) return say(verb, 504, "Command not implemented for that parameter.");
  return undefined;
}

function pasv(session: Session): Outcome {
  if (session.onlyEpsv) return say("PASV", 530, "Only EPSV commands admitted.");
  const refused = say("PASV", 411, "Unable to get passive mode");
  // Six numbers cannot name an IPv6 address; EPSV is for that (RFC 2428 1).
  if (parseIpv4(session.peer.host) === undefined) return refused;
  return {
    kind: "passive",
    anyHost: session.level === ROOT,
    refused,
    listening: (endpoint) => {
      const numbers = printPort(endpoint).split(",");
      return say("PASV", 227, "Entering Passive Mode. (%d,%d,%d,%d,%d,%d)", ...numbers);
    },
  };
}

function epsv(session: Session, argument: string | undefined): Outcome {
  const protocol = (argument ?? "").trim().toUpperCase();
  if (protocol === "ALL") {
    session.onlyEpsv = true;
    return say("EPSV", 200, "Extended Passive ALL processed.");
  }
  // The port is on the address of the control connection, so its protocol is the only one there is (RFC 2428 3).
  const own = parseIpv4(session.peer.host) === undefined ? "2" : "1";
  if (protocol !== "" && protocol !== own) return say("EPSV", 522, "Protocol not supported, use (1,2)");
  return {
    kind: "passive",
    anyHost: session.level === ROOT,
    refused: say("EPSV", 411, "Unable to get extended passive mode"),
    listening: ({ port }) => {
      const reply = say("EPSV", 229, "Entering Extended Passive Mode (   %u )", port);
      // AMB-006: as the manual prints it, which no client can read.
      const blank = session.device.model.quirks.includes("epsv-with-blanks");
      return blank ? worded(reply, printReply(229, `Entering Extended Passive Mode (   ${port} )`)) : reply;
    },
  };
}
