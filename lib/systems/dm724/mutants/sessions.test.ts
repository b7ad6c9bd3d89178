import { Conversation, parsed } from "../device/conversation.test.js";
import { describeSymptoms, greeted } from "./symptoms.test.js";

describeSymptoms("sessions", [
  ["one-client-too-few", (first) => greeted(new Conversation(first.device)), /^220/, /^421/],
  [
    "place-of-the-lost-kept",
    (first) => {
      const second = new Conversation(first.device);
      const third = new Conversation(first.device);
      for (const { session } of [second, third]) session.end("client");
      return greeted(first);
    },
    /^220/,
    /^421/,
  ],
  ["greeting-without-the-new-one", greeted, / 2 active/, / 1 active/],
  [
    "logged-in-from-the-start",
    (first) => {
      first.session.end("client");
      return new Conversation(first.device).say("PWD");
    },
    /^530/,
    /^257/,
  ],
  ["pass-without-user", ["PASS"], /^531/, /^230/],
  ["user-tells-who-exists", ["USER nosuch"], /^331/, /^530/],
  [
    "too-many-passwords-stay",
    ["USER root", "PASS x", "USER root", "PASS x", "USER root", "PASS x"],
    /^421.*\(close\)$/,
    /^421.*\.$/,
  ],
  ["quit-stays", ["QUIT"], /^221.*\(close\)$/, /^221.*\.$/],
  ["quit-without-a-word", ["QUIT"], /^221/, /^ \(close\)$/],
  ["530-logs-out", ["EPSV ALL", "PASV", "PWD"], /^257/, /^530/],
  ["guest-may-not-list", ["USER guest", "PASS", "LIST"], /^150/, /^530/],
  ["noop-needs-a-login", ["REIN", "NOOP"], /^200/, /^530/],
  ["stat-needs-a-login", ["REIN", "STAT"], /^211/, /^530/],
  ["feat-needs-a-login", ["REIN", "FEAT"], /^211/, /^530/],
  ["timer-never", ({ device }) => String(device.configuration.timer), /^360$/, /^0$/],
  ["timer-twice", ({ device }) => String(device.configuration.timer), /^360$/, /^720$/],
  [
    "commands-at-work-lost",
    ({ session }) => session.refuseBusy(parsed("NOOP"))?.octets.toString() ?? "waits",
    /^waits$/,
    /^$/,
  ],
]);
