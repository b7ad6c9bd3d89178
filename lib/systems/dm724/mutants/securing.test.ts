import { Conversation } from "../device/conversation.test.js";
import { describeSymptoms } from "./symptoms.test.js";

describeSymptoms("securing", [
  ["buffer-saved-at-once", ["STOR A < abc", "SIZE A"], /^550/, /^213 3/],
  [
    "broken-transfer-deletes",
    (first) => {
      first.say("STOR CONFIG.CFG", null);
      return first.say("SIZE CONFIG.CFG");
    },
    /^213/,
    /^550/,
  ],
  ["save-to-the-first-file-system", ["STOR A < abc", "CWD /TST", "SITE SAVEBUFFER"], /^503/, /^200/],
  ["modes-not-turned-on", ["SITE REPLY ON", "STAT"], /119 : ON/, /119 : OFF/],
  ["modes-not-turned-off", ["SITE IMMEDIATE OFF", "STAT"], /Immediate : OFF/, /Immediate : ON/],
  ["systmode-has-no-effect", ["SITE SYSTMODE MSDOS", "SYST"], /MSDOS/, /UNIX/],
  [
    "systmode-of-all",
    (first) => {
      const second = new Conversation(first.device);
      first.say("SITE SYSTMODE MSDOS");
      return second.say("SYST");
    },
    /UNIX/,
    /MSDOS/,
  ],
  ["reload-not-turned-on", ["SITE RELOAD ON", "STAT"], /code : ON/, /code : OFF/],
  [
    "reload-late",
    (first) => {
      first.say("SITE RELOAD ON");
      first.session.end("client");
      return first.device.power.state;
    },
    /^booting$/,
    /^on$/,
  ],
  ["compatible-governs-path", ["SITE COMPATIBLE OFF", "STAT"], /: PCL/, /: -CL/],
  ["compatible-governs-rename", ["SITE COMPATIBLE OFF", "STAT"], /R--UH/, /---UH/],
  ["compatible-governs-unknown", ["SITE COMPATIBLE OFF", "STAT"], /UH/, /-H/],
  ["check-system-not-set", ["SITE CHECK SYSTEM OFF", "STAT"], /D-U/, /ALL/],
  ["check-system-moves-the-session", ["SITE CHECK SYSTEM OFF", "PWD"], /DSK/, /"\/"/],
  ["check-all-off-does-nothing", ["SITE CHECK ALL OFF", "STAT"], /NONE/, /ALL/],
  ["check-all-on-does-nothing", ["SITE CHECK ALL OFF", "SITE CHECK ALL ON", "STAT"], /ALL/, /NONE/],
  ["check-delete-for-many-clients", ["STOR A < abc", "SITE SAVEBUFFER", "SIZE /MEM/A"], /^213/, /^550/],
  ["checked-file-not-announced", ["STOR A.BIN < abc"], /^150.*checked/, /^150(?!.*checked file)/],
  ["every-extension-checked", ["STOR A.TXT < abc"], /226/, /503/],
  ["ascii-not-checked", ["STOR A.BIN < abc"], /503/, /226/],
  ["xmd5-octets-turned-round", ["XMD5 CONFIG.CFG"], /^250 [0-9A-F]{32}$/, /^250 [0-9A-F]{32}$/],
  ["checksum-name-without-quotes", ['XCRC "CONFIG.CFG"'], /^250/, /^501/],
  ["checksum-name-with-quotes", ["XCRC CONFIG.CFG"], /^250/, /^501/],
  ["appe-one-octet-short", ["STOR A < abc", "APPE A < de", "SIZE /MEM/A"], /^213 5/, /^213 4/],
]);
