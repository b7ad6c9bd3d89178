import { Conversation, parsed } from "../device/conversation.test.js";
import { describeSymptoms } from "./symptoms.test.js";

/** How the transfer of one more command is represented. */
function represented(first: Conversation, ...lines: string[]): string {
  for (const line of lines) first.say(line);
  const outcome = first.session.execute(parsed("RETR CONFIG.CFG"));
  if (outcome.kind !== "transfer") throw new Error(outcome.kind);
  const { mode, structure, text } = outcome.representation;
  return `${mode} ${structure} ${text ? "text" : "octets"}`;
}

/** What another session gets. */
function other(first: Conversation, before: string, command: string): string {
  const second = new Conversation(first.device).login();
  first.say(before);
  return second.say(command);
}

const ROOT = ["USER root", "PASS"];

/** Lines of the configuration as they are sent. */
function sent(first: Conversation, ...lines: string[]): string {
  for (const line of lines) first.say(line);
  first.say("RETR CONFIG.CFG");
  return first.sent;
}

describeSymptoms("parameters", [
  ["rein-keeps-the-type", (first) => represented(first, "TYPE I", "REIN", ...ROOT), /text/, /octets/],
  [
    "rein-keeps-mode-and-structure",
    (first) => represented(first, "MODE B", "STRU R", "REIN", ...ROOT),
    /^S F/,
    /^B R/,
  ],
  ["rein-keeps-the-directory", ["CWD /SMC", "REIN", ...ROOT, "PWD"], /"\/DSK"/, /"\/SMC"/],
  ["rein-keeps-the-user", ["USER root", "REIN", "PASS"], /^531/, /^230/],
  ["epsv-all-outlives-rein", ["EPSV ALL", "REIN", ...ROOT, "PASV"], /^227/, /^530/],
  [
    "one-type-for-all",
    (first) => {
      const second = new Conversation(first.device).login();
      second.say("TYPE I");
      return represented(first);
    },
    /text/,
    /octets/,
  ],
  ["one-directory-for-all", (first) => other(first, "CWD /SMC", "PWD"), /"\/DSK"/, /"\/SMC"/],
  ["type-falls-back", (first) => sent(first, "TYPE I", "LIST"), /s\n$/, /s\r\n$/],
  ["type-l-8-is-ascii", (first) => sent(first, "TYPE L 8"), /s\n$/, /s\r\n$/],
  ["type-i-converted", (first) => sent(first, "TYPE I"), /s\n$/, /s\r\n$/],
  [
    "type-a-stored-as-sent",
    (first) => {
      first.say("STOR A.TXT", "a\r\n");
      return first.say("SIZE /MEM/A.TXT");
    },
    /^213 2/,
    /^213 3/,
  ],
  ["type-e-accepted", ["TYPE E"], /^504/, /^200/],
  ["stru-p-accepted", ["STRU P"], /^504/, /^200/],
  ["mode-b-is-stream", (first) => represented(first, "MODE B"), /^B/, /^S/],
  ["mode-c-is-block", (first) => represented(first, "MODE C"), /^C/, /^B/, "current"],
  ["stru-r-is-file", (first) => represented(first, "STRU R"), /^S R/, /^S F/],
  ["records-of-text-are-one", (first) => represented(first, "STRU R"), /text/, /octets/],
]);
