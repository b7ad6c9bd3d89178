/** Every command that reads or writes a file, with paths that cannot be: one sentence, status 2, and nothing written. */
import { execFileSync, spawn } from "node:child_process";
import {
  closeSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  openSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect } from "chai";
import { packageRoot } from "../files/package-root.js";
import { journalOf, passed } from "../report/sample-journal.test.js";
import { COMMAND } from "./command.test.js";

const LONG = "n".repeat(300);
const IMAGE = join(packageRoot(), "fixtures", "images", "bios.bin");
const BUILD = ["image", "build", "--kind", "bios", "--release", "1.2", "--name", "A.BIN", "--size", "512"];
const RUN = ["run", "dm724.login.root"];

/** What is told of each; `%` stands for the path as it was written. */
const TOLD: [args: string[], told: RegExp][] = [
  // what is read
  [["report", "%"], /^% cannot be read|^% is not a file/],
  [["report", "run", "--baseline", "%"], /baseline|name a(?:nother)? file$/],
  [["compare", "run", "%"], /^% cannot be read|^% is not a file/],
  [["baseline", "check", "%", "--baseline", "b.yaml"], /^% cannot be read|^% is not a file/],
  [["baseline", "show", "%"], /baseline|name a(?:nother)? file$/],
  [["catalogue", "--coverage", "%"], /^% cannot be read|^% is not a file/],
  [["verify", "%"], /name the certificate\.tar/],
  [["verify", "file", "--key", "%"], /^the key % (?:cannot be read|is not a file)/],
  [["serve", "--ftp-port", "0", "--config", "%"], /name a(?:nother)? file(?: of configuration lines)?$/],
  [["serve", "--ftp-port", "0", "--device", "%"], /device model|name a(?:nother)? file$/],
  [["image", "inspect", "%"], /name a file$/],
  [["image", "damage", "%", "payload", "-o", "new.bin"], /name a file$/],
  [[...BUILD.slice(0, -2), "--payload", "%", "-o", "new.bin"], /name a file$/],
  [[...RUN, "--target", "%"], /ftp:\/\/|name a(?:nother)? file$/],
  [[...RUN, "--device", "%"], /device model|name a(?:nother)? file$/],
  [[...RUN, "--suites", "%"], /name a folder that holds suites$/],
  [["run", "--resume", "%"], /^% cannot be read|^% is not a file/],
  [[...RUN, "--baseline", "%"], /baseline|name a(?:nother)? file$/],
  [[...RUN, "--certify", "--key", "%"], /^the key % (?:cannot be read|is not a file)/],
];
/** What is written. */
const WRITTEN: [args: string[], told: RegExp][] = [
  [["report", "run", "-o", "%"], /name (?:the folder for the reports with|another one with) --out$/],
  [["report", "run", "other", "-o", "%"], /name (?:the folder for the reports with|another one with) --out$/],
  [
    ["report", "run", "-o", "new", "--junit", "%"],
    /(?:name another file for the JUnit report|name another place for it)$/,
  ],
  [["baseline", "accept", "run", "--baseline", "%"], /^% (?:cannot be written|is not a file|is a folder)/],
  [[...BUILD, "--force", "-o", "%"], /^% cannot be written \(\w+\); name a file in a folder of yours$/],
  [["image", "damage", IMAGE, "payload", "--force", "-o", "%"], /^% cannot be written/],
  [[...RUN, "-o", "%"], /^the folder % cannot be written \(\w+\); name another one with --out$/],
  [
    ["suite", "new", "%"],
    /^% (?:cannot be written \(\w+\); write another folder|is not a folder; write the name of one)$/,
  ],
];

/** A path that is wrong, and whether it is for what is read, for a file that is written, or for a folder that is. */
type Use = "read" | "file" | "folder";
const PATHS: [path: string, uses: readonly Use[]][] = [
  ["/dev/null/y", ["read", "file", "folder"]],
  ["file/below", ["read", "file", "folder"]],
  [LONG, ["read", "file", "folder"]],
  ["pipe", ["read", "file", "folder"]],
  ["", ["read", "file", "folder"]],
  ["/dev/full", ["read", "file", "folder"]],
  ["empty", ["file"]],
  ["file", ["folder"]],
  ["absent", ["read"]],
  ["/proc/flashgate/x", ["read", "file", "folder"]],
];

interface Ended {
  status: number | null;
  out: string;
  err: string;
}

describe("a path that cannot be", () => {
  let folder: string;
  before(() => {
    folder = mkdtempSync(join(tmpdir(), "flashgate-paths-"));
    for (const name of ["run", "other"]) {
      const { header, cases, end } = journalOf({ cases: [passed(`d.a.${name}`)] });
      mkdirSync(join(folder, name));
      const text = [header, ...cases, end].map((record) => `${JSON.stringify(record)}\n`).join("");
      writeFileSync(join(folder, name, "journal.jsonl"), text);
    }
    mkdirSync(join(folder, "empty"));
    writeFileSync(join(folder, "file"), "a file\n");
    writeFileSync(
      join(folder, "b.yaml"),
      `baseline: 1\nsuites: { digest: ${"5f1d".repeat(16)}, cases: 1 }\ndevice: R1\naccepted: []\npassed: []\n...\n`,
    );
    execFileSync("mkfifo", [join(folder, "pipe")]);
  });
  after(() => rmSync(folder, { recursive: true, force: true }));

  function flashgate(args: readonly string[]): Promise<Ended> {
    const env = { ...process.env, NO_COLOR: "1", GITHUB_ACTIONS: undefined };
    const options = { cwd: folder, env, timeout: 60_000, killSignal: "SIGKILL" as const };
    const child = spawn(process.execPath, [...COMMAND, ...args], options);
    let out = "";
    let err = "";
    child.stdout.on("data", (chunk: Buffer) => (out += chunk.toString()));
    child.stderr.on("data", (chunk: Buffer) => (err += chunk.toString()));
    return new Promise((resolve) => child.on("close", (status) => resolve({ status, out, err })));
  }

  /** What there is: folders too, for one that holds nothing is left behind all the same. */
  const files = (): string[] =>
    readdirSync(folder, { recursive: true, withFileTypes: true })
      .map((entry) => ({ path: join(entry.parentPath, entry.name), text: entry.isFile() }))
      .sort((a, b) => (a.path < b.path ? -1 : 1))
      .map(({ path, text }) => (text ? `${path}: ${readFileSync(path, "utf8")}` : path));

  function check(args: readonly string[], path: string, told: RegExp, { status, out, err }: Ended): void {
    const what = `${args.join(" ")}: ${err}`;
    expect(status, what).to.equal(2);
    expect(out, what).to.equal("");
    expect(err, what).to.match(/^flashgate: [^\n]+\n$/);
    expect(err, what).not.to.match(/\n +at |node:internal/);
    const sentence = err
      .trimEnd()
      .slice("flashgate: ".length)
      .replaceAll(path, () => "%");
    if (path === "") expect(err, what).to.match(/it is empty|there is no device model ""/);
    else expect(sentence, what).to.match(told);
  }

  const use = (args: readonly string[]): Use =>
    args[0] === "suite" || (args.at(-2) === "-o" && args[0] !== "image") ? "folder" : "file";
  const rows = [
    ...TOLD.map(([args, told]) => ({ args, told, use: "read" as Use })),
    ...WRITTEN.map(([args, told]) => ({ args, told, use: use(args) })),
  ];
  /** Each command with one path and each path with each use: every pair is in `FLASHGATE_ALL_PATHS=1`. */
  const whole = process.env["FLASHGATE_ALL_PATHS"] === "1";
  for (const [at, { args, told, use: used }] of rows.entries()) {
    const paths = PATHS.filter(([, uses]) => uses.includes(used)).map(([path]) => path);
    const chosen = whole ? paths : [paths[at % paths.length] ?? ""];
    it(`${args.join(" ")}: ${chosen.map((path) => JSON.stringify(path.slice(0, 20))).join(", ")}`, async () => {
      const before = files();
      for (const path of chosen) {
        const words = args.map((word) => (word === "%" ? path : word));
        check(words, path, told, await flashgate(words));
      }
      expect(files()).to.deep.equal(before);
    });
  }

  it("a file is no folder for reports: nothing is written beside it", async () => {
    const before = files();
    const { status, err } = await flashgate(["report", "run", "-o", "file"]);
    expect(err).to.equal("flashgate: file is not a folder; name the folder for the reports with --out\n");
    expect(status).to.equal(2);
    expect(files()).to.deep.equal(before);
  });

  it("a suite that is a pipe or a folder is not waited for", async () => {
    mkdirSync(join(folder, "suites", "suite.yaml"), { recursive: true });
    const { status, err } = await flashgate([...RUN, "--suites", "suites", "--list"]);
    expect(err).to.match(/^flashgate: \S*suites\/suite\.yaml\S* [^\n]+\n$/);
    expect(status).to.equal(2);
  });

  it("a run whose standard output is full keeps its journal and its reports, and ends with 3", async function () {
    if (!existsSync("/dev/full")) this.skip();
    const full = openSync("/dev/full", "w");
    const stdio = ["ignore", full, "pipe"] as const;
    const child = spawn(process.execPath, [...COMMAND, ...RUN, "-o", "told"], {
      cwd: folder,
      stdio: [...stdio],
    });
    let err = "";
    child.stderr?.on("data", (chunk: Buffer) => (err += chunk.toString()));
    const status = await new Promise((resolve) => child.on("close", resolve));
    closeSync(full);
    expect(err).to.equal(
      "flashgate: standard output cannot be written (ENOSPC), so not everything was told; send it to another place\n",
    );
    expect(status).to.equal(3);
    const kept = ["journal.jsonl", "junit.xml", "report.html", "report.json", "summary.md"];
    expect(readdirSync(join(folder, "told")).sort()).to.deep.equal(kept);
  });
});
