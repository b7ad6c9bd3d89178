import type { Representation } from "../../../device/outcome.js";
import type { Parts } from "../device/parts.js";
import type { Session } from "../device/session.js";
import { invented, keeping, type MisbehaviourFamily, on, onEvery, withTransfer } from "./misbehaviour.js";

type Parameter = "format" | "type" | "mode" | "structure" | "directory" | "user" | "onlyEpsv";

/** TYPE, MODE, STRU and the working directory: what a session sets up, and whose it is (Dm724-I 1.3, 1.4). */
export const parameterMisbehaviours: MisbehaviourFamily = {
  "rein-keeps-the-type": {
    clause: "1.4.1 REIN, AMB-012",
    says: "REIN leaves TYPE as it was.",
    parts: () => keptByRein(["type"]),
  },
  "rein-keeps-mode-and-structure": {
    clause: "1.4.1 REIN, AMB-012",
    says: "REIN leaves MODE and STRU as they were.",
    parts: () => keptByRein(["mode", "structure"]),
  },
  "rein-keeps-the-directory": {
    clause: "1.4.1 REIN, AMB-012",
    says: "REIN leaves the working directory as it was.",
    parts: () => keptByRein(["directory"]),
  },
  "rein-keeps-the-user": {
    clause: "1.4.1 REIN, AMB-012",
    says: "A USER in front of REIN counts for a PASS behind it.",
    parts: () => keptByRein(["user"]),
  },
  "epsv-all-outlives-rein": {
    clause: "1.4.2 EPSV, AMB-012",
    says: "REIN does not take EPSV ALL back.",
    parts: () => keptByRein(["onlyEpsv"]),
  },
  "one-type-for-all": {
    clause: "1.4.2 TYPE",
    says: "The TYPE of one session is that of all.",
    parts: () => sharedBy(["TYPE"], "type"),
  },
  "one-directory-for-all": {
    clause: "1.4.3 CWD",
    says: "The working directory of one session is that of all.",
    parts: () => sharedBy(["CWD", "XCWD", "CDUP", "XCUP", "SMNT"], "directory"),
  },
  "type-falls-back": {
    clause: "1.4.2 TYPE",
    says: "After a transfer TYPE is A again.",
    parts: () =>
      onEvery((session, command, carryOut) => {
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
    parts: () =>
      on(["TYPE L 8"], (session, command, carryOut) => {
        const outcome = carryOut(command);
        session.type = "A";
        return outcome;
      }),
  },
  "type-i-converted": {
    clause: "1.4.2 TYPE",
    says: "Type I sends files with the ends of lines converted.",
    parts: () =>
      on(["RETR"], (session, command, carryOut) =>
        keeping(session, ["type"], () => {
          session.type = "A";
          return carryOut(command);
        }),
      ),
  },
  "type-a-stored-as-sent": {
    clause: "1.4.2 TYPE",
    says: "Type A stores the ends of lines as they arrive.",
    parts: () =>
      on(["STOR", "APPE"], (session, command, carryOut) =>
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
    parts: () => accepted("TYPE E", "TYPE is set to EBCDIC."),
  },
  "stru-p-accepted": {
    clause: "1.3",
    says: "STRU P is answered as if there were page structure.",
    parts: () => accepted("STRU P", "STRU is set to PAGE."),
  },
  "mode-b-is-stream": {
    clause: "1.4.2 MODE, AMB-009",
    says: "MODE B is answered, and the data stream has no blocks.",
    parts: () => represented(({ mode }) => (mode === "B" ? { mode: "S" } : {})),
  },
  "mode-c-is-block": {
    clause: "1.4.2 MODE, AMB-009",
    says: "MODE C is answered, and the data stands in the blocks of MODE B.",
    parts: () => represented(({ mode }) => (mode === "C" ? { mode: "B" } : {})),
  },
  "stru-r-is-file": {
    clause: "1.4.2 STRU, AMB-009",
    says: "STRU R is answered, and files are sent without records.",
    parts: () => represented(() => ({ structure: "F" })),
  },
  "records-of-text-are-one": {
    clause: "1.4.2 STRU, RFC 959 3.1.2",
    says: "In STRU R a text of several lines is one record.",
    parts: () => represented(() => ({ text: false })),
  },
};

function keptByRein(names: readonly Parameter[]): Parts {
  return on(["REIN"], (session, command, carryOut) => keeping(session, names, () => carryOut(command)));
}

/** What these verbs set in one session they set in all that are open and in those to come. */
export function sharedBy<Name extends Parameter>(verbs: readonly string[], name: Name): Parts {
  const sessions = new Set<Session>();
  let shared: { readonly value: Session[Name] } | undefined;
  const follows = (session: Session): void => {
    if (shared !== undefined) session[name] = shared.value;
  };
  return {
    admitting: (_device, admit) => {
      const admission = admit();
      if (admission.kind !== "session") return admission;
      sessions.add(admission.session);
      follows(admission.session);
      return admission;
    },
    ...on(verbs, (session, command, carryOut) => {
      const outcome = carryOut(command);
      shared = { value: session[name] };
      for (const other of sessions) follows(other);
      return outcome;
    }),
  };
}

/** What is not supported is answered as if it were. */
export function accepted(line: string, text: string): Parts {
  return on([line], (_session, command, carryOut) => {
    const { verb } = command;

    const outcome = carryOut(command);
    return outcome.kind === "reply" && outcome.code === 504 ? invented(verb, 200, text) : outcome;
  });
}

/** Changes how every transfer stands on the data connection. */
export function represented(change: (representation: Representation) => Partial<Representation>): Parts {
  return onEvery((_session, command, carryOut) =>
    withTransfer(carryOut(command), (transfer) => {
      const { representation } = transfer;
      return { ...transfer, representation: { ...representation, ...change(representation) } };
    }),
  );
}
