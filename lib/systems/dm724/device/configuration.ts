import type { FileSystemName } from "./names.js";

/** How LIST prints and what SYST says (Dm724-I 2.1.15). */
export type ListingFormat = "unix" | "ms-dos";

/** What received files go through, and what happens to them by itself (Dm724-I 2.1.4). */
export const CHECKS = [
  "bios",
  "crc",
  "delete",
  "firmware",
  "hardware",
  "hw-supported",
  "length",
  "path",
  "profile",
  "rename",
  "system",
  "unknown",
  "version",
] as const;
export type Check = (typeof CHECKS)[number];

/** What is set under `FTP config>` (Dm724-I 2.1). */
export interface Configuration {
  /** sessions at the same time; 0 stops the service */
  clients: number;
  /** seconds without a command after which a session ends; 0: never */
  timer: number;
  direct: boolean;
  immediate: boolean;
  keepalive: boolean;
  reply: boolean;
  os: ListingFormat;
  /** the file system that a connection begins in; NUL: the first that the device has (3.7, CHECK SYSTEM) */
  syst: FileSystemName;
  controlPort: number;
  dataPort: number;
  /** octets */
  mss: number;
  priority: number;
  /** octets */
  rxBuff: number;
  /** octets */
  txBuff: number;
  /** octets that the temporary buffer may grow to; 0: the device chooses (AMB-053) */
  tempBuff: number;
  checks: Readonly<Record<Check, boolean>>;
  /** names of AAA method lists (2.1.2, 2.1.3, 2.1.13), which the device keeps and does nothing with */
  accounting?: string;
  authorization?: string;
  login?: string;
}

/** Every check on, or every check off. */
export function allChecks(on: boolean): Record<Check, boolean> {
  return Object.fromEntries(CHECKS.map((check) => [check, on])) as Record<Check, boolean>;
}

/** As LIST shows it on a device that was never configured (Dm724-I 2.1.12, AMB-043). */
export const defaultConfiguration: Readonly<Configuration> = {
  clients: 1,
  timer: 360,
  direct: false,
  immediate: true,
  keepalive: false,
  reply: false,
  os: "unix",
  syst: "NUL",
  controlPort: 21,
  dataPort: 20,
  mss: 1024,
  priority: 0,
  rxBuff: 16384,
  txBuff: 2048,
  tempBuff: 0,
  checks: allChecks(true),
};

/** A line that is no configuration, and what to write instead. */
export class ConfigurationFault extends Error {
  override readonly name = "ConfigurationFault";

  /**
   * @param line counted from 1
   * @param column counted from 1
   */
  constructor(
    message: string,
    readonly line: number,
    readonly column: number,
  ) {
    super(message);
  }
}
