import { expect } from "chai";
import { altered, Conversation, describeTables, type Table } from "../conversation.test.js";
import { modelNamed } from "../models.js";

const tables: readonly Table[] = [
  {
    title: "a device of today",
    rows: [
      [[], "SITE GETAPPNAME", "204 APPCODE1.BIN"],
      [[], "SITE GETCFGNAME", "204 CONFIG.CFG"],
      [[], "SITE GETBIOSVER", "214 020400"],
      [[], "SITE GETFILEVER APPCODE1.BIN", "214 110110.04503"],
      [[], "SITE GETFILEVER /dsk/appcode1.bin", "214 110110.04503"],
      [[], "SITE GETFILEVER CONFIG.CFG", "530 Info not available."],
      [[], "SITE GETFILEVER FW00001C.BFW", "530 Info not available."],
      [["SITE DIRECT ON", "STOR S < too short"], "SITE GETFILEVER S", "530 File too short."],
      [[], "SITE GETFILEVER", "501 Invalid filename."],
      [[], "SITE GETFILEVER LONGERNAME.BIN", "501 Invalid filename."],
      [[], "SITE GETFILEVER NONE.BIN", "550 Unable to open file."],
      [[], "SITE GETFILEVER /FCO/X.BIN", "450 File system not available."],
      [[], "SITE GETHDWLVL", /^213-BIOS: [0-9A-F]{8}\r\n213 APPL: [0-9A-F]{8}$/],
      [[], "SITE LISTFIRMWARES", "211 FW00001C.BFW"],
      [[], "SITE SYSTID", /^211 \S+$/],
      [[], "SITE BACKUP", "504 Feature not present."],
      [[], "SITE SAVESLAVES", "504 Feature not present."],
      [[], "SITE COHERENCE", /^211-COHERENCE results\r\n( [^\r]*\r\n){2,}211 COHERENCE results end$/],
      [["SITE REPLY ON"], "SITE COHERENCE", /^119 Checking firmware coherence\.\.\. \| 211-/],
      [
        ["DELE FW00001C.BFW"],
        "SITE COHERENCE",
        /^550-COHERENCE results\r\n[^]*FW00001C\.BFW: not found\r\n550 COHERENCE results end$/,
      ],
      [["DELE APPCODE1.BIN"], "SITE COHERENCE", /^550-/],
      [["DELE APPCODE1.BIN"], "SITE GETAPPNAME", "204 APPCODE1.BIN"],
    ],
  },
  {
    title: "a chassis",
    options: { model: modelNamed("chassis") },
    rows: [
      [[], "SITE LISTFIRMWARES", "200 None"],
      [[], "SITE BACKUP", "250 Backup successful."],
      [["SITE REPLY ON"], "SITE BACKUP", "119 Backup in process... | 250 Backup successful."],
      [[], "SITE SAVESLAVES", "200 SAVESLAVES completed O.K."],
      [
        ["SITE REPLY ON"],
        "SITE SAVESLAVES",
        "119 Saving temporal buffer over slave devices... | 200 SAVESLAVES completed O.K.",
      ],
    ],
  },
  {
    title: "a device that knows nothing about itself",
    options: { model: modelNamed("minimal") },
    rows: [
      [[], "SITE GETBIOSVER", "504 Info not available."],
      [[], "SITE GETHDWLVL", "504 Info not available."],
      [[], "SITE SYSTID", "550 Unknown"],
      [[], "SITE COHERENCE", "550 Disk not available"],
    ],
  },
];

describe("systems/dm724/device/commands/site-software", () => {
  describeTables(tables);

  it("BACKUP: the reserve gets what the active file system has, and nothing else (Dm724-I 3.4)", () => {
    const conversation = Conversation.with(altered({ reserve: true })).login();
    const { permanent, reserve } = conversation.device.storage;
    conversation.say("DELE CONFIG.CFG");
    conversation.say("SITE DIRECT ON");
    conversation.say("STOR NEW.TXT", "abc");
    expect(reserve?.find("CONFIG.CFG")).to.not.equal(undefined);
    expect(conversation.say("SITE BACKUP")).to.equal("250 Backup successful.");
    expect(reserve?.files()).to.deep.equal(permanent[0]?.files());
  });

  it("COHERENCE: one at a time, and nobody else in the disk meanwhile (AMB-035, AMB-019)", () => {
    const first = Conversation.with({ config: ["clients 2"] }).login();
    const second = new Conversation(first.device).login();
    const disk = first.device.storage.disk("DSK");
    const task = {
      name: "COHERENCE",
      uses: disk ? [disk] : [],
      duration: 1000,
      finish: () => {
        throw new Error("too early");
      },
    };
    const running = first.device.jobs.run(first.session, task, () => {});
    expect(second.say("SITE COHERENCE")).to.equal("550 Coherence checker is busy.");
    expect(second.say("SIZE CONFIG.CFG")).to.equal("450 Error, system busy.");
    running.leave();
    expect(first.say("SIZE CONFIG.CFG"), "its session is gone").to.equal("450 Error, system busy.");
    running.abort();
    expect(second.say("SIZE CONFIG.CFG")).to.equal("213 190");
  });
});
