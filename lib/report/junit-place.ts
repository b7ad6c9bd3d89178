/** Where the second copy of the JUnit report may not go (`--junit`): found out before anything is sent to a device. */
import { accessSync, constants, realpathSync, statSync } from "node:fs";
import { basename, dirname, join, resolve } from "node:path";
import { CERTIFICATE_FILE, JOURNAL_FILE } from "../runner/journal.js";
import { JUNIT_FILE, REPORT_FILES } from "./write-reports.js";

/** What a run leaves in its folder beside its JUnit report. */
const OTHERS = [JOURNAL_FILE, ...REPORT_FILES.filter((file) => file !== JUNIT_FILE), CERTIFICATE_FILE];

/**
 * @param folder where the journal and the reports of the run are or will be
 * @param junit where the JUnit report is to be written too
 * @returns one sentence when that is the journal or another report of the folder, or can be no file
 */
export function junitCollides(folder: string, junit: string): string | undefined {
  const file = OTHERS.find((name) => isSamePlace(join(folder, name), junit));
  if (file === undefined) {
    const code = whyNotWritable(junit);
    if (code === undefined) return undefined;
    return `--junit ${junit} cannot be written (${code}); name another file for the JUnit report`;
  }
  return `--junit ${junit} would overwrite ${join(folder, file)}; name another file for the JUnit report`;
}

/** @returns the file system's code when nothing can be written there, as far as that is known before */
function whyNotWritable(path: string): string | undefined {
  try {
    const there = statSync(path, { throwIfNoEntry: false });
    if (there?.isDirectory() === true) return "EISDIR";
    // The folders that are missing will be made.
    let above = dirname(resolve(path));
    while (statSync(above, { throwIfNoEntry: false }) === undefined) above = dirname(above);
    if (!statSync(above).isDirectory()) return "ENOTDIR";
    accessSync(there === undefined ? above : path, constants.W_OK);
    return undefined;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code;
  }
}

/** Whether two paths lead, or will lead, to one file: by whatever links and dots. */
export function isSamePlace(one: string, other: string): boolean {
  if (realPlace(one) === realPlace(other)) return true;
  const [a, b] = [one, other].map(lookedAt);
  return a !== undefined && b !== undefined && a.ino === b.ino && a.dev === b.dev;
}

/** Of what is not there, the part that is there counts: a folder above may be a link. */
function realPlace(path: string): string {
  const whole = resolve(path);
  try {
    return realpathSync(whole);
  } catch {
    const above = dirname(whole);
    return above === whole ? whole : join(realPlace(above), basename(whole));
  }
}

function lookedAt(path: string): { dev: bigint; ino: bigint } | undefined {
  try {
    return statSync(path, { bigint: true });
  } catch {
    return undefined;
  }
}
