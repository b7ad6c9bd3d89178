/** `flashgate suite new`: a first suite to write on from (docs/first-suite.md). */
import { closeSync, existsSync, openSync, rmSync, statSync, writeFileSync } from "node:fs";
import { basename, join, resolve } from "node:path";
import { dropEmpty, makeFolder } from "../runner/folder.js";
import { refuse, tell } from "./say.js";

/** Two files that run green against the reference device, and against most servers. */
const FILES: Readonly<Record<string, (name: string) => string>> = {
  "suite.yaml":
    () => `# What the cases of this folder share. All of it may be left out: an empty file will do.
# docs/writing-cases.md explains every key.

# The system that the cases are for, whose manual their replies are held against. Left out: any FTP server.
# system: dm724

# Another suite whose preambles, capabilities, images and arrangements are there for these cases too.
# uses: dm724

# States that cases start from. One that is not reached proves nothing about the case.
preambles:
  root:
    says: a session with all rights
    steps:
      - { connect: true }
      - { login: root }

# What a device may lack: it has it when the steps pass. A case that needs it is not selected where it is not there.
capabilities:
  features:
    says: lists its features (RFC 2389)
    preamble: [root]
    steps:
      - { command: "FEAT", reply: "211" }
`,
  "first.yaml": (name) => `# A case is one purpose: what is sent, and what must come back.
suite: ${name}.first
title: A first suite
source: RFC 959
cases:
  - id: ${name}.first.noop # permanent: reports and baselines name it
    purpose: NOOP is answered with 200.
    covers: ["RFC 959 4.1.3"]
    strength: must
    hazard: observe # it only reads; whatever can do more is not sent
    preamble: [root]
    steps:
      - { command: "NOOP", reply: "200" }

  # One case for each row.
  - id: ${name}.first.type
    purpose: The representation type \${type} is taken.
    covers: ["RFC 959 4.1.2"]
    strength: must
    hazard: observe
    preamble: [root]
    steps:
      - { command: "TYPE \${type}", reply: "200" }
    each:
      - { id: ascii, type: A }
      - { id: image, type: I }

  - id: ${name}.first.root-directory
    purpose: CWD goes to the directory /.
    covers: ["RFC 959 4.1.1"]
    strength: must
    hazard: observe
    preamble: [root]
    steps:
      - { command: "CWD /", reply: ["200", "250"] }

  # A refusal proves something where the same exchange without the defect passes: its twin.
  - id: ${name}.first.no-directory
    purpose: CWD to a directory that there is not is refused.
    covers: ["RFC 959 4.1.1"]
    strength: must
    hazard: observe
    preamble: [root]
    twin: ${name}.first.root-directory
    steps:
      - { command: "CWD /FGNONE", reply: ["550", "501"] }
`,
};

/** @param folder where the suite shall stand; it is made where there is none. Nothing is overwritten. */
export function newSuiteCommand(folder: string): number {
  const name = basename(resolve(folder))
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, "-")
    .replaceAll(/^-|-$/g, "");
  if (name === "")
    return refuse(
      `the cases would be called after the folder, and ${folder} has no letter in its name; write another one`,
      2,
    );
  if (existsSync(folder) && !statSync(folder).isDirectory())
    return refuse(`${folder} is not a folder; write the name of one`, 2);
  const taken = Object.keys(FILES).find((file) => existsSync(join(folder, file)));
  if (taken !== undefined)
    return refuse(`${join(folder, taken)} exists; write another folder, or write your cases there`, 2);
  try {
    writeBoth(folder, name);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === undefined) throw error;
    return refuse(`${folder} cannot be written (${code}); write another folder`, 2);
  }
  for (const file of Object.keys(FILES)) tell(join(folder, file));
  tell(`run it: flashgate run ${name} --suites ${shellWord(folder)}`);
  return 0;
}

/** Both files or none. @throws the file system's error, with its `code` */
function writeBoth(folder: string, name: string): void {
  const made = makeFolder(folder);
  const written: string[] = [];
  try {
    for (const [file, text] of Object.entries(FILES)) {
      const path = join(folder, file);
      // What has come to be there meanwhile is somebody else's, and stays.
      const descriptor = openSync(path, "wx");
      written.push(path);
      try {
        writeFileSync(descriptor, text(name));
      } finally {
        closeSync(descriptor);
      }
    }
  } catch (error) {
    for (const path of written) rmSync(path, { force: true });
    dropEmpty(made);
    throw error;
  }
}

function shellWord(word: string): string {
  return /^[\w./-]+$/.test(word) ? word : `'${word.replaceAll("'", `'\\''`)}'`;
}
