import type { Outcome } from "../../../../device/outcome.js";
import type { DeviceReply } from "../../../../device/reply.js";
import { GUEST, type Level, MAX_NAME, NOBODY } from "../accounts.js";
import type { CommandFamily } from "../command.js";
import { wordsOf } from "../command.js";
import { say } from "../say.js";
import type { Session } from "../session.js";

/** Wrong passwords that one connection may send (RFC 2577 5: three to five; I5). */
const MAX_REFUSED = 3;

/** Who is there, and for how long: USER, PASS, ACCT, REIN, QUIT, NOOP (Dm724-I 1.4.1, 3.2, 3.3). */
export const sessionCommands: CommandFamily = {
  USER: { run: user },
  PASS: { run: pass },
  ACCT: { run: acct },
  REIN: { run: rein },
  QUIT: { run: () => ({ kind: "close", reply: say("QUIT", 221, "Goodbye.") }) },
  NOOP: { run: () => say("NOOP", 200, "OK.") },
};

/** Begins a login and ends the one before; the parameters stay (RFC 959 4.1.1). Any name will do (RFC 2577 7). */
function user(session: Session, argument: string | undefined): Outcome {
  const name = (argument ?? "").trim();
  if (name === "") return say("USER", 500, "Syntax error, command delimiter error.");
  session.level = NOBODY;
  session.user = undefined;
  if (name.length > MAX_NAME) return say("USER", 530, "User name too long.");
  session.user = name;
  return say("USER", 331, "User name accepted, password needed.");
}

/** A missing argument is the blank password (Dm724-I 3.2, AMB-014). */
function pass(session: Session, argument: string | undefined): Outcome {
  const { user } = session;
  if (user === undefined) return say("PASS", 531, "User name required.");
  session.user = undefined;
  const password = argument ?? "";
  if (password.length > MAX_NAME) return refused(session, say("PASS", 530, "Password too long."));
  const level = session.device.accounts.level(user, password);
  if (typeof level === "number") return judged(session, level, password);
  return {
    kind: "later",
    outcome: level.then(
      (answer) => judged(session, answer, password),
      // Whoever was asked gave no answer: nobody comes in (3.2).
      () => refused(session, say("PASS", 530, "User login refused.")),
    ),
  };
}

function judged(session: Session, level: Level, password: string): Outcome {
  if (level === NOBODY) return refused(session, say("PASS", 530, "User login refused."));
  session.level = level;
  // The manual has two texts and no rule; the short login of a blank password gets the shorter one.
  return level === GUEST || password === ""
    ? say("PASS", 230, "User login complete.")
    : say("PASS", 230, "User login successful.");
}

function refused(session: Session, reply: DeviceReply): Outcome {
  session.refusedLogins++;
  if (session.refusedLogins < MAX_REFUSED) return reply;
  return { kind: "close", reply: say("PASS", 421, "Service not available.") };
}

/** Confines the session to a sink until REIN or its end (3.3). Before the login it does nothing (AMB-046). */
function acct(session: Session, argument: string | undefined): Outcome {
  const word = wordsOf(argument).join(" ").toUpperCase();
  const name = word === "TEST0" ? "TST" : word === "TEST1" ? "TS1" : undefined;
  if (session.level === NOBODY || name === undefined) {
    return say("ACCT", 202, "Command superfluous at this site.");
  }
  session.testMode = session.device.storage.get(name);
  session.directory = session.testMode;
  return say("ACCT", 200, "FTP server test account enabled.");
}

function rein(session: Session): Outcome {
  session.restartSession();
  return { kind: "restart", reply: say("REIN", 220, "OK.") };
}
