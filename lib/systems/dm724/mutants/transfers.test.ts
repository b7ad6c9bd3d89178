import { type Conversation, parsed, say } from "../device/conversation.test.js";
import { describeSymptoms } from "./symptoms.test.js";

/** What a transfer says when it is aborted, and what ABOR adds to that. */
function aborted(first: Conversation): string {
  const outcome = first.session.execute(parsed("RETR CONFIG.CFG"));
  if (outcome.kind !== "transfer") throw new Error(outcome.kind);
  const job = first.device.jobs.begin(first.session, undefined);
  const last = first.say("ABOR");
  first.device.jobs.end(job);
  return `${outcome.aborted.octets.toString("latin1").trim()} | ${last}`;
}

/** What is said to a restart marker behind three octets. */
function marked(first: Conversation): string {
  const outcome = first.session.execute(parsed("STOR A.TXT"));
  if (outcome.kind !== "transfer") throw new Error(outcome.kind);
  const opening = outcome.open();
  if (opening.kind !== "receive") throw new Error(opening.kind);
  opening.sink.write(Buffer.from("abc"));
  return opening.sink.mark("here").octets.toString("latin1");
}

describeSymptoms("transfers", [
  ["150-missing", ["LIST"], /^150 .* \| 226/, /^ \| 226/],
  ["226-twice", ["LIST"], / \| 226 [^\r]*$/, / \| (226 [^\r]*)\r\n\1$/],
  ["225-in-stream-mode", ["STOR A < abc"], / \| 226 /, / \| 225 /],
  ["119-twice", ["SITE REPLY ON", "SITE BACKUP"], /^119 [^\r]* \| 250/, /^(119 [^\r]*)\r\n\1 \| 250/],
  ["119-at-the-end", ["SITE REPLY ON", "SITE BACKUP"], /^119 .* \| 250 [^\r]*$/, /^250 [^\r]*\r\n119 /],
  ["abor-without-426", aborted, /^426 .* \| 226 /, /^ \| 226 /],
  ["abor-without-226", aborted, /^426 .* \| 226 /, /^426 .* \|  \(abort\)$/],
  ["abor-of-nothing-426", ["ABOR"], /^226 /, /^426 [^\r]*\r\n226 /],
  ["aborted-transfer-ends", aborted, / \| 226 [^\r]*$/, / \| 226 [^\r]*\r\n226 RETR completed/],
  ["mark-not-answered", marked, /^110 MARK here = 3\r\n$/, /^$/],
  ["mark-one-too-far", marked, /^110 MARK here = 3\r\n$/, /^110 MARK here = 4\r\n$/],
  [
    "rest-ignored-by-stor",
    (first) => {
      for (const line of ["STOR A < abc", "REST 2", "STOR A < d"]) say(first, line);
      return first.say("SIZE /MEM/A");
    },
    /^213 3/,
    /^213 1/,
  ],
  ["rest-behind-the-end", ["TYPE I", "REST 1000", "RETR CONFIG.CFG"], / \| 554 /, / \| 226 /],
  ["rest-takes-anything", ["REST x"], /^500/, /^350/],
  ["rest-0-has-no-effect", ["TYPE I", "REST 1", "REST 0", "RETR CONFIG.CFG"], / 21 bytes/, / 20 bytes/],
]);
