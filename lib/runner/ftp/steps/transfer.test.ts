import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { type AddressInfo, createServer, type Socket } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect } from "chai";
import { resetTcp } from "../../../net/tcp.js";
import { type Profile, readTarget } from "../../../suite/profile.js";
import { SYSTEMS } from "../../../systems/known.js";
import { onLine, type ScriptedServer, scriptedServer } from "../../../tester/scripted-server.js";
import { chooseCases } from "../../choose-cases.js";
import type { CaseRecord, JournalRecord } from "../../journal.js";
import { prepareRun } from "../../prepare.js";
import { targetTestbed } from "../../target.js";

const SUITE = `preambles:
  root: { says: a root session, steps: [{ connect: true }, { login: root }] }
capabilities: {}
`;

/** How a device gives what it gives. */
interface Behaviour {
  /** octets of every RETR, LIST and NLST, or of the command that is named */
  data?: string | Record<string, string>;
  /** what becomes of the connection behind the data: closed when left out */
  end?: "reset" | "open" | "drip";
  /** the last reply of a transfer */
  final?: string;
  /** the preliminary replies, one when left out */
  begins?: string[];
  /** instead of the preliminary reply */
  refused?: string;
  /** what answers PASV or EPSV, with the six numbers put in for N and the port for P */
  passive?: string;
  /** a command that is answered twice */
  twice?: string;
  /** another port than the one that listens */
  deaf?: boolean;
}

/** A device in which every transfer goes as the test says; what is uploaded is kept in `uploads`. */
function device(behaviour: Behaviour, uploads: string[]): (socket: Socket) => void {
  return (control) => {
    let pending: Socket | undefined;
    let arrived: ((data: Socket) => void) | undefined;
    const take = (data: Socket): void => {
      data.on("error", () => {});
      if (arrived === undefined) pending = data;
      else arrived(data);
      arrived = undefined;
    };
    const connection = (): Promise<Socket> =>
      new Promise((resolve) => {
        if (pending !== undefined) resolve(pending);
        else arrived = resolve;
        pending = undefined;
      });
    const say = (line: string): void => void control.write(`${line}\r\n`);
    const transfer = async (verb: string): Promise<void> => {
      if (behaviour.refused !== undefined) return say(behaviour.refused);
      for (const line of behaviour.begins ?? ["150 Here it comes."]) say(line);
      const data = await connection();
      if (verb === "STOR" || verb === "APPE") {
        const pieces: Buffer[] = [];
        data.on("data", (piece) => pieces.push(piece));
        await new Promise((resolve) => data.once("end", resolve));
        uploads.push(Buffer.concat(pieces).toString("latin1"));
        data.end();
      } else {
        const octets = typeof behaviour.data === "string" ? behaviour.data : (behaviour.data?.[verb] ?? "");
        await new Promise<void>((resolve) => data.write(Buffer.from(octets, "latin1"), () => resolve()));
        if (behaviour.end === "reset") resetTcp(data);
        else if (behaviour.end === "drip") {
          const drops = setInterval(() => data.write("x"), 10);
          data.once("close", () => clearInterval(drops));
        } else if (behaviour.end !== "open") data.end();
      }
      say(behaviour.final ?? "226 Done.");
    };
    say("220 Ready.");
    onLine(control, (line) => {
      const verb = line.split(" ")[0] ?? "";
      const replies: Record<string, string> = {
        USER: "331 Password.",
        PASS: "230 In.",
        NOOP: "200 OK.",
        SYST: "215 UNIX.",
        PWD: '257 "/" here.',
        TYPE: "200 Type.",
        REST: "350 Go on.",
        PORT: "200 It will not come.",
      };
      if (verb === "PASV" || verb === "EPSV") {
        const listener = createServer({ allowHalfOpen: true }, take).listen(0, "127.0.0.1", () => {
          control.once("close", () => listener.close());
          const { port } = listener.address() as AddressInfo;
          const shown = behaviour.deaf === true ? 1 : port;
          const numbers = `127,0,0,1,${shown >> 8},${shown & 255}`;
          const reply = behaviour.passive ?? (verb === "PASV" ? "227 (N)" : "229 (|||P|)");
          say(reply.replace("N", numbers).replace("P", String(shown)));
        });
      } else if (verb === "QUIT") control.end("221 Bye.\r\n");
      else if (["RETR", "STOR", "APPE", "LIST", "NLST"].includes(verb)) void transfer(verb);
      else {
        say(replies[verb] ?? "500 What?");
        if (verb === behaviour.twice) say(replies[verb] ?? "");
      }
    });
  };
}

interface Row {
  title: string;
  steps: string;
  behaviour: Behaviour;
  /** left out: it passes */
  reason?: RegExp;
  verdict?: "fail" | "inconclusive" | "error";
  texts?: Profile["texts"];
}

const UNIX =
  "-rw-r--r--   1 root     root           26 Nov 20 21:10 A.TXT\r\ndrwxr-xr-x   1 root     root            0 Nov 20 21:10 DSK\r\n";
const DOS = "11-20-26  09:10PM                   26 A.TXT\r\n11-20-26  09:10PM       <DIR>          DSK\r\n";
const RANDOM = Buffer.from(
  Array.from({ length: 4000 }, (_, at) => (at * at * 31 + (at >> 3) * 17 + at * 7919) & 255),
);

const ROWS: readonly Row[] = [
  {
    title: "a transfer that no preliminary reply has begun",
    steps: '{ download: "A", content: abc }',
    behaviour: { data: "abc", begins: [] },
    reason: /ended well that no preliminary reply had begun/,
  },
  {
    title: "a transfer that begins twice",
    steps: '{ list: "" }',
    behaviour: { begins: ["150 One.", "150 Two."] },
    reason: /a transfer began twice/,
  },
  {
    title: "restart markers behind the one preliminary reply",
    steps: '{ upload: "A", content: abc }',
    behaviour: { begins: ["150 One.", "110 MARK a = 1", "110 MARK b = 2"] },
  },
  {
    title: "a reply too many before the tester's own commands",
    steps: '{ command: "NOOP", reply: "200" }, { data: open }',
    behaviour: { twice: "NOOP" },
    reason: /^one reply too many, to NOOP: 200 OK/,
  },
  {
    title: "blocks that hold the content and the end",
    steps:
      '{ data: open }, { command: "RETR A", reply: "150" }, { data: receive, mode: B, content: abc }, { reply: "226" }',
    behaviour: { data: "\0\0\x01a\x40\0\x02bc" },
  },
  {
    title: "blocks without an end",
    steps:
      '{ data: open }, { command: "RETR A", reply: "150" }, { data: receive, mode: B, content: abc }, { reply: "226" }',
    behaviour: { data: "\0\0\x03abc" },
    reason: /not well formed: its end is not said/,
  },
  {
    title: "blocks with a descriptor that nobody has assigned",
    steps:
      '{ data: open }, { command: "RETR A", reply: "150" }, { data: receive, mode: B, content: abc }, { reply: "226" }',
    behaviour: { data: "\x07\0\x03abc\x40\0\0" },
    reason: /not well formed: reserved-code/,
  },
  {
    title: "blocks with other content",
    steps:
      '{ data: open }, { command: "RETR A", reply: "150" }, { data: receive, mode: B, content: abc }, { reply: "226" }',
    behaviour: { data: "\x40\0\x03abd" },
    reason: /different at octet 2/,
  },
  {
    title: "compressed strings, runs and fillers",
    steps:
      '{ data: open }, { command: "RETR A", reply: "150" }, { data: receive, mode: C, content: "abxxx\\0\\0" }, { reply: "226" }',
    behaviour: { data: "\x02ab\x83x\xc2\0\x40" },
  },
  {
    title: "records in stream mode",
    steps:
      '{ data: open }, { command: "RETR A", reply: "150" }, { data: receive, structure: R, content: "a\\xff\\nb\\n" }, { reply: "226" }',
    behaviour: { data: "a\xff\xff\xff\x01b\xff\x03" },
  },
  {
    title: "an active data connection from another port than the one that is asked for",
    steps:
      '{ data: open }, { command: "RETR A", reply: "150" }, { data: receive, content: abc, port: 20 }, { reply: "226" }',
    behaviour: { data: "abc" },
    reason: /the device connected from port \d+/,
  },
  // download
  { title: "download: the content", steps: '{ download: "A", content: "abc" }', behaviour: { data: "abc" } },
  {
    title: "download: another octet",
    steps: '{ download: "A", content: "abc" }',
    behaviour: { data: "abd" },
    reason: /the data is not what was expected: different at octet 2/,
  },
  {
    title: "download: too short",
    steps: '{ download: "A", content: "abc" }',
    behaviour: { data: "ab" },
    reason: /different at octet 2|2 octets instead of 3/,
  },
  {
    title: "download: nothing",
    steps: '{ download: "A", content: "abc" }',
    behaviour: { data: "" },
    reason: /the data is not what was expected/,
  },
  {
    title: "download: too long",
    steps: '{ download: "A", content: "abc" }',
    behaviour: { data: "abcd" },
    reason: /the data is not what was expected|octets/,
  },
  { title: "download: the size", steps: '{ download: "A", size: 3 }', behaviour: { data: "xyz" } },
  {
    title: "download: another size",
    steps: '{ download: "A", size: 3 }',
    behaviour: { data: "xy" },
    reason: /expected 3 octets of data; received 2/,
  },
  {
    title: "download: a size that is passed",
    steps: '{ download: "A", size: 3 }',
    behaviour: { data: "wxyz" },
    reason: /expected 3 octets of data; received more than 3/,
  },
  {
    title: "download: the end that does not come",
    steps: '{ download: "A", content: "abc" }',
    behaviour: { data: "ab", end: "open" },
    reason: /the data stopped after 2 octets/,
  },
  {
    title: "download: an octet at a time, for ever",
    steps: '{ download: "A", size: 100000 }',
    behaviour: { data: "", end: "drip" },
    reason: /the data came too slowly and did not end: \d+ octets in \d+ s/,
  },
  {
    title: "download: what cannot be compressed",
    steps: '{ download: "A", size: 4000, incompressible: true }',
    behaviour: { data: RANDOM.toString("latin1") },
    reason: /can be compressed to \d+ %/,
  },
  {
    title: "download: what can be compressed",
    steps: '{ download: "A", size: 4000, incompressible: true }',
    behaviour: { data: "x".repeat(4000) },
    reason: /the data can be compressed to \d+ % of its size/,
  },
  {
    title: "download: a refusal",
    steps: '{ download: "A", content: "abc" }',
    behaviour: { refused: "550 No." },
    reason: /expected 226 or 250; received 550 No\./,
  },
  {
    title: "download: a failure at the end",
    steps: '{ download: "A", content: "abc" }',
    behaviour: { data: "abc", final: "426 Broken." },
    reason: /expected 226 or 250; received 426 Broken\./,
  },
  {
    title: "download: the preliminary reply",
    steps: '{ download: "A", content: "abc", initial: "125" }',
    behaviour: { data: "abc" },
    reason: /expected 125; received 150/,
  },
  // upload
  { title: "upload", steps: '{ upload: "A", content: "abc" }', behaviour: {} },
  {
    title: "upload: refused",
    steps: '{ upload: "A", content: "abc" }',
    behaviour: { refused: "550 No." },
    reason: /expected 226 or 250; received 550/,
  },
  {
    title: "upload: failed",
    steps: '{ upload: "A", content: "abc" }',
    behaviour: { final: "550 Full." },
    reason: /expected 226 or 250; received 550 Full/,
  },
  // the connection
  {
    title: "a passive port at which nobody listens",
    steps: '{ download: "A", content: "abc" }',
    behaviour: { deaf: true },
    reason: /the data connection could not be opened/,
  },
  {
    title: "a passive reply without numbers",
    steps: '{ download: "A", content: "abc" }',
    behaviour: { passive: "227 Entering" },
    verdict: "inconclusive",
    reason: /the 227 reply holds no usable address/,
  },
  {
    title: "an extended passive reply",
    steps: '{ download: "A", via: EPSV, content: "abc" }',
    behaviour: { data: "abc" },
  },
  {
    title: "an extended passive reply without a port",
    steps: '{ download: "A", via: EPSV, content: "abc" }',
    behaviour: { passive: "229 ( P )" },
    verdict: "inconclusive",
    reason: /the 229 reply holds no usable port/,
  },
  {
    title: "a passive reply with another host's address",
    steps: '{ download: "A", content: "abc" }',
    behaviour: { data: "abc", passive: "227 (127,9,9,9,200,1)" },
    texts: "exact",
    reason: /PASV announces 127\.9\.9\.9, the device is at 127\.0\.0\.1/,
  },
  {
    title: "an active connection that does not come",
    steps: '{ download: "A", via: PORT, content: "abc" }',
    behaviour: { end: "open" },
    reason: /the device did not open the data connection within 150 ms/,
  },
  {
    title: "a refused PASV",
    steps: '{ download: "A", content: "abc" }',
    behaviour: { passive: "425 No." },
    verdict: "inconclusive",
    reason: /no data connection could be prepared: PASV was answered with 425/,
  },
  // the data verb
  {
    title: "data: received",
    steps:
      '{ data: open }, { command: "RETR A", reply: "150" }, { data: receive, content: "abc" }, { data: close }, { reply: "226" }',
    behaviour: { data: "abc" },
  },
  {
    title: "data: other octets",
    steps:
      '{ data: open }, { command: "RETR A", reply: "150" }, { data: receive, content: "abc" }, { data: close }, { reply: "226" }',
    behaviour: { data: "abx" },
    reason: /different at octet 2/,
  },
  {
    title: "data: at least so many",
    steps:
      '{ data: open }, { command: "RETR A", reply: "150" }, { data: receive, atLeast: 3 }, { data: close }, { reply: "226" }',
    behaviour: { data: "abcd" },
  },
  {
    title: "data: fewer than so many",
    steps:
      '{ data: open }, { command: "RETR A", reply: "150" }, { data: receive, atLeast: 3 }, { data: close }, { reply: "226" }',
    behaviour: { data: "ab" },
    reason: /expected 3 octets of data; received 2/,
  },
  {
    title: "data: closed by the device",
    steps: '{ data: open }, { command: "RETR A", reply: "150" }, { data: closed }, { reply: "226" }',
    behaviour: { data: "" },
  },
  {
    title: "data: left open by the device",
    steps:
      '{ data: open }, { command: "RETR A", reply: "150" }, { data: closed, within: 100ms }, { reply: "226" }',
    behaviour: { data: "", end: "open" },
    reason: /the device left the data connection open/,
  },
  {
    title: "data: taken where it must be refused",
    steps: "{ data: refused }",
    behaviour: { end: "open" },
    reason: /a data connection from here was taken/,
  },
  { title: "data: refused", steps: "{ data: refused }", behaviour: { deaf: true } },
  // lists
  {
    title: "list: everything about it",
    steps:
      '{ list: "", command: LIST, includes: [A.TXT], excludes: [B.TXT], only: [a.txt, dsk], sizes: { A.TXT: 26 }, directories: [DSK], format: unix }',
    behaviour: { data: UNIX },
  },
  {
    title: "list: a name that is missing",
    steps: '{ list: "", command: LIST, includes: [B.TXT] }',
    behaviour: { data: UNIX },
    reason: /b\.txt is not in the list/,
  },
  {
    title: "list: a name too many",
    steps: '{ list: "", command: LIST, excludes: [A.TXT] }',
    behaviour: { data: UNIX },
    reason: /a\.txt is in the list/,
  },
  {
    title: "list: other names",
    steps: '{ list: "", command: LIST, only: [A.TXT] }',
    behaviour: { data: UNIX },
    reason: /the list has other names than expected/,
  },
  {
    title: "list: as many names, but others",
    steps: '{ list: "", command: LIST, only: [A.TXT, B.TXT] }',
    behaviour: { data: UNIX },
    reason: /the list has other names than expected/,
  },
  {
    title: "list: another size",
    steps: '{ list: "", command: LIST, sizes: { A.TXT: 27 } }',
    behaviour: { data: UNIX },
    reason: /A\.TXT is not listed with 27 octets/,
  },
  {
    title: "list: no directory",
    steps: '{ list: "", command: LIST, directories: [A.TXT] }',
    behaviour: { data: UNIX },
    reason: /A\.TXT is not listed as a directory/,
  },
  {
    title: "list: the time",
    steps: '{ list: "", command: LIST, times: { A.TXT: "20261120211000" } }',
    behaviour: { data: UNIX },
  },
  {
    title: "list: another minute",
    steps: '{ list: "", command: LIST, times: { A.TXT: "20261120211100" } }',
    behaviour: { data: UNIX },
    reason: /A\.TXT is not listed with the time 20261120211100/,
  },
  {
    title: "list: another day",
    steps: '{ list: "", command: LIST, times: { A.TXT: "20261121211000" } }',
    behaviour: { data: UNIX },
    reason: /is not listed with the time/,
  },
  {
    title: "list: another month",
    steps: '{ list: "", command: LIST, times: { A.TXT: "20261020211000" } }',
    behaviour: { data: UNIX },
    reason: /is not listed with the time/,
  },
  {
    title: "list: another year",
    steps: '{ list: "", command: LIST, times: { A.TXT: "20251120211000" } }',
    behaviour: { data: DOS },
    reason: /is not listed with the time/,
  },
  {
    title: "list: MS-DOS format",
    steps: '{ list: "", command: LIST, format: ms-dos, sizes: { A.TXT: 26 }, directories: [DSK] }',
    behaviour: { data: DOS },
  },
  {
    title: "list: the wrong format",
    steps: '{ list: "", command: LIST, format: ms-dos }',
    behaviour: { data: UNIX },
    reason: /the list is in the format unix/,
  },
  {
    title: "list: a line that is none",
    steps: '{ list: "", command: LIST }',
    behaviour: { data: `${UNIX}what is this\r\n` },
    reason: /a line of the list is in no known format: "what is this"/,
  },
  {
    title: "list: lines that end in LF",
    steps: '{ list: "", command: LIST }',
    behaviour: { data: UNIX.replaceAll("\r\n", "\n") },
    texts: "exact",
    reason: /the list is irregular/,
  },
  {
    title: "list: lines that end in LF, where texts may differ",
    steps: '{ list: "", command: LIST }',
    behaviour: { data: UNIX.replaceAll("\r\n", "\n") },
  },
  {
    title: "list: lines that end in LF, where a case is about just that",
    steps: '{ list: "", command: LIST, endings: CR LF }',
    behaviour: { data: UNIX.replaceAll("\r\n", "\n") },
    reason: /the list is irregular: bare-lf/,
  },
  {
    title: "list: an empty line for an empty directory, where texts may differ",
    steps: '{ list: "", command: LIST }',
    behaviour: { data: "\r\n" },
  },
  {
    title: "list: an empty line, where a case is about how lines end",
    steps: '{ list: "", command: LIST, endings: CR LF }',
    behaviour: { data: `${UNIX}\r\n` },
    reason: /the list is irregular: empty-line/,
  },
  {
    title: "names: lines that end in LF, where a case is about just that",
    steps: '{ list: "", command: NLST, endings: CR LF }',
    behaviour: { data: "A.TXT\nDSK\n" },
    reason: /the list is irregular: bare-lf/,
  },
  {
    title: "list: a last line without its end",
    steps: '{ list: "", command: LIST }',
    behaviour: { data: UNIX.slice(0, -2) },
    texts: "exact",
    reason: /the list is irregular/,
  },
  {
    title: "names: lines that end in LF",
    steps: '{ list: "", command: NLST }',
    behaviour: { data: "A.TXT\nDSK\n" },
    texts: "exact",
    reason: /the list is irregular/,
  },
  {
    title: "names: the same as in the list",
    steps: '{ list: "", command: LIST, as: first }, { list: "", command: NLST, same-names-as: first }',
    behaviour: { data: { LIST: UNIX, NLST: "A.TXT\r\nDSK\r\n" } },
  },
  {
    title: "names: others than in the list",
    steps: '{ list: "", command: LIST, as: first }, { list: "", command: NLST, same-names-as: first }',
    behaviour: { data: { LIST: UNIX, NLST: "A.TXT\r\n" } },
    reason: /the list has other names than expected/,
  },
  {
    title: "list: the end that does not come",
    steps: '{ list: "", command: LIST }',
    behaviour: { data: UNIX, end: "open" },
    reason: /the data stopped after/,
  },
];

describe("data connections of a case", () => {
  let root: string;
  let server: ScriptedServer | undefined;
  before(() => {
    root = mkdtempSync(join(tmpdir(), "flashgate-steps-"));
    mkdirSync(join(root, "t"));
    writeFileSync(join(root, "t", "suite.yaml"), SUITE);
  });
  after(() => rmSync(root, { recursive: true }));
  afterEach(async () => {
    await server?.close();
    server = undefined;
  });

  async function verdict({ steps, behaviour, texts }: Row, uploads: string[]): Promise<CaseRecord> {
    const head = "suite: t.b\ntitle: trial\nsource: trial\ncases:\n";
    const item = `  - { id: t.b.case, purpose: a transfer is judged, covers: ["RFC 959 4.1.3"], strength: must, hazard: storage, preamble: [root], steps: [${steps}] }\n`;
    writeFileSync(join(root, "t", "b.yaml"), head + item);
    server = await scriptedServer(device(behaviour, uploads));
    const target = readTarget(`ftp://test:test@127.0.0.1:${server.port}`, {}, SYSTEMS);
    if (!target.ok) throw new Error(target.message);
    const impatient = {
      connectMs: 20_000,
      replyMs: 20_000,
      dataMs: ["open", "drip"].includes(behaviour.end ?? "") ? 150 : 20_000,
      caseMs: 600_000,
      runMs: 3_600_000,
    };
    const profile: Profile = {
      ...target.profile,
      permit: "storage",
      timings: impatient,
      texts: texts ?? "codes",
    };
    const chosen = await chooseCases(["t.b.case"], [root], SYSTEMS);
    if (!chosen.ok) throw new Error(chosen.message);
    const records: JournalRecord[] = [];
    const prepared = await prepareRun({
      chosen,
      bed: targetTestbed(profile),
      strict: false,
      signal: new AbortController().signal,
      write: (record) => void records.push(record),
      listener: {},
    });
    if (!prepared.ok) throw new Error(prepared.message);
    await prepared.run.start();
    const record = records.find(({ type }) => type === "case");
    if (record === undefined) throw new Error(JSON.stringify(records.at(-2)));
    return record as CaseRecord;
  }

  for (const row of ROWS) {
    it(`${row.title}: ${row.reason === undefined ? "passes" : (row.verdict ?? "fails")}`, async () => {
      const record = await verdict(row, []);
      const wanted = row.reason === undefined ? "pass" : (row.verdict ?? "fail");
      expect(`${record.verdict} ${record.reason ?? ""}`.trim()).to.match(new RegExp(`^${wanted}`));
      if (row.reason !== undefined) expect(record.reason).to.match(row.reason);
    });
  }

  it("uploads exactly what the case says, whatever octets they are", async () => {
    const uploads: string[] = [];
    const steps = '{ upload: "A", content: "a\\r\\n\\xff\\x00b" }';
    const record = await verdict({ title: "", steps, behaviour: {} }, uploads);
    expect(record.verdict, record.reason).to.equal("pass");
    expect(uploads).to.deep.equal(["a\r\n\xff\0b"]);
  });
});
