import { expect } from "chai";
import { Conversation, say } from "../device/conversation.test.js";
import { modelNamed } from "../device/models.js";
import { misbehaviours } from "./misbehaviours.js";
import { partsOf } from "./symptoms.test.js";

/** What a right device answers to the last line, and what the wrong one does; each after logging in. */
const SYMPTOMS: readonly (readonly [name: string, lines: readonly string[], right: RegExp, wrong: RegExp])[] =
  [
    ["guest-may-write", ["USER guest", "PASS", "STOR A < abc"], /^530/, /226/],
    ["guest-may-site", ["USER guest", "PASS", "SITE STATBUFFER"], /^530/, /^211/],
    ["nobody-may-list", ["REIN", "PWD"], /^530/, /^257/],
    ["any-password", ["USER root", "PASS x"], /^530/, /^230/],
    ["user-names-with-case", ["USER root", "PASS"], /^230/, /^530/],
    ["rein-keeps-rights", ["REIN", "PWD"], /^530/, /^257/],
    ["epsv-all-forgotten", ["EPSV ALL", "PASV"], /^530/, /^227/],
    ["buffer-not-cleared", ["STOR A < abc", "SITE CLEARBUFFER", "SIZE /MEM/A"], /^550/, /^213 3/],
    ["buffer-kept-when-refused", ["STOR A < abc", "STOR X.BIN < abc", "SITE STATBUFFER"], /-0 f/, /-3 f/],
    ["save-does-nothing", ["STOR A < abc", "SITE SAVEBUFFER", "SIZE A"], /^213 3/, /^550/],
    ["save-cuts-the-last-octet", ["STOR A < abc", "SITE SAVEBUFFER", "SIZE A"], /^213 3/, /^213 2/],
    [
      "save-to-the-active-file-system-only",
      ["STOR A < abc", "SITE SAVEBUFFER SMC", "SIZE /SMC/A"],
      /^213 3/,
      /^550/,
    ],
    ["empty-buffer-saved", ["SITE SAVEBUFFER"], /^503/, /^200/],
    ["direct-off-stores-directly", ["STOR A < abc", "SIZE A"], /^550/, /^213 3/],
    ["direct-on-stores-in-the-buffer", ["SITE DIRECT ON", "STOR A < abc", "SIZE A"], /^213 3/, /^550/],
    ["statbuffer-one-too-many", ["STOR A < abc", "SITE STATBUFFER"], /-3 f/, /-4 f/],
    ["statbuffer-req-below-busy", ["STOR A < abc", "SITE STATBUFFER"], /-65536-3 f/, /-0-3 f/],
    ["statbuffer-without-name", ["STOR A.B < abc", "SITE STATBUFFER"], /"A\.B"/, /"\."/],
    ["buffer-of-the-first-user", ["STOR A < abc", "STOR B < d", "SIZE /MEM/B"], /^213 1/, /^550/],
    ["check-unknown-never", ["STOR X.BIN < abc"], /503/, /226/],
    ["check-unknown-always", ["SITE CHECK ALL OFF", "STOR X.BIN < abc"], /226/, /503/],
    ["check-all-leaves-one", ["SITE CHECK ALL OFF", "STAT"], /NONE/, /-C-/],
    ["check-not-set", ["SITE CHECK CRC OFF", "STAT"], /P-L/, /ALL/],
    ["compatible-governs-crc", ["SITE COMPATIBLE OFF", "STAT"], /PCL/, /P--/],
    ["compatible-does-nothing", ["SITE COMPATIBLE OFF", "STAT"], /PCL/, /ALL/],
    ["stat-shows-all-checks", ["SITE CHECK CRC OFF", "STAT"], /P-L/, /ALL/],
    ["checks-in-test-mode", ["ACCT TEST0", "STOR X.BIN < abc"], /open, file/, /open, checked file/],
    ["rest-ignored", ["TYPE I", "REST 1", "RETR CONFIG.CFG"], / 20 bytes/, / 21 bytes/],
    ["rest-sticks", ["TYPE I", "REST 1", "RETR CONFIG.CFG", "RETR CONFIG.CFG"], / 21 bytes/, / 20 bytes/],
    ["rest-one-too-far", ["TYPE I", "REST 1", "RETR CONFIG.CFG"], / 20 bytes/, / 19 bytes/],
    ["appe-replaces", ["STOR A < abc", "APPE A < d", "SIZE /MEM/A"], /^213 4/, /^213 1/],
    ["stor-appends", ["STOR A < abc", "STOR A < d", "SIZE /MEM/A"], /^213 1/, /^213 4/],
    ["dele-keeps-the-file", ["DELE CONFIG.CFG", "SIZE CONFIG.CFG"], /^550/, /^213/],
    ["rename-copies", ["RNFR CONFIG.CFG", "RNTO A", "SIZE CONFIG.CFG"], /^550/, /^213/],
    ["rename-replaces", ["RNFR CONFIG.CFG", "RNTO CHASSIS.BIN"], /^550/, /^250/],
    ["rnfr-lasts", ["RNFR CONFIG.CFG", "NOOP", "RNTO A"], /^503/, /^250/],
    ["file-names-with-case", ["SIZE config.cfg"], /^213/, /^550/],
    ["size-one-too-many", ["SIZE CONFIG.CFG"], /^213 21/, /^213 22/],
    ["mdtm-of-another-day", ["MDTM CONFIG.CFG"], /^213 2026/, /^213 1980/],
    ["test-mode-does-not-confine", ["ACCT TEST0", "CWD DSK"], /^501/, /^200/],
    ["test-mode-outlives-rein", ["ACCT TEST0", "REIN", "USER root", "PASS", "CWD DSK"], /^200/, /^501/],
    ["119-when-off", ["SITE BACKUP"], /^250/, /^119 .* 250/],
    ["no-119-when-on", ["SITE REPLY ON", "SITE BACKUP"], /^119 .* 250/, /^250/],
    ["119-alone", ["SITE REPLY ON", "SITE COHERENCE"], /^119 Checking/, /^119 Backup/],
    ["coherence-always-bad", ["SITE COHERENCE"], /^211-/, /^550-/],
    ["coherence-always-good", ["DELE CHASSIS.BIN", "DELE APPCODE1.BIN", "SITE COHERENCE"], /^550-/, /^211-/],
    ["reload-without-flag", ["SITE RELOAD ON", "SITE RELOAD OFF", "STAT"], /code : OFF/, /code : ON/],
    ["mode-not-set", ["SITE DIRECT ON", "STAT"], /mode : ON/, /mode : OFF/],
    ["modes-last", ["SITE DIRECT ON", "REIN", "STAT"], /mode : OFF/, /mode : ON/],
  ];

function played(lines: readonly string[], name?: string): string {
  // One of them lets nobody in where one client is allowed.
  const options = { model: modelNamed("chassis"), config: ["clients 2"], parts: partsOf(name) };
  const conversation = Conversation.with(options).login("ROOT");
  return lines.map((line) => say(conversation, line)).at(-1) ?? "";
}

describe("systems/dm724/mutants", () => {
  for (const [name, lines, right, wrong] of SYMPTOMS) {
    it(`${name}: ${misbehaviours.get(name)?.says}`, () => {
      expect(played(lines)).to.match(right);
      expect(played(lines, name)).to.match(wrong);
    });
  }

  it("are each a clause, a sentence, and a device that still answers", () => {
    expect(misbehaviours.size).to.be.at.least(135);
    for (const [name, { clause, says }] of misbehaviours) {
      expect(clause, name).to.match(/\d/);
      expect(says, name).to.match(/^[A-Z0-9].*\.$/);
      expect(played(["NOOP"], name), name).to.equal("200 OK.");
    }
  });
});
