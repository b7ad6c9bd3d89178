/** How what a peer sent comes to functions and classes whose arguments are no plain octets. */

import { Gathering } from "../device/gathering.js";
import { together, worded } from "../device/reply.js";
import { ImageChecksum } from "../firmware/checksum.js";
import { FromNetwork, ToNetwork } from "../ftp/ascii.js";
import { parseCommand } from "../ftp/command.js";
import { dataDecoder, dataEncoder } from "../ftp/data-coding.js";
import { addCharacters } from "../ftp/irregularity.js";
import { ReplyReader } from "../ftp/reply.js";
import { hazardOfLine } from "../hazard/ftp/hazard.js";
import { CommandSearch } from "../hazard/ftp/readings.js";
import { findingsOfCommand } from "../hazard/ftp/words.js";
import { Trace } from "../net/trace.js";
import { Gathered } from "../octets/gathered.js";
import { LineReader } from "../octets/lines.js";
import { octetsOf, visible } from "../octets/text.js";
import { signatureOf } from "../report/baseline/signature.js";
import { closingBlock } from "../report/closing-block.js";
import { compareRuns } from "../report/compare/compare-runs.js";
import { comparisonPage } from "../report/compare/comparison-page.js";
import { jsonText } from "../report/log-line.js";
import { paintFor } from "../report/paint.js";
import { wrapped } from "../report/printable.js";
import { summaryText } from "../report/summary.js";
import { reportTexts } from "../report/write-reports.js";
import { dialogueOf } from "../runner/case-record.js";
import { unfitWords, workDirectoryIn } from "../runner/ftp/device-words.js";
import { encoded } from "../runner/ftp/steps/coded-data.js";
import { HazardGuard } from "../runner/ftp/wire-guard.js";
import { parseJournal } from "../runner/journal.js";
import { wrongInRecord } from "../runner/journal-form.js";
import { identityIn } from "../runner/process-identity.js";
import { wrongEvent } from "../runner/recorded/event-form.js";
import { Recording } from "../runner/recorded/recording.js";
import { maskedPieces, secretsOf, withoutSecrets } from "../runner/secrets.js";
import { ReceiveCoder, SendCoder } from "../server/ftp/data-coder.js";
import { fill, judge, type Received, receivedText, saysAbsent } from "../suite/judge.js";
import { unreadableIn } from "../suite/readable.js";
import { matchReplyText, replyTemplate, sameWording } from "../suite/reply-template.js";
import { expand, replaceForms, substitute } from "../suite/variables.js";
import { catalogue } from "../systems/dm724/catalogue.js";
import { Accounts } from "../systems/dm724/device/accounts.js";
import { ConfigurationConsole } from "../systems/dm724/device/configuration-console.js";
import { hazards } from "../systems/dm724/hazards.js";
import { DataIntake } from "../tester/ftp/data-intake.js";
import { conversation } from "./conversation.js";
import { journalWith, recordWith } from "./sample-run.js";

/** @param text latin1 */
type Walk = (text: string) => unknown;

const CONTEXT = { sinks: true, inSink: true, buffered: true };
const CODINGS = (["S", "B", "C"] as const).flatMap((mode) =>
  (["F", "R"] as const).map((structure) => ({ mode, structure, filler: 32, text: true })),
);
const TEMPLATES = ["{a}", "{a} in {b} of {c}.", "x {names:files} {n:number} y", "a: {a:hex8}"].map(
  replyTemplate,
);

/** As octets come from a connection: all at once, and in small pieces. */
function chunks(text: string): Buffer[][] {
  const octets = octetsOf(text);
  const small = Array.from({ length: Math.ceil(octets.length / 7) }, (_, at) =>
    octets.subarray(7 * at, 7 * at + 7),
  );
  return [[octets], small];
}

function repliesIn(text: string): ReturnType<ReplyReader["push"]> {
  return chunks(text).flatMap((pieces) => {
    const reader = new ReplyReader();
    const replies = pieces.flatMap((piece) => reader.push(piece));
    reader.end();
    return replies;
  });
}

/** Of a reply the whole text is one line, or the text has its line ends. */
function lines(text: string): string[][] {
  return [[text.replace(/\n/g, " ")], text.split("\n")];
}

const received = (text: string): Received[] =>
  lines(text).map((all) => ({
    kind: "reply",
    reply: {
      code: 200,
      lines: all,
      multiline: all.length > 1,
      octets: Buffer.from(text),
      irregularities: [],
    },
  }));

const words = (text: string, code: number): Received[] =>
  received(text).map((one) => (one.kind === "reply" ? { ...one, reply: { ...one.reply, code } } : one));

function traceOf(text: string): Trace {
  const trace = new Trace();
  const line = trace.open("main", "control");
  for (const piece of chunks(text).flat()) {
    line.octets("C", piece);
    line.octets("S", piece);
  }
  return trace;
}

/** By file and name; a class stands for its methods. */
export const BY_HAND: Readonly<Record<string, Walk>> = {
  "octets/gathered.ts Gathered": (text) =>
    chunks(text).map((pieces) => {
      const gathered = new Gathered();
      for (const piece of pieces) gathered.append(piece);
      return gathered.take();
    }),
  "octets/lines.ts LineReader": (text) =>
    chunks(text).map((pieces) => {
      const reader = new LineReader();
      return [pieces.map((piece) => reader.push(piece)), reader.end()];
    }),
  "ftp/ascii.ts ToNetwork": (text) =>
    chunks(text).map((pieces) => {
      const coder = new ToNetwork();
      return [pieces.map((piece) => coder.push(piece)), coder.end()];
    }),
  "ftp/ascii.ts FromNetwork": (text) =>
    chunks(text).map((pieces) => {
      const coder = new FromNetwork();
      return [pieces.map((piece) => coder.push(piece)), coder.end()];
    }),
  "ftp/data-coding.ts dataDecoder": (text) =>
    CODINGS.map((coding) =>
      chunks(text).map((pieces) => {
        const decoder = dataDecoder(coding);
        return pieces.map((piece) => decoder.push(piece));
      }),
    ),
  "ftp/data-coding.ts dataEncoder": (text) =>
    CODINGS.map((coding) => {
      const encoder = dataEncoder(coding);
      return chunks(text).map((pieces) =>
        pieces.map((octets) => [
          encoder.encode({ kind: "octets", octets }),
          encoder.encode({ kind: "end-of-record" }),
        ]),
      );
    }),
  "ftp/command.ts parseCommand": (text) =>
    parseCommand({ octets: octetsOf(text), ending: "crlf", dropped: 0 }),
  "ftp/irregularity.ts addCharacters": (text) => addCharacters([], text),
  "ftp/reply.ts ReplyReader": repliesIn,
  "firmware/checksum.ts ImageChecksum": (text) =>
    chunks(text).map((pieces) => {
      const sum = new ImageChecksum();
      for (const piece of pieces) sum.update(piece);
      return sum;
    }),
  "hazard/ftp/hazard.ts hazardOfLine": (text) => hazardOfLine(hazards, octetsOf(text), CONTEXT),
  "hazard/ftp/readings.ts CommandSearch": (text) =>
    [true, false].map((anywhere) => new CommandSearch(hazards.risky).commandsIn(text, { anywhere })),
  "hazard/ftp/table.ts HazardTable": (text) => [
    hazards.isInSink(text, true),
    hazards.isBuffered(text),
    hazards.mayBeFirmware(text),
    hazards.confirmedBy("ACCT TEST0", text),
    hazards.confirmedBy("SITE DIRECT OFF", text),
  ],
  "hazard/ftp/words.ts findingsOfCommand": (text) =>
    ["", "STOR ", "SITE ", "MDTM ", "LIST "].map((verb) =>
      findingsOfCommand(verb + text, {
        table: hazards,
        context: CONTEXT,
        unknown: "words",
        unfinished: true,
      }),
    ),
  "catalogue/template.ts Templates": (text) => catalogue.templates.print("HELP: See ...", [text]),
  "catalogue/catalogue.ts Catalogue": (text) => {
    const asked = new Set(catalogue.replies.map(({ verbs, code }) => `${verbs[0]}\t${code}`));
    for (const one of [...asked].slice(0, 60)) {
      const [verb = "", code] = one.split("\t");
      for (const all of lines(text))
        catalogue.observed(verb, { code: Number(code), lines: all, multiline: all.length > 1 });
    }
  },
  "net/trace.ts Trace": traceOf,
  "systems/dm724/device/session.ts Session": conversation,
  "systems/dm724/device/accounts.ts Accounts": (text) =>
    new Accounts([{ name: text, password: text, level: 15 }] as never),
  "systems/dm724/device/configuration-console.ts ConfigurationConsole": (text) => {
    const console = new ConfigurationConsole();
    for (const line of [`check ${text}`, text]) {
      try {
        console.execute(line, 1);
      } catch {
        // A line that is not understood is a fault.
      }
    }
  },
  "device/gathering.ts Gathering": (text) =>
    chunks(text).map((pieces) => {
      const gathering = new Gathering();
      for (const piece of pieces) gathering.add(piece);
      return gathering.content();
    }),
  "device/reply.ts together": (text) =>
    together([text], { code: 200, octets: octetsOf("200 a\r\n"), entries: [] } as never),
  "device/reply.ts worded": (text) => worded({ code: 200 } as never, octetsOf(text)),
  "server/ftp/data-coder.ts SendCoder": (text) =>
    CODINGS.map((coding) =>
      chunks(text).map((pieces) => {
        const coder = new SendCoder(coding);
        return [pieces.map((piece, at) => coder.push(piece, 7 * at)), coder.end()];
      }),
    ),
  "server/ftp/data-coder.ts ReceiveCoder": (text) =>
    CODINGS.map((coding) =>
      chunks(text).map((pieces) => {
        const coder = new ReceiveCoder(coding);
        return pieces.map((piece) => coder.push(piece));
      }),
    ),
  "suite/judge.ts judge": (text) =>
    received(text).map((one) =>
      (["exact", "tolerant", "codes"] as const).map((rule) =>
        judge(
          {
            reply: ["200 {a} in {b} of {c}.", { code: 200, contains: ["{x} and {y}", "a {z:files}"] }],
            says: ["ab"],
          },
          one,
          rule,
          new Map(),
        ),
      ),
    ),
  "suite/judge.ts receivedText": (text) => received(text).map(receivedText),
  "suite/judge.ts fill": (text) => fill(text, new Map([["a", "b"]])),
  "suite/reply-template.ts matchReplyText": (text) =>
    TEMPLATES.map((template) =>
      (["exact", "tolerant"] as const).map((rule) => matchReplyText(template, text, rule, new Map())),
    ),
  "suite/reply-template.ts sameWording": (text) => TEMPLATES.map((template) => sameWording(template, text)),
  "suite/variables.ts substitute": (text) => substitute([text, { a: text }], { a: "b" }),
  "suite/variables.ts expand": (text) => expand(text, { a: "b" }),
  "suite/variables.ts replaceForms": (text) => replaceForms(text, (whole) => whole),
  "runner/case-record.ts dialogueOf": (text) => dialogueOf(traceOf(text), ["a a a", "secret"]),
  "runner/journal.ts parseJournal": (text) => parseJournal("a", text),
  "runner/recorded/event-form.ts wrongEvent": (text) =>
    wrongEvent(
      { at: 0, session: "main", channel: "control", side: "C", note: text, is: "connected" },
      octetsOf(text),
    ),
  "runner/recorded/recording.ts Recording": (text) =>
    new Recording([{ at: 0, session: "main", channel: "control", side: "C", text: visible(text) }]).masked(
      octetsOf(text),
    ),
  "runner/secrets.ts maskedPieces": (text) =>
    [[text], text.match(/[^]{1,7}/g) ?? []].map((pieces) => maskedPieces(pieces, ["a a a", "    "], true)),
  "runner/secrets.ts secretsOf": (text) => secretsOf({ root: { user: text, password: text } }),
  "runner/secrets.ts withoutSecrets": (text) =>
    withoutSecrets({ a: [text, text.split("\n")] }, ["a a a", "    "]),
  "runner/ftp/steps/coded-data.ts encoded": (text) =>
    (["block", "compressed"] as const).map((mode) => encoded({ mode } as never, octetsOf(text))),
  "tester/ftp/data-intake.ts DataIntake": (text) =>
    chunks(text).map((pieces) => {
      const intake = new DataIntake(1 << 14, false);
      for (const piece of pieces) intake.add(piece);
      return intake.take();
    }),
  "suite/judge.ts saysAbsent": (text) =>
    received(text).map((one) => saysAbsent(["500", "200 {a} in {b} of {c}."], one)),
  "suite/readable.ts unreadableIn": (text) =>
    [213, 227, 229, 257].map((code) =>
      ["SIZE", "MDTM"].map((verb) => lines(text).map((all) => unreadableIn(verb, { code, lines: all }))),
    ),
  "runner/ftp/device-words.ts workDirectoryIn": (text) => words(text, 257).map(workDirectoryIn),
  "runner/ftp/device-words.ts unfitWords": (text) =>
    words(text, 257).map((one) => unfitWords(one, new Map(), new Map([["a", text]]))),
  "runner/journal-form.ts wrongInRecord": (text) =>
    wrongInRecord({ type: "not-run", id: text, covers: text.split("\n"), [text]: text }, true),
  "runner/process-identity.ts identityIn": (text) => identityIn(text),
  "report/log-line.ts jsonText": (text) => jsonText({ a: [text, text.split("\n")] }),
  "runner/ftp/wire-guard.ts HazardGuard": (text) => {
    const guard = new HazardGuard("reboot", "the profile", hazards, true);
    guard.refusal("main", octetsOf(text));
    for (const reply of repliesIn(text)) guard.heard("main", reply);
  },
  "report/baseline/signature.ts signatureOf": (text) => signatureOf(recordWith(text)),
  "report/closing-block.ts closingBlock": (text) => closingBlock(journalWith(text), [], paintFor(false), 100),
  "report/compare/compare-runs.ts compareRuns": (text) =>
    comparisonPage(compareRuns(journalWith(text), journalWith(`${text}x`), 2), { columns: 100 }),
  "report/printable.ts wrapped": (text) => wrapped(text, 80),
  "report/summary.ts summaryText": (text) =>
    summaryText(journalWith(text), { colour: true, columns: 100, files: [] }),
  "report/write-reports.ts reportTexts": (text) => reportTexts(journalWith(text)),
};

const OF_A_DEVICE = "what a client sends comes to it through a session's commands, which are walked";
const OF_A_RUN = "what a device says comes to it through a run's reports, which are walked";
const OWN = "its texts are those of our own files";
const PATHS = "its text is the name of a file";
const OF_YAML = "YAML is read by a library, and its files are bounded in size where they are read";
const NO_OCTETS = "no octets of a peer come to it";
const OF_SOCKETS = "its parts that read octets are walked by themselves; the rest is sockets";

/** Parameters that say by their types where the octets have been before. */
export const BY_TYPE: readonly [RegExp, string][] = [
  [/\b(?:Device|Session|DeviceModel|FileWriter|Outcome|Content|Ending|Command|CommandLine)\b/, OF_A_DEVICE],
  [/\b(?:Journal|CaseRecord|RunHeader|Baseline\w*|DialogueLine|ReplyStanding|Pair|Ended)\b/, OF_A_RUN],
  [/\b(?:Case|YamlSource|Column|FoundSuites|DeviceIdentity|Paint|TestCase)\b/, OWN],
  [/\b(?:FieldName|Version)\b/, NO_OCTETS],
  [/\bSocket\b/, OF_SOCKETS],
];

/** By file, or by file and name. */
export const NOT_WALKED: Readonly<Record<string, string>> = {
  "ftp/block.ts BlockDecoder": "ftp/data-coding.ts dataDecoder",
  "ftp/compressed.ts CompressedEncoder": "ftp/data-coding.ts dataEncoder",
  "ftp/compressed.ts CompressedDecoder": "ftp/data-coding.ts dataDecoder",
  "ftp/record.ts RecordDecoder": "ftp/data-coding.ts dataDecoder",
  "files/issue.ts": OF_YAML,
  "files/read-text.ts": PATHS,
  "files/yaml-source.ts": OF_YAML,
  "report/baseline/read-baseline.ts parseBaseline": OF_YAML,
  "report/certificate/profile-copy.ts": OF_YAML,
  "net/clock.ts": NO_OCTETS,
  "net/reading.ts": OF_SOCKETS,
  "net/trace.ts TraceLine": "net/trace.ts Trace",
  "tester/ftp/user-dtp.ts": OF_SOCKETS,
  "tester/transfer-limit.ts": NO_OCTETS,
  "tester/ftp/user-pi.ts": OF_SOCKETS,
  "tester/waiter.ts": NO_OCTETS,
  "octets/remembered.ts": NO_OCTETS,
  "systems/dm724/device/aleatory.ts": NO_OCTETS,
  "systems/dm724/device/checked-reception.ts": OF_A_DEVICE,
  "systems/dm724/device/commands/site-service.ts": OF_A_DEVICE,
  "systems/dm724/device/configuration.ts": NO_OCTETS,
  "systems/dm724/device/device.ts": OF_A_DEVICE,
  "device/disk.ts": OF_A_DEVICE,
  "systems/dm724/device/file-transfer.ts": OF_A_DEVICE,
  "device/jobs.ts": NO_OCTETS,
  "systems/dm724/device/model-file.ts": PATHS,
  "systems/dm724/device/models.ts": PATHS,
  "device/power.ts": NO_OCTETS,
  "device/reply.ts entriesOf": NO_OCTETS,
  "systems/dm724/mutants": "a mutant's own reply, which the device made",
  "systems/dm724/device/sink.ts": OF_A_DEVICE,
  "systems/dm724/device/storage.ts": OF_A_DEVICE,
  "systems/dm724/device/temporary-buffer.ts": OF_A_DEVICE,
  "server/ftp/command-queue.ts": "each command once, as the session's conversation has them",
  "server/ftp/lost-urgent.ts": "one line end that is late, for octets that are walked as lines",
  "server/listening.ts": OF_SOCKETS,
  "server/open-sockets.ts": NO_OCTETS,
  "server/patience.ts": NO_OCTETS,
  "server/ftp/reply-writer.ts": OF_SOCKETS,
  "server/ftp/running-transfer.ts": OF_SOCKETS,
  "server/ftp/server-dtp.ts": OF_SOCKETS,
  "server/ftp/server-pi.ts": OF_SOCKETS,
  "suite/profile.ts readTarget": PATHS,
  "suite/cited.ts": OWN,
  "suite/folder-reader.ts": OWN,
  "suite/open-sessions.ts": OWN,
  "suite/used-suites.ts": OWN,
  "suite/with-texts.ts": OWN,
  "suite/step-texts.ts": OWN,
  "catalogue/table.ts": OWN,
  "catalogue/read-catalogue.ts": PATHS,
  "suite/suite-files.ts": PATHS,
  "suite/selection.ts": OWN,
  "suite/compiled.ts": OWN,
  "suite/clauses.ts": OWN,
  "runner/case-context.ts": OF_SOCKETS,
  "runner/case-limit.ts": NO_OCTETS,
  "runner/folder-lock.ts": PATHS,
  "runner/folder.ts": PATHS,
  "runner/journal.ts readJournal": PATHS,
  "runner/journal-writer.ts": "a record is written as JSON, once",
  "runner/pace.ts": NO_OCTETS,
  "runner/recorded/recorded-control.ts": "runner/recorded/recording.ts Recording",
  "runner/recorded/recorded-data.ts": "runner/recorded/recording.ts Recording",
  "runner/run.ts": OF_SOCKETS,
  "runner/ftp/sent-text.ts": OWN,
  "runner/silences.ts": NO_OCTETS,
  "runner/step-end.ts": OF_SOCKETS,
  "runner/ftp/received.ts": OF_SOCKETS,
  "runner/ftp/steps/control.ts": OF_SOCKETS,
  "runner/turns.ts": OF_SOCKETS,
  "report/baseline/read-baseline.ts readBaseline": PATHS,
  "report/baseline/read-run.ts": PATHS,
  "report/certificate/keys.ts": PATHS,
  "report/certificate/suite-copy.ts": OWN,
  "report/html/markup.ts ownElement": OWN,
  "report/junit-place.ts": PATHS,
  "report/plain-file.ts": PATHS,
  "report/write-reports.ts": "report/write-reports.ts reportTexts",
  "report/write-whole.ts": PATHS,
};
