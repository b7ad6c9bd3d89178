import { allChecks, type Configuration, defaultConfiguration } from "../device/configuration.js";
import type { Parts } from "../device/parts.js";
import type { Misbehaviour, MisbehaviourFamily } from "./misbehaviour.js";

/** What the configuration says, and what holds where it says nothing (Dm724-I 2.1). */
export const configuredMisbehaviours: MisbehaviourFamily = {
  "default-os-ms-dos": byDefault("the format of listings is MS-DOS", "os", "ms-dos"),
  "default-file-system-sink": byDefault("the file system TST is active", "syst", "TST"),
  "default-timer-300": byDefault("the inactivity timer is 300 seconds", "timer", 300),
  "default-clients-4": byDefault("4 clients are allowed", "clients", 4),
  "default-reply-on": byDefault("REPLY is enabled", "reply", true),
  "default-keepalive-on": byDefault("KEEPALIVE is enabled", "keepalive", true),
  "default-immediate-off": byDefault("IMMEDIATE is disabled", "immediate", false),
  "default-direct-on": byDefault("DIRECT is enabled", "direct", true),
  "default-check-off": {
    clause: "2.1.12, 2.1.4",
    says: "When nothing is configured CHECK CRC is off.",
    parts: () =>
      changed(({ checks }) =>
        Object.values(checks).every(Boolean) ? { checks: { ...checks, crc: false } } : {},
      ),
  },
  "configured-direct-overlooked": overlooked("2.1.9", "direct"),
  "configured-immediate-overlooked": overlooked("2.1.10", "immediate"),
  "configured-keepalive-overlooked": overlooked("2.1.11", "keepalive"),
  "configured-reply-overlooked": overlooked("2.1.17", "reply"),
  "configured-os-overlooked": overlooked("2.1.15", "os"),
  "configured-file-system-overlooked": overlooked("2.1.19", "syst"),
  "configured-data-port-overlooked": overlooked("2.1.7, 5.1.2", "dataPort"),
  "configured-checks-overlooked": {
    clause: "2.1.4",
    says: "What CHECK configures is overlooked: all checks are on.",
    parts: () => changed(() => ({ checks: allChecks(true) })),
  },
  "configured-crc-takes-length-along": {
    clause: "2.1.4",
    says: "CHECK CRC configures CHECK LENGTH too.",
    parts: () => changed(({ checks }) => ({ checks: { ...checks, length: checks.crc } })),
  },
  "configured-buffer-overlooked": {
    clause: "2.1.20, 3.5",
    says: "TEMP-BUFF is overlooked: the buffer is as large as the file system.",
    parts: () => changed(() => ({ tempBuff: defaultConfiguration.tempBuff })),
  },
  "configured-buffer-halved": {
    clause: "2.1.20, 5.1.1",
    says: "The buffer holds half of what TEMP-BUFF says.",
    parts: () => changed(({ tempBuff }) => ({ tempBuff: Math.ceil(tempBuff / 2) })),
  },
};

/** Where what is configured is the default, something else holds. */
function byDefault<Name extends keyof Configuration>(
  says: string,
  name: Name,
  other: Configuration[Name],
): Misbehaviour {
  return {
    clause: "2.1.12",
    says: `When nothing is configured ${says}.`,
    parts: () =>
      changed((configured) => (configured[name] === defaultConfiguration[name] ? { [name]: other } : {})),
  };
}

function overlooked(clause: string, name: keyof Configuration): Misbehaviour {
  return {
    clause,
    says: `What is configured for ${name.toUpperCase()} is overlooked: the default holds.`,
    parts: () => changed(() => ({ [name]: defaultConfiguration[name] })),
  };
}

/** What is in force differs in this from what was configured. */
export function changed(change: (configured: Readonly<Configuration>) => Partial<Configuration>): Parts {
  return { configuration: (configured) => ({ ...configured, ...change(configured) }) };
}
