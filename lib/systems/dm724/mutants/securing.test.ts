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
]);
