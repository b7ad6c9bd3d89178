import type { Representation } from "../../../device/outcome.js";
import type { Device } from "../device/device.js";
import type { Session } from "../device/session.js";
import {
  interfere,
  interfereWith,
  invented,
  type MisbehaviourFamily,
  whenAdmitted,
  withTransfer,
} from "./misbehaviour.js";

type Parameter = "format" | "type" | "mode" | "structure" | "directory" | "user" | "onlyEpsv";

/** TYPE, MODE, STRU and the working directory: what a session sets up, and whose it is (Dm724-I 1.3, 1.4). */
export const parameterMisbehaviours: MisbehaviourFamily = {
  "rein-keeps-the-type": {
    clause: "1.4.1 REIN, AMB-012",
    says: "REIN leaves TYPE as it was.",
    apply: (device) => keptByRein(device, ["type"]),
  },
  "rein-keeps-mode-and-structure": {
    clause: "1.4.1 REIN, AMB-012",
    says: "REIN leaves MODE and STRU as they were.",
    apply: (device) => keptByRein(device, ["mode", "structure"]),
  },
  "rein-keeps-the-directory": {
    clause: "1.4.1 REIN, AMB-012",
    says: "REIN leaves the working directory as it was.",
    apply: (device) => keptByRein(device, ["directory"]),
  },
  "rein-keeps-the-user": {
    clause: "1.4.1 REIN, AMB-012",
    says: "A USER in front of REIN counts for a PASS behind it.",
    apply: (device) => keptByRein(device, ["user"]),
  },
  "epsv-all-outlives-rein": {
    clause: "1.4.2 EPSV, AMB-012",
    says: "REIN does not take EPSV ALL back.",
    apply: (device) => keptByRein(device, ["onlyEpsv"]),
  },
  "one-type-for-all": {
    clause: "1.4.2 TYPE",
    says: "The TYPE of one session is that of all.",
    apply: (device) => sharedBy(device, ["TYPE"], ["type"]),
  },
  "one-directory-for-all": {
    clause: "1.4.3 CWD",
    says: "The working directory of one session is that of all.",
    apply: (device) => sharedBy(device, ["CWD", "XCWD", "CDUP", "XCUP", "SMNT"], ["directory"]),
  },
  "type-falls-back": {
    clause: "1.4.2 TYPE",
    says: "After a transfer TYPE is A again.",
    apply: (device) =>
      interfere(device, (session, command, carryOut) => {
        const outcome = carryOut(command);
        return withTransfer(outcome, (transfer) => ({
          ...transfer,
          open: () => {
            const opening = transfer.open();
            session.type = "A";
            return opening;
          },
        }));
      }),
  },
  "type-l-8-is-ascii": {
    clause: "1.3, 1.4.2 TYPE",
    says: "TYPE L 8 converts the ends of lines.",
    apply: (device) =>
      interfereWith(device, ["TYPE L 8"], (session, command, carryOut) => {
        const outcome = carryOut(command);
        session.type = "A";
        return outcome;
      }),
  },
  "type-i-converted": {
    clause: "1.4.2 TYPE",
    says: "Type I sends files with the ends of lines converted.",
    apply: (device) =>
      interfereWith(device, ["RETR"], (session, command, carryOut) => {
        const { type } = session;
        session.type = "A";
        const outcome = carryOut(command);
        session.type = type;
        return outcome;
      }),
  },
  "type-a-stored-as-sent": {
    clause: "1.4.2 TYPE",
    says: "Type A stores the ends of lines as they arrive.",
    apply: (device) =>
      interfereWith(device, ["STOR", "APPE"], (session, command, carryOut) =>
        withTransfer(carryOut(command), (transfer) => ({
          ...transfer,
          open: () => {
            const { type } = session;
            session.type = "I";
            const opening = transfer.open();
            session.type = type;
            return opening;
          },
        })),
      ),
  },
  "type-e-accepted": {
    clause: "1.3, AMB-007",
    says: "TYPE E is answered as if there were EBCDIC.",
    apply: (device) => accepted(device, "TYPE E", "TYPE is set to EBCDIC."),
  },
  "stru-p-accepted": {
    clause: "1.3",
    says: "STRU P is answered as if there were page structure.",
    apply: (device) => accepted(device, "STRU P", "STRU is set to PAGE."),
  },
  "mode-b-is-stream": {
    clause: "1.4.2 MODE, AMB-009",
    says: "MODE B is answered, and the data stream has no blocks.",
    apply: (device) => represented(device, ({ mode }) => (mode === "B" ? { mode: "S" } : {})),
  },
  "mode-c-is-block": {
    clause: "1.4.2 MODE, AMB-009",
    says: "MODE C is answered, and the data stands in the blocks of MODE B.",
    apply: (device) => represented(device, ({ mode }) => (mode === "C" ? { mode: "B" } : {})),
  },
  "stru-r-is-file": {
    clause: "1.4.2 STRU, AMB-009",
    says: "STRU R is answered, and files are sent without records.",
    apply: (device) => represented(device, () => ({ structure: "F" })),
  },
  "records-of-text-are-one": {
    clause: "1.4.2 STRU, RFC 959 3.1.2",
    says: "In STRU R a text of several lines is one record.",
    apply: (device) => represented(device, () => ({ text: false })),
  },
};

function keptByRein(device: Device, names: readonly Parameter[]): void {
  interfereWith(device, ["REIN"], (session, command, carryOut) => {
    const kept = pick(session, names);
    const outcome = carryOut(command);
    Object.assign(session, kept);
    return outcome;
  });
}

/** What these verbs set in one session they set in all that are open and in those to come. */
export function sharedBy(device: Device, verbs: readonly string[], names: readonly Parameter[]): void {
  const sessions = new Set<Session>();
  let shared: Partial<Session> = {};
  whenAdmitted(device, (session) => {
    sessions.add(session);
    Object.assign(session, shared);
  });
  interfereWith(device, verbs, (session, command, carryOut) => {
    const outcome = carryOut(command);
    shared = pick(session, names);
    for (const other of sessions) Object.assign(other, shared);
    return outcome;
  });
}

function pick(session: Session, names: readonly Parameter[]): Partial<Session> {
  return Object.fromEntries(names.map((name) => [name, session[name]]));
}

/** What is not supported is answered as if it were. */
export function accepted(device: Device, line: string, text: string): void {
  interfereWith(device, [line], (_session, command, carryOut) => {
    const { verb } = command;

    const outcome = carryOut(command);
    return outcome.kind === "reply" && outcome.code === 504 ? invented(verb, 200, text) : outcome;
  });
}

/** Changes how every transfer stands on the data connection. */
export function represented(
  device: Device,
  change: (representation: Representation) => Partial<Representation>,
): void {
  interfere(device, (_session, command, carryOut) =>
    withTransfer(carryOut(command), (transfer) => {
      const { representation } = transfer;
      return { ...transfer, representation: { ...representation, ...change(representation) } };
    }),
  );
}
