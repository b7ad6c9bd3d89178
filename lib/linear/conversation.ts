import { parseCommand } from "../ftp/command.js";
import { octetsOf } from "../octets/text.js";
import { Device } from "../systems/dm724/device/device.js";

/** What the device reads an argument of. */
const VERBS = (
  "USER PASS ACCT CWD TYPE STRU MODE PORT EPRT EPSV ALLO REST STOR APPE RETR LIST NLST SIZE MDTM XCRC XMD5 DELE RNFR " +
  "RNTO MKD HELP STAT SITE"
).split(" ");

/** Sends a text as a command, and as the argument of every other, to a fresh device. @param text latin1 */
export function conversation(text: string): void {
  const admission = new Device().admit({ client: { host: "127.0.0.1", port: 4021 }, host: "127.0.0.1" });
  if (admission.kind !== "session") return;
  const { session } = admission;
  for (const command of ["USER ROOT", "PASS ", text, ...VERBS.map((verb) => `${verb} ${text}`)])
    session.execute(parseCommand({ octets: octetsOf(command), ending: "crlf", dropped: 0 }));
  session.end("client");
}
