import { allChecks, type Configuration, defaultConfiguration } from "../device/configuration.js";
import type { Device, Mode } from "../device/device.js";
import { type Misbehaviour, type MisbehaviourFamily, reconfigured } from "./misbehaviour.js";

/** What the configuration says, and what holds where it says nothing (Dm724-I 2.1). */
export const configuredMisbehaviours: MisbehaviourFamily = {
  "default-os-ms-dos": byDefault("the format of listings is MS-DOS", { os: "ms-dos" }),
  "default-file-system-sink": byDefault("the file system TST is active", { syst: "TST" }),
  "default-timer-300": byDefault("the inactivity timer is 300 seconds", { timer: 300 }),
  "default-clients-4": byDefault("4 clients are allowed", { clients: 4 }),
  "default-reply-on": byDefault("REPLY is enabled", { reply: true }),
  "default-keepalive-on": byDefault("KEEPALIVE is enabled", { keepalive: true }),
  "default-immediate-off": byDefault("IMMEDIATE is disabled", { immediate: false }),
  "default-direct-on": byDefault("DIRECT is enabled", { direct: true }),
  "default-check-off": {
    clause: "2.1.12, 2.1.4",
    says: "When nothing is configured CHECK CRC is off.",
    apply: (device) => {
      const { checks } = device.configuration;
      if (Object.values(checks).every(Boolean)) setChecks(device, { ...checks, crc: false });
    },
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
    apply: (device) => setChecks(device, allChecks(true)),
  },
  "configured-crc-takes-length-along": {
    clause: "2.1.4",
    says: "CHECK CRC configures CHECK LENGTH too.",
    apply: (device) => {
      const { checks } = device.configuration;
      setChecks(device, { ...checks, length: checks.crc });
    },
  },
  "configured-buffer-overlooked": {
    clause: "2.1.20, 3.5",
    says: "TEMP-BUFF is overlooked: the buffer is as large as the file system.",
    apply: (device) => sizedBuffer(device, device.storage.permanent[0]?.size ?? 0),
  },
  "configured-buffer-halved": {
    clause: "2.1.20, 5.1.1",
    says: "The buffer holds half of what TEMP-BUFF says.",
    apply: (device) => {
      const { tempBuff } = device.configuration;
      if (tempBuff > 0) sizedBuffer(device, Math.floor(tempBuff / 2));
    },
  },
};

/** Where what is configured is the default, something else holds. */
function byDefault(says: string, other: Partial<Configuration>): Misbehaviour {
  return {
    clause: "2.1.12",
    says: `When nothing is configured ${says}.`,
    apply: (device) => {
      const names = Object.keys(other) as (keyof Configuration)[];
      const usual = names.every((name) => device.configuration[name] === defaultConfiguration[name]);
      if (usual) hold(device, other);
    },
  };
}

function overlooked(clause: string, name: keyof Configuration): Misbehaviour {
  return {
    clause,
    says: `What is configured for ${name.toUpperCase()} is overlooked: the default holds.`,
    apply: (device) => hold(device, { [name]: defaultConfiguration[name] }),
  };
}

const MODES: readonly Mode[] = ["direct", "immediate", "keepalive", "reply"];

function hold(device: Device, changes: Partial<Configuration>): void {
  reconfigured(device, changes);
  for (const mode of MODES) device.restore(mode);
}

function setChecks(device: Device, checks: Configuration["checks"]): void {
  reconfigured(device, { checks });
  Object.assign(device.checks, checks);
}

function sizedBuffer({ storage }: Device, size: number): void {
  Object.defineProperty(storage.buffer, "size", { value: size });
}
