import type { Outcome, Passive } from "../../device/outcome.js";
import type { DeviceReply } from "../../device/reply.js";
import type { ServedSession } from "../../device/served.js";
import { type CommandLine, parseCommand } from "../../ftp/command.js";
import type { Endpoint } from "../../ftp/endpoint.js";
import { telnetAnswers } from "../../ftp/telnet.js";
import type { Clock } from "../../net/clock.js";
import type { ReadingSocket } from "../../net/reading.js";
import { wasReset } from "../../net/tcp.js";
import { LineReader } from "../../octets/lines.js";
import type { OpenSockets } from "../open-sockets.js";
import { Patience } from "../patience.js";
import { type AtWork, taskAtWork, transferAtWork, type Workplace } from "./at-work.js";
import { CommandQueue } from "./command-queue.js";
import { LostUrgent } from "./lost-urgent.js";
import { ReplyWriter, type Rewrite } from "./reply-writer.js";
import { ServerDtp } from "./server-dtp.js";

export interface ServerPiOptions {
  /** counted from 1 */
  number: number;
  sockets: OpenSockets;
  clock: Clock;
  /** milliseconds that a data connection may take to come about */
  dataConnectionTimeout: number;
  /** from which data connections are made */
  dataPort?: number | undefined;
  rewrite?: Rewrite | undefined;
  hears?: ((octets: Buffer) => Buffer) | undefined;
  /** whether the system leaves urgent octets in the stream */
  urgentInline: boolean;
  /** the session is over; the socket may live on until the client has read what was sent */
  onEnd: () => void;
  /** something was thrown that is nobody's answer: the session ends with 421 */
  onFault: (fault: unknown) => void;
}

/** Commands that may wait; a client that sends more is not read until some are done. */
const MAX_WAITING = 64;
/** Milliseconds that a client has for closing its half after the server has closed its own. */
const LINGER = 2_000;
const IAC = 255;
const FAULT = Buffer.from("421 Service not available.\r\n");

/** One control connection (RFC 959 2.3): reads commands, has the session carry them out in order, sends the replies. */
export class ServerPi {
  readonly #reader: LineReader;
  readonly #dtp: ServerDtp;
  readonly #queue = new CommandQueue();
  readonly #replies: ReplyWriter;
  #running: AtWork | undefined;
  /** PASV was said and the system has not answered yet, or somebody is asked about a password */
  #asking = false;
  #clientEnded = false;
  /** the session is over; nothing is read or said any more */
  #ended = false;
  readonly #patience: Patience;
  readonly #lostUrgent: LostUrgent | undefined;

  constructor(
    private readonly socket: ReadingSocket,
    private readonly session: ServedSession,
    private readonly options: ServerPiOptions,
  ) {
    const { sockets, clock, dataConnectionTimeout, number, rewrite, dataPort } = options;
    this.#reader = new LineReader({ keep: session.longestLine });
    this.#dtp = new ServerDtp(session.peer, sockets, clock, dataConnectionTimeout, dataPort);
    this.#replies = new ReplyWriter(socket, number, rewrite);
    if (!options.urgentInline)
      this.#lostUrgent = new LostUrgent(
        clock,
        this.#reader,
        this.#guarded((octets: Buffer) => this.#understand(octets)),
      );
    this.#patience = new Patience(
      clock,
      session.patience,
      this.#guarded(() => {
        this.#replies.say(this.session.expired());
        this.#finish();
      }),
    );
  }

  start(greeting: DeviceReply): void {
    const { socket } = this;
    // Lines are views of what they came in, and commands wait: so they get octets of their own.
    socket.takenBy({ take: this.#guarded((octets: Buffer) => this.#read(Buffer.from(octets))) });
    socket.on("drain", () => this.#goOn());
    socket.once(
      "end",
      this.#guarded(() => this.#clientHasEnded()),
    );
    const gone = this.#guarded(() => this.#end("client"));
    // "close" comes a turn later than "error", and the client may be back by then.
    socket.once("error", gone);
    socket.once("close", gone);
    this.#replies.say(greeting);
    this.#replies.flush();
    this.#patience.start();
    socket.resume();
  }

  /** Cuts the connection. @param by who is taken to have closed it */
  cut(by: "client" | "server" = "server"): void {
    this.#end(by);
    this.socket.destroy();
  }

  /** Whatever is thrown ends this session, and neither another one nor the process. */
  #guarded<Given extends unknown[]>(act: (...given: Given) => void): (...given: Given) => void {
    return (...given) => {
      try {
        act(...given);
      } catch (fault) {
        this.#failed(fault);
      }
    };
  }

  readonly #goOn = this.#guarded(() => this.#work());

  #failed(fault: unknown): void {
    if (this.#ended) return;
    this.options.onFault(fault);
    this.#replies.write(FAULT);
    try {
      this.#finish();
    } catch {
      // What has to be let go may be what went wrong.
      this.socket.destroySoon();
    }
  }

  #read(octets: Buffer): void {
    if (this.#ended) return;
    const heard = this.options.hears?.(octets) ?? octets;
    this.#understand(this.#lostUrgent?.arrived(heard) ?? heard);
    this.#lostUrgent?.read();
  }

  #understand(chunk: Buffer): void {
    if (chunk.includes(IAC)) this.#replies.write(telnetAnswers(chunk));
    for (const line of this.#reader.push(chunk)) this.#queue.push(parseCommand(line));
    this.#work();
  }

  /** Carries out what waits, as far as that goes now; the replies leave in one write. */
  #work(): void {
    for (let command = this.#due(); command !== undefined; command = this.#due()) this.#carryOut(command);
    this.#replies.flush();
    if (this.#ended) return;
    const idle = this.#running === undefined && !this.#asking && this.#queue.length === 0;
    if (this.#clientEnded && idle) return this.#finish();
    if (this.#queue.length > MAX_WAITING || this.#replies.choked) this.socket.pause();
    else if (this.socket.isPaused()) this.socket.resume();
  }

  /** Takes the command to carry out now. */
  #due(): CommandLine | undefined {
    if (this.#ended || this.#asking || this.#replies.choked) return undefined;
    if (this.#running === undefined) return this.#queue.take();
    return this.#queue.takeUrgent() ?? this.#refuseNext();
  }

  /** Refuses what may not wait for the end of what runs. */
  #refuseNext(): undefined {
    for (let next = this.#queue.first; next !== undefined; next = this.#queue.first) {
      const refusal = this.session.refuseBusy(next);
      if (refusal === undefined) return;
      this.#queue.take();
      this.#patience.sign();
      this.#replies.say(refusal);
    }
  }

  /**
   * The client sends nothing more. Its commands are still carried out, but a transfer that runs is aborted, as when the
   * connection broke (RFC 959 4.1.1): the client may be gone, and somebody else waits for its place.
   */
  #clientHasEnded(): void {
    // A reset can look like an end: then there is nobody left to answer.
    if (wasReset(this.socket)) return this.cut("client");
    this.#clientEnded = true;
    const running = this.#running;
    if (running === undefined || this.#queue.includes("QUIT")) return this.#work();
    if (running.outlives) return this.#finish();
    this.#replies.say(running.abort());
    this.#finish();
  }

  #carryOut(command: CommandLine): void {
    this.#patience.sign();
    this.#act(this.session.execute(command));
  }

  #act(outcome: Outcome): void {
    switch (outcome.kind) {
      case "reply":
        return this.#replies.say(outcome);
      case "close":
        this.#replies.say(outcome.reply);
        return this.#finish();
      case "restart":
        this.#dtp.reset();
        return this.#replies.say(outcome.reply);
      case "active":
        this.#dtp.connectTo(outcome.endpoint);
        return this.#replies.say(outcome.reply);
      case "passive":
        return this.#listen(outcome);
      case "transfer":
        return this.#runs(transferAtWork(outcome, this.#workplace));
      case "work":
        return this.#runs(taskAtWork(outcome, this.#workplace));
      case "later":
        return this.#ask(outcome.outcome);
      case "abort":
        return this.#abort(outcome.reply);
    }
  }

  #listen(passive: Passive): void {
    this.#asking = true;
    const listening = this.#guarded((endpoint: Endpoint | undefined) => {
      this.#asking = false;
      this.#replies.say(endpoint === undefined ? passive.refused : passive.listening(endpoint));
      this.#work();
    });
    this.#dtp.listen(passive.anyHost, listening);
  }

  #ask(outcome: Promise<Outcome>): void {
    this.#asking = true;
    const answered = this.#guarded((answer: Outcome) => {
      this.#asking = false;
      if (this.#ended) return;
      this.#act(answer);
      this.#work();
    });
    outcome.then(answered, (fault: unknown) => this.#failed(fault));
  }

  get #workplace(): Workplace {
    return {
      session: this.session,
      dtp: this.#dtp,
      clock: this.options.clock,
      patience: this.session.patience,
      preliminary: (reply) => {
        this.#replies.say(reply);
        this.#replies.flush();
      },
      done: (reply) => this.#done(reply),
      guarded: (act) => this.#guarded(act),
    };
  }

  #runs(running: AtWork): void {
    this.#running = running;
    // A transfer is something to do and no inactivity (AMB-017).
    this.#patience.stop();
    running.start();
  }

  /** What ran has ended by itself. */
  #done(reply: DeviceReply): void {
    if (this.#ended) return;
    this.#stopped();
    this.#replies.say(reply);
    this.#work();
  }

  #stopped(): void {
    this.#running = undefined;
    this.#patience.start();
  }

  /** Two replies when something ran, else one (AMB-045). */
  #abort(reply: DeviceReply): void {
    const running = this.#running;
    if (running === undefined) this.#dtp.drop();
    else {
      this.#stopped();
      this.#replies.say(running.abort());
    }
    this.#replies.say(reply);
  }

  /** Ends the session and closes the connection behind its last reply, in order: the server first (RFC 959 5.2). */
  #finish(): void {
    if (this.#ended) return;
    this.#replies.flush();
    this.#end(this.#clientEnded ? "client" : "server");
    const { socket, options } = this;
    const patience = new Patience(options.clock, LINGER, () => this.cut());
    patience.start();
    socket.once("close", () => patience.stop());
    socket.end();
    // What still comes is thrown away, so that the client's end is seen.
    socket.resume();
  }

  /** The session is over: its client's slot is free, and whatever it was doing stops. */
  #end(by: "client" | "server"): void {
    if (this.#ended) return;
    this.#ended = true;
    this.#queue.clear();
    const running = this.#running;
    this.#running = undefined;
    this.#patience.stop();
    this.#lostUrgent?.stop();
    try {
      running?.leave();
    } finally {
      this.#dtp.drop();
      this.session.end(by);
      this.options.onEnd();
    }
  }
}
