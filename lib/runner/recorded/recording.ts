/** The dialogue of one case out of a journal, read in the order in which it happened. */
import type { EventKind } from "../../net/trace.js";
import { fromVisible, textOf, visible } from "../../octets/text.js";
import type { DialogueEvent } from "../journal.js";
import { maskedPieces } from "../secrets.js";
import { wrongEvent } from "./event-form.js";

export interface RecordedEvent extends DialogueEvent {
  readonly index: number;
  readonly octets: Buffer | undefined;
}

/** What the case does and the dialogue do not fit together, so nothing can be judged. */
class NotInDialogue extends Error {
  override readonly name = "NotInDialogue";
}

/** Where a wait ended, or something was done that has no connection. */
const NO_CONNECTION: readonly RecordedEvent[] = [];

export class Recording {
  readonly events: readonly RecordedEvent[];
  /** index of the last event that has happened so far, on whatever connection */
  now = -1;
  /** the first thing that did not fit */
  fault: string | undefined;
  readonly #byConnection = new Map<number, RecordedEvent[]>();
  readonly #happened = new Set<RecordedEvent>();
  #opened = 0;

  constructor(dialogue: readonly DialogueEvent[]) {
    this.events = dialogue.map((event, index) => ({ ...event, index, octets: octetsIn(event) }));
    let before = 0;
    for (const event of this.events) {
      const wrong = event.at < before ? "is before the one before it" : wrongEvent(event, event.octets);
      if (wrong !== undefined) throw new NotInDialogue(`the event at ${event.at} ms ${wrong}`);
      before = event.at;
      const own = this.#byConnection.get(event.connection ?? 0);
      if (own === undefined) this.#byConnection.set(event.connection ?? 0, [event]);
      else own.push(event);
    }
  }

  /** milliseconds since the case began */
  get elapsed(): number {
    return this.events[this.now]?.at ?? 0;
  }

  /** how the connection began that was asked for after those that have been asked for so far */
  get nextOpening(): RecordedEvent | undefined {
    return this.#byConnection.get(this.#opened + 1)?.[0];
  }

  /** The events of the connection that was asked for next. */
  open(session: string, channel: "control" | "data"): readonly RecordedEvent[] {
    this.#opened += 1;
    const own = this.#byConnection.get(this.#opened);
    const [first] = own ?? [];
    if (own === undefined || first === undefined) this.misfit(`no ${channel} connection was opened here`);
    if (first.session !== session || first.channel !== channel)
      this.misfit(
        `a ${first.channel} connection of ${first.session} was opened, not a ${channel} connection of ${session}`,
      );
    return own;
  }

  happened(event: RecordedEvent): void {
    this.#happened.add(event);
    this.now = Math.max(this.now, event.index);
  }

  /** The next event of no connection that is one of these. */
  general(...kinds: readonly EventKind[]): RecordedEvent | undefined {
    const own = this.#byConnection.get(0) ?? NO_CONNECTION;
    return own.find(({ index, is }) => index > this.now && is !== undefined && kinds.includes(is));
  }

  /** The next thing that the tester did, or that it gave up doing. */
  get nextAct(): RecordedEvent | undefined {
    return this.events.find(
      ({ index, side, is }) =>
        index > this.now && (side === "C" || is === "gave-up" || is === "too-long" || isFailure(is)),
    );
  }

  /** @returns what the journal would have of these octets of the tester: passwords masked */
  masked(octets: Buffer): string {
    return visible(maskedPieces([textOf(octets)], [], true)[0] ?? "");
  }

  /**
   * What the case has nothing to do with: somebody has put it there. That a connection has ended may come too late to be
   * noticed, and so may what the device says while it is being closed.
   */
  get left(): RecordedEvent | undefined {
    return this.events.find(
      (event) => !this.#happened.has(event) && event.is !== "telnet" && !isUnnoticed(event),
    );
  }

  misfit(what: string): never {
    const after = this.events[this.now];
    const where = after === undefined ? "at the beginning" : `after ${after.at} ms`;
    this.fault ??= `${where}: ${what}`;
    throw new NotInDialogue(this.fault);
  }
}

export function isFailure(is: EventKind | undefined): boolean {
  return is === "refused" || is === "timeout" || is === "unreachable" || is === "unknown-host";
}

function octetsIn({ text }: DialogueEvent): Buffer | undefined {
  if (text === undefined) return undefined;
  const read = fromVisible(text);
  if (!read.ok) throw new NotInDialogue(`the dialogue has a text that stands for no octets: ${read.fault}`);
  return read.octets;
}

function isUnnoticed({ side, is, channel, data }: RecordedEvent): boolean {
  if (is === "closed" || is === "reset") return side === "S" || channel === "data";
  return is === "dropped" || (channel === "data" && data !== undefined && side === "S" && data.length === 0);
}
