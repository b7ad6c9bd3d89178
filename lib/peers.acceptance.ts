/**
 * The whole command against FTP servers that are not ours (`npm run test:peers`; root and `fixtures/peers/peers.sh fetch`
 * first). Each run has to end by itself with a verdict for every case, send nothing that is not permitted, which the
 * server's own log shows, and leave nothing behind. Which cases a server fails is known and written down. Where files are
 * permitted all cases run that a session permits, too; so these alone are a part of them, unless FLASHGATE_TESTS is all.
 */
import { execFileSync, spawn } from "node:child_process";
import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect } from "chai";
import { parse } from "yaml";
import { packageRoot } from "./catalogue/package-root.js";
import { COMMAND } from "./cli/command.test.js";
import { part } from "./octets/sampled.test.js";
import { type Journal, readJournal } from "./runner/journal.js";

const root = packageRoot();
const peers = join(root, "fixtures", "peers", "peers.sh");
const FIRST_PORT = 21_061;
/** of the cases that run a second time */
const PARTS = 4;

/** What the servers do otherwise than the manual: ids of failed cases. */
const known = parse(readFileSync(join(root, "fixtures", "peers", "verdicts.yaml"), "utf8")) as Record<
  string,
  string[]
>;

/** Commands that write, wherever a server may log them, but not as an argument of HELP. */
const WRITES =
  /\b(STOR|STOU|APPE|DELE|RNTO|MKD|XMKD|RMD|XRMD|SITE(?!\]? \[?(?:GET\w+|SYSTID|LISTFIRMWARES|STOREDEVICE|COHERENCE|FLASHGATE|HELP)))\b/i;
/** What the cases may write where files are permitted: names of their own, and the mode that they put back. */
const OWN = /\bFG[\w*?-]*(\.[\w*?-]+)?|SITE\]? \[?DIRECT O(N|FF)\b/i;

const peer = (...args: string[]): string => execFileSync(peers, args, { encoding: "utf8" }).trim();

function flashgate(args: string[]): Promise<{ status: number | null; said: string }> {
  const child = spawn(process.execPath, [...COMMAND, ...args], { cwd: root });
  let said = "";
  child.stdout.on("data", (chunk: Buffer) => (said += chunk.toString()));
  child.stderr.on("data", (chunk: Buffer) => (said += chunk.toString()));
  return new Promise((resolve) => child.on("close", (status) => resolve({ status, said })));
}

/** What a server logs of its own replies, as vsftpd and pyftpdlib do, is not what it was sent. */
const REPLY = /FTP response:|\] -> |\bHELP\b/i;

function commandsIn(log: string): string[] {
  return log.split("\n").filter((line) => WRITES.test(line) && !REPLY.test(line));
}

function ids(journal: Journal, verdict: string): string[] {
  return journal.cases
    .filter((record) => record.verdict === verdict)
    .map(({ id }) => id)
    .sort();
}

describe("flashgate against real servers", () => {
  for (const [index, [name, fails]] of Object.entries(known).entries()) {
    describe(name, () => {
      const port = FIRST_PORT + index;
      const out = mkdtempSync(join(tmpdir(), `flashgate-${name}-`));
      before(() => void peer("start", name, String(port)));
      after(() => {
        peer("stop", name);
        rmSync(out, { recursive: true, force: true });
      });

      for (const permit of ["session", "storage"] as const) {
        it(`${permit} permitted: a verdict for every case, and the known ones`, async () => {
          const target = `ftp://test:test@127.0.0.1:${port}`;
          const shard = permit === "session" ? part(PARTS, index) : undefined;
          const { status, said } = await flashgate([
            "run",
            "--target",
            target,
            "--permit",
            permit,
            "--out",
            out,
            ...(shard === undefined ? [] : ["--shard", `${shard.index}/${shard.of}`]),
          ]);
          const read = readJournal(join(out, "journal.jsonl"));
          if (!read.ok) throw new Error(`${read.message}\n${said}`);
          const { journal } = read;
          expect(journal.end?.stopped).to.equal(undefined);
          for (const { id, reason } of journal.notRun) expect(reason, id).to.match(/^it did not come out/);
          expect(journal.cases.length + journal.notRun.length).to.equal(journal.header.selected);
          for (const { id, reason } of journal.notSelected) expect(reason, id).to.not.equal("");
          expect(ids(journal, "error")).to.deep.equal([]);
          expect(ids(journal, "inconclusive")).to.deep.equal([]);
          const ran = new Set(journal.cases.map(({ id }) => id));
          expect(ids(journal, "fail"), said).to.deep.equal(fails.filter((id) => ran.has(id)).toSorted());
          expect(status).to.equal(ids(journal, "fail").length > 0 ? 1 : 0);
        });

        it(`${permit} permitted: its own log shows nothing beyond that, and nothing is left behind`, () => {
          const written = commandsIn(readFileSync(peer("log", name), "latin1"));
          if (permit === "session") expect(written).to.deep.equal([]);
          else {
            expect(written.filter((line) => /\bSTOR\b/i.test(line)).length).to.be.greaterThan(10);
            expect(written.filter((line) => !OWN.test(line))).to.deep.equal([]);
          }
          expect(readdirSync(peer("root", name))).to.deep.equal([]);
        });
      }
    });
  }
});
