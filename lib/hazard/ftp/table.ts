import { readTable } from "../../files/tsv.js";
import { Remembered } from "../../octets/remembered.js";
import type { Hazard } from "../order.js";
import type { HazardContext } from "./context.js";
import { CommandSearch } from "./readings.js";

export interface HazardRow {
  readonly hazard: Hazard;
  readonly reason: string;
}

/** A command that a device has confirmed in words which fit it: what such a device does from then on is known. */
interface Confirmed {
  /** the line in capitals */
  readonly command: RegExp;
  readonly reply: RegExp;
}

/** What a vendor's devices have beyond RFC 959. */
export interface Vendor {
  /** words that are no commands of its manual, in a table like `hazards.tsv` below `lib` */
  readonly table?: string;
  /** what its own commands do: by verb, or by `SITE` and the words behind it */
  readonly commands?: () => Iterable<readonly [words: string, row: HazardRow]>;
  /** names that stand for file systems, in capitals */
  readonly fileSystems?: readonly string[];
  /** those of them that hold code */
  readonly code?: readonly string[];
  /** those that keep nothing of what is sent there */
  readonly sinks?: readonly string[];
  /** the capability without which a device has none of these sinks */
  readonly sinksWith?: string;
  /** the one that is a temporary buffer */
  readonly buffer?: string;
  /** what makes uploads harmless once it is confirmed */
  readonly confirmed?: Readonly<Partial<Record<"inSink" | "buffered", Confirmed>>>;
}

/** The standards' verbs and those that the field agreed on: by verb, or by `SITE` and the words behind it. */
const AGREED = "hazard/ftp/hazards.tsv";
const NAME = "[A-Z0-9_-]{1,64}(?:\\.[A-Z0-9_-]{1,64})?";
/** The extensions of code, and masks that may fit them. */
const CODE = "\\.(?:BIN|BFW|IMG|XZ?(?![A-Z0-9]))|[*?]";

/** What words on a control connection can do: those of the standards, and a vendor's. */
export class HazardTable {
  readonly #vendor: Vendor;
  readonly #plainName: RegExp;
  readonly #sinkPath: RegExp | undefined;
  readonly #bufferPath: RegExp | undefined;
  readonly #firmware: RegExp;
  #rows: ReadonlyMap<string, HazardRow> | undefined;
  #search: CommandSearch | undefined;
  /** what was found about commands so far */
  readonly found = new Remembered<{ hazard: Hazard; because: string }>();

  constructor(vendor: Vendor = {}) {
    this.#vendor = vendor;
    const { fileSystems = [], sinks = [], code = [], buffer } = vendor;
    // A name that needs no directory, cannot leave one and is none.
    const noDirectory = fileSystems.length === 0 ? "" : `(?!(?:${fileSystems.join("|")})$)`;
    this.#plainName = new RegExp(`^${noDirectory}${NAME}$`, "i");
    this.#sinkPath = sinks.length === 0 ? undefined : new RegExp(`^/(?:${sinks.join("|")})/([^/]*)$`, "i");
    this.#bufferPath = buffer === undefined ? undefined : new RegExp(`^/${buffer}/([^/]*)$`, "i");
    const places = code.length === 0 ? "" : `|(?:^|[^A-Z0-9])(?:${code.join("|")})(?![A-Z0-9])`;
    this.#firmware = new RegExp(`${CODE}${places}`, "i");
  }

  /** By verb, or by `SITE` and the words behind it. */
  get rows(): ReadonlyMap<string, HazardRow> {
    const { table, commands } = this.#vendor;
    this.#rows ??= new Map([
      ...rowsOf(AGREED),
      ...(commands?.() ?? []),
      ...(table === undefined ? [] : rowsOf(table)),
    ]);
    return this.#rows;
  }

  /** The verbs that are never, or not always, harmless. */
  get risky(): readonly string[] {
    const verbs = [...this.rows].filter(
      ([words, { hazard }]) => !words.includes(" ") && hazard === "storage",
    );
    return [...verbs.map(([words]) => words), "SITE", "RNFR", "MDTM"];
  }

  get search(): CommandSearch {
    this.#search ??= new CommandSearch(this.risky);
    return this.#search;
  }

  /** Whether a device of this kind may have sinks. */
  get knowsSinks(): boolean {
    return (this.#vendor.sinks ?? []).length > 0;
  }

  /** @param present the capabilities that the device has @returns whether it has sinks */
  hasSinks(present: ReadonlySet<string>): boolean {
    const { sinks = [], sinksWith } = this.#vendor;
    return sinks.length > 0 && (sinksWith === undefined || present.has(sinksWith));
  }

  /** Whether a file of this name is sent into a sink. @param within the session is confined to one */
  isInSink(name: string, within: boolean): boolean {
    const path = this.#sinkPath?.exec(name);
    if (path === null || path === undefined) return within && this.#plainName.test(name);
    return this.#plainName.test(path[1] as string);
  }

  /** Whether a file of this name goes into the temporary buffer of a session that is known to store there. */
  isBuffered(name: string): boolean {
    return this.#plainName.test(this.#bufferPath?.exec(name)?.[1] ?? name);
  }

  mayBeFirmware(name: string): boolean {
    return this.#firmware.test(name) || this.#firmware.test(name.replace(/ /g, ""));
  }

  /** What a device could confirm about a command. @param command the line in capitals */
  confirmable(command: string): Partial<Pick<HazardContext, "inSink" | "buffered">> {
    const { inSink, buffered } = this.#vendor.confirmed ?? {};
    return {
      ...(inSink?.command.test(command) === true && { inSink: true }),
      ...(buffered?.command.test(command) === true && { buffered: true }),
    };
  }

  /** What the device has confirmed. @param command the line in capitals @param text of a reply 200 */
  confirmedBy(command: string, text: string): Partial<Pick<HazardContext, "inSink" | "buffered">> {
    const { inSink, buffered } = this.#vendor.confirmed ?? {};
    return {
      ...(fits(inSink, command, text) && { inSink: true }),
      ...(fits(buffered, command, text) && { buffered: true }),
    };
  }
}

function fits(confirmed: Confirmed | undefined, command: string, text: string): boolean {
  return confirmed !== undefined && confirmed.command.test(command) && confirmed.reply.test(text);
}

function rowsOf(file: string): [string, HazardRow][] {
  return readTable(file, ["words", "hazard", "reason"]).map(({ words, hazard, reason }) => [
    words,
    { hazard: hazard as Hazard, reason },
  ]);
}

/** For a device of whose vendor nothing is known: every word of its own counts as a reboot. */
export const AGREED_HAZARDS = new HazardTable();
