import { expect } from "chai";
import type { Outcome, Transfer, Work } from "../../../device/outcome.js";
import { type CommandLine, parseCommand } from "../../../ftp/command.js";
import { ManualClock } from "../../../net/clock.js";
import { LineReader } from "../../../octets/lines.js";
import { Device, type DeviceOptions } from "./device.js";
import type { DeviceModel } from "./model.js";
import { defaultModel } from "./models.js";
import type { Session } from "./session.js";

/** The host and port of the client, of the device, and of a passive data connection in these tests. */
export const CLIENT = { host: "127.9.0.2", port: 40_000 };
export const HOST = "127.9.0.1";
export const PASSIVE_PORT = 5001;

/** A command line as it comes off the wire. */
export function parsed(command: string): CommandLine {
  const [line] = new LineReader().push(Buffer.from(`${command}\r\n`, "latin1"));
  if (line === undefined) throw new Error(command);
  return parseCommand(line);
}

/** A session without a network: commands in, the octets of the replies out, with remarks on what else is to happen. */
export class Conversation {
  readonly session: Session;
  /** what the last RETR, LIST or NLST sent */
  sent = "";

  constructor(
    readonly device: Device,
    peer = { client: CLIENT, host: HOST },
  ) {
    const admission = device.admit(peer);
    if (admission.kind !== "session") throw new Error(admission.kind);
    this.session = admission.session;
  }

  static with(options: DeviceOptions = {}): Conversation {
    return new Conversation(new Device({ clock: new ManualClock(), ...options }));
  }

  login(user = "root"): this {
    this.say(`USER ${user}`);
    this.say("PASS");
    return this;
  }

  /** @param data what a STOR or APPE receives; null: the connection breaks in the middle of "broken" */
  say(command: string, data: string | null = ""): string {
    return this.#act(this.session.execute(parsed(command)), data);
  }

  #act(outcome: Outcome, data: string | null): string {
    switch (outcome.kind) {
      case "reply":
        return text(outcome.octets);
      case "close":
      case "restart":
      case "abort":
        return `${text(outcome.reply.octets)} (${outcome.kind})`;
      case "active":
        return `${text(outcome.reply.octets)} (to ${outcome.endpoint.host} ${outcome.endpoint.port})`;
      case "passive": {
        const reply = outcome.listening({ host: this.session.peer.host, port: PASSIVE_PORT });
        return `${text(reply.octets)} (${outcome.anyHost ? "any host" : "own host"})`;
      }
      case "transfer":
        return `${text(outcome.opened.octets)} | ${this.#transfer(outcome, data)}`;
      case "work":
        return this.#work(outcome);
      case "later":
        return "later";
    }
  }

  /** Lets the clock run until it is done. */
  #work(work: Work): string {
    const { clock, jobs } = this.device;
    let last: string | undefined;
    jobs.run(this.session, work.task, (reply) => {
      last = text(reply.octets);
    });
    if (clock instanceof ManualClock) clock.advance(work.task.duration);
    if (work.announcement === undefined) return last ?? "at work";
    return `${text(work.announcement.octets)} | ${last ?? "at work"}`;
  }

  #transfer(transfer: Transfer, data: string | null): string {
    const opening = transfer.open();
    const ending = transfer.representation.mode === "S" ? "closed" : "open";
    if (opening.kind === "refused") return text(opening.reply.octets);
    if (opening.kind === "send") {
      const pieces: Buffer[] = [];
      for (let piece = opening.source.next(); piece; piece = opening.source.next()) {
        if (!Buffer.isBuffer(piece)) return text(piece.octets);
        pieces.push(piece);
      }
      this.sent = text(Buffer.concat(pieces), false);
      return text(opening.source.end(ending).octets);
    }
    const { sink } = opening;
    // A long file comes in pieces that are no multiple of anything.
    const octets = Buffer.from(data ?? "broken", "latin1");
    const size = octets.length > 1000 ? 77 : 1;
    for (let at = 0; at < octets.length; at += size) {
      const refusal = sink.write(octets.subarray(at, at + size));
      if (refusal !== undefined) return text(refusal.octets);
    }
    if (data !== null) return text(sink.end(ending).octets);
    sink.cut();
    return text(transfer.broken.octets);
  }
}

function text(octets: Buffer, cut = true): string {
  const whole = octets.toString("latin1");
  return cut ? whole.replace(/\r\n$/, "") : whole;
}

export const DENIED = "530 Access denied, not logged in.";
export const DELIMITER = "500 Syntax error, command delimiter error.";
export const FILE_150 = "150 Data connection open, file transfer in process...";
export const stored = (octets: number, verb = "STOR") =>
  `226 ${verb} completed, ${octets} bytes processed, data connection is closed.`;

/** A device of the current model, but for these features. */
export const stripped = (features: Partial<DeviceModel["features"]>): DeviceOptions => {
  const model = defaultModel();
  return { model: { ...model, features: { ...model.features, ...features } } };
};

/** A device of the current model, but for these facts. */
export const altered = (facts: Partial<DeviceModel>): DeviceOptions => ({
  model: { ...defaultModel(), ...facts },
});

/** Said before, each on its own; the command; the reply. `STOR x < data` sends data. */
export type Row = readonly [before: readonly string[], command: string, reply: string | RegExp];

/** Rows that a new device answers, each to a new session of the user: root, unless told otherwise; "" is nobody. */
export interface Table {
  title: string;
  user?: string;
  options?: DeviceOptions;
  rows: readonly Row[];
}

/** As in a row: `STOR x < data` sends data. */
export function say(conversation: Conversation, command: string): string {
  const [line = "", data] = command.split(" < ");
  return conversation.say(line, data);
}

/** A describe for every table, with an it for every row. */
export function describeTables(tables: readonly Table[]): void {
  for (const { title, user = "root", options, rows } of tables) {
    describe(title, () => {
      for (const [before, command, expected] of rows) {
        const shown = command.length > 50 ? `${command.slice(0, 50)}...` : command;
        it(`${[...before, shown].join(", ")}: ${String(expected).split("\r\n")[0]}`, () => {
          const conversation = Conversation.with(options);
          if (user !== "") conversation.login(user);
          for (const earlier of before) say(conversation, earlier);
          const reply = say(conversation, command);
          if (typeof expected === "string") expect(reply).to.equal(expected);
          else expect(reply).to.match(expected);
        });
      }
    });
  }
}
