import { type Conversation, parsed, say } from "../device/conversation.test.js";
import { describeSymptoms } from "./symptoms.test.js";

/** How the next listing stands on its data connection. */
function represented(first: Conversation): string {
  const outcome = first.session.execute(parsed("LIST"));
  return outcome.kind === "transfer" ? JSON.stringify(outcome.representation) : outcome.kind;
}

/** What a RETR sends after these lines. */
const sent =
  (lines: readonly string[], file: string) =>
  (first: Conversation): string => {
    for (const line of lines) say(first, line);
    first.say(file);
    return JSON.stringify(first.sent);
  };

const typed =
  (line: string) =>
  (first: Conversation): string => {
    first.say(line);
    return first.session.type;
  };

/** What ABOR gets while a transfer is at work. */
function aborted({ session, device }: Conversation): string {
  session.execute(parsed("LIST"));
  const job = device.jobs.begin(session, undefined);
  const { kind } = session.execute(parsed("ABOR"));
  device.jobs.end(job);
  return kind;
}

describeSymptoms("data", [
  ["data-in-the-reply", ["LIST"], /^150/, /^250-/],
  ["abor-does-not-stop-transfers", aborted, /^abort$/, /^reply$/],
  ["abor-leaves-the-data-connection", ["ABOR"], /\(abort\)$/, /processed\.$/],
  ["foreign-address-for-nobody", ["PORT 127,9,9,9,195,80"], /^200/, /^504/],
  ["port-delimiters-overlooked", ["PORT 127.9.0.2.195.80"], /^501/, /^200/],
  ["port-octets-turned-round", ["PORT 127,9,0,2,195,80"], /50000\)$/, /20675\)$/],
  ["eprt-delimiters-overlooked", ["EPRT |1!127.9.0.2!50000|"], /^501/, /^200/],
  ["pasv-has-no-effect", ["PASV"], /host\)$/, /,0,9\)$/],
  ["epsv-has-no-effect", ["EPSV"], /host\)$/, /\|9\|\)$/],
  ["type-not-set", typed("TYPE I"), /^I$/, /^A$/],
  ["type-a-needs-a-format", ["TYPE A"], /^200/, /^501/],
  ["type-a-t-is-image", typed("TYPE A T"), /^A$/, /^I$/],
  ["type-a-loses-line-feeds", sent(["STOR A < a\r\nb"], "RETR /MEM/A"), /"a\\r\\nb"/, /"a\\rb"/],
  ["type-a-c-accepted", ["TYPE A C"], /^504/, /^200/],
  ["type-l-any-accepted", ["TYPE L 9"], /^504/, /^200/],
  ["mode-s-is-block", represented, /"mode":"S"/, /"mode":"B"/],
  ["stru-f-is-record", represented, /"structure":"F"/, /"structure":"R"/],
  ["listing-in-a-form-of-its-own", sent([], "LIST"), /rw-/, /;file;/],
]);
