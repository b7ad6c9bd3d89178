import type { Outcome, Work } from "../../../device/outcome.js";
import { type Reply, worded } from "../../../device/reply.js";
import type { Device } from "../device/device.js";
import { completed, textSource } from "../device/file-transfer.js";
import { say } from "../device/say.js";
import {
  interfere,
  interfereWith,
  invented,
  type MisbehaviourFamily,
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
    apply: (device) =>
      everywhere(device, (outcome) =>
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
    apply: (device) =>
      everywhere(device, (outcome) =>
        withEnd(outcome, (end) => (ending) => {
          const reply = end(ending);
          return followed(reply, reply);
        }),
      ),
  },
  "225-in-stream-mode": {
    clause: "1.4.3, AMB-018",
    says: "225 says that the data connection is open, and it is closed.",
    apply: (device) => everywhere(device, (outcome) => withEnd(outcome, (end) => () => end("open"))),
  },
  "119-twice": {
    clause: "2.1.17, 3.9, AMB-036",
    says: "119 is sent twice.",
    apply: (device) =>
      announced(device, (work, announcement) => ({
        ...work,
        announcement: followed(announcement, announcement),
      })),
  },
  "119-at-the-end": {
    clause: "2.1.17, 3.9, AMB-036",
    says: "119 comes behind the final reply.",
    apply: (device) =>
      announced(device, (work, announcement) => ({
        ...work,
        announcement: undefined,
        task: { ...work.task, finish: () => followed(work.task.finish(), announcement) },
      })),
  },
  "abor-without-426": {
    clause: "1.4.2 ABOR, AMB-045",
    says: "ABOR of something that runs is answered with 226 alone.",
    apply: (device) =>
      everywhere(device, (outcome) =>
        outcome.kind === "transfer" || outcome.kind === "work"
          ? { ...outcome, aborted: unsaid(outcome.aborted) }
          : outcome,
      ),
  },
  "abor-without-226": {
    clause: "1.4.2 ABOR, AMB-045",
    says: "ABOR of something that runs is answered with 426 alone.",
    apply: (device) => aborted(device, (reply) => (device.jobs.count > 0 ? unsaid(reply) : reply)),
  },
  "abor-of-nothing-426": {
    clause: "1.4.2 ABOR, AMB-045",
    says: "ABOR is answered with 426 and 226 when nothing runs.",
    apply: (device) =>
      aborted(device, (reply) =>
        device.jobs.count > 0 ? reply : followed(say("ABOR", 426, "Aborting RETR command..."), reply),
      ),
  },
  "aborted-transfer-ends": {
    clause: "1.4.2 ABOR, AMB-045",
    says: "What ABOR has ended is answered once more as if it had ended well.",
    apply: (device) =>
      aborted(device, (reply) =>
        device.jobs.count > 0 ? followed(reply, completed("RETR", 0, "closed")) : reply,
      ),
  },
  "mark-not-answered": {
    clause: "1.4.3 STOR, RFC 959 3.5",
    says: "A restart marker is not answered with 110.",
    apply: (device) =>
      everywhere(device, (outcome) =>
        withSink(outcome, (sink) => ({ ...sink, mark: (marker) => unsaid(sink.mark(marker)) })),
      ),
  },
  "mark-one-too-far": {
    clause: "1.4.3 STOR, RFC 959 3.5",
    says: "110 gives a place one octet behind the restart marker.",
    apply: (device) =>
      everywhere(device, (outcome) =>
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
    apply: (device) =>
      interfereWith(device, ["STOR"], (session, command, carryOut) => {
        session.restart = 0;
        return carryOut(command);
      }),
  },
  "rest-behind-the-end": {
    clause: "1.4.3 RETR, AMB-015",
    says: "RETR from a place behind the end of the file succeeds and sends nothing.",
    apply: (device) =>
      interfereWith(device, ["RETR"], (_session, command, carryOut) =>
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
    apply: (device) =>
      interfereWith(device, ["REST"], (session, command, carryOut) => {
        const outcome = carryOut(command);
        const refused = outcome.kind === "reply" && outcome.code === 500;
        return refused && session.level > 0 ? invented("REST", 350, "Restore offset set to 0.") : outcome;
      }),
  },
  "rest-0-has-no-effect": {
    clause: "1.4.3 REST, AMB-015",
    says: "REST 0 does not take an earlier offset back.",
    apply: (device) =>
      interfereWith(device, ["REST 0"], (session, command, carryOut) => {
        const { restart } = session;
        const outcome = carryOut(command);
        session.restart = restart;
        return outcome;
      }),
  },
};

function everywhere(device: Device, change: (outcome: Outcome) => Outcome): void {
  interfere(device, (_session, command, carryOut) => change(carryOut(command)));
}

/** Work that is announced with 119. */
function announced(device: Device, change: (work: Work, announcement: Reply) => Work): void {
  everywhere(device, (outcome) =>
    outcome.kind === "work" && outcome.announcement !== undefined
      ? change(outcome, outcome.announcement)
      : outcome,
  );
}

/** The last reply to ABOR. What is aborted still runs when the device is asked for it. */
function aborted(device: Device, change: (reply: Reply) => Reply): void {
  everywhere(device, (outcome) =>
    outcome.kind === "abort" ? { ...outcome, reply: change(outcome.reply) } : outcome,
  );
}

/** Two replies where one belongs. */
function followed(first: Reply, second: Reply): Reply {
  return worded(first, Buffer.concat([first.octets, second.octets]));
}
