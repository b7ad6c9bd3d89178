import type { Outcome, Work } from "../../../device/outcome.js";
import { type DeviceReply, worded } from "../../../device/reply.js";
import { completed, textSource } from "../device/file-transfer.js";
import type { Parts } from "../device/parts.js";
import { say } from "../device/say.js";
import {
  invented,
  keeping,
  type MisbehaviourFamily,
  on,
  onEvery,
  rewritten,
  unsaid,
  withEnd,
  withSink,
  withTransfer,
} from "./misbehaviour.js";

/** What is answered while something runs, and where transfers begin (Dm724-I 1.4.2, 1.4.3, 3.9). */
export const transferMisbehaviours: MisbehaviourFamily = {
  "150-missing": {
    clause: "1.4.2, 1.4.3",
    says: "A transfer begins without 125 or 150.",
    parts: () =>
      everywhere((outcome) =>
        withTransfer(outcome, (transfer) => ({
          ...transfer,
          already: unsaid(transfer.already),
          opened: unsaid(transfer.opened),
        })),
      ),
  },
  "226-twice": {
    clause: "1.4.2, 1.4.3",
    says: "The end of a transfer is answered twice.",
    parts: () =>
      everywhere((outcome) =>
        withEnd(outcome, (end) => (ending) => {
          const reply = end(ending);
          return followed(reply, reply);
        }),
      ),
  },
  "225-in-stream-mode": {
    clause: "1.4.3, AMB-018",
    says: "225 says that the data connection is open, and it is closed.",
    parts: () => everywhere((outcome) => withEnd(outcome, (end) => () => end("open"))),
  },
  "119-twice": {
    clause: "2.1.17, 3.9, AMB-036",
    says: "119 is sent twice.",
    parts: () =>
      announced((work, announcement) => ({
        ...work,
        announcement: followed(announcement, announcement),
      })),
  },
  "119-at-the-end": {
    clause: "2.1.17, 3.9, AMB-036",
    says: "119 comes behind the final reply.",
    parts: () =>
      announced((work, announcement) => ({
        ...work,
        announcement: undefined,
        task: { ...work.task, finish: () => followed(work.task.finish(), announcement) },
      })),
  },
  "abor-without-426": {
    clause: "1.4.2 ABOR, AMB-045",
    says: "ABOR of something that runs is answered with 226 alone.",
    parts: () =>
      everywhere((outcome) =>
        outcome.kind === "transfer" || outcome.kind === "work"
          ? { ...outcome, aborted: unsaid(outcome.aborted) }
          : outcome,
      ),
  },
  "abor-without-226": {
    clause: "1.4.2 ABOR, AMB-045",
    says: "ABOR of something that runs is answered with 426 alone.",
    parts: () => aborted((reply, running) => (running ? unsaid(reply) : reply)),
  },
  "abor-of-nothing-426": {
    clause: "1.4.2 ABOR, AMB-045",
    says: "ABOR is answered with 426 and 226 when nothing runs.",
    parts: () =>
      aborted((reply, running) =>
        running ? reply : followed(say("ABOR", 426, "Aborting RETR command..."), reply),
      ),
  },
  "aborted-transfer-ends": {
    clause: "1.4.2 ABOR, AMB-045",
    says: "What ABOR has ended is answered once more as if it had ended well.",
    parts: () =>
      aborted((reply, running) => (running ? followed(reply, completed("RETR", 0, "closed")) : reply)),
  },
  "mark-not-answered": {
    clause: "1.4.3 STOR, RFC 959 3.5",
    says: "A restart marker is not answered with 110.",
    parts: () =>
      everywhere((outcome) =>
        withSink(outcome, (sink) => ({ ...sink, mark: (marker) => unsaid(sink.mark(marker)) })),
      ),
  },
  "mark-one-too-far": {
    clause: "1.4.3 STOR, RFC 959 3.5",
    says: "110 gives a place one octet behind the restart marker.",
    parts: () =>
      everywhere((outcome) =>
        withSink(outcome, (sink) => ({
          ...sink,
          mark: (marker) =>
            rewritten(sink.mark(marker), (text) =>
              text.replace(/= (\d+)/, (_match, place: string) => `= ${Number(place) + 1}`),
            ),
        })),
      ),
  },
  "rest-ignored-by-stor": {
    clause: "1.4.3 REST",
    says: "STOR begins at the first octet whatever REST said.",
    parts: () =>
      on(["STOR"], (session, command, carryOut) => {
        session.restart = 0;
        return carryOut(command);
      }),
  },
  "rest-behind-the-end": {
    clause: "1.4.3 RETR, AMB-015",
    says: "RETR from a place behind the end of the file succeeds and sends nothing.",
    parts: () =>
      on(["RETR"], (_session, command, carryOut) =>
        withTransfer(carryOut(command), (transfer) => ({
          ...transfer,
          open: () => {
            const opening = transfer.open();
            if (opening.kind !== "refused" || opening.reply.code !== 554) return opening;
            return { kind: "send", source: textSource("", (ending) => completed("RETR", 0, ending)) };
          },
        })),
      ),
  },
  "rest-takes-anything": {
    clause: "1.4.3 REST, AMB-015",
    says: "REST takes what is no number for an offset.",
    parts: () =>
      on(["REST"], (session, command, carryOut) => {
        const outcome = carryOut(command);
        const refused = outcome.kind === "reply" && outcome.code === 500;
        return refused && session.level > 0 ? invented("REST", 350, "Restore offset set to 0.") : outcome;
      }),
  },
  "rest-0-has-no-effect": {
    clause: "1.4.3 REST, AMB-015",
    says: "REST 0 does not take an earlier offset back.",
    parts: () =>
      on(["REST 0"], (session, command, carryOut) => keeping(session, ["restart"], () => carryOut(command))),
  },
};

function everywhere(change: (outcome: Outcome) => Outcome): Parts {
  return onEvery((_session, command, carryOut) => change(carryOut(command)));
}

/** Work that is announced with 119. */
function announced(change: (work: Work, announcement: DeviceReply) => Work): Parts {
  return everywhere((outcome) =>
    outcome.kind === "work" && outcome.announcement !== undefined
      ? change(outcome, outcome.announcement)
      : outcome,
  );
}

/** The last reply to ABOR. What is aborted still runs when the device is asked for it. */
function aborted(change: (reply: DeviceReply, running: boolean) => DeviceReply): Parts {
  return onEvery((session, command, carryOut) => {
    const outcome = carryOut(command);
    if (outcome.kind !== "abort") return outcome;
    return { ...outcome, reply: change(outcome.reply, session.jobs.count > 0) };
  });
}

/** Two replies where one belongs. */
function followed(first: DeviceReply, second: DeviceReply): DeviceReply {
  return worded(first, Buffer.concat([first.octets, second.octets]));
}
