import { mkdtempSync, readFileSync, rmSync, truncateSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect } from "chai";
import { Trace } from "../net/trace.js";
import { octetsOf } from "../octets/text.js";
import { dialogueOf } from "./case-record.js";
import { type RunHeader, readJournal } from "./journal.js";
import { JournalWriter } from "./journal-writer.js";
import { secretsOf, withoutSecrets } from "./secrets.js";

const header: RunHeader = {
  type: "run",
  format: 1,
  flashgate: "0.0.0",
  started: "2026-11-20T21:10:00Z",
  suites: { digest: "", cases: 1 },
  target: { kind: "embedded", name: "" },
  device: { greeting: "", system: "", work: "" },
  capabilities: {},
  claims: {
    configured: [],
    arranged: [],
    provokes: [],
    images: {},
    users: { root: "root", guest: null },
    series: {},
  },
  permit: "session",
  texts: "exact",
  strict: false,
  selected: 1,
};
const notRun = {
  type: "not-run" as const,
  id: "a.b.c",
  suite: "a.b",
  purpose: "",
  covers: [],
  strength: "must",
  asks: [],
  reason: "stopped",
};

describe("the journal", () => {
  let folder: string;
  before(() => {
    folder = mkdtempSync(join(tmpdir(), "flashgate-journal-"));
  });
  after(() => rmSync(folder, { recursive: true, force: true }));

  function written(): string {
    const file = join(folder, "journal.jsonl");
    const writer = new JournalWriter(file);
    writer.write(header);
    writer.write(notRun);
    writer.close();
    return file;
  }

  it("reads what it wrote", () => {
    const read = readJournal(written());
    expect(read.ok && read.journal.header).to.deep.equal(header);
    expect(read.ok && read.journal.notRun).to.deep.equal([notRun]);
    expect(read.ok && read.journal.end).to.equal(undefined);
  });

  it("is gone on with behind its last whole line, whose end may have been cut off", () => {
    const end = { type: "end" as const, finished: "2026-11-20T21:20:00Z", durationMs: 5 };
    const goOn = (): void => {
      const writer = new JournalWriter(file, true);
      writer.write(end);
      writer.close();
    };
    const file = written();
    const text = readFileSync(file, "utf8");
    const ended = `${text}${JSON.stringify(end)}\n`;
    for (const there of [text, text.slice(0, -1), `${text}{"type":"case","id":"a.b`]) {
      writeFileSync(file, there);
      goOn();
      expect(readFileSync(file, "utf8")).to.equal(ended);
    }
  });

  it("reads lines of any length, wherever they are cut into pieces", () => {
    const file = join(folder, "journal.jsonl");
    const long = Array.from({ length: 12 }, (_, at) => ({
      ...notRun,
      id: `a.b.c${at}`,
      reason: "é€😀\n".repeat(1 << (2 * at)),
    }));
    const writer = new JournalWriter(file);
    for (const record of [header, ...long.slice(0, 10)]) writer.write(record);
    writer.close();
    const cut = Buffer.from(JSON.stringify(long[10])).subarray(0, -3);
    writeFileSync(file, Buffer.concat([readFileSync(file), cut]));
    const read = readJournal(file);
    expect(read.ok && read.journal.notRun).to.deep.equal(long.slice(0, 10));
    const before = readFileSync(file).length - cut.length;
    new JournalWriter(file, true).close();
    expect(readFileSync(file).length).to.equal(before);
  });

  it("is not read when it cannot be kept in memory", () => {
    const file = join(folder, "large.jsonl");
    writeFileSync(file, "");
    truncateSync(file, 2 ** 40);
    const read = readJournal(file);
    expect(read.ok ? "" : read.message).to.match(
      /large\.jsonl has 1099511627776 octets, and 1073741824 are the most; name another journal$/,
    );
  });

  it("is on disk after each record, not only at the end", () => {
    const file = join(folder, "journal.jsonl");
    const writer = new JournalWriter(file);
    writer.write(header);
    expect(readFileSync(file, "utf8")).to.equal(`${JSON.stringify(header)}\n`);
    writer.close();
  });

  it("leaves out a last line that a kill has cut off", () => {
    const file = written();
    writeFileSync(file, readFileSync(file, "utf8").slice(0, -5));
    const read = readJournal(file);
    expect(read.ok && read.journal.notRun).to.deep.equal([]);
  });

  const damaged: [string, (text: string) => string, RegExp][] = [
    [
      "a line in the middle that is not JSON",
      (text) => text.replace("{", "<"),
      /journal\.jsonl:1: this line is not JSON; the journal was edited or damaged$/,
    ],
    [
      "no header",
      (text) => text.split("\n")[1] ?? "",
      /journal\.jsonl:1: there is no run header; this is not a journal$/,
    ],
    [
      "another format",
      (text) => text.replace('"format":1', '"format":7'),
      /journal\.jsonl:1: journal format 7; this version reads format 1$/,
    ],
  ];
  for (const [title, change, message] of damaged) {
    it(`says what is wrong with ${title}`, () => {
      const file = written();
      writeFileSync(file, change(readFileSync(file, "utf8")));
      const read = readJournal(file);
      expect(read.ok ? "" : read.message).to.match(message);
    });
  }

  it("says that a file is not there", () => {
    const read = readJournal(join(folder, "none"));
    expect(read.ok ? "" : read.message).to.match(/none cannot be read \(ENOENT\)$/);
  });

  const passwords: [string, string[], string[]][] = [
    ["a password", ["PASS secret\r\n"], ["PASS ****\\r\\n"]],
    ["an empty one", ["PASS \r\n"], ["PASS \\r\\n"]],
    ["one in lower case with blanks", ["pass a b\r\n"], ["pass ****\\r\\n"]],
    ["one with a backslash and n", ["PASS a\\nb\r\n"], ["PASS ****\\r\\n"]],
    [
      "one behind another command",
      ["NOOP\r\nPASS secret\r\nNOOP\r\n"],
      ["NOOP\\r\\nPASS ****\\r\\nNOOP\\r\\n"],
    ],
    ["one in pieces", ["PA", "SS se", "cret\r", "\nNOOP\r\n"], ["PA", "SS ****", "\\r", "\\nNOOP\\r\\n"]],
    [
      "one octet by octet, without its length",
      "PASS abc\r\n".split(""),
      ["P", "A", "S", "S", " ", "****", "", "", "\\r", "\\n"],
    ],
    ["one behind a tab", ["PASS\tsecret\r\n"], ["PASS\\t****\\r\\n"]],
    [
      "one behind Telnet",
      ["\xff\xf1PASS secret\r\n", "\xff\xfd\x01 PASS secret\r\n"],
      ["\\xff\\xf1PASS ****\\r\\n", "\\xff\\xfd\\x01 PASS ****\\r\\n"],
    ],
    ["no password", ["PASV\r\n", "STOR PASS x\r\n"], ["PASV\\r\\n", "STOR PASS x\\r\\n"]],
  ];
  for (const [title, sent, kept] of passwords) {
    it(`masks ${title}`, () => {
      const trace = new Trace();
      const line = trace.open("main", "control");
      for (const piece of sent) line.octets("C", octetsOf(piece));
      expect(dialogueOf(trace).map(({ text }) => text)).to.deep.equal(kept);
    });
  }

  it("masks behind an answer of Telnet, which is no part of the command", () => {
    const trace = new Trace();
    const line = trace.open("main", "control");
    line.octets("C", octetsOf("USER root\r\n"));
    line.octets("C", octetsOf("\xff\xfe\x01"), "telnet");
    line.octets("C", octetsOf("PASS secret\r\n"));
    expect(dialogueOf(trace).map(({ text }) => text)).to.deep.equal([
      "USER root\\r\\n",
      "\\xff\\xfe\\x01",
      "PASS ****\\r\\n",
    ]);
  });

  it("masks a known password wherever it comes, in pieces as well", () => {
    const trace = new Trace();
    const line = trace.open("main", "control");
    for (const piece of ["230 in with hun", "ter", "2 and hunter2\r\n"]) line.octets("S", octetsOf(piece));
    expect(dialogueOf(trace, ["hunter2"]).map(({ text }) => text)).to.deep.equal([
      "230 in with ****",
      "",
      " and ****\\r\\n",
    ]);
    const record = { reason: 'received "hunter2"', remarks: [{ message: "hunter2" }], durationMs: 1 };
    expect(withoutSecrets(record, ["hunter2"])).to.deep.equal({
      reason: 'received "****"',
      remarks: [{ message: "****" }],
      durationMs: 1,
    });
  });

  it("knows which passwords are secrets", () => {
    const account = (user: string, password: string) => ({ user, password });
    expect(secretsOf({ root: account("root", "hunter2"), guest: undefined })).to.deep.equal(["hunter2"]);
    expect(secretsOf({ root: account("admin", "Admin"), guest: account("g", "abc") })).to.deep.equal([]);
    expect(secretsOf({ root: account("root", "a\\bcd") })).to.have.members(["a\\bcd", "a\\\\bcd"]);
  });
});
