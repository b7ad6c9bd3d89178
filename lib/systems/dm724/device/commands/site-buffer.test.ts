import { expect } from "chai";
import { ManualClock } from "../../../../net/clock.js";
import { altered, Conversation, describeTables, parsed, say, type Table } from "../conversation.test.js";
import { modelNamed } from "../models.js";
import { sampleImage } from "../sample-images.test.js";

const SAVED = "200 SAVEBUFFER completed O.K.";
const EMPTY = "503 Temporal buffer is empty.";
const UNSUPPORTED = "503 Target file system not supports SAVEBUFFER.";

const tables: readonly Table[] = [
  {
    title: "SITE SAVEBUFFER",
    options: { config: ["clients 2"] },
    rows: [
      [[], "SITE SAVEBUFFER", EMPTY],
      [["SITE CLEARBUFFER"], "SITE SAVEBUFFER", "503 No Temporal buffer present."],
      [["STOR A.TXT < abc", "SITE CLEARBUFFER"], "SITE SAVEBUFFER", "503 No Temporal buffer present."],
      [["SITE CLEARBUFFER", "STOR A.TXT < abc"], "SITE SAVEBUFFER", SAVED],
      [["STOR A.TXT < abc"], "SITE SAVEBUFFER", SAVED],
      [["STOR A.TXT < abc", "SITE SAVEBUFFER"], "SIZE A.TXT", "213 3"],
      [["STOR A.TXT < abc", "SITE SAVEBUFFER"], "SITE SAVEBUFFER", SAVED],
      [["STOR A.TXT < abc", "SITE REPLY ON"], "SITE SAVEBUFFER", `119 Saving temporal buffer... | ${SAVED}`],
      [["STOR A.TXT < abc", "SITE REPLY ON", "REIN", "USER root", "PASS"], "SITE SAVEBUFFER", SAVED],
      [["STOR A.TXT < abc"], "SITE SAVEBUFFER dsk", SAVED],
      [["STOR A.TXT < abc"], "SITE SAVEBUFFER /DSK", SAVED],
      [["STOR A.TXT < abc"], "SITE SAVEBUFFER XYZ", "501 File system not recognized."],
      [["STOR A.TXT < abc"], "SITE SAVEBUFFER SMC", "550 File system is not available."],
      [["STOR A.TXT < abc"], "SITE SAVEBUFFER NUL", UNSUPPORTED],
      [["STOR A.TXT < abc"], "SITE SAVEBUFFER MEM", UNSUPPORTED],
      [["STOR A.TXT < abc"], "SITE SAVEBUFFER TST", UNSUPPORTED],
      [["STOR A.TXT < abc"], "SITE SAVEBUFFER BIO", "550 Unable to write file."],
      [["STOR A.TXT < abc", "CWD /"], "SITE SAVEBUFFER", UNSUPPORTED],
      [["STOR A.TXT < abc", "CWD /"], "SITE SAVEBUFFER DSK", SAVED],
      [["STOR A.TXT < abc", "CWD TST"], "SITE SAVEBUFFER", UNSUPPORTED],
      [["STOR A.TXT < abc", "ACCT TEST0"], "SITE SAVEBUFFER", UNSUPPORTED],
      [
        ["STOR A.TXT < abc", "ACCT TEST0"],
        "SITE SAVEBUFFER DSK",
        "501 File system not allowed in test mode.",
      ],
    ],
  },
  {
    title: "SITE STATBUFFER",
    rows: [
      [[], "SITE STATBUFFER", '211 Buffer status: MAX-REQ-BUSY 67108864-0-0 filename: ".".'],
      [
        ["STOR A.TXT < abc"],
        "SITE STATBUFFER",
        '211 Buffer status: MAX-REQ-BUSY 67108864-65536-3 filename: "A.TXT".',
      ],
      [
        ["STOR A.TXT < abc", "SITE CLEARBUFFER"],
        "SITE STATBUFFER",
        '211 Buffer status: MAX-REQ-BUSY 67108864-0-0 filename: ".".',
      ],
    ],
  },
  {
    title: "a buffer of 100 octets",
    options: { config: ["temp-buff 100"] },
    rows: [
      [[], "SITE STATBUFFER", '211 Buffer status: MAX-REQ-BUSY 100-0-0 filename: ".".'],
      [
        [`STOR A.TXT < ${"x".repeat(100)}`],
        "SITE STATBUFFER",
        '211 Buffer status: MAX-REQ-BUSY 100-100-100 filename: "A.TXT".',
      ],
      [[], `STOR A.TXT < ${"x".repeat(101)}`, / \| 550 Error writing file\.$/],
    ],
  },
  {
    title: "CHECK DELETE with one client (Dm724-I 2.1.4.4)",
    rows: [
      [["STOR A.TXT < abc", "SITE SAVEBUFFER"], "SITE SAVEBUFFER", EMPTY],
      [["SITE CHECK DELETE OFF", "STOR A.TXT < abc", "SITE SAVEBUFFER"], "SITE SAVEBUFFER", SAVED],
    ],
  },
  {
    title: "a device that runs from flash (AMB-029)",
    options: { model: modelNamed("legacy") },
    rows: [
      [["STOR A.X < abc"], "SITE SAVEBUFFER", "200 SAVEBUFFER ordered. Please, close connection to proceed."],
      [["STOR A.X < abc", "SITE SAVEBUFFER"], "STAT", /\r\nSavebuffer : ON\r\n/],
      [["STOR A.X < abc", "SITE SAVEBUFFER"], "SITE SAVEBUFFER", "503 Temporal buffer is already locked."],
      [["STOR A.CFG < abc", "CWD FCO"], "SITE SAVEBUFFER", SAVED],
      [["STOR A.CFG < abc", "CWD FCO", "SITE SAVEBUFFER"], "SIZE /FDA/A.CFG", "213 3"],
      [["SITE DIRECT ON", "CWD FCO"], "STOR A.X < abc", / \| 550 Unable to open file\.$/],
    ],
  },
  {
    title: "a device without the place for a configuration (3.7)",
    options: { model: modelNamed("minimal") },
    rows: [[[], "STOR A.CFG < abc", "530 Alternate file system not loaded."]],
  },
];

describe("systems/dm724/device/commands/site-buffer", () => {
  describeTables(tables);

  const saved = (image: string, name: string, ...before: string[]): Conversation => {
    const conversation = Conversation.with().login();
    for (const command of ["TYPE I", ...before]) conversation.say(command);
    expect(conversation.say(`STOR ${name}`, image)).to.match(/ \| 226 /);
    expect(conversation.say("SITE SAVEBUFFER")).to.equal(SAVED);
    return conversation;
  };

  it("CHECK PATH: a BIOS goes to BIO, and to the active file system without it (3.8)", () => {
    const bios = sampleImage("bios", { name: "NEWBIOS.BIN" });
    expect(saved(bios, "X.BIN").say("SIZE /BIO/NEWBIOS.BIN")).to.equal("213 512");
    expect(saved(bios, "X.BIN", "SITE CHECK PATH OFF").say("SIZE /DSK/NEWBIOS.BIN")).to.equal("213 512");
  });

  it("CHECK RENAME: a known file gets the name inside it, and without it the name that was sent", () => {
    const image = sampleImage("application", { name: "NEWAPP.BIN" });
    expect(saved(image, "X.BIN").say("SIZE NEWAPP.BIN")).to.equal("213 512");
    expect(saved(image, "X.BIN", "SITE CHECK RENAME OFF").say("SIZE X.BIN")).to.equal("213 512");
  });

  it("what does not fit in the file system is refused, and what replaces itself is counted once", () => {
    const conversation = Conversation.with(
      altered({ fileSystems: [{ name: "DSK", size: 4, files: [] }] }),
    ).login();
    for (const command of ["STOR A < abc", "SITE SAVEBUFFER", "STOR A < abcd"]) say(conversation, command);
    expect(conversation.say("SITE SAVEBUFFER")).to.equal(SAVED);
    say(conversation, "STOR B < e");
    expect(conversation.say("SITE SAVEBUFFER")).to.equal("552 Not enough space to save file.");
  });

  it("a bad image that APPE has put together is refused, and gone (AMB-041)", () => {
    const conversation = Conversation.with().login();
    conversation.say("TYPE I");
    conversation.say("STOR X.BIN", sampleImage("application"));
    conversation.say("APPE X.BIN", "x");
    expect(conversation.say("SITE SAVEBUFFER")).to.equal("550 Unable to write file.");
    expect(conversation.say("SITE SAVEBUFFER")).to.equal(EMPTY);
  });

  it("takes its time, goes on when the session is gone, and keeps others out meanwhile (3.5, AMB-019)", () => {
    const clock = new ManualClock();
    const first = Conversation.with({ clock, config: ["clients 2"] }).login();
    say(first, `STOR A.TXT < ${"x".repeat(1000)}`);
    const { device, session } = first;
    const outcome = session.execute(parsed("SITE SAVEBUFFER"));
    if (outcome.kind !== "work") throw new Error(outcome.kind);
    expect(outcome.task.duration).to.equal(1_000_000 / device.model.writeSpeed);
    const running = device.jobs.run(session, outcome.task, () => {
      throw new Error("nobody listens");
    });
    running.leave();
    session.end("client");
    const second = new Conversation(device).login();
    expect(second.say("SITE SAVEBUFFER")).to.equal("503 Temporal buffer is already locked.");
    expect(second.say("SITE CLEARBUFFER")).to.equal("503 Temporal buffer is locked.");
    expect(second.say("SIZE A.TXT")).to.equal("450 Error, system busy.");
    expect(second.say("STAT")).to.match(/^211-Server Status: BUSY/);
    clock.advance(outcome.task.duration);
    expect(second.say("SIZE A.TXT")).to.equal("213 1000");
  });

  it("a buffer that somebody fills cannot be saved", () => {
    const first = Conversation.with({ config: ["clients 2"] }).login();
    const second = new Conversation(first.device).login();
    say(first, "STOR A.TXT < abc");
    first.device.jobs.begin(first.session, first.device.storage.buffer);
    expect(second.say("SITE SAVEBUFFER")).to.equal("503 Temporal buffer is locked.");
  });

  it("aborted, it has changed nothing", () => {
    const conversation = Conversation.with().login();
    say(conversation, "STOR A.TXT < abc");
    const outcome = conversation.session.execute(parsed("SITE SAVEBUFFER"));
    if (outcome.kind !== "work") throw new Error(outcome.kind);
    conversation.device.jobs.run(conversation.session, outcome.task, () => {}).abort();
    expect(conversation.say("SIZE A.TXT")).to.equal("550 File not found.");
    expect(conversation.say("SITE SAVEBUFFER")).to.equal(SAVED);
  });

  it("ordered, it happens when the connection closes", () => {
    const clock = new ManualClock();
    const first = Conversation.with({ clock, model: modelNamed("legacy") }).login();
    say(first, "STOR A.X < abc");
    first.say("SITE SAVEBUFFER");
    expect(first.say("SIZE /FCO/A.X")).to.equal("550 File not found.");
    first.session.end("client");
    clock.advance(1000);
    expect(new Conversation(first.device).login().say("SIZE /FCO/A.X")).to.equal("213 3");
  });
});
