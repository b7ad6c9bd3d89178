/** What a device says when it is asked who it is never becomes a command (T2-A31 and its kind). */

import type { AddressInfo, Server, Socket } from "node:net";
import { createServer } from "node:net";
import { expect } from "chai";
import type { Hazard } from "../../hazard/order.js";
import { visible } from "../../octets/text.js";
import { readTarget } from "../../suite/profile.js";
import { choose } from "../../suite/selection.js";
import { SYSTEMS } from "../../systems/known.js";
import { onLine, type ScriptedServer, scriptedServer } from "../../tester/scripted-server.js";
import { type ChosenCases, chooseCases } from "../choose-cases.js";
import type { CaseRecord, NotRunRecord } from "../journal.js";
import { prepareRun } from "../prepare.js";
import { targetTestbed } from "../target.js";
import { unfitWords, workDirectoryIn } from "./device-words.js";

/** Each ends a line, hides a word, or is read as more than a name, somewhere. */
const HOSTILE: Record<string, string> = {
  "a bare CR": "\rDELE CONFIG.CFG",
  "a NUL": "\0DELE CONFIG.CFG",
  "an ESC": "\x1bcSTOR evil",
  "a vertical tab": "\x0bDELE CONFIG.CFG",
  "a tab": "\tDELE CONFIG.CFG",
  "a DEL": "\x7fDELE CONFIG.CFG",
  "a Telnet command": "\xff\xf4DELE CONFIG.CFG",
  "a next line of Latin 1": "\x85DELE CONFIG.CFG",
  "UTF-8": "/caf\xc3\xa9",
};

const fateOf = (record: CaseRecord | NotRunRecord | undefined): string | undefined =>
  record?.type === "case" ? record.verdict : record?.type;

const replyOf = (code: number, text: string) =>
  ({
    kind: "reply",
    reply: { code, lines: text.split("\n"), multiline: false, irregularities: [] },
  }) as unknown as Parameters<typeof workDirectoryIn>[0];

describe("the words of a device", () => {
  for (const [text, path] of [
    ['"/DSK" is the current directory.', "/DSK"],
    ['"/"', "/"],
    ['"/my dir" it is', "/my dir"],
    ['"/a""b" it is', '/a"b'],
    ['"/DSK""', "/DSK"],
    ["/DSK is the current directory.", ""],
    ['Working in "/DSK".', "/DSK"],
    ['""', ""],
    ['"/DSK', ""],
    ['"/*"', ""],
    ['"~/x"', ""],
    ['"-la"', ""],
    ['"/../etc"', ""],
    ['"/a..b"', "/a..b"],
    ['"/DSK;reboot"', ""],
    ['"/$(reboot)"', ""],
    [`"/${"x".repeat(500)}DELE A"`, ""],
    ...Object.values(HOSTILE).map((word) => [`"/DSK${word}"`, ""]),
  ] as [string, string][]) {
    it(`tell ${path === "" ? "no directory" : path} by ${visible(text).slice(0, 50)}`, () => {
      expect(workDirectoryIn(replyOf(257, text))).to.equal(path);
    });
  }

  it("are no directory under another code", () => {
    expect(workDirectoryIn(replyOf(250, '"/DSK"'))).to.equal("");
  });

  for (const [what, word] of Object.entries(HOSTILE)) {
    it(`fail the case that reads them with ${what}`, () => {
      const read = new Map([["file", `A${word}`]]);
      expect(unfitWords(replyOf(204, `A${word}`), new Map(), read)).to.match(
        /^what stands for \{file\} .* octet 0x/,
      );
      expect(unfitWords(replyOf(257, `"/DSK${word}"`), new Map(), new Map())).to.match(
        /^the path name .* octet 0x/,
      );
      expect(unfitWords(replyOf(200, "fine"), read, read)).to.equal(undefined);
    });
  }
});

interface Said {
  pwd?: string;
  syst?: string;
  application?: string;
  names?: string;
}

/** As much of a server as the cases below need. */
function scripted(said: Said, data: Set<Server>): (socket: Socket) => void {
  const {
    pwd = '"/DSK" is the current directory.',
    syst = "UNIX system type.",
    application = "APP.BIN",
    names = "A.TXT\r\n",
  } = said;
  return (socket) => {
    const reply = (text: string): void => void socket.write(Buffer.from(`${text}\r\n`, "latin1"));
    let arrived: Promise<Socket> | undefined;
    reply("220 FTP server ready, 1 active clients of 5 simultaneous clients allowed.");
    onLine(socket, (line) => {
      const [verb = ""] = line.split(" ");
      if (verb === "USER") return reply("331 User name accepted, password needed.");
      if (verb === "PASS") return reply("230 User login complete.");
      if (verb === "SYST") return reply(`215 ${syst}`);
      if (verb === "PWD") return reply(`257 ${pwd}`);
      if (line === "SITE GETAPPNAME") return reply(`204 ${application}`);
      if (line.startsWith("SITE GETFILEVER")) return reply("214 000001.00000");
      if (line === "SITE STOREDEVICE")
        return reply("211 DSK: is permanent storage device, direct mode is OFF.");
      if (verb === "SIZE") return reply("213 1");
      if (["CWD", "TYPE", "NOOP", "SMNT"].includes(verb)) return reply("200 OK.");
      if (verb === "QUIT") {
        reply("221 Goodbye.");
        return void socket.end();
      }
      if (verb === "PASV") {
        const server = createServer();
        data.add(server);
        arrived = new Promise((resolve) => void server.once("connection", resolve));
        server.listen(0, "127.0.0.1", () => {
          const { port } = server.address() as AddressInfo;
          reply(`227 Entering Passive Mode. (127,0,0,1,${port >> 8},${port & 255})`);
        });
        return;
      }
      if (verb === "LIST" || verb === "NLST") {
        reply("150 Opening data connection.");
        return void arrived?.then((connection) => {
          connection.on("error", () => {});
          connection.end(Buffer.from(names, "latin1"), () =>
            reply("226 List transfer completed, data connection is closed."),
          );
        });
      }
      return reply("502 Command not implemented.");
    });
  };
}

describe("a device whose words are commands", () => {
  let server: ScriptedServer | undefined;
  const data = new Set<Server>();
  let all: Extract<ChosenCases, { ok: true }>;
  before(async () => {
    const found = await chooseCases([], [], SYSTEMS);
    if (!found.ok) throw new Error(found.message);
    all = found;
  });
  afterEach(async () => {
    await server?.close();
    for (const one of data) one.close();
    data.clear();
  });

  async function verdicts(
    said: Said,
    selectors: string[],
    permit: Hazard,
  ): Promise<Map<string, CaseRecord | NotRunRecord>> {
    server = await scriptedServer(scripted(said, data));
    const chosen = choose(all.cases, selectors);
    if (!chosen.ok) throw new Error(chosen.message);
    const target = readTarget(`ftp://ROOT:@127.0.0.1:${server.port}`, {}, SYSTEMS);
    if (!target.ok) throw new Error(target.message);
    const records = new Map<string, CaseRecord | NotRunRecord>();
    const timings = { connectMs: 5_000, replyMs: 5_000, dataMs: 5_000, caseMs: 600_000, runMs: 3_600_000 };
    const profile = { ...target.profile, permit, timings, config: ["clients 5"], texts: "codes" as const };
    const prepared = await prepareRun({
      chosen: { cases: chosen.cases, digest: all.digest },
      bed: targetTestbed(profile),
      strict: false,
      signal: new AbortController().signal,
      write: (record) => {
        if (record.type === "case" || record.type === "not-run") records.set(record.id, record);
      },
      listener: {},
    });
    if (!prepared.ok) throw new Error(prepared.message);
    await prepared.run.start();
    return records;
  }

  /** No command holds an octet that no case of these wrote. */
  function nothingForeign(): void {
    const lines = (server?.received() ?? "").split("\r\n");
    for (const line of lines) expect(line, visible(line)).to.match(/^[\x20-\x7e]*$/);
    expect(lines.filter((line) => /^DELE (?!(?:\/DSK\/)?FG)|CONFIG|evil/.test(line))).to.deep.equal([]);
  }

  for (const [what, word] of Object.entries(HOSTILE)) {
    it(`gets none of them back when its PWD has ${what}`, async () => {
      const records = await verdicts(
        { pwd: `"/DSK${word}"` },
        ["dm724.directories.tell.pwd", "dm724.store.new-file"],
        "storage",
      );
      nothingForeign();
      expect(fateOf(records.get("dm724.directories.tell.pwd"))).to.equal("fail");
      const store = records.get("dm724.store.new-file");
      // Nothing that needs the directory is begun.
      expect(fateOf(store)).to.be.oneOf(["not-run", "inconclusive"]);
      expect(store?.reason).to.match(/name (it|one) .*work:/);
    });
    it(`gets none of them back when the name of its application has ${what}`, async () => {
      const id = "dm724.software.application-name";
      const records = await verdicts({ application: `EV${word.slice(0, 2)}.BIN` }, [id], "session");
      nothingForeign();
      expect(fateOf(records.get(id)), records.get(id)?.reason).to.be.oneOf(["fail", "inconclusive"]);
      expect(server?.received()).to.not.match(/^SIZE (?!FG)/m);
    });
  }

  it("gets none of them back when SYST and the names of its lists have all of them", async () => {
    const words = Object.values(HOSTILE);
    const names = words.map((word) => `FGX09A${word}\r\nA${word}\r\n`).join("");
    await verdicts(
      { syst: `UNIX${words.join("")}`, names },
      ["dm724.listing.same-names", "dm724.information"],
      "storage",
    );
    nothingForeign();
  });

  it("gets no name of its choice into a command that changes files", async () => {
    const ids = ["dm724.software.application-name"];
    const records = await verdicts({ application: "../A.BIN" }, ids, "session");
    expect(server?.received()).to.not.include("SIZE ..");
    expect(fateOf(records.get(ids[0] as string))).to.not.equal("pass");
  });
});
