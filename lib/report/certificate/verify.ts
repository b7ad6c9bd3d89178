/** Checks a certificate without the device: its form, its signature, and every verdict in it. */
import type { KeyObject } from "node:crypto";
import { isDeepStrictEqual } from "node:util";
import { PACKAGE_SUITES } from "../../runner/choose-cases.js";
import { JOURNAL_FILE, type Journal, parseJournal } from "../../runner/journal.js";
import { judgeAgain } from "../../runner/recorded/judge-again.js";
import { version } from "../../runner/version.js";
import type { Case, SuiteFolder } from "../../suite/case.js";
import { loadSuites } from "../../suite/loader.js";
import { choose } from "../../suite/selection.js";
import { findSuites } from "../../suite/suite-files.js";
import type { Systems } from "../../suite/suite-system.js";
import { standingOf } from "../tally.js";
import { REPORT_FILES, reportTexts } from "../write-reports.js";
import { type Manifest, readBundle } from "./bundle.js";
import { whyNoCertificate } from "./certifiable.js";
import { createdAt, PROFILE_FILE } from "./certificate.js";
import { wrongJournal } from "./journal-order.js";
import { fingerprint } from "./keys.js";
import { wrongClaims } from "./profile-claims.js";
import { suitesInBundle } from "./suite-copy.js";
import { type SuiteOrigin, suiteOrigin } from "./suite-origin.js";

export type Verified =
  | {
      ok: true;
      manifest: Manifest;
      journal: Journal;
      signer: string;
      judged: number;
      reports: "same" | "not compared";
      suites: SuiteOrigin;
    }
  | { ok: false; fault: string };

export interface VerifyOptions {
  /** those that its suites may be for */
  systems: Systems;
  /** told how many verdicts were judged again, of how many */
  onCase?: (done: number, of: number) => void;
  /** which flashgate judges; this one when left out */
  as?: string;
}

/**
 * @param bundle the octets of its file
 * @param key whose signature it must have; left out: whoever signed it, which proves only that nothing was changed since
 */
export async function verifyCertificate(
  bundle: Buffer,
  key: KeyObject | undefined,
  options: VerifyOptions,
): Promise<Verified> {
  try {
    return await verified(bundle, key, options);
  } catch (error) {
    // Whoever signs with a key of his own may write anything into it.
    return fault(`it cannot be judged: ${error instanceof Error ? error.message : String(error)}`);
  }
}

async function verified(
  bundle: Buffer,
  key: KeyObject | undefined,
  { systems, onCase = () => {}, as = version() }: VerifyOptions,
): Promise<Verified> {
  const read = readBundle(bundle);
  if (!read.ok) return read;
  const { manifest, files } = read;
  const signer = fingerprint(read.key);
  if (key !== undefined && !key.equals(read.key))
    return fault(`it is signed with the key ${signer}, not with ${fingerprint(key)}`);
  const octets = files.get(JOURNAL_FILE);
  if (octets === undefined) return fault(`the file ${JOURNAL_FILE} is missing`);
  const unknown = [...files.keys()].find((path) => !isKnown(path));
  if (unknown !== undefined) return fault(`${unknown} is no file of a certificate`);
  const disorder = wrongJournal(octets.toString("utf8"));
  if (disorder !== undefined)
    return fault(`the journal is not that of one run from beginning to end: ${disorder}`);
  const parsed = parseJournal(JOURNAL_FILE, octets.toString("utf8"));
  if (!parsed.ok) return fault(parsed.message);
  const { journal } = parsed;
  const wrong = wrongManifest(manifest, journal);
  if (wrong !== undefined) return fault(wrong);
  const suites = suitesInBundle(files);
  if (suites === undefined) return fault("a folder of suites has no suite.yaml");
  if (suites.digest !== journal.header.suites.digest)
    return fault("the suites in it are not those that the run had");
  const { cases: loaded, faults } = loadSuites(suites, systems);
  const cases = journal.header.systems === undefined ? ofTheOnlySystem(loaded, systems) : loaded;
  if (faults.length > 0)
    return fault(
      `flashgate ${as} cannot read its suites, which are of ${manifest.flashgate}; verify it with that`,
    );
  const chosen = choose(cases, manifest.selectors);
  if (!chosen.ok) return fault(chosen.message);
  const { header } = journal;
  if (header.suites.cases !== chosen.cases.length || header.selected !== journal.cases.length)
    return fault("the journal says another number of cases than it has");
  const stated = new Map(
    (journal.capabilities ?? [])
      .filter((record) => record.stated)
      .map(({ name, present }) => [name, present]),
  );
  const claimed = wrongClaims(header, stated, chosen.cases, files.get(PROFILE_FILE)?.toString("utf8"));
  if (claimed !== undefined) return fault(claimed);
  let done = 0;
  const again = await judgeAgain(journal, chosen.cases, () => onCase((done += 1), journal.cases.length));
  const [first] = again.faults;
  if (first !== undefined) return fault(first);
  const other = again.cases.filter((item) => item.again !== item.recorded);
  if (other.length > 0) {
    const [one] = other;
    return fault(
      `${other.length} of ${again.cases.length} verdicts do not follow from their dialogues, such as ${one?.id}: the journal says ${one?.recorded}, the dialogue ${one?.again ?? "is not one of this case"} (${one?.reason})`,
    );
  }
  const untrue = again.cases.find((item) => item.untrue !== undefined);
  if (untrue !== undefined)
    return fault(`of ${untrue.id} the journal says another ${untrue.untrue} than its case and its dialogue`);
  const isSame = journal.header.flashgate === as;
  const report = isSame ? wrongReport(journal, files, systems) : undefined;
  if (report !== undefined) return fault(report);
  return {
    ok: true,
    manifest,
    journal,
    signer,
    judged: again.cases.length,
    reports: isSame ? "same" : "not compared",
    suites: isSame ? suiteOrigin(suites, findSuites([PACKAGE_SUITES])) : { kind: "unknown" },
  };
}

/** Before 0.3 a suite that named no manual was held against the one that there was. */
function ofTheOnlySystem(cases: readonly Case[], systems: Systems): Case[] {
  const [system] = systems.values();
  const folders = new Map<SuiteFolder, SuiteFolder>();
  return cases.map((item) => {
    const folder = folders.get(item.folder) ?? { ...item.folder, system: item.folder.system ?? system };
    folders.set(item.folder, folder);
    return { ...item, folder };
  });
}

/** Of this version, which knows what reports there are; another one may have had fewer. */
function wrongReport(
  journal: Journal,
  files: ReadonlyMap<string, Buffer>,
  systems: Systems,
): string | undefined {
  for (const [name, text] of reportTexts(journal, systems)) {
    const report = files.get(name)?.toString("utf8");
    if (report === undefined) return `the report ${name} is missing`;
    if (report !== text) return `the report ${name} is not the one of its journal`;
  }
  return undefined;
}

/** The manifest is what people read, so it must say what the journal says. */
function wrongManifest(manifest: Manifest, journal: Journal): string | undefined {
  const why = whyNoCertificate(journal);
  if (why !== undefined) return `its run cannot be certified: ${why}`;
  const { header, end } = journal;
  const said = [
    ["standing", manifest.standing, standingOf(journal)],
    ["suites", manifest.suites, header.suites],
    ["selectors", manifest.selectors, header.selectors ?? []],
    ["target", manifest.target, header.target],
    ["device", manifest.device, { before: header.device, after: end?.device }],
    ["permit", manifest.permit, header.permit],
    ["texts", manifest.texts, header.texts],
    ["strict", manifest.strict, header.strict],
    ["flashgate", manifest.flashgate, header.flashgate],
    ["time", manifest.created, createdAt(journal)],
  ] as const;
  const differs = said.find(([, a, b]) => !isDeepStrictEqual(a, b));
  return differs && `the manifest says another ${differs[0]} than the journal`;
}

function isKnown(path: string): boolean {
  return (
    path === JOURNAL_FILE ||
    path === PROFILE_FILE ||
    REPORT_FILES.includes(path) ||
    /^suites\/\d\d-[^/]+\/[^/]+\.ya?ml$/.test(path)
  );
}

function fault(text: string): { ok: false; fault: string } {
  return { ok: false, fault: text };
}
