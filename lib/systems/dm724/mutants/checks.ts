import type { CommandLine } from "../../../ftp/command.js";
import { CHECKS, type Check } from "../device/configuration.js";
import type { FileSystemName } from "../device/names.js";
import type { Parts } from "../device/parts.js";
import type { Session } from "../device/session.js";
import { keeping, type Misbehaviour, type MisbehaviourFamily, on, reworded } from "./misbehaviour.js";

/** The checks of received files and what they control (Dm724-I 3.7, 3.8). */
export const checkMisbehaviours: MisbehaviourFamily = {
  ...Object.fromEntries(
    CHECKS.filter((check) => check !== "system").flatMap((check): [string, Misbehaviour][] => [
      [
        `check-${check}-never`,
        {
          clause: `2.1.4, 3.8 ${check.toUpperCase()}`,
          says: `CHECK ${check.toUpperCase()} is shown as it was set, and works as if it were off.`,
          parts: () => atWork((key) => (key === check ? false : undefined)),
        },
      ],
      [
        `check-${check}-always`,
        {
          clause: `2.1.4, 3.8 ${check.toUpperCase()}`,
          says: `CHECK ${check.toUpperCase()} is shown as it was set, and works as if it were on.`,
          parts: () => atWork((key) => (key === check ? true : undefined)),
        },
      ],
    ]),
  ),
  "check-system-never": {
    clause: "2.1.4.12, 3.8 SYSTEM",
    says: "CHECK SYSTEM is shown as it was configured, and works as if it were off.",
    parts: () => systemConfigured(false),
  },
  "check-system-always": {
    clause: "2.1.4.12, 3.8 SYSTEM",
    says: "CHECK SYSTEM is shown as it was configured, and works as if it were on.",
    parts: () => systemConfigured(true),
  },
  "check-all-leaves-one": {
    clause: "3.8 ALL",
    says: "CHECK ALL OFF leaves CRC on.",
    parts: () =>
      on(["SITE CHECK ALL OFF"], (session, command, carryOut) =>
        keeping(session.device.checks, ["crc"], () => carryOut(command)),
      ),
  },
  "check-not-set": {
    clause: "3.8",
    says: "SITE CHECK answers and changes nothing.",
    parts: () =>
      on(["SITE CHECK"], (session, command, carryOut) =>
        keeping(session.device.checks, CHECKS, () => carryOut(command)),
      ),
  },
  "compatible-governs-crc": {
    clause: "2.1.4.3, 3.7",
    says: "COMPATIBLE OFF switches the checks of CRC and length off.",
    parts: () =>
      on(["SITE COMPATIBLE OFF"], (session, command, carryOut) => {
        session.setCheck("crc", false);
        session.setCheck("length", false);
        return carryOut(command);
      }),
  },
  "compatible-does-nothing": {
    clause: "3.7",
    says: "COMPATIBLE answers and changes nothing.",
    parts: () =>
      on(["SITE COMPATIBLE"], (session, command, carryOut) =>
        keeping(session.device.checks, CHECKS, () => carryOut(command)),
      ),
  },
  "stat-shows-all-checks": {
    clause: "3.8, AMB-021",
    says: "STAT shows ALL whatever is checked.",
    parts: () =>
      on(["STAT"], ({ device: { checks } }, command, carryOut) =>
        keeping(checks, CHECKS, () => {
          for (const check of CHECKS) checks[check] = true;
          return carryOut(command);
        }),
      ),
  },
  "checks-in-test-mode": {
    clause: "3.8, AMB-038",
    says: "Files that are sent in TEST mode are announced as checked.",
    parts: () =>
      on(["STOR"], (session, command, carryOut) => {
        const outcome = carryOut(command);
        if (outcome.kind !== "transfer" || session.testMode === undefined) return outcome;
        const opened = reworded(outcome.opened, (text) => text.replace(", file", ", checked file"));
        return opened.kind === "reply" ? { ...outcome, opened } : outcome;
      }),
  },
};

/**
 * While files are received or saved checks have other values; to everything else they show what was set.
 * @param value undefined: as it was set
 * @param meant whether it is so for this command line
 */
export function atWork(
  value: (check: Check) => boolean | undefined,
  meant: (command: CommandLine, session: Session) => boolean = () => true,
): Parts {
  return on(["STOR", "APPE", "SITE SAVEBUFFER"], (session, command, carryOut) => {
    if (!meant(command, session)) return carryOut(command);
    const { checks } = session.device;
    const within = <Result>(act: () => Result): Result =>
      keeping(checks, CHECKS, () => {
        for (const check of CHECKS) checks[check] = value(check) ?? checks[check];
        return act();
      });
    const outcome = within(() => carryOut(command));
    if (outcome.kind === "work") {
      return { ...outcome, task: { ...outcome.task, finish: () => within(() => outcome.task.finish()) } };
    }
    if (outcome.kind !== "transfer") return outcome;
    return {
      ...outcome,
      open: () => {
        const opening = within(() => outcome.open());
        if (opening.kind !== "receive") return opening;
        const { sink } = opening;
        return {
          kind: "receive",
          sink: {
            ...sink,
            write: (octets) => within(() => sink.write(octets)),
            end: (ending) => within(() => sink.end(ending)),
          },
        };
      },
    };
  });
}

/** Whether a first file system is looked for is settled, whatever CHECK SYSTEM is. */
function systemConfigured(search: boolean): Parts {
  return {
    Storage: (Usual) =>
      class extends Usual {
        override initial(configured: FileSystemName) {
          return super.initial(configured, search);
        }
      },
  };
}
