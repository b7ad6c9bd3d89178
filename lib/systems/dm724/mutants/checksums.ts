import { storedContent } from "../../../device/content.js";
import { ToNetwork } from "../../../ftp/ascii.js";
import type { Device } from "../device/device.js";
import { interfereWith, invented, type MisbehaviourFamily } from "./misbehaviour.js";
import { told } from "./stored.js";

/** XCRC and XMD5 (Dm724-I 1.3, 1.4.3). */
export const checksumMisbehaviours: MisbehaviourFamily = {
  "checksum-begins-one-later": {
    clause: "1.4.3 XCRC, AMB-008",
    says: "XCRC and XMD5 count their offset from 1.",
    apply: (device) =>
      interfereWith(device, ["XCRC", "XMD5"], (_session, command, carryOut) => {
        const later = (_match: string, from: string, rest = ""): string => ` ${Number(from) - 1}${rest}`;
        const argument = (command.argument ?? "").replace(/ ([1-9]\d*)( \d+)?$/, later);
        return carryOut({ ...command, argument });
      }),
  },
  "checksum-past-the-end": {
    clause: "1.4.3 XCRC",
    says: "XCRC and XMD5 of more than there is take what there is.",
    apply: (device) =>
      interfereWith(device, ["XCRC", "XMD5"], (_session, command, carryOut) => {
        const outcome = carryOut(command);
        if (outcome.kind !== "reply" || !/size past eof/.test(outcome.lines.join())) return outcome;
        return carryOut({ ...command, argument: (command.argument ?? "").replace(/ \d+ *$/, "") });
      }),
  },
  "checksum-as-sent": {
    clause: "1.4.3 XCRC, AMB-008",
    says: "In type A, XCRC and XMD5 concern the octets that would be sent.",
    apply: (device) => {
      let ascii = false;
      told(device, ["XCRC", "XMD5"], (file) => {
        const { content } = file;
        const sent = new ToNetwork().push(content.read(0, content.length));
        return ascii ? { ...file, content: storedContent(sent) } : file;
      });
      interfereWith(device, ["XCRC", "XMD5"], (session, command, carryOut) => {
        ascii = session.type === "A";
        return carryOut(command);
      });
    },
  },
  "xcrc-not-inverted": {
    clause: "1.4.3 XCRC, AMB-008",
    says: "XCRC leaves out the inversion at the end of the computation.",
    apply: (device) =>
      crc(device, (value) => ((value ^ 0xffffffff) >>> 0).toString(16).toUpperCase().padStart(8, "0")),
  },
  "xcrc-octets-turned-round": {
    clause: "1.4.3 XCRC, AMB-008",
    says: "XCRC gives its four octets in the wrong order.",
    apply: (device) =>
      crc(device, (value) => {
        const octets = Buffer.alloc(4);
        octets.writeUInt32LE(value);
        return octets.toString("hex").toUpperCase();
      }),
  },
  "xmd5-octets-turned-round": {
    clause: "1.4.3 XMD5, AMB-008",
    says: "XMD5 gives its octets from the last to the first.",
    apply: (device) =>
      interfereWith(device, ["XMD5"], (_session, command, carryOut) => {
        const outcome = carryOut(command);
        if (outcome.kind !== "reply" || outcome.code !== 250) return outcome;
        const octets = Buffer.from(outcome.lines[0] ?? "", "hex").reverse();
        return invented("XMD5", 250, octets.toString("hex").toUpperCase());
      }),
  },
  "checksum-name-without-quotes": {
    clause: "1.3 XCRC, AMB-008",
    says: "XCRC and XMD5 refuse a name between quotation marks.",
    apply: (device) => quoting(device, (quoted) => !quoted),
  },
  "checksum-name-with-quotes": {
    clause: "1.3 XCRC, AMB-008",
    says: "XCRC and XMD5 refuse a name that does not stand between quotation marks.",
    apply: (device) => quoting(device, (quoted) => quoted),
  },
};

function quoting(device: Device, taken: (quoted: boolean) => boolean): void {
  interfereWith(device, ["XCRC", "XMD5"], (_session, command, carryOut) => {
    const { verb, argument = "" } = command;
    return taken(argument.includes('"')) ? carryOut(command) : invented(verb, 501, "Invalid filename.");
  });
}

function crc(device: Device, change: (value: number) => string): void {
  interfereWith(device, ["XCRC"], (_session, command, carryOut) => {
    const outcome = carryOut(command);
    if (outcome.kind !== "reply" || outcome.code !== 250) return outcome;
    return invented("XCRC", 250, change(Number.parseInt(outcome.lines[0] ?? "0", 16)));
  });
}
