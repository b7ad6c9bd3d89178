import type { Reply } from "../ftp/reply.js";
import type { Trace } from "../net/trace.js";
import { octetsOf, textOf, visible } from "../octets/text.js";
import type { Case } from "../suite/case.js";
import { contentOctets } from "../suite/content.js";
import { milliseconds } from "../suite/duration.js";
import { alternativeText, judge, listOf, type Received, receivedText, saysAbsent } from "../suite/judge.js";
import type { Bindings, TextRule } from "../suite/reply-template.js";
import type { Absence, Content, Expectation, Step } from "../suite/schema.js";
import { expand } from "../suite/variables.js";
import type { Deviation, Remark } from "../suite/verdict.js";
import { withTexts } from "../suite/with-texts.js";
import type { DataLink, Wire } from "../tester/wire.js";
import { unfitWords } from "./ftp/device-words.js";
import {
  EXCHANGE_REPLIES,
  type Heard,
  isAlternative,
  isBusy,
  receivedFrom,
  SERIES_CODE,
  UNASKED,
} from "./ftp/received.js";
import type { HazardGuard } from "./ftp/wire-guard.js";
import type { DeviceFacts, SessionRun } from "./session-run.js";
import { Absent, CaseEnd, TooMany } from "./step-end.js";
import type { SystemUnderTest, Testbed } from "./testbed.js";

/** What a case is performed with. */
export interface CaseParts {
  readonly item: Case;
  readonly bed: Testbed;
  readonly sut: SystemUnderTest;
  readonly trace: Trace;
  readonly guard: HazardGuard;
  readonly facts: DeviceFacts;
  /** what is tolerated with a remark fails */
  readonly strict: boolean;
  /** ends every wait */
  readonly signal: AbortSignal;
}

/** Everything the steps of one running case share. */
export class CaseContext {
  readonly sessions = new Map<string, SessionRun>();
  /** sessions whose control connection this end has closed; their data connections live on until the case ends */
  readonly left: SessionRun[] = [];
  /** data connections that this end has closed: a device that never closes its own would keep them, and this process */
  readonly closedData: DataLink[] = [];
  readonly remarks: Remark[] = [];
  readonly observed = new Set<string>();
  /** lists kept under a label for `same-names-as` */
  readonly lists = new Map<string, readonly string[]>();
  bindings: Bindings = new Map();
  /** the session whose last reply may belong to the command before */
  outOfStep: SessionRun | undefined;
  /** a step of a preamble that fails proves nothing about the purpose */
  inPreamble = false;
  /** what the device left unanswered last, if it was silent last */
  silentTo: string | undefined;
  /** where the case stands */
  at: Step | undefined;

  readonly item: Case;
  readonly bed: Testbed;
  readonly sut: SystemUnderTest;
  readonly trace: Trace;
  readonly guard: HazardGuard;
  readonly facts: DeviceFacts;
  readonly strict: boolean;
  readonly signal: AbortSignal;

  constructor(parts: CaseParts) {
    this.item = parts.item;
    this.bed = parts.bed;
    this.sut = parts.sut;
    this.trace = parts.trace;
    this.guard = parts.guard;
    this.facts = parts.facts;
    this.strict = parts.strict;
    this.signal = parts.signal;
  }

  get wire(): Wire {
    return this.sut.wire;
  }

  get texts(): TextRule {
    return this.facts.texts;
  }

  /** Text of a case with its variables and its captured places filled in. */
  text(raw: string, session?: SessionRun): string {
    if (raw.includes("${work}") && this.facts.variables["work"] === undefined) {
      throw new CaseEnd("inconclusive", NO_WORK);
    }
    if (!raw.includes("${")) return this.facts.names?.called(raw) ?? raw;
    const own = session?.pi.localAddress.replace(/^::ffff:/, "") ?? "127.0.0.1";
    return expand(
      raw,
      { ...this.facts.variables, own, "own.comma": own.replaceAll(".", ",") },
      this.facts.names?.called,
    );
  }

  /** The same with nothing in it that the device has said: a directory that it told is left out. */
  written(raw: string, session: SessionRun): string {
    if (this.bed.work !== undefined) return this.text(raw, session);
    return this.text(raw.replaceAll("${work}", ""), session);
  }

  /** @returns the octets of a content; an image is made for the device under test */
  octets(content: Content): Buffer {
    if (typeof content !== "object" || !("image" in content)) return contentOctets(content);
    const recipe = this.item.folder.images.get(content.image);
    const image = recipe && this.bed.image(content.image, recipe);
    if (image === undefined) throw new CaseEnd("error", `there is no image ${content.image} for this device`);
    return image;
  }

  session(name: string | undefined): SessionRun {
    const session = this.sessions.get(name ?? "main");
    if (session === undefined) {
      throw new CaseEnd("error", `the case uses the session "${name ?? "main"}" before it connects it`);
    }
    return session;
  }

  /** Waits for one reply and judges it; throws CaseEnd unless it is what the step expects. */
  async expect(session: SessionRun, expectation: Expectation, line: number): Promise<Received> {
    const received =
      expectation.within === undefined
        ? await this.answer(session)
        : await this.receive(session, milliseconds(expectation.within));
    this.judge(expectation, received, line, session);
    return received;
  }

  /** The next reply of a session, recorded; whatever else happened instead is a value too. */
  async receive(session: SessionRun, timeoutMs: number): Promise<Received> {
    const outcome = await session.pi.nextReply(timeoutMs);
    if (outcome.kind === "stopped" || this.signal.aborted)
      throw new CaseEnd("stopped", "the run was stopped");
    const received = receivedFrom(await this.#whole(session, outcome, timeoutMs));
    if (received.kind === "reply") {
      session.lastReply = received.reply;
      session.answered = session.verbs[0];
      if (received.reply.code >= 200) session.owed -= 1;
      this.#observe(session, received.reply);
    }
    return received;
  }

  /**
   * The next reply to what was sent last, waited for as long as a reply may take. A device that was silent to that command
   * again and again is not waited for in full every time.
   */
  async answer(session: SessionRun): Promise<Received> {
    const { silences, timings } = this.bed;
    const [verb = ""] = session.verbs;
    const received = await this.receive(
      session,
      silences?.patience(verb, timings.replyMs) ?? timings.replyMs,
    );
    if (received.kind === "silence") {
      silences?.unanswered(verb);
      this.silentTo = verb;
    } else {
      silences?.answered(verb);
      this.silentTo = undefined;
    }
    return received;
  }

  /** Begins an exchange. @returns whether it may go on: one that never comes to its final reply has an end, too */
  exchange(limitMs = EXCHANGE_REPLIES * this.bed.timings.replyMs): () => boolean {
    const until = this.trace.elapsed() + limitMs;
    return () => this.wire.goesOn(this.trace, until - this.trace.elapsed());
  }

  /** A device that goes on announcing what never comes. */
  endless(session: SessionRun, received: Received): never {
    const said = receivedText(received);
    const [verb = ""] = session.verbs;
    return this.fail(`${verb} was answered with preliminary replies and no final one, the last ${said}`, {
      line: this.item.line,
      expected: ["a final reply"],
      received: said,
    });
  }

  /** The lines of one answer that the device sends as a reply each, put together; whoever is strict leaves them apart. */
  async #whole(session: SessionRun, outcome: Heard, timeoutMs: number): Promise<Heard> {
    const [verb = ""] = session.verbs;
    const count = this.strict ? undefined : this.facts.series.get(verb);
    if (count === undefined || outcome.kind !== "reply" || outcome.reply.multiline) return outcome;
    const { reply } = outcome;
    // With an argument the command is another one: STAT of a directory.
    if (reply.code !== SERIES_CODE) return outcome;
    const lines = [...reply.lines];
    while (lines.length < count) {
      const next = await session.pi.nextReply(timeoutMs);
      if (next.kind !== "reply" || next.reply.code !== reply.code || next.reply.multiline) break;
      lines.push(...next.reply.lines);
    }
    const message = `${verb} is answered by ${lines.length} replies of a line each`;
    if (!this.remarks.some((known) => known.message === message))
      this.remarks.push({ kind: "irregular", message });
    return { kind: "reply", reply: { ...reply, lines, multiline: true } };
  }

  #observe(session: SessionRun, reply: Reply): void {
    const catalogue = this.item.folder.system?.catalogue;
    const [current] = session.verbs
      .map((verb) => catalogue?.observed(verb, reply) ?? [])
      .filter((entries) => entries.length > 0);
    for (const entry of current ?? []) this.observed.add(entry.id);
    if (reply.code >= 200 && session.verbs.length > 1) session.verbs.shift();
  }

  /**
   * Called before something is sent: what has arrived by then was asked for, or it is a reply too many to the command before.
   * @param owed final replies that it asks for; NaN where that depends on what the server takes for a command
   */
  sending(session: SessionRun, verbs: string[], owed = verbs.length): void {
    if (session.owed === 0) this.nothingUnasked(session);
    session.verbs = verbs;
    session.askedBefore = session.asked;
    session.asked = verbs.at(-1);
    session.owed += owed;
  }

  /** Throws where a reply waits that nothing asked for. */
  nothingUnasked(session: SessionRun): void {
    const reply = session.pi.unread.find(({ code }) => code >= 200 && !UNASKED.includes(code));
    if (reply !== undefined)
      throw new TooMany(session.asked, { kind: "reply", reply }, this.item.line, this.inPreamble);
  }

  judge(expectation: Expectation, received: Received, line: number, session: SessionRun): void {
    const expanded = this.expanded(expectation, session);
    const judgement = judge(expanded, received, this.texts, this.bindings, session.answered);
    if (judgement.kind === "match") {
      const telnet = this.guard.saidTelnet(session.name);
      const unfit = unfitWords(received, this.bindings, judgement.bindings, telnet);
      if (unfit !== undefined) {
        const expected = ["octets from 32 to 126"];
        this.fail(unfit, { line, expected, received: visible(textOf(octetsOf(receivedText(received)))) });
      }
      this.bindings = judgement.bindings;
      this.#note(judgement.remarks, expanded, received, line);
      return;
    }
    if (judgement.kind === "inconclusive") {
      throw new CaseEnd("inconclusive", `${receivedText(received)} proves nothing`, undefined);
    }
    const deviation = { line, expected: judgement.expected, received: receivedText(received) };
    this.answersAbsent(received, deviation);
    if (received.kind === "reply" && session.owed === 0) this.outOfStep = session;
    const { because } = judgement;
    const why = because === undefined ? "" : `: ${because}`;
    const whole = `${deviation.received}${why}`;
    this.fail(`expected ${judgement.expected.join(" or ")}; received ${whole}`, {
      ...deviation,
      received: whole,
    });
  }

  /** Whether what comes now is the answer to the question for a capability. */
  get asking(): boolean {
    return this.item.capability !== undefined && !this.inPreamble;
  }

  /** Whether it says that the capability which is asked for is not there. */
  isAbsent(received: Received): boolean {
    const absent = this.item.capability?.absent ?? [];
    return this.asking && saysAbsent(absent.filter(isAlternative), received);
  }

  /**
   * Ends a case that asks for a capability where the answer says that it is not there, or that the device is still busy
   * after it has been asked again (AMB-019): then nothing is known.
   */
  answersAbsent(received: Received, deviation?: Deviation): void {
    if (this.isAbsent(received)) throw new Absent(receivedText(received), deviation);
    if (this.asking && isBusy(received)) {
      const reason = `the device stayed busy, however often it was asked: ${receivedText(received)}`;
      throw new CaseEnd("inconclusive", reason, deviation);
    }
  }

  /** The same where the answer is no reply. An account that nobody named is not there in a preamble either. */
  isWithout(what: Absence, reason: string): void {
    const { capability } = this.item;
    if (capability?.absent.includes(what) === true || (capability !== undefined && what === "no-account"))
      throw new Absent(reason);
  }

  /** In a preamble nothing can fail: the purpose was not reached. */
  fail(reason: string, deviation?: Deviation): never {
    if (this.inPreamble)
      throw new CaseEnd("inconclusive", `the preamble was not reached: ${reason}`, deviation);
    throw new CaseEnd("fail", reason, deviation);
  }

  #note(remarks: readonly Remark[], expectation: Expectation, received: Received, line: number): void {
    for (const remark of remarks) {
      const forbidden = this.strict || (remark.kind === "irregular" && this.texts === "exact");
      if (forbidden && !this.inPreamble) {
        const expected = listOf(expectation.reply ?? []).map(alternativeText);
        this.fail(remark.message, { line, expected, received: receivedText(received) });
      }
      if (!this.remarks.some((known) => known.message === remark.message)) this.remarks.push(remark);
    }
  }

  /** An expectation with the variables of its texts filled in. */
  expanded(expectation: Expectation, session: SessionRun): Expectation {
    return withTexts(expectation, (text) => this.text(text, session));
  }
}

const NO_WORK =
  "the device tells no directory for the cases' own files that can be used (PWD); name one as work: in a profile";
