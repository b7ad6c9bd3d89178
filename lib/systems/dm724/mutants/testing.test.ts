import { Conversation } from "../device/conversation.test.js";
import { describeSymptoms } from "./symptoms.test.js";

describeSymptoms("testing", [
  ["acct-has-no-effect", ["ACCT TEST0", "PWD"], /TST/, /DSK/],
  ["acct-for-root-only", ["USER guest", "PASS", "ACCT TEST0"], /^200/, /^202/],
  ["test0-is-ts1", ["ACCT TEST0", "PWD"], /TST/, /TS1/],
  ["test-mode-stores-elsewhere", ["ACCT TEST0", "DELE /DSK/CONFIG.CFG"], /^501/, /^250/],
  ["test-mode-checks", ["ACCT TEST0", "STOR A.BIN < abc"], /226/, /503/],
  [
    "test-mode-outlives-the-session",
    (first) => {
      first.say("ACCT TEST0");
      first.session.end("client");
      return new Conversation(first.device).login().say("PWD");
    },
    /DSK/,
    /TST/,
  ],
  ["sinks-need-test-mode", ["RETR /TST/10"], /226/, /^550/],
  [
    "sink-keeps-content",
    (first) => {
      first.say("STOR /TST/A", "abc");
      first.say("TYPE I");
      first.say("RETR /TST/A");
      return first.sent === "abc" ? "kept" : "generated";
    },
    /generated/,
    /kept/,
  ],
]);
