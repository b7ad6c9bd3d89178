import { GUEST, type Level, NOBODY } from "../device/accounts.js";
import { busyReply } from "../device/commands.js";
import type { Device } from "../device/device.js";
import { say } from "../device/say.js";
import type { Session } from "../device/session.js";
import {
  interfere,
  interfereWith,
  invented,
  type MisbehaviourFamily,
  reconfigured,
  rewritten,
  unsaid,
  whenAdmitted,
  whenLeft,
} from "./misbehaviour.js";

/** Who is let in, who is logged in, and how a session ends (Dm724-I 1.4.1, 2.1.5, 2.1.21). */
export const sessionMisbehaviours: MisbehaviourFamily = {
  "one-client-too-few": {
    clause: "2.1.5, AMB-044",
    says: "The last of several clients that CLIENTS allows is turned away.",
    apply: (device) => {
      const { clients } = device.configuration;
      turnedAway(device, () => clients > 1 && device.sessions >= clients - 1);
    },
  },
  "place-of-the-lost-kept": {
    clause: "2.1.5",
    says: "A client that goes without QUIT keeps its place, as long as one is left for others.",
    apply: (device) => {
      let lost = 0;
      whenLeft(device, (_session, by) => {
        // A device that lets nobody in any more is no test of anything.
        if (by === "client") lost = Math.min(lost + 1, device.configuration.clients - 1);
      });
      turnedAway(device, () => device.sessions + lost >= device.configuration.clients);
    },
  },
  "greeting-without-the-new-one": {
    clause: "1.4.1, G1",
    says: "The greeting does not count the client that it greets.",
    apply: (device) => {
      const admit = device.admit.bind(device);
      device.admit = (peer) => {
        const admission = admit(peer);
        if (admission.kind !== "session") return admission;
        const fewer = (text: string): string =>
          text.replace(/(?<!\d)(\d+) active/, (_match, count: string) => `${Number(count) - 1} active`);
        return { ...admission, greeting: rewritten(admission.greeting, fewer) };
      };
    },
  },
  "logged-in-from-the-start": {
    clause: "1.4.1 USER",
    says: "A new connection has the rights of the one before.",
    apply: (device) => {
      let level: Level = NOBODY;
      whenLeft(device, (session) => {
        ({ level } = session);
      });
      whenAdmitted(device, (session) => {
        session.level = level;
      });
    },
  },
  "pass-without-user": {
    clause: "1.4.1 PASS, AMB-014",
    says: "PASS logs the last user in again without a USER.",
    apply: (device) => {
      const last = new WeakMap<Session, string>();
      interfereWith(device, ["USER", "PASS"], (session, command, carryOut) => {
        const { verb } = command;

        if (verb === "PASS") session.user ??= last.get(session);
        const outcome = carryOut(command);
        if (session.user !== undefined) last.set(session, session.user);
        return outcome;
      });
    },
  },
  "user-tells-who-exists": {
    clause: "1.4.1 USER, I5",
    says: "USER refuses a name that nobody has.",
    apply: (device) =>
      interfereWith(device, ["USER"], (_session, command, carryOut) => {
        const { argument = "" } = command;

        const known = device.accounts.level(argument.trim(), "") !== NOBODY;
        return known ? carryOut(command) : invented("USER", 530, "User unknown.");
      }),
  },
  "too-many-passwords-stay": {
    clause: "1.4.1 PASS, I5",
    says: "421 is answered to one wrong password too many, and the connection stays.",
    apply: (device) => notClosed(device, "PASS"),
  },
  "quit-stays": {
    clause: "1.4.1 QUIT",
    says: "QUIT is answered, and the connection stays.",
    apply: (device) => notClosed(device, "QUIT"),
  },
  "quit-without-a-word": {
    clause: "1.4.1 QUIT",
    says: "QUIT closes the connection and answers nothing.",
    apply: (device) =>
      interfereWith(device, ["QUIT"], (_session, command, carryOut) => {
        const outcome = carryOut(command);
        return outcome.kind === "close" ? { ...outcome, reply: unsaid(outcome.reply) } : outcome;
      }),
  },
  "530-logs-out": {
    clause: "AMB-020",
    says: "A 530 that does not concern the login ends it all the same.",
    apply: (device) =>
      interfere(device, (session, command, carryOut) => {
        const outcome = carryOut(command);
        if (outcome.kind === "reply" && outcome.code === 530) session.level = NOBODY;
        return outcome;
      }),
  },
  "guest-may-not-list": {
    clause: "1.4.2, AMB-002",
    says: "A guest is refused listings and the working directory.",
    apply: (device) =>
      interfereWith(device, ["LIST", "NLST", "PWD", "XPWD"], (session, command, carryOut) => {
        const { verb } = command;
        return session.level === GUEST ? say(verb, 530, "Access denied, not logged in.") : carryOut(command);
      }),
  },
  "noop-needs-a-login": {
    clause: "1.4.1 NOOP",
    says: "NOOP is refused before the login.",
    apply: (device) => afterLogin(device, "NOOP"),
  },
  "stat-needs-a-login": {
    clause: "1.4.1 STAT, AMB-010",
    says: "STAT is refused before the login.",
    apply: (device) => afterLogin(device, "STAT"),
  },
  "feat-needs-a-login": {
    clause: "1.4.1 FEAT, AMB-011",
    says: "FEAT is refused before the login.",
    apply: (device) => afterLogin(device, "FEAT"),
  },
  "timer-never": {
    clause: "2.1.21, AMB-017",
    says: "A session may be idle for ever.",
    apply: (device) => reconfigured(device, { timer: 0 }),
  },
  "timer-twice": {
    clause: "2.1.21, AMB-017",
    says: "A session may be idle for twice as long as TIMER says.",
    apply: (device) => reconfigured(device, { timer: device.configuration.timer * 2 }),
  },
  "commands-at-work-lost": {
    clause: "AMB-019",
    says: "What a client sends while its transfer or SAVEBUFFER runs is never answered.",
    apply: (device) =>
      whenAdmitted(device, (session) => {
        session.refuseBusy = (command) => {
          const refusal = busyReply(command);
          return refusal && unsaid(refusal);
        };
      }),
  },
};

function turnedAway(device: Device, full: () => boolean): void {
  const admit = device.admit.bind(device);
  device.admit = (peer) =>
    full() ? { kind: "full", reply: say("PASS", 421, "Service not available.") } : admit(peer);
}

function notClosed(device: Device, verb: string): void {
  interfereWith(device, [verb], (_session, command, carryOut) => {
    const outcome = carryOut(command);
    return outcome.kind === "close" ? outcome.reply : outcome;
  });
}

function afterLogin(device: Device, verb: string): void {
  interfereWith(device, [verb], (session, command, carryOut) =>
    session.level === NOBODY ? invented(verb, 530, "Access denied, not logged in.") : carryOut(command),
  );
}
