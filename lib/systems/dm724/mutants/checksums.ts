import { storedContent } from "../../../device/content.js";
import { ToNetwork } from "../../../ftp/ascii.js";
import { composed, type Parts } from "../device/parts.js";
import { invented, type MisbehaviourFamily, on } from "./misbehaviour.js";
import { told } from "./stored.js";

/** XCRC and XMD5 (Dm724-I 1.3, 1.4.3). */
export const checksumMisbehaviours: MisbehaviourFamily = {
  "checksum-begins-one-later": {
    clause: "1.4.3 XCRC, AMB-008",
    says: "XCRC and XMD5 count their offset from 1.",
    parts: () =>
      on(["XCRC", "XMD5"], (_session, command, carryOut) => {
        const later = (_match: string, from: string, rest = ""): string => ` ${Number(from) - 1}${rest}`;
        const argument = (command.argument ?? "").replace(/ ([1-9]\d*)( \d+)?$/, later);
        return carryOut({ ...command, argument });
      }),
  },
  "checksum-past-the-end": {
    clause: "1.4.3 XCRC",
    says: "XCRC and XMD5 of more than there is take what there is.",
    parts: () =>
      on(["XCRC", "XMD5"], (_session, command, carryOut) => {
        const outcome = carryOut(command);
        if (outcome.kind !== "reply" || !/size past eof/.test(outcome.lines.join())) return outcome;
        return carryOut({ ...command, argument: (command.argument ?? "").replace(/ \d+ *$/, "") });
      }),
  },
  "checksum-as-sent": {
    clause: "1.4.3 XCRC, AMB-008",
    says: "In type A, XCRC and XMD5 concern the octets that would be sent.",
    parts: () => {
      let ascii = false;
      return composed(
        told(["XCRC", "XMD5"], (file) => {
          const { content } = file;
          const sent = new ToNetwork().push(content.read(0, content.length));
          return ascii ? { ...file, content: storedContent(sent) } : file;
        }),
        on(["XCRC", "XMD5"], (session, command, carryOut) => {
          ascii = session.type === "A";
          return carryOut(command);
        }),
      );
    },
  },
  "xcrc-not-inverted": {
    clause: "1.4.3 XCRC, AMB-008",
    says: "XCRC leaves out the inversion at the end of the computation.",
    parts: () => crc((value) => ((value ^ 0xffffffff) >>> 0).toString(16).toUpperCase().padStart(8, "0")),
  },
  "xcrc-octets-turned-round": {
    clause: "1.4.3 XCRC, AMB-008",
    says: "XCRC gives its four octets in the wrong order.",
    parts: () =>
      crc((value) => {
        const octets = Buffer.alloc(4);
        octets.writeUInt32LE(value);
        return octets.toString("hex").toUpperCase();
      }),
  },
  "xmd5-octets-turned-round": {
    clause: "1.4.3 XMD5, AMB-008",
    says: "XMD5 gives its octets from the last to the first.",
    parts: () =>
      on(["XMD5"], (_session, command, carryOut) => {
        const outcome = carryOut(command);
        if (outcome.kind !== "reply" || outcome.code !== 250) return outcome;
        const octets = Buffer.from(outcome.lines[0] ?? "", "hex").reverse();
        return invented("XMD5", 250, octets.toString("hex").toUpperCase());
      }),
  },
  "checksum-name-without-quotes": {
    clause: "1.3 XCRC, AMB-008",
    says: "XCRC and XMD5 refuse a name between quotation marks.",
    parts: () => quoting((quoted) => !quoted),
  },
  "checksum-name-with-quotes": {
    clause: "1.3 XCRC, AMB-008",
    says: "XCRC and XMD5 refuse a name that does not stand between quotation marks.",
    parts: () => quoting((quoted) => quoted),
  },
  "checksum-over-everything": {
    clause: "1.4.3 XCRC, AMB-008",
    says: "XCRC and XMD5 overlook offset and size.",
    parts: () =>
      on(["XCRC", "XMD5"], (_session, command, carryOut) => {
        const name = /^ *(?:"[^"]*"|[^ "]+)/.exec(command.argument ?? "")?.[0];
        return carryOut(name !== undefined ? { ...command, argument: name } : command);
      }),
  },
  "checksum-size-is-an-end": {
    clause: "1.4.3 XCRC, AMB-008",
    says: "The third argument of XCRC and XMD5 is taken for an end.",
    parts: () =>
      on(["XCRC", "XMD5"], (_session, command, carryOut) => {
        const argument = (command.argument ?? "").replace(
          / (\d+) (\d+)$/,
          (_match, from: string, to: string) => ` ${from} ${Math.max(0, Number(to) - Number(from))}`,
        );
        return carryOut({ ...command, argument });
      }),
  },
};

function quoting(taken: (quoted: boolean) => boolean): Parts {
  return on(["XCRC", "XMD5"], (_session, command, carryOut) => {
    const { verb, argument = "" } = command;
    return taken(argument.includes('"')) ? carryOut(command) : invented(verb, 501, "Invalid filename.");
  });
}

function crc(change: (value: number) => string): Parts {
  return on(["XCRC"], (_session, command, carryOut) => {
    const outcome = carryOut(command);
    if (outcome.kind !== "reply" || outcome.code !== 250) return outcome;
    return invented("XCRC", 250, change(Number.parseInt(outcome.lines[0] ?? "0", 16)));
  });
}
