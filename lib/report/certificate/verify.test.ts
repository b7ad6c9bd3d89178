import { createPublicKey, generateKeyPairSync } from "node:crypto";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { gunzipSync } from "node:zlib";
import { expect } from "chai";
import { packageRoot } from "../../files/package-root.js";
import { chooseCases } from "../../runner/choose-cases.js";
import { JOURNAL_FILE, type Journal, readJournal } from "../../runner/journal.js";
import { JournalWriter } from "../../runner/journal-writer.js";
import { prepareRun } from "../../runner/prepare.js";
import { dm724Testbed } from "../../systems/dm724/testbed.js";
import { SYSTEMS } from "../../systems/known.js";
import { failed, journalOf, notRun, passed } from "../sample-journal.test.js";
import { reportTexts, writeReports } from "../write-reports.js";
import { type Manifest, readBundle, SIGNATURE, writeBundle } from "./bundle.js";
import { whyNoCertificate } from "./certifiable.js";
import { certificateOf } from "./certificate.js";
import { readPublicKey } from "./keys.js";
import { readTar, type TarFile, writeTar } from "./tar.js";
import { verifyCertificate } from "./verify.js";
import { SMALL_ORDER, weaknessOf } from "./weak-key.js";

const keys = generateKeyPairSync("ed25519");
const others = generateKeyPairSync("ed25519");
const SELECTORS = ["dm724.login", "dm724.listing"];

describe("a certificate", () => {
  let folder: string;
  let bundle: Buffer;
  let files: TarFile[];
  let manifest: Manifest;

  before(async () => {
    folder = mkdtempSync(join(tmpdir(), "flashgate-certificate-"));
    const chosen = await chooseCases(SELECTORS, [], SYSTEMS);
    if (!chosen.ok) throw new Error(chosen.message);
    const writer = new JournalWriter(join(folder, JOURNAL_FILE));
    const prepared = await prepareRun({
      chosen,
      selectors: SELECTORS,
      bed: dm724Testbed(),
      strict: false,
      identifyAfter: true,
      signal: new AbortController().signal,
      write: (record) => writer.write(record),
      listener: {},
    });
    if (!prepared.ok) throw new Error(prepared.message);
    await prepared.run.start();
    writer.close();
    const read = readJournal(join(folder, JOURNAL_FILE));
    if (!read.ok) throw new Error(read.message);
    const { journal } = read;
    const reports = writeReports(folder, journal, { systems: SYSTEMS });
    expect(whyNoCertificate(journal)).to.equal(undefined);
    bundle = certificateOf({
      journal,
      folder,
      reports,
      suites: chosen.found,
      profile: undefined,
      key: keys.privateKey,
    });
    const bundled = readBundle(bundle);
    if (!bundled.ok) throw new Error(bundled.fault);
    ({ manifest } = bundled);
    files = [...bundled.files].map(([path, octets]) => ({ path, octets }));
  });
  after(() => rmSync(folder, { recursive: true, force: true }));

  /** The bundle with other files or another manifest, signed by who made them. */
  function made(change: {
    files?: TarFile[];
    manifest?: Partial<Manifest>;
    key?: typeof keys.privateKey;
  }): Buffer {
    const { certificate: _, files: __, ...facts } = { ...manifest, ...change.manifest };
    return writeBundle(facts, change.files ?? files, change.key ?? keys.privateKey);
  }

  const without = (path: string): TarFile[] => files.filter((file) => file.path !== path);
  const withText = (path: string, text: string): TarFile[] => [
    ...without(path),
    { path, octets: Buffer.from(text) },
  ];
  const textOf = (path: string): string => files.find((file) => file.path === path)?.octets.toString() ?? "";

  /** The journal with another record, and reports that fit it: what a forger with a key of his own would make. */
  function forged(change: (lines: string[]) => string[]): TarFile[] {
    const text = change(textOf(JOURNAL_FILE).split("\n")).join("\n");
    const path = join(folder, "forged.jsonl");
    writeFileSync(path, text);
    const read = readJournal(path);
    if (!read.ok) throw new Error(read.message);
    const reports = [...reportTexts(read.journal, SYSTEMS)].map(([name, report]) => ({
      path: name,
      octets: Buffer.from(report),
    }));
    const names = new Set(reports.map((report) => report.path));
    return [...withText(JOURNAL_FILE, text).filter((file) => !names.has(file.path)), ...reports];
  }

  const faultOf = async (octets: Buffer, key = keys.publicKey): Promise<string> => {
    const verified = await verifyCertificate(octets, key, { systems: SYSTEMS });
    return verified.ok ? "" : verified.fault;
  };

  it("holds, with every verdict judged again", async () => {
    const verified = await verifyCertificate(bundle, keys.publicKey, { systems: SYSTEMS });
    if (!verified.ok) throw new Error(verified.fault);
    expect(verified.judged).to.equal(verified.journal.cases.length).and.be.greaterThan(100);
    expect(verified.reports).to.equal("same");
    expect(manifest).to.deep.include({ standing: "PASS", selectors: SELECTORS, permit: "reboot" });
    expect((await verifyCertificate(bundle, undefined, { systems: SYSTEMS })).ok).to.equal(true);
  });

  it("has all that it speaks of, and no secret", () => {
    const paths = files.map(({ path }) => path);
    expect(paths).to.include.members([JOURNAL_FILE, "junit.xml", "report.html", "report.json", "summary.md"]);
    expect(paths.filter((path) => path.startsWith("suites/00-dm724/"))).to.include(
      "suites/00-dm724/suite.yaml",
    );
  });

  it("shows a change of any octet", async () => {
    const unseen: string[] = [];
    const look = (whole: Buffer, at: number, bit: number): void => {
      const changed = Buffer.from(whole);
      changed[at] = (changed[at] ?? 0) ^ (1 << bit);
      if (readBundle(changed).ok) unseen.push(`${at} bit ${bit} of ${whole.length}`);
    };
    const small = made({ files: [{ path: "x", octets: Buffer.from("x") }] });
    expect(readBundle(small).ok).to.equal(true);
    const signature = small.indexOf(SIGNATURE);
    for (let at = 0; at < small.length; at += 1) look(small, at, at % 8);
    for (let at = signature; at < signature + 1024; at += 1)
      for (let bit = 0; bit < 8; bit += 1) look(small, at, bit);
    for (let at = 0; at < bundle.length; at += 9973) look(bundle, at, at % 8);
    expect(unseen).to.deep.equal([]);
  });

  it("is of no use when it is cut off", () => {
    for (const length of [0, 1, 511, 512, 5000, bundle.length - 1024, bundle.length - 1])
      expect(readBundle(bundle.subarray(0, length)).ok, String(length)).to.equal(false);
  });

  it("says which file is missing, was added or was exchanged", async () => {
    const tar = readTar(bundle);
    if (!tar.ok) throw new Error(tar.fault);
    const changed = (change: (all: TarFile[]) => TarFile[]): Buffer => writeTar(change(tar.files), tar.mtime);
    const lost = changed((all) => all.filter(({ path }) => path !== "junit.xml"));
    expect(await faultOf(lost)).to.equal("the file junit.xml is missing");
    const more = changed((all) => [...all, { path: "more", octets: Buffer.alloc(1) }]);
    expect(await faultOf(more)).to.equal("more is not in its manifest");
    const other = changed((all) =>
      all.map((file) => (file.path === "summary.md" ? { ...file, octets: Buffer.from("PASS") } : file)),
    );
    expect(await faultOf(other)).to.equal("summary.md has another checksum than in the manifest");
    const unsigned = changed((all) => all.filter(({ path }) => path !== SIGNATURE));
    expect(await faultOf(unsigned)).to.equal("its second file is not signature.json");
  });

  it("counts only with the key that is trusted", async () => {
    expect(await faultOf(made({ key: others.privateKey }))).to.match(/^it is signed with the key SHA256:/);
    expect(await faultOf(made({ key: others.privateKey }), others.publicKey)).to.equal("");
  });

  it("finds what does not follow, whoever signed it", async () => {
    const record = (lines: string[], id: string): number =>
      lines.findIndex((line) => line.includes(`"id":"${id}"`));
    const id = "dm724.login.root-account";
    const edit = (change: (record: Record<string, unknown>) => void) =>
      forged((lines) => {
        const at = record(lines, id);
        const parsed = JSON.parse(lines[at] ?? "") as Record<string, unknown>;
        change(parsed);
        return lines.with(at, JSON.stringify(parsed));
      });
    const failing = edit((parsed) => Object.assign(parsed, { verdict: "fail", reason: "no" }));
    expect(await faultOf(made({ files: failing, manifest: { standing: "FAIL" } }))).to.match(
      /^1 of \d+ verdicts do not follow from their dialogues, such as dm724\.login\.root-account: the journal says fail, the dialogue pass/,
    );
    expect(await faultOf(made({ files: failing }))).to.equal(
      "the manifest says another standing than the journal",
    );
    const reworded = edit((parsed) => {
      parsed["dialogue"] = JSON.parse(JSON.stringify(parsed["dialogue"]).replace('"230 ', '"530 '));
    });
    expect(await faultOf(made({ files: reworded }))).to.match(
      /do not follow from their dialogues.*the dialogue is not one of this case/,
    );
    const fewer = forged((lines) => lines.toSpliced(record(lines, id), 1));
    expect(await faultOf(made({ files: fewer }))).to.match(/its run cannot be certified: .*1 selected case/);
  });

  const manifests: [string, Partial<Manifest>, RegExp][] = [
    ["the permitted hazard", { permit: "session" }, /another permit than the journal/],
    ["the device", { target: { kind: "target", name: "router" } }, /another target than the journal/],
    ["the scope", { selectors: [] }, /another selectors than the journal/],
    ["the tool", { flashgate: "9.9.9" }, /another flashgate than the journal/],
    [
      "the device's identity",
      {
        device: {
          before: { greeting: "", system: "", work: "" },
          after: { greeting: "", system: "", work: "" },
        },
      },
      /another device than the journal/,
    ],
  ];
  for (const [what, change, fault] of manifests) {
    it(`finds a manifest that lies about ${what}`, async () => {
      expect(await faultOf(made({ manifest: change }))).to.match(fault);
    });
  }

  /** The record of a case in the journal's lines, changed. */
  const inRecord =
    (
      id: string,
      change: (record: Record<string, unknown> & { dialogue: Record<string, unknown>[] }) => void,
    ) =>
    (lines: string[]): string[] => {
      const at = lines.findIndex(
        (line) => line.startsWith('{"type":"case"') && line.includes(`"id":"${id}"`),
      );
      const record = JSON.parse(lines[at] ?? "");
      change(record);
      return lines.with(at, JSON.stringify(record));
    };
  const ROOT = "dm724.login.root-account";
  const LIST = "dm724.listing.own-file";
  const inHeader =
    (change: (header: Record<string, unknown>) => void) =>
    (lines: string[]): string[] => {
      const header = JSON.parse(lines[0] ?? "");
      change(header);
      return lines.with(0, JSON.stringify(header));
    };
  const beforeEnd = (lines: string[], record: object): string[] =>
    lines.toSpliced(-2, 0, JSON.stringify(record));
  const lastOf = (lines: string[], start: string): string =>
    lines.findLast((line) => line.startsWith(start)) ?? "";

  const forgeries: [string, (lines: string[]) => string[], RegExp][] = [
    [
      "a baseline that accepts",
      (lines) => [
        ...lines.slice(0, -1),
        JSON.stringify({ type: "gate", baseline: "", day: "", exit: 0, said: "PASS", accepted: [] }),
        "",
      ],
      /of the type gate, has no place there/,
    ],
    [
      "a run that was resumed",
      (lines) => beforeEnd(lines, { type: "resumed", started: "", flashgate: "" }),
      /of the type resumed, has no place there/,
    ],
    [
      "a second record of a case",
      (lines) => lines.toSpliced(-2, 0, lastOf(lines, '{"type":"case"')),
      /tells of dm724\.\S+ a second time/,
    ],
    ["an end in the middle", (lines) => lines.toSpliced(5, 0, lines.at(-2) ?? ""), /has no place there/],
    [
      "a key that stands twice",
      (lines) => lines.map((line) => line.replace('"verdict":"pass"', '"verdict":"fail","verdict":"pass"')),
      /is not written as flashgate writes it/,
    ],
    [
      "another number of cases",
      inHeader((header) => (header["selected"] = 1)),
      /has \d+ cases more than were selected/,
    ],
    [
      "an event too many",
      inRecord(ROOT, ({ dialogue }) => {
        const last = dialogue.findLast(({ connection }) => connection === 1);
        const at = dialogue.indexOf(last ?? {});
        dialogue.splice(at, 0, {
          ...last,
          side: "C",
          text: "SITE RELOAD ON\\r\\n",
          is: undefined,
          note: undefined,
        });
      }),
      /verdicts do not follow.*SITE RELOAD ON/,
    ],
    [
      "a connection too many",
      inRecord(ROOT, ({ dialogue }) => {
        const note = "connected to 127.0.0.1 port 21 from 127.0.0.1";
        const { at } = dialogue.at(-1) ?? {};
        dialogue.push({
          at,
          session: "x",
          connection: 9,
          channel: "control",
          side: "C",
          is: "connected",
          note,
        });
      }),
      /with which the case has nothing to do/,
    ],
    [
      "another note",
      inRecord(ROOT, ({ dialogue }) => {
        const event = dialogue.find(({ is }) => is === "closed");
        if (event !== undefined) event["note"] = "still open after 5000 ms";
      }),
      /says "still open after 5000 ms" and is "closed" of/,
    ],
    [
      "times that run back",
      inRecord(ROOT, ({ dialogue }) => Object.assign(dialogue.at(-1) ?? {}, { at: -1 })),
      /is before the one before it/,
    ],
    [
      "data that is not what its figures say",
      inRecord(LIST, ({ dialogue }) => {
        const event = dialogue.find(({ data, side }) => data !== undefined && side === "S");
        if (event !== undefined) event["text"] = "nothing";
      }),
      /has other data than its figures say/,
    ],
    [
      "another purpose",
      inRecord(ROOT, (record) => (record["purpose"] = "Everything.")),
      /another purpose than its case/,
    ],
    [
      "another clause",
      inRecord(ROOT, (record) => (record["covers"] = ["RFC 1"])),
      /another covers than its case/,
    ],
    [
      "replies that were not observed",
      inRecord(ROOT, (record) => (record["observed"] = ["QUIT.221"])),
      /another observed than its case/,
    ],
    [
      "a remark that nobody made",
      inRecord(ROOT, (record) => (record["remarks"] = [{ kind: "x", message: "y" }])),
      /another remarks than its case/,
    ],
    [
      "a capability that is denied",
      (lines) => {
        const at = lines.findIndex((line) => line.startsWith('{"type":"capability"'));
        const record = JSON.parse(lines[at] ?? "");
        const name = String(record.name);
        const said = { present: !record.present, reason: "no" };
        const changed = inHeader(
          (header) => ((header["capabilities"] as Record<string, unknown>)[name] = said),
        )(lines);
        return changed.with(at, JSON.stringify({ ...record, ...said }));
      },
      /does not follow from its dialogue|should be selected|should not be/,
    ],
    [
      "a capability of which nothing is shown",
      (lines) =>
        lines.toSpliced(
          lines.findIndex((line) => line.startsWith('{"type":"capability"')),
          1,
        ),
      /nothing shows whether the device has the capability/,
    ],
  ];
  for (const [what, change, reason] of forgeries) {
    it(`finds ${what}, whoever signed it`, async () => {
      const octets = made({ files: forged(change) });
      expect(await faultOf(octets)).to.match(reason);
    });
  }

  it("has no file beside those that it may have, and all of its reports", async () => {
    const more = [...files, { path: "AUDIT.txt", octets: Buffer.from("certified") }];
    expect(await faultOf(made({ files: more }))).to.equal("AUDIT.txt is no file of a certificate");
    expect(await faultOf(made({ files: without("summary.md") }))).to.equal(
      "the report summary.md is missing",
    );
    const odd = [...files, { path: "profile.yaml", octets: Buffer.from("name: x\n") }];
    expect(await faultOf(made({ files: odd }))).to.equal("an embedded device has no profile");
    const later = made({ manifest: { created: "2031-01-01T00:00:00Z" } });
    expect(await faultOf(later)).to.equal("the manifest says another time than the journal");
  });

  it("finds other suites, and a report that is not of its journal", async () => {
    const path = "suites/00-dm724/login.yaml";
    const suites = withText(path, textOf(path).replace("331", "332"));
    expect(await faultOf(made({ files: suites }))).to.equal(
      "the suites in it are not those that the run had",
    );
    const report = withText("junit.xml", textOf("junit.xml").replace("<testcase", "<testcase "));
    expect(await faultOf(made({ files: report }))).to.equal(
      "the report junit.xml is not the one of its journal",
    );
    expect(await faultOf(made({ files: without(JOURNAL_FILE) }))).to.equal(
      "the file journal.jsonl is missing",
    );
  });

  const unknown: [string, (lines: string[]) => string[]][] = [
    ["the header", inHeader((header) => (header["audited"] = true))],
    [
      "what the header says of the suites",
      inHeader((header) => Object.assign(header["suites"] as object, { by: "x" })),
    ],
    [
      "an account",
      inHeader((header) => Object.assign((header["claims"] as { users: object }).users, { admin: "x" })),
    ],
    ["a case", inRecord(ROOT, (record) => (record["note"] = "certified"))],
    ["an event", inRecord(ROOT, ({ dialogue }) => Object.assign(dialogue[0] ?? {}, { seen: 1 }))],
    [
      "the figures of data",
      inRecord(LIST, ({ dialogue }) =>
        Object.assign(dialogue.find(({ data }) => data)?.["data"] ?? {}, { md5: "" }),
      ),
    ],
    ["a capability", (lines) => edited(lines, '{"type":"capability"', (record) => (record["why"] = "x"))],
    ["the end", (lines) => edited(lines, '{"type":"end"', (record) => (record["by"] = "x"))],
  ];
  const edited = (
    lines: string[],
    start: string,
    change: (record: Record<string, unknown>) => void,
  ): string[] => {
    const at = lines.findIndex((line) => line.startsWith(start));
    const record = JSON.parse(lines[at] ?? "");
    change(record);
    return lines.with(at, JSON.stringify(record));
  };
  for (const [what, change] of unknown) {
    it(`finds a key that nothing checks in ${what}`, async () => {
      expect(await faultOf(made({ files: forged(change) }))).to.match(
        /has the key "\w+"( in its .+)?, which nothing checks$/,
      );
    });
  }

  it("finds a key that nothing checks in the manifest", async () => {
    const more = { audited: true } as Partial<Manifest>;
    expect(await faultOf(made({ manifest: more }))).to.match(/^manifest\.json: .*audited/);
  });

  it("says that its suites are those of its version, and which others stand beside them", async () => {
    const verified = await verifyCertificate(bundle, keys.publicKey, { systems: SYSTEMS });
    expect(verified.ok && verified.suites).to.deep.equal({ kind: "own", more: [] });
    const other = await verifyCertificate(bundle, keys.publicKey, { systems: SYSTEMS, as: "9.9.9" });
    expect(other.ok && other.suites).to.deep.equal({ kind: "unknown" });
    expect(other.ok && other.reports).to.equal("not compared");
  });

  it("is of no use with a key of small order, for which anybody can sign", () => {
    const spki = Buffer.concat([Buffer.from("302a300506032b6570032100", "hex"), Buffer.alloc(32)]);
    const p = 2n ** 255n - 19n;
    const rows: [y: bigint, sign: number, fault: RegExp][] = [
      ...SMALL_ORDER.map((y): [bigint, number, RegExp] => [
        y,
        0,
        /is of small order: anybody can sign with it$/,
      ]),
      [0n, 0x80, /is of small order/],
      [1n, 0x80, /is not written as keys are/],
      [p - 1n, 0x80, /is not written as keys are/],
      [p, 0, /is not written as keys are/],
      [p + 1n, 0, /is not written as keys are/],
      [2n ** 255n - 1n, 0x80, /is not written as keys are/],
    ];
    for (const [y, sign, wrong] of rows) {
      const point = Buffer.from(y.toString(16).padStart(64, "0"), "hex").reverse();
      point[31] = (point[31] ?? 0) | sign;
      const weak = Buffer.concat([spki.subarray(0, 12), point]);
      const pem = createPublicKey({ key: weak, type: "spki", format: "der" });
      expect(weaknessOf(pem), String(y)).to.match(wrong);
      const file = join(folder, "weak.pub");
      writeFileSync(file, pem.export({ type: "spki", format: "pem" }));
      const read = readPublicKey(file);
      expect(read.ok ? "" : read.message).to.match(/weak\.pub is /);
      // For the point of order one this signature holds for every text.
      const signature = {
        algorithm: "Ed25519",
        publicKey: weak.toString("hex"),
        signature: `01${"0".repeat(126)}`,
      };
      const tar = readTar(bundle);
      if (!tar.ok) throw new Error(tar.fault);
      const octets = Buffer.from(`${JSON.stringify(signature, null, 1)}\n`);
      const signed = writeTar(
        tar.files.map((file) => (file.path === SIGNATURE ? { ...file, octets } : file)),
        tar.mtime,
      );
      const bundled = readBundle(signed);
      expect(bundled.ok ? "" : bundled.fault, String(y)).to.match(
        /^the key in signature\.json (is of small order|is not written|is no key)/,
      );
    }
    expect(weaknessOf(keys.publicKey)).to.equal(undefined);
  });

  it("is in the form in which other programs can check it", () => {
    expect(readFileSync(join(folder, JOURNAL_FILE)).equals(Buffer.from(textOf(JOURNAL_FILE)))).to.equal(true);
  });
});

describe("a certificate of an earlier version", () => {
  const at = (name: string): string => join(packageRoot(), "fixtures", "certificates", name);

  it("is verified as it was, whatever reports there are now", async () => {
    const key = readPublicKey(at("flashgate-0.1.0.pub"));
    if (!key.ok) throw new Error(key.message);
    const old = gunzipSync(readFileSync(at("flashgate-0.1.0.tar.gz")));
    const verified = await verifyCertificate(old, key.key, { systems: SYSTEMS, as: "9.9.9" });
    if (!verified.ok) throw new Error(verified.fault);
    expect(verified.manifest).to.deep.include({ standing: "PASS", flashgate: "0.1.0" });
    expect(verified).to.deep.include({ judged: 3, reports: "not compared", suites: { kind: "unknown" } });
  });
});

describe("what a certificate is refused for", () => {
  const device = {
    greeting: "R1 FTP server (V10.2) ready.\nSecond line",
    system: "215 UNIX Type: L8",
    work: "/MEM",
  };
  const end = { type: "end" as const, finished: "2026-11-20T21:10:02.000Z", durationMs: 1900, device };
  const rows: [string, Journal, RegExp | undefined][] = [
    ["nothing", journalOf({ cases: [passed("d.a.one")], end }), undefined],
    ["not for a failure, which is a verdict", journalOf({ cases: [failed("d.a.one")], end }), undefined],
    [
      "not for a greeting that counts",
      journalOf({
        cases: [passed("d.a.one")],
        end: { ...end, device: { ...device, greeting: device.greeting.replace("10.2", "10.3") } },
      }),
      undefined,
    ],
    [
      "a case without a verdict",
      journalOf({
        cases: [passed("d.a.one"), passed("d.a.two", { verdict: "inconclusive", reason: "busy" })],
        end,
      }),
      /^1 selected case reached no verdict, such as d\.a\.two \(busy\)$/,
    ],
    [
      "a case that was not run",
      journalOf({ cases: [passed("d.a.one")], notRun: [notRun("d.a.two", "interrupted")], end }),
      /^1 selected case reached no verdict, such as d\.a\.two \(interrupted\)$/,
    ],
    ["a run that was killed", journalOf({ cases: [passed("d.a.one")], end: undefined }), /was killed/],
    [
      "a run that was stopped",
      journalOf({ cases: [passed("d.a.one")], end: { ...end, stopped: "x" } }),
      /stopped/,
    ],
    ["a run of nothing", journalOf({ end }), /No case was run/],
    [
      "a shard",
      journalOf({ cases: [passed("d.a.one")], end, header: { shard: { index: 1, of: 2 } } }),
      /one shard/,
    ],
    [
      "another device at the end",
      journalOf({ cases: [passed("d.a.one")], end: { ...end, device: { ...device, system: "215 VMS" } } }),
      /^the device was .* before the run and .*215 VMS.* after it$/,
    ],
    [
      "a device that is not there at the end",
      journalOf({ cases: [passed("d.a.one")], end: { ...end, device: undefined } }),
      /did not say who it is/,
    ],
  ];
  for (const [what, journal, why] of rows) {
    it(what, () => {
      if (why === undefined) expect(whyNoCertificate(journal)).to.equal(undefined);
      else expect(whyNoCertificate(journal)).to.match(why);
    });
  }
});
