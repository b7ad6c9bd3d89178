import type { Outcome } from "../../../device/outcome.js";
import { type DeviceReply, worded } from "../../../device/reply.js";
import { printReply } from "../../../ftp/reply.js";
import { ROOT } from "../device/accounts.js";
import type { Parts } from "../device/parts.js";
import { say } from "../device/say.js";
import {
  invented,
  keeping,
  type MisbehaviourFamily,
  on,
  onEvery,
  reworded,
  rewritten,
} from "./misbehaviour.js";

/** What the device tells about itself, and what it does with words it does not know (Dm724-I 1.3, 1.4, 3.6). */
export const siteMisbehaviours: MisbehaviourFamily = {
  "verbs-with-case": {
    clause: "RFC 959 5.3",
    says: "Verbs in small letters are not known.",
    parts: () =>
      onEvery((_session, command, carryOut) => {
        const { line } = command;
        return /^[a-z]/.test(line.octets.toString("latin1"))
          ? say("(any)", 500, "Syntax error, command unrecognized.")
          : carryOut(command);
      }),
  },
  "site-words-with-case": {
    clause: "1.4.3 SITE",
    says: "The words of SITE are not known in small letters.",
    parts: () =>
      on(["SITE"], (session, command, carryOut) => {
        const { argument = "" } = command;
        return session.level === ROOT && /^ *[a-z]/.test(argument)
          ? say("SITE", 500, "SITE command not recognized.")
          : carryOut(command);
      }),
  },
  "site-takes-any-word": {
    clause: "1.4.3 SITE",
    says: "SITE answers 200 to a word that it does not know.",
    parts: () => answeredInstead(["SITE"], 500, "OK."),
  },
  "unknown-verbs-answered": {
    clause: "1.4.3, AMB-054",
    says: "A verb that the device does not know is answered with 200.",
    parts: () =>
      onEvery((_session, command, carryOut) => {
        const { verb } = command;

        const outcome = carryOut(command);
        const unknown = outcome.kind === "reply" && /command unrecognized/.test(outcome.lines.join());
        return unknown ? invented(verb, 200, "OK.") : outcome;
      }),
  },
  "mkd-answered": {
    clause: "1.3, AMB-054",
    says: "MKD and RMD report success and do nothing.",
    parts: () => answeredInstead(["MKD", "XMKD", "RMD", "XRMD"], 502, "Directory command successful."),
  },
  "opts-answered": {
    clause: "1.4.2 OPTS, AMB-055",
    says: "OPTS accepts options that there are not.",
    parts: () => answeredInstead(["OPTS"], 501, "Option accepted."),
  },
  "feat-without-size": {
    clause: "1.4.1 FEAT, AMB-011",
    says: "FEAT leaves SIZE out.",
    parts: () => changed(["FEAT"], (text) => text.replace(" SIZE\r\n", "")),
  },
  "syst-of-the-start": {
    clause: "1.4.1 SYST, 3.11 SYSTMODE, AMB-043",
    says: "SYST does not follow SITE SYSTMODE.",
    parts: () =>
      on(["SYST"], (session, command, carryOut) =>
        keeping(session, ["format"], () => {
          session.format = session.device.configuration.os;
          return carryOut(command);
        }),
      ),
  },
  "stat-never-busy": {
    clause: "1.4.1 STAT",
    says: "STAT says READY while something runs.",
    parts: () => changed(["STAT"], (text) => text.replace("Status: BUSY", "Status: READY")),
  },
  "stat-without-reload": {
    clause: "1.4.1 STAT, 3.10",
    says: "STAT says that RELOAD is OFF when it is ON.",
    parts: () => changed(["STAT"], (text) => text.replace("Reload code : ON", "Reload code : OFF")),
  },
  "reply-switches-keepalive": {
    clause: "3.9, 3.11",
    says: "SITE REPLY switches KEEPALIVE too.",
    parts: () =>
      on(["SITE REPLY"], (session, command, carryOut) => {
        const outcome = carryOut(command);
        session.setMode("keepalive", session.device.modes.reply);
        return outcome;
      }),
  },
  "getappname-without-extension": {
    clause: "1.4.3 SITE, 3.6",
    says: "GETAPPNAME leaves the extension out.",
    parts: () => retold(["SITE GETAPPNAME"], (text) => text.replace(/\.\w+/, "")),
  },
  "getcfgname-is-the-application": {
    clause: "1.4.3 SITE, 3.6",
    says: "GETCFGNAME tells the name of the application.",
    parts: () =>
      on(["SITE GETCFGNAME"], (_session, command, carryOut) => {
        return carryOut({ ...command, argument: "GETAPPNAME" });
      }),
  },
  "getbiosver-with-a-dot": {
    clause: "1.4.3 SITE, I3",
    says: "GETBIOSVER divides its digits by a dot.",
    parts: () => retold(["SITE GETBIOSVER"], (text) => text.replace(/\d\d/, "$&.")),
  },
  "getfilever-of-anything": {
    clause: "1.4.3 SITE",
    says: "GETFILEVER tells a version of files that have none.",
    parts: () =>
      on(["SITE GETFILEVER"], (_session, command, carryOut) => {
        const outcome = carryOut(command);
        if (outcome.kind !== "reply" || outcome.code !== 530) return outcome;
        return invented("SITE", 214, "000000.00000");
      }),
  },
  "gethdwlvl-in-two-replies": {
    clause: "1.4.3 SITE, AMB-034",
    says: "GETHDWLVL answers with two final replies.",
    parts: () =>
      changed(["SITE GETHDWLVL"], (text) => text.replace("213-", "213 ").replace("\n APPL", "\n213 APPL")),
  },
  "listfirmwares-none-is-empty": {
    clause: "1.4.3 SITE, AMB-034",
    says: "LISTFIRMWARES tells an empty list where None belongs.",
    parts: () =>
      on(["SITE LISTFIRMWARES"], (_session, command, carryOut) => {
        const outcome = carryOut(command);
        return outcome.kind === "reply" && outcome.code === 200 ? invented("SITE", 211, "") : outcome;
      }),
  },
  "coherence-ends-early": {
    clause: "3.6, AMB-035",
    says: "Each finding of COHERENCE looks like the last line.",
    parts: () =>
      on(["SITE COHERENCE"], (_session, command, carryOut) => {
        const outcome = carryOut(command);
        if (outcome.kind !== "work") return outcome;
        const { task } = outcome;
        const each = (reply: DeviceReply): DeviceReply =>
          worded(reply, Buffer.concat(reply.lines.map((line) => printReply(reply.code, line.trim()))));
        return { ...outcome, task: { ...task, finish: () => each(task.finish()) } };
      }),
  },
};

/** Replies of one code become a 200. */
function answeredInstead(beginnings: readonly string[], code: number, text: string): Parts {
  return on(beginnings, (session, command, carryOut) => {
    const { verb } = command;

    const outcome = carryOut(command);
    const meant = outcome.kind === "reply" && outcome.code === code && session.level === ROOT;
    return meant ? invented(verb, 200, text) : outcome;
  });
}

function retold(beginnings: readonly string[], change: (text: string) => string): Parts {
  return on(beginnings, (_session, command, carryOut) => reworded(carryOut(command), change));
}

/** Replies of several lines. */
function changed(beginnings: readonly string[], change: (text: string) => string): Parts {
  return on(beginnings, (_session, command, carryOut): Outcome => {
    const outcome = carryOut(command);
    return outcome.kind === "reply" ? rewritten(outcome, change) : outcome;
  });
}
