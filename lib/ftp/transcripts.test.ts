import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect } from "chai";
import { FIXTURES } from "../octets/fixtures.test.js";
import { LineReader } from "../octets/lines.js";
import { sampled } from "../octets/sampled.test.js";
import { fromVisible, textOf, visible } from "../octets/text.js";
import { parseCommand, printCommand } from "./command.js";
import {
  parseEprt,
  parseExtendedPassive,
  parsePassive,
  parsePort,
  printEprt,
  printPort,
} from "./endpoint.js";
import { type Irregularity, isIrregularity } from "./irregularity.js";
import { parseListing, parseNames } from "./listing.js";
import type { ListingEntry } from "./listing-entry.js";
import { type Reply, ReplyReader } from "./reply.js";
import { parseTime } from "./time.js";

/**
 * Dialogues of servers and clients that are not ours, as an observer recorded them who knows nothing of this code.
 * The head of a file says what the observer saw: `codes`, `irregularities`, `irregularities-sent`, and an `entries`
 * line for each listing that succeeded, with what the file system really held.
 */
const FOLDER = join(FIXTURES, "transcripts");
const SERVERS = ["vsftpd", "proftpd", "pure-ftpd", "pyftpdlib"];

/** From this many octets, without its CR LF, the observer calls a line over-long. */
const OBSERVED_LINE = 510;
/** What the observer can see of the client's lines; the rest, such as an empty line, he does not name. */
const OBSERVED_SENT: readonly Irregularity[] = [
  "bare-lf",
  "bare-cr",
  "nul",
  "eight-bit",
  "telnet",
  "over-long",
];
/** Streams up to this long are cut in two at every place (`npm test`: every fifth); all are cut into single octets. */
const CUT_EVERYWHERE = 6000;

type Kind = "C:" | "S:" | "D>" | "D<";

interface Truth {
  name: string;
  kind: "file" | "directory" | "symlink";
  size: number;
}

interface Transcript {
  name: string;
  server: string;
  codes: number[];
  irregularities: Irregularity[];
  irregularitiesSent: Irregularity[];
  truths: Truth[][];
  events: { kind: Kind; octets: Buffer }[];
}

function read(name: string): Transcript {
  const transcript: Transcript = {
    name: name.replace(/\.txt$/, ""),
    server: "",
    codes: [],
    irregularities: [],
    irregularitiesSent: [],
    truths: [],
    events: [],
  };
  for (const [index, line] of readFileSync(join(FOLDER, name), "latin1").split("\n").slice(0, -1).entries()) {
    const [, key, value = ""] = /^# ([a-z-]+): (.*)$/.exec(line) ?? [];
    if (key !== undefined) readHead(transcript, key, value);
    else if (!line.startsWith("#")) transcript.events.push(eventOf(line, `${name}:${index + 1}`));
  }
  return transcript;
}

function readHead(transcript: Transcript, key: string, value: string): void {
  if (key === "server") transcript.server = value.split(" ")[0] ?? "";
  if (key === "codes") transcript.codes = value.split(" ").filter(Boolean).map(Number);
  if (key === "irregularities") transcript.irregularities = namesOf(value);
  if (key === "irregularities-sent") transcript.irregularitiesSent = namesOf(value);
  if (key === "entries") transcript.truths.push(JSON.parse(value) as Truth[]);
}

function namesOf(value: string): Irregularity[] {
  const names = value.split(" ").filter((name) => name !== "" && name !== "none");
  expect(names.filter((name) => !isIrregularity(name))).to.deep.equal([]);
  return names.filter(isIrregularity);
}

function eventOf(line: string, place: string): Transcript["events"][number] {
  const [, kind, text = ""] = /^([CS]:|D[<>]) (.*)$/.exec(line) ?? [];
  const parsed = fromVisible(text);
  if (kind === undefined || !parsed.ok) throw new Error(`${place}: ${parsed.ok ? "no event" : parsed.fault}`);
  expect(visible(parsed.octets), place).to.equal(text);
  return { kind: kind as Kind, octets: parsed.octets };
}

const chunksOf = (transcript: Transcript, kind: Kind): Buffer[] =>
  transcript.events.filter((event) => event.kind === kind).map((event) => event.octets);

/** All replies; nothing may be left at the end. */
function repliesOf(chunks: readonly Uint8Array[], maxLine?: number): Reply[] {
  const reader = new ReplyReader(maxLine === undefined ? {} : { maxLine });
  const replies = chunks.flatMap((chunk) => reader.push(chunk));
  expect(reader.end()).to.equal(undefined);
  return replies;
}

/** A command as the client sent it, with what came until the next one. */
interface Exchange {
  command: string;
  argument: string;
  replies: Reply[];
  data: Buffer;
}

/** Good only for dialogues in which every command waits for its reply. */
function exchangesOf(transcript: Transcript): Exchange[] {
  const exchanges: Exchange[] = [];
  const reader = new ReplyReader();
  for (const { kind, octets } of transcript.events) {
    const last = exchanges.at(-1);
    if (kind === "C:") {
      const [line] = new LineReader().push(octets);
      const command = line && parseCommand(line);
      exchanges.push({
        command: command?.verb ?? "",
        argument: command?.argument ?? "",
        replies: [],
        data: Buffer.alloc(0),
      });
    } else if (kind === "S:") {
      const replies = reader.push(octets);
      last?.replies.push(...replies);
    } else if (kind === "D<" && last) {
      last.data = Buffer.concat([last.data, octets]);
    }
  }
  return exchanges;
}

const sorted = (names: readonly string[]): string[] => names.toSorted();
/** Some servers list the directory itself and the one above it. */
const isNoDot = (name: string): boolean => name !== "." && name !== "..";
const baseOf = (name: string): string => name.slice(name.lastIndexOf("/") + 1);

/** What LIST and the file system both say of a file: the size of a directory is the server's own affair. */
function rowOf({ name, kind, size }: Truth | ListingEntry): string {
  const same = kind === "symlink" ? "link" : kind;
  return `${baseOf(name)} ${same} ${same === "directory" ? "" : size}`;
}

function checkEntries(entries: readonly ListingEntry[], truth: readonly Truth[]): void {
  const shown = entries.filter(({ name }) => isNoDot(name));
  expect(sorted(shown.map(rowOf))).to.deep.equal(sorted(truth.map(rowOf)));
  const leap = shown.find(({ name }) => name === "leap.bin");
  if (leap) expect(leap.modified).to.deep.include({ year: 2024, month: 2, day: 29 });
}

function checkListing({ command, replies, data }: Exchange, truth: readonly Truth[]): void {
  if (command === "NLST") {
    const names = parseNames(data).names.map(baseOf).filter(isNoDot);
    expect(sorted(names)).to.deep.equal(sorted(truth.map(({ name }) => name)));
    return;
  }
  if (command === "LIST") {
    const listing = parseListing(data);
    expect(listing.unparsed).to.deep.equal([]);
    expect(listing.format).to.equal(truth.length > 0 ? "unix" : "empty");
    checkEntries(listing.entries, truth);
    return;
  }
  // STAT of a directory is a listing inside a reply; one server sets each line off with a blank.
  const lines = replies.at(-1)?.lines.slice(1, -1) ?? [];
  const text = lines.map((line) => `${line.replace(/^ /, "")}\r\n`).join("");
  const listing = parseListing(Buffer.from(text, "latin1"));
  expect(listing.unparsed).to.deep.equal([]);
  checkEntries(listing.entries, truth);
}

function checkTranscript(transcript: Transcript): void {
  const { name } = transcript;
  const received = chunksOf(transcript, "S:");
  const stream = Buffer.concat(received);
  const replies = repliesOf(received);

  it("the replies have the codes that the observer saw, and all octets", () => {
    expect(replies.map((reply) => reply.code)).to.deep.equal(transcript.codes);
    expect(Buffer.concat(replies.map((reply) => reply.octets))).to.deep.equal(stream);
  });

  it("the replies are as irregular as the observer saw", () => {
    // What is cut off an over-long line may be irregular itself, so the whole lines are looked at too.
    const all = [...replies, ...repliesOf(received, OBSERVED_LINE)];
    const seen = new Set(all.flatMap((reply) => reply.irregularities));
    expect(sorted([...seen])).to.deep.equal(sorted(transcript.irregularities));
  });

  it("the replies are the same wherever the stream is cut", () => {
    expect(repliesOf([stream]), "one chunk").to.deep.equal(replies);
    expect(repliesOf([...stream].map((octet) => Buffer.from([octet]))), "single octets").to.deep.equal(
      replies,
    );
    const places = Array.from(
      { length: Math.min(stream.length, CUT_EVERYWHERE) - 1 },
      (_, index) => index + 1,
    );
    for (const at of sampled(places, 5, stream.length)) {
      const cut = repliesOf([stream.subarray(0, at), stream.subarray(at)]);
      if (!same(cut, replies)) expect(cut, `cut at ${at}`).to.deep.equal(replies);
    }
  });

  it("the commands are read, and printed as they were sent", () => {
    const reader = new LineReader({ keep: OBSERVED_LINE });
    const lines = chunksOf(transcript, "C:").flatMap((chunk) => reader.push(chunk));
    expect(reader.pending).to.equal(0);
    const seen = new Set<Irregularity>();
    for (const line of lines) {
      const { verb, argument, irregularities } = parseCommand(line);
      for (const irregularity of irregularities) seen.add(irregularity);
      if (irregularities.includes("telnet") || irregularities.includes("eight-bit")) continue;
      const sent = textOf(line.octets);
      expect(textOf(printCommand(verb, argument))).to.equal(`${verb}${sent.slice(verb.length)}\r\n`);
      expect(sent.slice(0, verb.length).toUpperCase()).to.equal(verb);
    }
    const observed = [...seen].filter((irregularity) => OBSERVED_SENT.includes(irregularity));
    expect(sorted(observed)).to.deep.equal(sorted(transcript.irregularitiesSent));
  });

  it("the replies to PASV and EPSV have an endpoint", () => {
    for (const { code, lines } of replies) {
      if (code === 227)
        expect(parsePassive(lines.join("\n"))).to.deep.include({ ok: true, style: "regular" });
      if (code === 229) expect(parseExtendedPassive(lines.join("\n"))).to.have.all.keys("ok", "port");
    }
  });

  if (name.endsWith("-errors")) return;
  it("the arguments of PORT and EPRT have an endpoint and are printed as they were sent", () => {
    for (const { command, argument } of exchangesOf(transcript)) {
      const parsed =
        command === "PORT" ? parsePort(argument) : command === "EPRT" ? parseEprt(argument) : undefined;
      if (parsed === undefined || name.endsWith("-refused")) continue;
      if (!parsed.ok) throw new Error(`${command} ${argument}: ${parsed.fault}`);
      const print = command === "PORT" ? printPort : printEprt;
      expect(print(parsed.endpoint)).to.equal(argument);
    }
  });

  it("the replies to MDTM have a time", () => {
    for (const exchange of exchangesOf(transcript)) {
      const [reply] = exchange.replies;
      if (exchange.command !== "MDTM" || reply?.code !== 213) continue;
      expect(parseTime(reply.lines[0] ?? "")).to.have.property("ok", true);
    }
  });

  if (transcript.truths.length === 0) return;
  it("the listings say what the file system held", () => {
    const listings = exchangesOf(transcript).filter(
      ({ command, replies: [...own] }) =>
        ["LIST", "NLST", "STAT"].includes(command) && String(own.at(-1)?.code).startsWith("2"),
    );
    expect(listings.length).to.equal(transcript.truths.length);
    for (const [index, listing] of listings.entries()) checkListing(listing, transcript.truths[index] ?? []);
  });
}

/** Like deep.equal, at a speed that allows a comparison for every octet. */
function same(some: readonly Reply[], others: readonly Reply[]): boolean {
  return (
    some.length === others.length &&
    some.every((one, index) => {
      const other = others[index];
      return (
        other !== undefined &&
        one.code === other.code &&
        one.multiline === other.multiline &&
        one.octets.equals(other.octets) &&
        one.lines.join("\n") === other.lines.join("\n") &&
        one.irregularities.join() === other.irregularities.join()
      );
    })
  );
}

describe("transcripts of real servers", () => {
  const transcripts = readdirSync(FOLDER)
    .filter((name) => name.endsWith(".txt"))
    .map(read);

  it("there are those of four servers at least, with listings and transfers", () => {
    for (const server of SERVERS) {
      const own = transcripts.filter((transcript) => transcript.server === server);
      expect(own.length, server).to.be.at.least(2);
      expect(
        own.some(({ truths }) => truths.length > 0),
        `${server}: a listing`,
      ).to.equal(true);
    }
  });

  for (const transcript of transcripts) describe(transcript.name, () => checkTranscript(transcript));
});
