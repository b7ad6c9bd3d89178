/**
 * The whole command against FTP servers that are not ours (`npm run test:peers`; root, `fixtures/peers/peers.sh fetch` and
 * `fetch npm` first). Each run has to end by itself with a verdict for every case, send nothing that is not permitted, which
 * the server's own log shows, and leave nothing behind. Which cases a server fails is known and written down.
 * Two servers run at a time. Files are permitted on every third of them, on all of them when FLASHGATE_TESTS is all.
 */
import { execFileSync, spawn } from "node:child_process";
import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect } from "chai";
import { parse } from "yaml";
import { COMMAND } from "./cli/command.test.js";
import { packageRoot } from "./files/package-root.js";
import { sampled } from "./octets/sampled.test.js";
import { type Journal, readJournal } from "./runner/journal.js";

const root = packageRoot();
const peers = join(root, "fixtures", "peers", "peers.sh");
/** Every second one: the port below is where many a server connects from. */
const FIRST_PORT = 21_061;
const AT_ONCE = 2;
/** Many times what a run takes: it ends one that hangs. */
const HANGS_MS = 1_200_000;

type Permit = "session" | "storage";

/** What a server does otherwise than the manual: ids of failed cases, and of those that it fails at times. */
interface Known {
  fails: string[];
  sometimes?: string[];
}
const known = parse(readFileSync(join(root, "fixtures", "peers", "verdicts.yaml"), "utf8")) as Record<
  string,
  Known
>;
const names = Object.keys(known);
const withFiles = new Set(sampled(names, 3));

/** Commands that write, wherever a server may log them, but not as an argument of HELP. */
const WRITES =
  /\b(STOR|STOU|APPE|DELE|RNTO|MKD|XMKD|RMD|XRMD|SITE(?!\]? \[?(?:GET\w+|SYSTID|LISTFIRMWARES|STOREDEVICE|COHERENCE|FLASHGATE|HELP)))\b/i;
/** What the cases may write where files are permitted: names of their own, and the mode that they put back. */
const OWN = /\bFG[\w*?-]*(\.[\w*?-]+)?|SITE\]? \[?DIRECT O(N|FF)\b/i;
/** What a server logs of its own replies or of its work, each in its way, is not what it was sent. */
const NOT_SENT =
  /FTP response:|\] -> |<--- |: Syntax: |commands? (?:are recognized|successful)|,\d{3} [1-5]\d\d[ -](?!")|"msg":"(?!\[ ')|\bHELP\b/i;

const peer = (...args: string[]): string => execFileSync(peers, args, { encoding: "utf8" }).trim();

function flashgate(args: string[]): Promise<{ status: number | null; said: string }> {
  const child = spawn(process.execPath, [...COMMAND, ...args], { cwd: root, timeout: HANGS_MS });
  let said = "";
  child.stdout.on("data", (chunk: Buffer) => (said += chunk.toString()));
  child.stderr.on("data", (chunk: Buffer) => (said += chunk.toString()));
  return new Promise((resolve) => child.on("close", (status) => resolve({ status, said })));
}

/** A run, and what the server has of it afterwards. */
interface Ran {
  status: number | null;
  said: string;
  journal: Journal;
  writes: string[];
  left: string[];
}

async function ran(name: string, port: number, permit: Permit): Promise<Ran> {
  const out = mkdtempSync(join(tmpdir(), `flashgate-${name}-`));
  try {
    const target = `ftp://test:test@127.0.0.1:${port}`;
    const { status, said } = await flashgate(["run", "--target", target, "--permit", permit, "--out", out]);
    const read = readJournal(join(out, "journal.jsonl"));
    if (!read.ok) throw new Error(`${read.message}\n${said}`);
    const log = readFileSync(peer("log", name), "latin1").split("\n");
    const writes = log.filter((line) => WRITES.test(line) && !NOT_SENT.test(line));
    return { status, said, journal: read.journal, writes, left: readdirSync(peer("root", name)) };
  } finally {
    rmSync(out, { recursive: true, force: true });
  }
}

/** Runs on one server, one after the other: what its log holds is judged before more is permitted. */
async function runsOn(name: string, port: number): Promise<Map<Permit, Ran>> {
  const all = new Map<Permit, Ran>();
  peer("start", name, String(port));
  try {
    all.set("session", await ran(name, port, "session"));
    if (withFiles.has(name)) all.set("storage", await ran(name, port, "storage"));
  } finally {
    peer("stop", name);
  }
  return all;
}

function ids(journal: Journal, verdict: string): string[] {
  return journal.cases
    .filter((record) => record.verdict === verdict)
    .map(({ id }) => id)
    .sort();
}

describe("flashgate against real servers", () => {
  const runs = new Map<string, Promise<Map<Permit, Ran>>>();
  before(() => {
    const places = Array.from({ length: AT_ONCE }, () => Promise.resolve());
    for (const [index, name] of names.entries()) {
      const place = index % AT_ONCE;
      const run = (places[place] ?? Promise.resolve()).then(() => runsOn(name, FIRST_PORT + 2 * index));
      runs.set(name, run);
      places[place] = run.then(
        () => {},
        () => {}, // the server's own tests say what became of it
      );
    }
  });
  after(() => Promise.allSettled(runs.values()));

  for (const [name, { fails, sometimes = [] }] of Object.entries(known)) {
    for (const permit of ["session", "storage"] as const) {
      if (permit === "storage" && !withFiles.has(name)) continue;
      const result = async (): Promise<Ran> => {
        const one = (await runs.get(name))?.get(permit);
        if (one === undefined) throw new Error(`${name} was not run`);
        return one;
      };

      it(`${name}, ${permit} permitted: a verdict for every case, and the known ones`, async () => {
        const { status, said, journal } = await result();
        expect(journal.end?.stopped).to.equal(undefined);
        for (const { id, reason } of journal.notRun) expect(reason, id).to.match(/^it did not come out/);
        expect(journal.cases.length + journal.notRun.length).to.equal(journal.header.selected);
        for (const { id, reason } of journal.notSelected) expect(reason, id).to.not.equal("");
        expect(ids(journal, "error")).to.deep.equal([]);
        // Nothing is unproven but for what the server refuses or fails elsewhere.
        for (const { id, verdict, reason } of journal.cases)
          if (verdict === "inconclusive")
            expect(reason, id).to.match(
              /^(its valid twin .* came to (fail|inconclusive)|no data connection could be prepared)/,
            );
        const ranHere = new Set(journal.cases.map(({ id }) => id));
        const failed = ids(journal, "fail").filter((id) => !sometimes.includes(id));
        expect(failed, said).to.deep.equal(fails.filter((id) => ranHere.has(id)).toSorted());
        expect(status).to.equal(ids(journal, "fail").length > 0 ? 1 : 0);
      });

      it(`${name}, ${permit} permitted: its own log shows nothing beyond that, and nothing is left behind`, async () => {
        const { writes, left } = await result();
        if (permit === "session") expect(writes).to.deep.equal([]);
        else {
          expect(writes.filter((line) => /\bSTOR\b/i.test(line)).length).to.be.greaterThan(10);
          expect(writes.filter((line) => !OWN.test(line))).to.deep.equal([]);
        }
        expect(left).to.deep.equal([]);
      });
    }
  }
});
