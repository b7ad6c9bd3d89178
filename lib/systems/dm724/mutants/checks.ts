import type { CommandLine } from "../../../ftp/command.js";
import { CHECKS, type Check } from "../device/configuration.js";
import type { Device } from "../device/device.js";
import { interfereWith, type Misbehaviour, type MisbehaviourFamily, reworded } from "./misbehaviour.js";

/** The checks of received files and what they control (Dm724-I 3.7, 3.8). */
export const checkMisbehaviours: MisbehaviourFamily = {
  ...Object.fromEntries(
    CHECKS.filter((check) => check !== "system").flatMap((check): [string, Misbehaviour][] => [
      [
        `check-${check}-never`,
        {
          clause: `2.1.4, 3.8 ${check.toUpperCase()}`,
          says: `CHECK ${check.toUpperCase()} is shown as it was set, and works as if it were off.`,
          apply: (device) => atWork(device, (key) => (key === check ? false : undefined)),
        },
      ],
      [
        `check-${check}-always`,
        {
          clause: `2.1.4, 3.8 ${check.toUpperCase()}`,
          says: `CHECK ${check.toUpperCase()} is shown as it was set, and works as if it were on.`,
          apply: (device) => atWork(device, (key) => (key === check ? true : undefined)),
        },
      ],
    ]),
  ),
  "check-system-never": {
    clause: "2.1.4.12, 3.8 SYSTEM",
    says: "CHECK SYSTEM is shown as it was configured, and works as if it were off.",
    apply: (device) => systemConfigured(device, false),
  },
  "check-system-always": {
    clause: "2.1.4.12, 3.8 SYSTEM",
    says: "CHECK SYSTEM is shown as it was configured, and works as if it were on.",
    apply: (device) => systemConfigured(device, true),
  },
  "check-all-leaves-one": {
    clause: "3.8 ALL",
    says: "CHECK ALL OFF leaves CRC on.",
    apply: (device) =>
      interfereWith(device, ["SITE CHECK ALL OFF"], (_session, command, carryOut) => {
        const { crc } = device.checks;
        const outcome = carryOut(command);
        device.checks.crc = crc;
        return outcome;
      }),
  },
  "check-not-set": {
    clause: "3.8",
    says: "SITE CHECK answers and changes nothing.",
    apply: (device) =>
      interfereWith(device, ["SITE CHECK"], (_session, command, carryOut) => {
        const checks = { ...device.checks };
        const outcome = carryOut(command);
        Object.assign(device.checks, checks);
        return outcome;
      }),
  },
  "compatible-governs-crc": {
    clause: "2.1.4.3, 3.7",
    says: "COMPATIBLE OFF switches the checks of CRC and length off.",
    apply: (device) =>
      interfereWith(device, ["SITE COMPATIBLE OFF"], (session, command, carryOut) => {
        session.setCheck("crc", false);
        session.setCheck("length", false);
        return carryOut(command);
      }),
  },
  "compatible-does-nothing": {
    clause: "3.7",
    says: "COMPATIBLE answers and changes nothing.",
    apply: (device) =>
      interfereWith(device, ["SITE COMPATIBLE"], (_session, command, carryOut) => {
        const checks = { ...device.checks };
        const outcome = carryOut(command);
        Object.assign(device.checks, checks);
        return outcome;
      }),
  },
  "stat-shows-all-checks": {
    clause: "3.8, AMB-021",
    says: "STAT shows ALL whatever is checked.",
    apply: (device) =>
      interfereWith(device, ["STAT"], (_session, command, carryOut) => {
        const shown = { ...device.checks };
        for (const check of CHECKS) device.checks[check] = true;
        const outcome = carryOut(command);
        Object.assign(device.checks, shown);
        return outcome;
      }),
  },
  "checks-in-test-mode": {
    clause: "3.8, AMB-038",
    says: "Files that are sent in TEST mode are announced as checked.",
    apply: (device) =>
      interfereWith(device, ["STOR"], (session, command, carryOut) => {
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
  device: Device,
  value: (check: Check) => boolean | undefined,
  meant: (command: CommandLine) => boolean = () => true,
): void {
  const { checks } = device;
  const within = <Result>(act: () => Result): Result => {
    const shown = { ...checks };
    for (const check of CHECKS) checks[check] = value(check) ?? shown[check];
    try {
      return act();
    } finally {
      Object.assign(checks, shown);
    }
  };
  interfereWith(device, ["STOR", "APPE", "SITE SAVEBUFFER"], (_session, command, carryOut) => {
    if (!meant(command)) return carryOut(command);
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

function systemConfigured({ storage }: Device, search: boolean): void {
  const initial = storage.initial.bind(storage);
  storage.initial = (configured) => initial(configured, search);
}
