import { type Reply, ReplyReader } from "../../ftp/reply.js";
import { HazardRefused, type ReplyOutcome, type UserPiOptions } from "../../tester/ftp/user-pi.js";
import type { ControlLink } from "../../tester/wire.js";
import type { RecordedEvent, Recording } from "./recording.js";

const LF = 0x0a;

/** A control connection as it was: what is sent must be what was sent, and what is heard is what was heard. */
export class RecordedControl implements ControlLink {
  readonly own: readonly RecordedEvent[];
  readonly localAddress: string;
  readonly remoteAddress: string;
  readonly #reader = new ReplyReader();
  readonly #replies: Reply[] = [];
  #at = 1;
  #ended: "end" | "reset" | undefined;
  #unfinished = false;
  finished = false;

  /** @param own its events; the first says that it was opened */
  constructor(
    readonly recording: Recording,
    own: readonly RecordedEvent[],
    readonly options: UserPiOptions,
  ) {
    // What the protocol answers by itself is not the case's.
    this.own = own.filter(({ is }) => is !== "telnet");
    const [, remote = options.host, local = ""] =
      /^connected to (\S+) port \d+ from (\S*)$/.exec(own[0]?.note ?? "") ?? [];
    this.remoteAddress = remote;
    this.localAddress = local;
  }

  get ended(): "end" | "reset" | undefined {
    this.#catchUp();
    return this.#ended;
  }

  get unfinished(): boolean {
    return this.#unfinished;
  }

  get unread(): readonly Reply[] {
    this.#catchUp();
    return this.#replies;
  }

  send(octets: Buffer, written?: string): void {
    const refusal = this.options.guard.refusal(this.options.session, octets, written);
    if (refusal !== undefined) throw new HazardRefused(refusal);
    if (this.finished) return;
    this.#unfinished = octets.length > 0 && octets.at(-1) !== LF;
    const first = this.#nextSent();
    // What is written to a connection that has been reset goes nowhere, and is not in the dialogue.
    if (first === undefined && this.#resets()) return;
    const wanted = this.recording.masked(octets);
    let said = "";
    for (let event = first; event !== undefined; event = this.#nextSent()) {
      this.#upTo(event);
      said += event.text ?? "";
      if (same(said, wanted)) return;
      if (plain(said).length > plain(wanted).length) break;
    }
    this.recording.misfit(`the case sends "${wanted}", and "${said}" was sent`);
  }

  async sendSplit(octets: Buffer, written?: string): Promise<void> {
    this.send(octets, written);
  }

  async nextReply(): Promise<ReplyOutcome> {
    this.#catchUp();
    for (;;) {
      const reply = this.#replies.shift();
      if (reply !== undefined) {
        this.options.guard.heard(this.options.session, reply);
        return { kind: "reply", reply };
      }
      const event = this.#ended === undefined ? this.#next() : this.#floodAfterEnd();
      if (event?.is === "flood") return { kind: "flood", octets: event.octets?.length ?? 0 };
      if (this.#ended !== undefined)
        return { kind: "closed", how: this.#ended, fragment: this.#reader.end() };
      if (event?.is === "silence") {
        const { pending } = this.#reader;
        const fragment = { octets: pending, irregularities: ["no-final-line" as const] };
        const milliseconds = Number(/\d+(\.\d+)?/.exec(event.note ?? "")?.[0] ?? 0);
        return { kind: "silence", milliseconds, fragment: pending.length === 0 ? undefined : fragment };
      }
      if (event === undefined || event.side === "C")
        this.recording.misfit("nothing tells what came of waiting for a reply");
    }
  }

  async waitHeard(): Promise<void> {
    for (;;) {
      this.#catchUp();
      if (this.#replies.length > 0 || this.#ended !== undefined) return;
      const passed = this.recording.general("passed");
      const next = this.own[this.#at];
      if (passed !== undefined && (next === undefined || passed.index < next.index))
        return this.recording.happened(passed);
      if (next === undefined || next.side === "C")
        this.recording.misfit("nothing tells what came while time went by");
      this.#next();
    }
  }

  async waitClosed(): Promise<"end" | "reset" | undefined> {
    for (;;) {
      this.#catchUp();
      if (this.#ended !== undefined) return this.#ended;
      const event = this.#next();
      if (event?.is === "open") return undefined;
      if (event === undefined || event.side === "C")
        this.recording.misfit("nothing tells whether the connection was closed");
    }
  }

  finish(): void {
    this.finished = true;
    this.#did("half-closed");
  }

  reset(): void {
    this.#did("reset");
  }

  close(): void {
    this.#did("closed");
  }

  #did(is: string): void {
    const event = this.own.slice(this.#at).find(({ side }) => side === "C");
    if (event?.is === is) this.#upTo(event);
  }

  /** What had arrived by now. */
  #catchUp(): void {
    for (;;) {
      const event = this.own[this.#at];
      if (event === undefined || event.index > this.recording.now || event.side === "C") return;
      this.#next();
    }
  }

  #upTo(event: RecordedEvent): void {
    while (this.own[this.#at] !== undefined && this.own[this.#at] !== event) this.#next();
    this.#next();
  }

  /** Lets the next event happen. */
  #next(): RecordedEvent | undefined {
    const event = this.own[this.#at];
    if (event === undefined) return undefined;
    this.#at += 1;
    this.recording.happened(event);
    if (event.side !== "S") return event;
    if (event.octets !== undefined) this.#hear(event.octets);
    else if (event.is === "closed" || event.is === "reset")
      this.#ended ??= event.is === "reset" ? "reset" : "end";
    return event;
  }

  #hear(octets: Buffer): void {
    this.#replies.push(...this.#reader.push(octets));
  }

  #nextSent(): RecordedEvent | undefined {
    return this.own.slice(this.#at).find(({ side, octets }) => side === "C" && octets !== undefined);
  }

  #resets(): boolean {
    return (
      this.#ended === "reset" ||
      this.own.slice(this.#at).some(({ side, is }) => side === "S" && is === "reset")
    );
  }

  #floodAfterEnd(): RecordedEvent | undefined {
    return this.own[this.#at]?.is === "flood" ? this.#next() : undefined;
  }
}

/** A blank password leaves nothing that could be masked. */
function plain(text: string): string {
  return text.replace(/(PASS )\*{4}/gi, "$1");
}

function same(said: string, wanted: string): boolean {
  return plain(said) === plain(wanted);
}
