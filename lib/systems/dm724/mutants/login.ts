import { GUEST, type Level, NOBODY, ROOT } from "../device/accounts.js";
import type { Parts } from "../device/parts.js";
import { say } from "../device/say.js";
import type { Session } from "../device/session.js";
import {
  type Misbehaviour,
  type MisbehaviourFamily,
  on,
  onEvery,
  rewritten,
  unsaid,
} from "./misbehaviour.js";
import { turnedAway } from "./sessions.js";

/** Who logs in under which name, and what a session is before and after (Dm724-I 1.4.1, 2.1.21, 3.2). */
export const loginMisbehaviours: MisbehaviourFamily = {
  "anonymous-is-nobody": refusing("ANONYMOUS"),
  "ftp-is-nobody": refusing("FTP"),
  "guest-is-nobody": refusing("GUEST"),
  "root-is-a-guest": {
    clause: "1.4.1 USER, 3.2",
    says: "ROOT logs in with the rights of a guest.",
    parts: () => judging((_name, level) => (level === ROOT ? GUEST : level)),
  },
  "built-in-users-stay": {
    clause: "1.4.1 USER, 3.2",
    says: "The users of a device without access control log in although it is on.",
    parts: () =>
      judging((name, level) => {
        if (level !== NOBODY) return level;
        if (name === "ROOT") return ROOT;
        return name === "GUEST" || name === "ANONYMOUS" || name === "FTP" ? GUEST : NOBODY;
      }),
  },
  "blank-password-refused": {
    clause: "3.2, AMB-014",
    says: "A blank password is refused.",
    parts: () => judging((_name, level, password) => (password === "" ? NOBODY : level)),
  },
  "first-user-counts": {
    clause: "1.4.1 USER",
    says: "A second USER is answered, and PASS logs the first one in.",
    parts: () =>
      on(["USER"], (session, command, carryOut) => {
        const { user } = session;
        const outcome = carryOut(command);
        session.user = user ?? session.user;
        return outcome;
      }),
  },
  "rights-before-the-password": {
    clause: "1.4.1 USER",
    says: "USER gives the rights of that user before a password has come.",
    parts: () =>
      on(["USER"], (session, command, carryOut) => {
        const { argument = "" } = command;

        const outcome = carryOut(command);
        const level = session.device.accounts.level(argument.trim(), "");
        if (typeof level === "number") session.level = level;
        return outcome;
      }),
  },
  "guest-without-a-login": {
    clause: "3.2, AMB-001",
    says: "Who has not logged in has the rights of a guest.",
    parts: () => ({
      Session: (Usual) =>
        class extends Usual {
          override level: Level = GUEST;
        },
    }),
  },
  "banner-left-out": {
    clause: "1.4.1, G1",
    says: "The configured banner is not shown.",
    parts: () => ({
      admitting: (_device, admit) => {
        const admission = admit();
        if (admission.kind !== "session") return admission;
        const last = (text: string): string => text.replace(/^[^]*\r\n(?=220 )/, "");
        return { ...admission, greeting: rewritten(admission.greeting, last) };
      },
    }),
  },
  "single-client-turned-away": {
    clause: "2.1.5",
    says: "With CLIENTS 1 nobody is let in.",
    parts: () => turnedAway(({ clients }) => clients === 1),
  },
  "activity-overlooked": {
    clause: "2.1.21, AMB-017",
    says: "The timer runs from the beginning of the session, whatever happens in it.",
    parts: () => {
      const begun = new WeakMap<Session, number>();
      return {
        admitting: (device, admit) => {
          const admission = admit();
          if (admission.kind === "session") begun.set(admission.session, device.clock.now());
          return admission;
        },
        interference: (session, command, carryOut) => {
          const { clock } = session.device;
          const since = clock.now() - (begun.get(session) ?? clock.now());
          if (session.patience === 0 || since < session.patience) return carryOut(command);
          return { kind: "close", reply: say("(any)", 221, "Inactivity Timer Expired. Goodbye.") };
        },
      };
    },
  },
  "session-ends-after-a-transfer": {
    clause: "1.2",
    says: "The control connection is closed when a transfer is over.",
    parts: () => {
      const over = new WeakSet<Session>();
      return onEvery((session, command, carryOut) => {
        if (over.has(session)) return { kind: "close", reply: unsaid(say("QUIT", 221, "Goodbye.")) };
        const outcome = carryOut(command);
        if (outcome.kind === "transfer") over.add(session);
        return outcome;
      });
    },
  },
  "noop-resets": {
    clause: "1.4.1 NOOP",
    says: "NOOP puts the directory, TYPE and REST back to what they were at the beginning.",
    parts: () =>
      on(["NOOP"], (session, command, carryOut) => {
        const { configuration, checks, storage } = session.device;
        session.directory = storage.initial(configuration.syst, checks.system);
        session.type = "A";
        session.restart = 0;
        return carryOut(command);
      }),
  },
};

function refusing(user: string): Misbehaviour {
  return {
    clause: "1.4.1 USER, 3.2",
    says: `${user} is refused.`,
    parts: () => judging((name, level) => (name === user ? NOBODY : level)),
  };
}

/** @param judge gets the name in capitals, and the level that is right */
function judging(judge: (name: string, level: Level, password: string) => Level): Parts {
  return {
    accounts: (asked) => ({
      level: (name, password) => {
        const found = asked.level(name, password);
        return typeof found === "number" ? judge(name.toUpperCase(), found, password) : found;
      },
    }),
  };
}
