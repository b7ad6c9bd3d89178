/** What was asked and what came, read out of a case's dialogue. */
import { parseCommand } from "../../ftp/command.js";
import { ReplyReader } from "../../ftp/reply.js";
import { LineReader } from "../../octets/lines.js";
import { fromVisible, visible } from "../../octets/text.js";
import type { CaseRecord, DialogueEvent } from "../../runner/journal.js";

/** A command and its replies, or the connection and its greeting. */
export interface Exchange {
  session: string;
  /** what is shown of the command, printable; `(connect)` for the connection */
  command: string;
  /** `RETR`, `SITE BACKUP`; `(connect)` */
  verb: string;
  /** code and texts, printable, lines divided by ` / ` */
  replies: string[];
  /** milliseconds from the command to the first reply; undefined without one */
  latencyMs: number | undefined;
}

/** The runner's own sessions say nothing about the case. */
const OWN = new Set(["health", "cleanup"]);
const CONNECT = "(connect)";
const FIRST_FINAL = 200;

/** In the order in which they began. */
export function exchangesOf(record: CaseRecord): Exchange[] {
  const exchanges: Exchange[] = [];
  const connections = new Map<string, Conversation>();
  for (const event of record.dialogue) {
    if (event.channel !== "control" || OWN.has(event.session)) continue;
    const connection = `${event.session} ${event.connection ?? 0}`;
    if (event.text !== undefined)
      connections.get(connection)?.say(event.side, octetsIn(event.text), event.at);
    else if (event.note?.startsWith("connected") === true)
      connections.set(connection, new Conversation(event, exchanges));
  }
  return exchanges;
}

/** One control connection. */
class Conversation {
  readonly #commands = new LineReader();
  readonly #replies = new ReplyReader();
  /** what has no final reply yet, oldest first: a device answers in the order in which it was asked */
  readonly #open: { exchange: Exchange; at: number }[] = [];
  #last: { exchange: Exchange; at: number };

  constructor(
    event: DialogueEvent,
    private readonly exchanges: Exchange[],
  ) {
    this.session = event.session;
    this.#last = this.#begin(CONNECT, CONNECT, event.at);
  }

  private readonly session: string;

  say(side: DialogueEvent["side"], octets: Buffer, at: number): void {
    if (side === "C") {
      for (const line of this.#commands.push(octets)) {
        const { verb, argument } = parseCommand(line);
        // A password is nobody's business, in however many pieces it was sent.
        const shown = verb === "PASS" && argument !== "" ? "PASS ****" : visible(line.octets);
        this.#begin(shown, verb === "SITE" ? `SITE ${siteVerb(argument)}`.trimEnd() : verb, at);
      }
    } else if (side === "S") {
      for (const { code, lines } of this.#replies.push(octets)) {
        const asked = this.#open[0] ?? this.#last;
        asked.exchange.replies.push(`${code} ${lines.map((line) => visible(line)).join(" / ")}`.trimEnd());
        asked.exchange.latencyMs ??= at - asked.at;
        if (code >= FIRST_FINAL) this.#open.shift();
      }
    }
  }

  #begin(command: string, verb: string, at: number): { exchange: Exchange; at: number } {
    const exchange: Exchange = { session: this.session, command, verb, replies: [], latencyMs: undefined };
    this.exchanges.push(exchange);
    this.#last = { exchange, at };
    this.#open.push(this.#last);
    return this.#last;
  }
}

function siteVerb(argument = ""): string {
  return /^[A-Za-z]+/.exec(argument)?.[0].toUpperCase() ?? "";
}

/** A journal that was edited by hand is read as far as it goes. */
function octetsIn(text: string): Buffer {
  const read = fromVisible(text);
  return read.ok ? read.octets : Buffer.from(text, "utf8");
}
