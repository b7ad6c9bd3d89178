/** A profile: the device under test, how to reach it and what it permits (docs/profiles.md). */
import { statSync } from "node:fs";
import { dirname, join } from "node:path";
import { z } from "zod";
import { faultsText, faultText, suggestion } from "../files/fault.js";
import { readText } from "../files/read-text.js";
import { shownWord } from "../files/shown.js";
import { type YamlPath, YamlSource } from "../files/yaml-source.js";
import { HAZARDS, type Hazard } from "../hazard/order.js";
import { DURATION, milliseconds } from "./duration.js";
import type { Systems } from "./suite-system.js";

const duration = z.string().regex(DURATION, 'a duration such as "10s"');
/** A case that a slow device draws out, and a run of all of them, end there; in milliseconds. */
const CASE_LIMIT_MS = 600_000;
const RUN_LIMIT_MS = 7_200_000;
const HOST = /^[^\s@/]+$/;
const PORT = "write a port from 1 to 65535";
const account = z.strictObject({
  user: z.string(),
  password: z.string().optional(),
  "password-env": z.string().optional().describe("the environment variable that holds the password"),
});

const profileSchema = z.strictObject({
  name: z.string().min(1),
  ftp: z.strictObject({
    host: z.string().regex(HOST, "the name or the address of a host alone"),
    port: z
      .number()
      .refine((port) => Number.isInteger(port) && port >= 1 && port <= 65535, PORT)
      .default(21),
  }),
  accounts: z.strictObject({ root: account.optional(), guest: account.optional() }),
  permit: z.enum(HAZARDS).default("session"),
  texts: z.enum(["exact", "tolerant", "codes", "auto"]).default("auto"),
  work: z
    .string()
    .min(1, "write the pathname of a directory, or leave it out")
    .optional()
    .describe("the directory for the cases' own files; found out when left out"),
  config: z.array(z.string()).default([]).describe("configuration lines that hold on the device"),
  capabilities: z.record(z.string(), z.boolean()).default({}),
  require: z.array(z.string()).default([]).describe("capabilities that the device must have"),
  timings: z
    .strictObject({
      connect: duration.default("10s"),
      reply: duration.default("20s"),
      data: duration.default("20s"),
      case: duration.default(`${CASE_LIMIT_MS / 60_000}m`),
      run: duration.default(`${RUN_LIMIT_MS / 60_000}m`),
    })
    .prefault({}),
  hooks: z
    .strictObject({
      recover: z.string().optional().describe("a command that brings a dead device back"),
      provoke: z
        .string()
        .optional()
        .describe("a command that makes the device fail: FLASHGATE_FAULT, FLASHGATE_COUNT, FLASHGATE_ON"),
    })
    .prefault({}),
  faults: z.array(z.string()).optional().describe("what the provoke hook can bring about; all when left out"),
  arranged: z.array(z.string()).default([]).describe("arrangements of the suite that hold on the device"),
  model: z
    .string()
    .optional()
    .describe("the device is one of the project's own models, so images can be made for it"),
  images: z
    .record(z.string(), z.string())
    .default({})
    .describe("the suite's images for this device, by name"),
});

export interface Account {
  user: string;
  password: string;
}

/**
 * The device under test, how to reach it and what it permits.
 * @since 0.1.0
 */
export interface Profile {
  name: string;
  host: string;
  port: number;
  root: Account | undefined;
  guest: Account | undefined;
  permit: Hazard;
  texts: "exact" | "tolerant" | "codes" | "auto";
  work: string | undefined;
  config: readonly string[];
  capabilities: Readonly<Record<string, boolean>>;
  require: readonly string[];
  timings: { connectMs: number; replyMs: number; dataMs: number; caseMs: number; runMs: number };
  recover: string | undefined;
  provoke: string | undefined;
  /** what the provoke hook can bring about; undefined: everything */
  faults: readonly string[] | undefined;
  arranged: readonly string[];
  model: string | undefined;
  /** files by the name of the image, as paths from the working directory */
  images: Readonly<Record<string, string>>;
}

export type ReadProfile = { ok: true; profile: Profile } | { ok: false; message: string };

/**
 * @param target a profile's file, or `ftp://USER:PASSWORD@HOST:PORT`
 * @param systems those whose faults a hook may bring about
 * @since 0.1.0
 */
export function readTarget(target: string, env: NodeJS.ProcessEnv, systems: Systems): ReadProfile {
  return /^[a-z][a-z0-9+.-]*:\/\//i.test(target) ? profileOfUrl(target) : profileOfFile(target, env, systems);
}

/**
 * What is wrong at these places may be a password that was written in the wrong one: no message quotes it. The port and the
 * names of the accounts' keys are none.
 */
function isSecret([first, second]: YamlPath): boolean {
  if (first === undefined || first === "accounts" || first === "hooks") return true;
  return first === "ftp" && second !== "port";
}

/** RFC 1635: every server that lets strangers in knows them by this name. */
const STRANGER: Account = { user: "anonymous", password: "" };

function profileOfUrl(target: string): ReadProfile {
  const example = "write ftp://USER:PASSWORD@HOST:PORT, with nothing after the colon for an empty password";
  const shownUrl = shownWord(target);
  let url: URL;
  let root: Account;
  try {
    url = new URL(target);
    root = { user: decodeURIComponent(url.username), password: decodeURIComponent(url.password) };
  } catch {
    return { ok: false, message: `${shownUrl} is not a target; ${example}` };
  }
  if (url.protocol !== "ftp:") {
    return {
      ok: false,
      message: `${shownUrl}: ${url.protocol.slice(0, -1)} is not a protocol that a target can have; ${example}`,
    };
  }
  if (url.username === "") return { ok: false, message: `${shownUrl} names no user; ${example}` };
  const unsendable = unsendableIn(root.user) ?? unsendableIn(root.password);
  if (unsendable !== undefined)
    return { ok: false, message: `the user or the password of ${shownUrl} ${unsendable}` };
  if (url.hostname === "") return { ok: false, message: `${shownUrl} names no host; ${example}` };
  if (url.pathname !== "" && url.pathname !== "/") {
    return { ok: false, message: `${shownUrl} names a directory; put it under work: in a profile instead` };
  }
  const host = decodeURIComponent(url.hostname).replace(/^\[|\]$/g, "");
  return {
    ok: true,
    profile: {
      name: `${host}:${url.port === "" ? 21 : url.port}`,
      host,
      port: url.port === "" ? 21 : Number(url.port),
      root,
      guest: STRANGER,
      permit: "session",
      texts: "auto",
      work: undefined,
      config: [],
      capabilities: {},
      require: [],
      timings: {
        connectMs: 10_000,
        replyMs: 20_000,
        dataMs: 20_000,
        caseMs: CASE_LIMIT_MS,
        runMs: RUN_LIMIT_MS,
      },
      recover: undefined,
      provoke: undefined,
      faults: undefined,
      arranged: [],
      model: undefined,
      images: {},
    },
  };
}

function profileOfFile(file: string, env: NodeJS.ProcessEnv, systems: Systems): ReadProfile {
  const read = readText(file);
  if (!read.ok) {
    if (read.code === undefined) return { ok: false, message: faultText(read.fault) };
    const why =
      read.code === "ENOENT"
        ? `there is no profile ${shownWord(file)}`
        : `the profile ${shownWord(file)} cannot be read (${read.code})`;
    return { ok: false, message: `${why}; write a file's name or ftp://USER:PASSWORD@HOST:PORT` };
  }
  const source = new YamlSource(file, read.text, { isSecret });
  const data =
    source.data === undefined ? undefined : source.check(profileSchema, source.data, [], "profile");
  if (data === undefined) return { ok: false, message: faultsText(source.faults) };
  const root = accountOf(source, "root", data.accounts.root, env);
  const guest = accountOf(source, "guest", data.accounts.guest, env);
  const unsendable = data.work === undefined ? undefined : unsendableIn(data.work);
  if (unsendable !== undefined) source.report(["work"], `the work directory ${unsendable}`);
  for (const [name, image] of Object.entries(data.images)) {
    if (isFile(join(dirname(file), image))) continue;
    source.report(
      ["images", name],
      `there is no file ${shownWord(image)} beside the profile; name the image's file`,
    );
  }
  const known = [...systems.values()].flatMap(({ catalogue }) => [...catalogue.faults.keys()]);
  for (const [index, fault] of (data.faults ?? []).entries()) {
    if (known.includes(fault)) continue;
    source.report(["faults", index], `there is no fault "${shownWord(fault)}"; ${suggestion(fault, known)}`);
  }
  if (source.faults.length > 0) return { ok: false, message: faultsText(source.faults) };
  return {
    ok: true,
    profile: {
      name: data.name,
      ...data.ftp,
      root,
      guest,
      permit: data.permit,
      texts: data.texts,
      work: data.work,
      config: data.config,
      capabilities: data.capabilities,
      require: data.require,
      timings: {
        connectMs: milliseconds(data.timings.connect),
        replyMs: milliseconds(data.timings.reply),
        dataMs: milliseconds(data.timings.data),
        caseMs: milliseconds(data.timings.case),
        runMs: milliseconds(data.timings.run),
      },
      recover: data.hooks.recover,
      provoke: data.hooks.provoke,
      faults: data.faults,
      arranged: data.arranged,
      model: data.model,
      images: Object.fromEntries(
        Object.entries(data.images).map(([name, image]) => [name, join(dirname(file), image)]),
      ),
    },
  };
}

function isFile(path: string): boolean {
  try {
    return statSync(path).isFile();
  } catch {
    return false;
  }
}

function accountOf(
  source: YamlSource,
  level: string,
  account: { user: string; password?: string | undefined; "password-env"?: string | undefined } | undefined,
  env: NodeJS.ProcessEnv,
): Account | undefined {
  if (account === undefined) return undefined;
  const { user, "password-env": variable } = account;
  const password = variable === undefined ? (account.password ?? "") : env[variable];
  if (password === undefined) {
    source.report(
      ["accounts", level, "password-env"],
      `the environment variable ${variable} is not set; set it to the password of ${user}`,
    );
    return undefined;
  }
  const words = [
    ["user", "user", user],
    ["password", variable === undefined ? "password" : "password-env", password],
  ] as const;
  for (const [what, key, text] of words) {
    const unsendable = unsendableIn(text);
    if (unsendable !== undefined)
      source.report(["accounts", level, key], `the ${what} of ${level} ${unsendable}`);
  }
  return { user, password };
}

/**
 * What stands in commands must not end them, or what comes behind it is a command that nobody wrote as one.
 * @returns why a text cannot be sent as part of a command; it is not quoted, for it may be a password
 */
function unsendableIn(text: string): string | undefined {
  if (/[\r\n\0]/.test(text)) return "has CR, LF or NUL in it, which would end the command; leave it out";
  if (/[^\0-\xff]/.test(text)) return "has a character that is no octet; write each octet of it as \\xNN";
  return undefined;
}
