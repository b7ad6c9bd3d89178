import { printChecks } from "./check-letters.js";
import type { Configuration } from "./configuration.js";

/** What `list` prints, in the manual's own columns (Dm724-I 2.1.12). */
export function printConfiguration(configuration: Configuration): string[] {
  const enabled = (on: boolean): string => (on ? "ENABLE" : "DISABLE");
  return [
    "FTP configuration:",
    `Operating System:      ${configuration.os === "unix" ? "UNIX" : "MS-DOS"}`,
    `Default File System:  ${configuration.syst}`,
    `Control port:         ${configuration.controlPort}`,
    `Data port:            ${configuration.dataPort}`,
    `Inactivity timer:     ${configuration.timer} seconds`,
    `Number of clients:    ${configuration.clients}`,
    `Priority:              ${configuration.priority}`,
    `Maximum Segment Size: ${configuration.mss}`,
    `Transmission Buffer Size: ${configuration.txBuff}`,
    `Reception Buffer Size: ${configuration.rxBuff}`,
    `Temporal Buffer Size:  ${configuration.tempBuff}`,
    `Reply:                ${enabled(configuration.reply)}`,
    `Keepalive:            ${enabled(configuration.keepalive)}`,
    `Immediate:            ${enabled(configuration.immediate)}`,
    `Direct:               ${enabled(configuration.direct)}`,
    `Checks:               ${printChecks(configuration.checks)}`,
  ];
}
