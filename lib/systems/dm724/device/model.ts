import { z } from "zod";
import { parseVersion } from "../../../firmware/version.js";
import { FILE_SYSTEMS, isEightThree } from "./names.js";

/** Octets, as a number or as "64 MiB". */
const UNITS: Readonly<Record<string, number>> = { KiB: 1024, MiB: 1024 ** 2, GiB: 1024 ** 3 };
const size = z.union([
  z.int().nonnegative(),
  z
    .string()
    .regex(/^\d{1,9} ?(?:KiB|MiB|GiB)$/, "a number of octets, or one with KiB, MiB or GiB behind it")
    .transform((text) => Number.parseInt(text, 10) * (UNITS[text.slice(-3)] ?? 1)),
]);

const version = z
  .string()
  .refine(
    (text) => parseVersion(text) !== undefined,
    'one to five numbers with dots, in quotes: "11.01.10.45.03"',
  )
  .transform((text) => parseVersion(text) ?? ([0, 0, 0, 0, 0] as const));

const name = z.string().refine(isEightThree, "an 8.3 name in capitals, such as APPCODE1.BIN");
const identifier = z.string().regex(/^[!-~]{1,8}$/, "one to eight printable characters");
const hardwareId = z.int().min(0).max(0xffff);
const level = z.int().min(0).max(0xffff_ffff);

const image = z.strictObject({
  kind: z.enum(["bios", "application", "firmware"]),
  version,
  minimumBios: version.optional(),
  hardwareLevel: level,
  hardware: z.array(hardwareId).max(8).optional(),
  profile: identifier.optional(),
  firmware: identifier.optional(),
  needs: z.array(identifier).max(3).optional(),
  /** of the whole file */
  size,
});

/** A file that the device is delivered with: a text, octets made from the device's seed, or an image. */
const installedFile = z
  .strictObject({
    name,
    modified: z.iso.datetime({ message: 'a time in UTC, such as "2026-03-02T09:41:10Z"' }),
    text: z.string().optional(),
    generated: size.optional(),
    image: image.optional(),
  })
  .refine(
    ({ text, generated, image }) =>
      [text, generated, image].filter((content) => content !== undefined).length === 1,
    "a file has one of text, generated and image",
  );

/** A file system that the model has, beside those that every device has (Dm724-I 3.1). */
const installedFileSystem = z.strictObject({
  name: z.enum(FILE_SYSTEMS.filter((known) => !["NUL", "MEM", "TST", "TS1"].includes(known))),
  /** octets that fit */
  size,
  files: z.array(installedFile).default([]),
});

/** What distinguishes one kind of device from another: plain data, written in a file. */
export const modelSchema = z.strictObject({
  name: z.string().regex(/^[a-z][a-z0-9-]*$/, "a name in small letters, such as bench-router"),
  /** one sentence */
  describes: z.string().min(1),
  /** what SITE SYSTID says; left out, the device has no identifier */
  system: z
    .string()
    .regex(/^[!-~]+$/, "a word")
    .optional(),
  /** of the running BIOS where there is no BIO file system; left out, GETBIOSVER has no answer */
  bios: version.optional(),
  hardware: z.strictObject({
    id: hardwareId,
    /** the revision that basic software has to cope with (2.1.4.6); left out, GETHDWLVL has no answer */
    level: z.strictObject({ bios: level, application: level }).optional(),
  }),
  /** firmware that the device knows; what it needs is said by the active application */
  firmware: z.array(z.strictObject({ id: identifier, name })).default([]),
  boot: z.strictObject({
    /** the names that it is started with */
    application: name.optional(),
    configuration: name.optional(),
    seconds: z.number().nonnegative().default(5),
    /** from QUIT to the reboot (3.10) */
    afterQuit: z.number().nonnegative().default(30),
  }),
  /** the active file system is there twice: SITE BACKUP works (3.4) */
  reserve: z.boolean().default(false),
  /** devices that SITE SAVESLAVES updates (3.5) */
  slaves: z.int().min(0).max(64).default(0),
  /** the code runs from FCO, which is written when the connection is closed (AMB-029, 2.1.9) */
  runsFromFlash: z.boolean().default(false),
  /** octets that the system can give to the temporary buffer */
  memory: size,
  /** octets a second into permanent storage */
  writeSpeed: size.refine((speed) => speed > 0, "a speed above 0"),
  /** what becomes of a command that is sent into a job of its own session: it waits, or gets 450 (AMB-019) */
  whenBusy: z.enum(["wait", "refuse"]).default("wait"),
  /** parts of the firmware that not every device has integrated (AMB-009) */
  features: z.strictObject({
    help: z.enum(["full", "general", "none"]),
    xcrc: z.boolean(),
    xmd5: z.boolean(),
    recordStructure: z.boolean(),
    blockMode: z.boolean(),
    compressedMode: z.boolean(),
  }),
  /** ways of the field that are not the manual's (AMB-006, AMB-010) */
  quirks: z.array(z.enum(["stat-in-eight-replies", "epsv-with-blanks"])).default([]),
  fileSystems: z.array(installedFileSystem).default([]),
});

/**
 * What distinguishes one device from another.
 * @since 0.1.0
 */
export type DeviceModel = Readonly<z.output<typeof modelSchema>>;
export type InstalledFileSystem = z.output<typeof installedFileSystem>;
export type InstalledFile = z.output<typeof installedFile>;
