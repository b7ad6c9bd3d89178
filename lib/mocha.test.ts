/** `flashgate/mocha` and the library as their users have them: packed, installed in a folder of their own, under their mocha. */
import { spawn, spawnSync } from "node:child_process";
import {
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect } from "chai";
import { packageRoot } from "./files/package-root.js";
import { readJournal } from "./runner/journal.js";
import { onLine, type ScriptedServer, scriptedServer } from "./tester/scripted-server.js";

const FILES: Readonly<Record<string, string>> = {
  "package.json": '{ "type": "module" }',
  ".mocharc.json": '{ "spec": "test/*.mjs" }',
  "test/login.mjs": `import { addSuite } from "flashgate/mocha";
await addSuite({ title: "login", cases: ["dm724.login.r*"], out: "out" });
`,
  "wrong/wrong.mjs": `import { addSuite } from "flashgate/mocha";
await addSuite({ target: "bench.yaml", cases: ["dm724.access.anybody.noop", "dm724.software"] });
`,
  "none/none.mjs": `import { addSuite } from "flashgate/mocha";
await addSuite({ target: "none.yaml" });
`,
  "parts/run.mjs": `import { chooseCases, dm724Testbed, prepareRun, SYSTEMS } from "flashgate";
export const told = [];
const chosen = await chooseCases(["dm724.login.r*"], [], SYSTEMS);
if (!chosen.ok) throw new Error(chosen.message);
const prepared = await prepareRun({ chosen, bed: dm724Testbed(), strict: false, signal: new AbortController().signal,
  write: (record) => told.push(record.type), listener: {} });
if (!prepared.ok) throw new Error(prepared.message);
export const { run } = prepared;
after(() => { if (told.filter((type) => type === "run").length !== 1) throw new Error("not one run"); });
`,
  "parts/a.spec.mjs": `import { addCases } from "flashgate/mocha";
import { run } from "./run.mjs";
describe("a", function () { addCases(this, run, ({ id }) => id.endsWith("root-account")); });
`,
  "parts/b.spec.mjs": `import { addCases } from "flashgate/mocha";
import { run } from "./run.mjs";
describe("b", function () { addCases(this, run, ({ id }) => !id.endsWith("root-account")); });
`,
  "tsconfig.json":
    '{ "compilerOptions": { "module": "nodenext", "target": "es2023", "strict": true, "noEmit": true, "types": ["node", "mocha"] }, "include": ["*.ts"] }',
};

interface Ended {
  status: number | null;
  out: string;
}

describe("the package in somebody's own repository", function () {
  this.timeout(0);
  let folder: string;
  let server: ScriptedServer;

  before(async () => {
    folder = mkdtempSync(join(tmpdir(), "flashgate-mocha-"));
    const modules = join(folder, "node_modules");
    mkdirSync(join(modules, "flashgate"), { recursive: true });
    const pack = ["pack", "--ignore-scripts", "--silent", "--pack-destination", folder];
    const { stdout } = spawnSync("npm", pack, { cwd: packageRoot(), encoding: "utf8" });
    const unpack = [
      "-xzf",
      join(folder, stdout.trim()),
      "--strip-components=1",
      "-C",
      "node_modules/flashgate",
    ];
    expect(spawnSync("tar", unpack, { cwd: folder }).status).to.equal(0);
    // What it depends on is here: no registry is asked.
    const here = join(packageRoot(), "node_modules");
    for (const name of readdirSync(here).filter((entry) => !entry.startsWith(".")))
      symlinkSync(join(here, name), join(modules, name));
    const example = /```ts\n([^]*?)```/.exec(
      readFileSync(join(packageRoot(), "docs", "library.md"), "utf8"),
    )?.[1];
    server = await scriptedServer((socket) => {
      socket.write("220 R\r\n");
      onLine(socket, (line) => socket.write(REPLIES[line.split(" ")[0] ?? ""] ?? "200 W\r\n"));
    });
    const more = {
      "example.ts": example ?? "",
      "bench.yaml": `name: bench\nftp: { host: 127.0.0.1, port: ${server.port} }\naccounts: { root: { user: a, password: b } }\n`,
    };
    for (const [name, text] of Object.entries({ ...FILES, ...more })) {
      mkdirSync(join(folder, name, ".."), { recursive: true });
      writeFileSync(join(folder, name), text);
    }
  });
  after(async () => {
    await server.close();
    rmSync(folder, { recursive: true, force: true });
  });

  function node(...args: string[]): Promise<Ended> {
    const child = spawn(process.execPath, args, { cwd: folder, env: { ...process.env, NO_COLOR: "1" } });
    let out = "";
    child.stdout.on("data", (chunk: Buffer) => (out += chunk.toString()));
    child.stderr.on("data", (chunk: Buffer) => (out += chunk.toString()));
    return new Promise((resolve) => child.on("close", (status) => resolve({ status, out })));
  }
  const mocha = (...args: string[]): Promise<Ended> => node("node_modules/mocha/bin/mocha.js", ...args);

  function cases(): string[] {
    const read = readJournal(join(folder, "out", "journal.jsonl"));
    return read.ok ? read.journal.cases.map(({ id }) => id).sort() : [read.message];
  }

  it("has cases as tests in two lines, ends, and leaves the reports of the run", async () => {
    const { status, out } = await mocha();
    expect(out).to.match(/^ {2}login\n {4}dm724\.login: /m);
    expect(out).to.match(/✔ dm724\.login\.root-account: /);
    expect(status, out).to.equal(0);
    expect(cases().length).to.be.greaterThan(1);
    expect(out).to.include(`${cases().length} passing`);
    const reports = ["journal.jsonl", "junit.xml", "report.html", "report.json", "summary.md"];
    expect(readdirSync(join(folder, "out")).sort()).to.deep.equal(reports);
  });

  it("runs what --grep leaves, and no other case", async () => {
    const { status, out } = await mocha("--grep", "root-account");
    expect(out).to.match(/ 1 passing/);
    expect(status).to.equal(0);
    expect(cases()).to.deep.equal(["dm724.login.root-account"]);
  });

  it("shows verdict, expected and received of a case that fails on a target, and what is not selected as pending", async () => {
    const { status, out } = await mocha("--no-config", "wrong/wrong.mjs");
    expect(status, out).to.be.greaterThan(0);
    expect(out).to.match(/fail: /);
    expect(out).to.match(/^\s+expected {2}\S/m);
    expect(out).to.match(/^\s+received {2}\S/m);
    expect(out).to.match(/ \d+ pending/);
    expect(out).to.match(/ - dm724\.software\S*: not selected, /);
    expect(out).not.to.match(/\n +at /);
  });

  it("says in one sentence what is not there", async () => {
    const { status, out } = await mocha("--no-config", "none/none.mjs");
    expect(status).to.be.greaterThan(0);
    expect(out).to.include("there is no profile none.yaml");
    expect(out).not.to.match(/\n +at .*flashgate/);
  });

  it("shows one run in several files", async () => {
    const { status, out } = await mocha("--no-config", "parts/*.spec.mjs");
    expect(status, out).to.equal(0);
    expect(out)
      .to.match(/^ {2}a\n/m)
      .and.match(/^ {2}b\n/m);
  });

  it("resolves its types, and the example of docs/library.md runs", async () => {
    const checked = await node("node_modules/typescript/bin/tsc");
    expect(checked.out).to.equal("");
    const { status, out } = await node("--import=tsx", "example.ts");
    expect(out).to.match(/^PASS|all \d+ selected cases passed/m);
    expect(status, out).to.equal(0);
  });
});

/** A device that lets in and whose every other reply is another one than documented. */
const REPLIES: Readonly<Record<string, string>> = {
  USER: "331 P\r\n",
  PASS: "230 I\r\n",
  PWD: '257 "/"\r\n',
  SYST: "215 U\r\n",
  NOOP: "299 O\r\n",
  QUIT: "221 B\r\n",
};

describe("docs/library.md", () => {
  const text = (path: string): string => readFileSync(join(packageRoot(), path), "utf8");

  it("names what lib/index.ts and lib/mocha.ts export, and nothing else", () => {
    const listed = [...text("lib/index.ts").matchAll(/^export (?:type )?\{([^}]*)\}/gm)].flatMap(
      ([, names = ""]) => names.split(",").map((name) => name.trim().replace(/^type |^\w+ as /g, "")),
    );
    const declared = [...text("lib/mocha.ts").matchAll(/^export (?:async )?(?:function|interface) (\w+)/gm)];
    const exported = [...listed, ...declared.map(([, name = ""]) => name)].filter((name) => name !== "");
    const named = [...text("docs/library.md").matchAll(/^\| `(\w+)` \| \w/gm)].map(([, name = ""]) => name);
    expect(named).to.have.members(exported);
  });

  it("names what says in which version it came", () => {
    const sources = [
      ...text("lib/index.ts").matchAll(/^export (?:type )?\{([^}]*)\} from "\.\/([^"]*)\.js"/gm),
    ];
    const declared = sources.flatMap(([, names = "", from = ""]) =>
      names
        .split(",")
        .map((name) => [name.trim().replace(/^type | as \w+$/g, ""), `lib/${from}.ts`] as const),
    );
    const own = ["addSuite", "SuiteOptions", "addCases"].map((name) => [name, "lib/mocha.ts"] as const);
    const without = [...declared, ...own].filter(
      ([name, file]) =>
        !new RegExp(
          `@since \\d+\\.\\d+\\.\\d+\n \\*/\nexport (?:async )?(?:function|class|interface|const|type) ${name}\\b`,
        ).test(text(file)),
    );
    expect(without).to.deep.equal([]);
  });
});
