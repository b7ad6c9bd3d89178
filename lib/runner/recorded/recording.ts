/** The dialogue of one case out of a journal, read in the order in which it happened. */
import type { EventKind } from "../../net/trace.js";
import { fromVisible, textOf, visible } from "../../octets/text.js";
import type { DialogueEvent } from "../journal.js";
import { PasswordMask } from "../password-mask.js";

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
  readonly #masks = new Map<string, PasswordMask>();
  #opened = 0;

  constructor(dialogue: readonly DialogueEvent[]) {
    this.events = dialogue.map((event, index) => ({ ...event, index, octets: octetsIn(event) }));
    for (const event of this.events) {
      const own = this.#byConnection.get(event.connection ?? 0);
      if (own === undefined) this.#byConnection.set(event.connection ?? 0, [event]);
      else own.push(event);
    }
  }

  /** milliseconds since the case began */
  get elapsed(): number {
    return this.events[this.now]?.at ?? 0;
  }

  /** whether another connection was asked for after those that have been asked for so far */
  get opensAnother(): boolean {
    return this.#byConnection.has(this.#opened + 1);
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
      ({ index, side, is }) => index > this.now && (side === "C" || is === "gave-up" || isFailure(is)),
    );
  }

  /** @returns what the journal would have of these octets: passwords masked */
  masked(session: string, octets: Buffer): string {
    const mask = this.#masks.get(session) ?? new PasswordMask();
    this.#masks.set(session, mask);
    return visible(mask.apply(textOf(octets)));
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
