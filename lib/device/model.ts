import type { FileSystemName } from "./names.js";

/** A file that the device is delivered with. */
export interface InstalledFile {
  /** 8.3, upper case */
  name: string;
  /** ISO 8601, UTC */
  modified: string;
  /** what is in it: a text, or so many octets made from the device's seed */
  content: { text: string } | { generated: number };
}

/** A file system that the model has, beside NUL, which every device has (Dm724-I 3.1). */
export interface InstalledFileSystem {
  name: Exclude<FileSystemName, "NUL">;
  /** octets that fit; for MEM 0 is automatic, the size of the permanent file system (AMB-053); sinks hold nothing */
  size: number;
  files: InstalledFile[];
}

/**
 * Parts of the firmware that not every device has integrated (AMB-009). Record structure, block and compressed mode
 * can only be absent so far: a device that answered 200 and then failed would lie.
 */
interface Features {
  recordStructure: false;
  blockMode: false;
  compressedMode: false;
  help: boolean;
  xcrc: boolean;
}

/** What distinguishes one kind of device from another: plain data, so that it can be written in a file. */
export interface DeviceModel {
  name: string;
  fileSystems: InstalledFileSystem[];
  features: Features;
  /** as SITE GETBIOSVER prints it, without the dot (I3) */
  biosVersion: string;
  /** the revision of the hardware that basic software has to cope with (Dm724-I 2.1.4.6) */
  hardwareLevel: number;
}

const MEBIOCTET = 1024 * 1024;

const configuration = `; configuration of the reference device
log-command-errors
no configuration
set hostname reference
network ethernet0/0
   ip address 127.99.99.1 255.255.255.0
exit
set ftp
   clients 1
exit
`;

/** A device of today: a disk, everything optional that this version of the reference device knows. */
export const currentModel: DeviceModel = {
  name: "current",
  fileSystems: [
    {
      name: "DSK",
      size: 64 * MEBIOCTET,
      files: [
        { name: "APPCODE1.BIN", modified: "2026-03-02T09:41:10Z", content: { generated: 2048 * 128 } },
        { name: "CONFIG.CFG", modified: "2026-05-18T16:05:32Z", content: { text: configuration } },
        { name: "FW00001C.BFW", modified: "2026-03-02T09:38:54Z", content: { generated: 320 * 128 } },
      ],
    },
    { name: "MEM", size: 0, files: [] },
    { name: "TST", size: 0, files: [] },
    { name: "TS1", size: 0, files: [] },
  ],
  features: { recordStructure: false, blockMode: false, compressedMode: false, help: true, xcrc: true },
  biosVersion: "0204",
  hardwareLevel: 1,
};
