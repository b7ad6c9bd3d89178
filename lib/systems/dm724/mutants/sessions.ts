import type { CommandLine } from "../../../ftp/command.js";
import { GUEST, type Level, NOBODY } from "../device/accounts.js";
import { busyReply } from "../device/commands.js";
import type { Device } from "../device/device.js";
import type { Parts } from "../device/parts.js";
import { say } from "../device/say.js";
import type { Session } from "../device/session.js";
import { changed } from "./configured.js";
import { invented, type MisbehaviourFamily, on, onEvery, rewritten, unsaid } from "./misbehaviour.js";

/** Who is let in, who is logged in, and how a session ends (Dm724-I 1.4.1, 2.1.5, 2.1.21). */
export const sessionMisbehaviours: MisbehaviourFamily = {
  "one-client-too-few": {
    clause: "2.1.5, AMB-044",
    says: "The last of several clients that CLIENTS allows is turned away.",
    parts: () => turnedAway(({ clients, sessions }) => clients > 1 && sessions >= clients - 1),
  },
  "place-of-the-lost-kept": {
    clause: "2.1.5",
    says: "A client that goes without QUIT keeps its place, as long as one is left for others.",
    parts: () => {
      let lost = 0;
      return {
        ...turnedAway(({ clients, sessions }) => sessions + lost >= clients),
        Session: (Usual) =>
          class extends Usual {
            override end(by: "client" | "server") {
              // A device that lets nobody in any more is no test of anything.
              if (by === "client") lost = Math.min(lost + 1, this.device.clients - 1);
              super.end(by);
            }
          },
      };
    },
  },
  "greeting-without-the-new-one": {
    clause: "1.4.1, G1",
    says: "The greeting does not count the client that it greets.",
    parts: () => ({
      admitting: (_device, admit) => {
        const admission = admit();
        if (admission.kind !== "session") return admission;
        const fewer = (text: string): string =>
          text.replace(/(?<!\d)(\d+) active/, (_match, count: string) => `${Number(count) - 1} active`);
        return { ...admission, greeting: rewritten(admission.greeting, fewer) };
      },
    }),
  },
  "logged-in-from-the-start": {
    clause: "1.4.1 USER",
    says: "A new connection has the rights of the one before.",
    parts: () => {
      let before: Level = NOBODY;
      return {
        Session: (Usual) =>
          class extends Usual {
            override level = before;
            override end(by: "client" | "server") {
              before = this.level;
              super.end(by);
            }
          },
      };
    },
  },
  "pass-without-user": {
    clause: "1.4.1 PASS, AMB-014",
    says: "PASS logs the last user in again without a USER.",
    parts: () => {
      const last = new WeakMap<Session, string>();
      return on(["USER", "PASS"], (session, command, carryOut) => {
        if (command.verb === "PASS") session.user ??= last.get(session);
        const outcome = carryOut(command);
        if (session.user !== undefined) last.set(session, session.user);
        return outcome;
      });
    },
  },
  "user-tells-who-exists": {
    clause: "1.4.1 USER, I5",
    says: "USER refuses a name that nobody has.",
    parts: () =>
      on(["USER"], (session, command, carryOut) => {
        const { argument = "" } = command;

        const known = session.device.accounts.level(argument.trim(), "") !== NOBODY;
        return known ? carryOut(command) : invented("USER", 530, "User unknown.");
      }),
  },
  "too-many-passwords-stay": {
    clause: "1.4.1 PASS, I5",
    says: "421 is answered to one wrong password too many, and the connection stays.",
    parts: () => notClosed("PASS"),
  },
  "quit-stays": {
    clause: "1.4.1 QUIT",
    says: "QUIT is answered, and the connection stays.",
    parts: () => notClosed("QUIT"),
  },
  "quit-without-a-word": {
    clause: "1.4.1 QUIT",
    says: "QUIT closes the connection and answers nothing.",
    parts: () =>
      on(["QUIT"], (_session, command, carryOut) => {
        const outcome = carryOut(command);
        return outcome.kind === "close" ? { ...outcome, reply: unsaid(outcome.reply) } : outcome;
      }),
  },
  "530-logs-out": {
    clause: "AMB-020",
    says: "A 530 that does not concern the login ends it all the same.",
    parts: () =>
      onEvery((session, command, carryOut) => {
        const outcome = carryOut(command);
        if (outcome.kind === "reply" && outcome.code === 530) session.level = NOBODY;
        return outcome;
      }),
  },
  "guest-may-not-list": {
    clause: "1.4.2, AMB-002",
    says: "A guest is refused listings and the working directory.",
    parts: () =>
      on(["LIST", "NLST", "PWD", "XPWD"], (session, command, carryOut) => {
        const { verb } = command;
        return session.level === GUEST ? say(verb, 530, "Access denied, not logged in.") : carryOut(command);
      }),
  },
  "noop-needs-a-login": {
    clause: "1.4.1 NOOP",
    says: "NOOP is refused before the login.",
    parts: () => afterLogin("NOOP"),
  },
  "stat-needs-a-login": {
    clause: "1.4.1 STAT, AMB-010",
    says: "STAT is refused before the login.",
    parts: () => afterLogin("STAT"),
  },
  "feat-needs-a-login": {
    clause: "1.4.1 FEAT, AMB-011",
    says: "FEAT is refused before the login.",
    parts: () => afterLogin("FEAT"),
  },
  "timer-never": {
    clause: "2.1.21, AMB-017",
    says: "A session may be idle for ever.",
    parts: () => changed(() => ({ timer: 0 })),
  },
  "timer-twice": {
    clause: "2.1.21, AMB-017",
    says: "A session may be idle for twice as long as TIMER says.",
    parts: () => changed(({ timer }) => ({ timer: timer * 2 })),
  },
  "commands-at-work-lost": {
    clause: "AMB-019",
    says: "What a client sends while its transfer or SAVEBUFFER runs is never answered.",
    parts: () => ({
      Session: (Usual) =>
        class extends Usual {
          override refuseBusy(command: CommandLine) {
            const refusal = busyReply(command);
            return refusal && unsaid(refusal);
          }
        },
    }),
  },
};

export function turnedAway(full: (device: Device) => boolean): Parts {
  return {
    admitting: (device, admit) =>
      full(device) ? { kind: "full", reply: say("PASS", 421, "Service not available.") } : admit(),
  };
}

function notClosed(verb: string): Parts {
  return on([verb], (_session, command, carryOut) => {
    const outcome = carryOut(command);
    return outcome.kind === "close" ? outcome.reply : outcome;
  });
}

function afterLogin(verb: string): Parts {
  return on([verb], (session, command, carryOut) =>
    session.level === NOBODY ? invented(verb, 530, "Access denied, not logged in.") : carryOut(command),
  );
}
