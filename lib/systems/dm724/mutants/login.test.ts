import { ManualClock } from "../../../net/clock.js";
import { Conversation } from "../device/conversation.test.js";
import { describeSymptoms } from "./symptoms.test.js";

describeSymptoms("login", [
  ["anonymous-is-nobody", ["USER anonymous", "PASS"], /^230/, /^530/],
  ["ftp-is-nobody", ["USER ftp", "PASS"], /^230/, /^530/],
  ["guest-is-nobody", ["USER guest", "PASS"], /^230/, /^530/],
  ["root-is-a-guest", ["SITE STATBUFFER"], /^211/, /^530/],
  ["built-in-users-stay", ["USER root", "PASS x"], /^530/, /^230/],
  ["blank-password-refused", ["USER root", "PASS"], /^230/, /^530/],
  ["first-user-counts", ["USER guest", "USER root", "PASS", "SITE STATBUFFER"], /^211/, /^530/],
  ["rights-before-the-password", ["USER root", "PWD"], /^530/, /^257/],
  ["guest-without-a-login", (first) => new Conversation(first.device).say("PWD"), /^530/, /^257/],
  [
    "activity-overlooked",
    (first) => {
      const { clock } = first.device;
      for (let minute = 0; minute < 7; minute++) {
        first.say("NOOP");
        if (clock instanceof ManualClock) clock.advance(60_000);
      }
      return first.say("NOOP");
    },
    /^200/,
    /^221.*\(close\)$/,
  ],
  ["session-ends-after-a-transfer", ["LIST", "NOOP"], /^200/, /^ \(close\)$/],
  ["noop-resets", ["CWD /TST", "NOOP", "PWD"], /TST/, /DSK/],
]);
