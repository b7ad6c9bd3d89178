/** What a run begins from and ends in besides its reports: an earlier journal, a baseline, a certificate. */
import { readFileSync } from "node:fs";
import { basename, join } from "node:path";
import type { ChosenCases } from "../runner/choose-cases.js";
import { CERTIFICATE_FILE, type GateRecord, JOURNAL_FILE, type Journal } from "../runner/journal.js";
import type { RunOptions } from "./run-options.js";

/** What there is to do when the run is over. */
export interface Ends {
  /** makes the certificate, or says why there is none */
  certify: ((journal: Journal, folder: string) => Certified) | undefined;
  /** holds the run against a baseline */
  judge: ((journal: Journal, folder: string) => Judged) | undefined;
}

interface Judged {
  gate: GateRecord;
  /** for people */
  lines: string[];
}

export type Certified = { ok: true; file: string } | { ok: false; message: string; exit: 2 | 3 };

/** @returns one sentence about options that cannot stand together */
export function contradictionIn(selectors: readonly string[], options: RunOptions): string | undefined {
  const { certify, key, baseline, shard, resume, out } = options;
  if (certify === true && key === undefined)
    return "--certify signs its evidence; name an Ed25519 key with --key FILE (openssl genpkey -algorithm ed25519 -out FILE)";
  if (key !== undefined && certify !== true)
    return "--key signs a certificate; add --certify, or leave it out";
  if (certify === true && shard !== undefined) return "--certify is of a whole run; leave out --shard";
  if (certify === true && baseline !== undefined)
    return "a certificate knows no accepted failures; leave out --baseline or --certify";
  if (certify === true && resume !== undefined)
    return "--certify is of one run without a break; leave out --resume";
  if (resume !== undefined && out !== undefined)
    return `--resume goes on in the folder ${resume}; leave out --out`;
  if (resume !== undefined && (selectors.length > 0 || shard !== undefined))
    return "--resume goes on with the cases of that run; leave out the selectors and --shard";
  return undefined;
}

/** The journal of a run that is gone on with. @param path the folder of the run, or its journal */
export async function readResumed(
  path: string,
): Promise<{ ok: true; journal: Journal; folder: string } | { ok: false; message: string }> {
  const { readRun } = await import("../report/baseline/read-run.js");
  const read = readRun(path);
  if (!read.ok) return read;
  const { journal } = read;
  const left = journal.header.selected - journal.cases.length;
  if (left === 0 && journal.end !== undefined && journal.end.stopped === undefined)
    return { ok: false, message: `${path}: the run went to its end, so there is nothing to go on with` };
  return { ok: true, journal, folder: basename(path) === JOURNAL_FILE ? join(path, "..") : path };
}

/** Reads what the ends need before anything is sent to a device. @returns one sentence when they cannot be */
export async function endsOf(
  options: RunOptions,
  chosen: Extract<ChosenCases, { ok: true }>,
): Promise<Ends | string> {
  const certify = options.key === undefined ? undefined : await certifying(options, options.key, chosen);
  if (typeof certify === "string") return certify;
  const judge = options.baseline === undefined ? undefined : await judging(options.baseline, chosen.digest);
  if (typeof judge === "string") return judge;
  return { certify, judge };
}

async function certifying(
  options: RunOptions,
  keyFile: string,
  { found }: Extract<ChosenCases, { ok: true }>,
): Promise<Ends["certify"] | string> {
  const [{ readSigningKey }, { whyNoCertificate }, certificate, { writeWhole }, { reportTexts }] =
    await Promise.all([
      import("../report/certificate/keys.js"),
      import("../report/certificate/certifiable.js"),
      import("../report/certificate/certificate.js"),
      import("../report/write-whole.js"),
      import("../report/write-reports.js"),
    ]);
  const read = readSigningKey(keyFile, process.env["FLASHGATE_KEY_PASSPHRASE"]);
  if (!read.ok) return read.message;
  const { target } = options;
  // As it is now: the run reads it once, too.
  const profile = target === undefined || target.includes("://") ? undefined : textOf(target);
  return (journal, folder) => {
    const why = whyNoCertificate(journal);
    if (why !== undefined) return { ok: false, message: `there is no certificate: ${why}`, exit: 3 };
    const file = join(folder, CERTIFICATE_FILE);
    const reports = [...reportTexts(journal).keys()].map((name) => join(folder, name));
    const octets = certificate.certificateOf({
      journal,
      folder,
      reports,
      suites: found,
      profile,
      key: read.key,
    });
    writeWhole(file, octets);
    return { ok: true, file };
  };
}

function textOf(file: string): string | undefined {
  try {
    return readFileSync(file, "utf8");
  } catch {
    // Whoever reads it as a profile says why.
    return undefined;
  }
}

/** @param digest of the suites of the run. @returns one sentence when there is no such baseline */
export async function judging(file: string, digest: string): Promise<Ends["judge"] | string> {
  const [{ readBaseline }, { againstBaseline, otherSuites }, { comparisonLines, headline }, { dayOf }] =
    await Promise.all([
      import("../report/baseline/read-baseline.js"),
      import("../report/baseline/against.js"),
      import("../report/baseline/comparison-text.js"),
      import("../report/baseline/iso-date.js"),
    ]);
  const read = readBaseline(file);
  if (!read.ok) return read.message;
  const { baseline } = read;
  const other = otherSuites(digest, baseline);
  if (other !== undefined) return other;
  return (journal, folder) => {
    const day = dayOf(new Date());
    const comparison = againstBaseline(journal, baseline, day);
    const columns = process.stdout.columns ?? 100;
    const accepted = comparison.accepted.map(({ case: id, entry: { reason, expires } }) => ({
      id,
      reason,
      expires,
    }));
    const said = headline(comparison);
    return {
      gate: { type: "gate", baseline: file, day, exit: comparison.exit, said, accepted },
      lines: comparisonLines(comparison, { columns, run: folder }),
    };
  };
}
