/** From a run to its certificate. */
import type { KeyObject } from "node:crypto";
import { readFileSync } from "node:fs";
import { basename, join } from "node:path";
import { JOURNAL_FILE, type Journal } from "../../runner/journal.js";
import type { FoundSuites } from "../../suite/suite-files.js";
import { standingOf } from "../tally.js";
import { writeBundle } from "./bundle.js";
import { profileCopy } from "./profile-copy.js";
import { suiteCopy } from "./suite-copy.js";

export const PROFILE_FILE = "profile.yaml";

export interface CertificateOptions {
  journal: Journal;
  /** the folder of the run */
  folder: string;
  /** the reports in that folder */
  reports: readonly string[];
  suites: FoundSuites;
  /** the text of the profile as the run read it, when there was one */
  profile: string | undefined;
  key: KeyObject;
}

/**
 * @param options of a run for which `whyNoCertificate` has no objection
 * @throws Node's errors for a file that cannot be read, RangeError for a path that is too long
 */
export function certificateOf(options: CertificateOptions): Buffer {
  const { journal, folder, suites, profile } = options;
  const { header, end } = journal;
  const copied = [join(folder, JOURNAL_FILE), ...options.reports].map((path) => ({
    path: basename(path),
    octets: readFileSync(path),
  }));
  const copy =
    profile === undefined
      ? []
      : [PROFILE_FILE].map((path) => ({
          path,
          octets: Buffer.from(profileCopy(profile)),
        }));
  const { flashgate, target, device, permit, texts, strict } = header;
  return writeBundle(
    {
      flashgate,
      created: createdAt(journal),
      standing: standingOf(journal) === "PASS" ? "PASS" : "FAIL",
      suites: header.suites,
      selectors: [...(header.selectors ?? [])],
      target,
      device: { before: device, after: end?.device ?? device },
      permit,
      texts,
      strict,
    },
    [...copied, ...copy, ...suiteCopy(suites)],
    options.key,
  );
}

/** When the run was over, to the second. */
export function createdAt({ end }: Journal): string {
  return (end?.finished ?? "").replace(/\.\d+Z$/, "Z");
}
