/** Data connections: preparing one, and the low-level `data` verb. */

import { crc32 as sumOf } from "node:zlib";
import type { Endpoint } from "../../../ftp/endpoint.js";
import { parseExtendedPassive, parsePassive, printEprt, printPort } from "../../../ftp/endpoint.js";
import { KEPT_CODED_OCTETS } from "../../../net/trace.js";
import { contentText } from "../../../suite/content.js";
import { milliseconds } from "../../../suite/duration.js";
import { type Received, receivedText } from "../../../suite/judge.js";
import type { Content, StepOf, Via } from "../../../suite/schema.js";
import type { dataVerbs } from "../../../suite/verbs/data.js";
import type { DataContext, DataReceived } from "../../../tester/ftp/user-dtp.js";
import type { DataLink, OpenedData } from "../../../tester/wire.js";
import type { CaseContext } from "../../case-context.js";
import type { SessionRun } from "../../session-run.js";
import { CaseEnd } from "../../step-end.js";
import { decodingOf, encoded } from "./coded-data.js";
import { ask } from "./control.js";
import type { Located, PerformersOf } from "./performer.js";

/** A device that never stops sending data is stopped here when the case expects no particular size. */
const MOST_DATA_OCTETS = 256 << 20;
/** What has to be decoded is kept, and judged again from the journal, up to this size. */
const MOST_CODED_OCTETS = KEPT_CODED_OCTETS;

function dataContext(run: CaseContext, session: SessionRun, within?: string): DataContext {
  const timeoutMs = within === undefined ? run.bed.timings.dataMs : milliseconds(within);
  return { session: session.name, trace: run.trace, timeoutMs, signal: run.signal };
}

/**
 * Prepares a data connection: passive ones are opened at once, before any preliminary reply is waited for; for active ones
 * this end listens. What the device answers here is not what the case is about, so a refusal proves nothing.
 */
export async function prepareData(
  run: CaseContext,
  session: SessionRun,
  via: Via,
  from?: string,
): Promise<void> {
  dropData(session);
  const context = dataContext(run, session);
  if (via === "PORT" || via === "EPRT") {
    const host = session.pi.localAddress.replace(/^::ffff:/, "");
    session.listener = await run.wire.listen(host, context);
    const { port } = session.listener.endpoint;
    const argument = via === "PORT" ? printPort({ host, port }) : printEprt({ host, port });
    const received = await ask(run, session, `${via} ${argument}`);
    if (received.kind === "reply" && received.reply.code === 200) return;
    return unprepared(run, via, received);
  }
  const opened = await connectPassive(run, session, via, from);
  if (opened.ok) {
    session.data = opened.data;
    return;
  }
  run.isWithout("no-connection", opened.message);
  run.fail(`the data connection could not be opened: ${opened.message}`);
}

/** What the device answers here is not what a case is about, but for one that asks for just that. */
function unprepared(run: CaseContext, via: Via, received: Received): never {
  run.answersAbsent(received);
  const reason = `no data connection could be prepared: ${via} was answered with ${receivedText(received)}`;
  if (run.asking) run.fail(reason);
  throw new CaseEnd("inconclusive", reason);
}

/** A failure of the cases that expect the reply, and of no other. */
function unusable(run: CaseContext, reason: string): never {
  if (run.asking) run.fail(reason);
  throw new CaseEnd("inconclusive", reason);
}

async function connectPassive(
  run: CaseContext,
  session: SessionRun,
  via: "PASV" | "EPSV",
  from?: string,
): Promise<OpenedData> {
  const endpoint = await passiveEndpoint(run, session, via);
  // From the same address as the control connection: a device serves its data to nobody else (RFC 2577 3).
  const own = session.pi.localAddress.replace(/^::ffff:/, "");
  return run.wire.data(endpoint, dataContext(run, session), from ?? own);
}

async function passiveEndpoint(
  run: CaseContext,
  session: SessionRun,
  via: "PASV" | "EPSV",
): Promise<Endpoint> {
  const received = await ask(run, session, via);
  const code = via === "PASV" ? 227 : 229;
  if (received.kind !== "reply" || received.reply.code !== code) return unprepared(run, via, received);
  const text = received.reply.lines.join(" ");
  // Only ever the device itself: an announced host may be anybody's.
  const host = session.pi.remoteAddress.replace(/^::ffff:/, "");
  if (via === "EPSV") {
    const parsed = parseExtendedPassive(text);
    if (!parsed.ok) return unusable(run, `the 229 reply holds no usable port: ${parsed.fault}`);
    return { host, port: parsed.port };
  }
  const parsed = parsePassive(text);
  if (!parsed.ok) return unusable(run, `the 227 reply holds no usable address: "${text}"`);
  if (parsed.endpoint.host !== host) {
    const message = `PASV announces ${parsed.endpoint.host}, the device is at ${host}`;
    if (run.texts === "exact") return run.fail(message);
    run.remarks.push({ kind: "irregular", message });
  }
  return { host, port: parsed.endpoint.port };
}

/** @returns the open data connection; for an active one it waits for the device to connect. */
export async function openedData(run: CaseContext, session: SessionRun): Promise<DataLink> {
  if (session.data !== undefined) return session.data;
  const { listener } = session;
  if (listener === undefined)
    throw new CaseEnd("error", "the case uses a data connection before it opens one");
  const data = await listener.accept();
  if (run.signal.aborted) throw new CaseEnd("stopped", "the run was stopped");
  if (data === undefined)
    return run.fail(`the device did not open the data connection within ${run.bed.timings.dataMs} ms`);
  session.data = data;
  listener.close();
  session.listener = undefined;
  return data;
}

export function dropData(session: SessionRun): void {
  session.data?.destroy();
  session.listener?.close();
  session.data = undefined;
  session.listener = undefined;
}

async function dataStep(run: CaseContext, step: Located<StepOf<"data">>): Promise<void> {
  const session = run.session(step.session);
  switch (step.data) {
    case "open":
      return prepareData(run, session, step.via ?? "PASV", step.from);
    case "refused":
      return refused(run, session, step);
    case "send": {
      const data = await openedData(run, session);
      checkPort(run, data, step);
      const octets = run.octets(step.content ?? "");
      await data.send(isCoded(step) ? encoded(step, octets) : octets);
      return;
    }
    case "receive": {
      const data = await openedData(run, session);
      checkPort(run, data, step);
      if (isCoded(step)) return receiveCoded(run, data, step);
      const wanted = step.content === undefined ? step.size : run.octets(step.content).length;
      const received = await data.receive(wanted === undefined ? MOST_DATA_OCTETS : wanted, step.atLeast);
      if (received.how === "stopped") throw new CaseEnd("stopped", "the run was stopped");
      if (step.atLeast === undefined) checkData(run, received, step, step.line);
      else if (received.length < step.atLeast) {
        run.fail(`expected ${step.atLeast} octets of data; received ${received.length}`);
      }
      return;
    }
    case "close": {
      const data = await openedData(run, session);
      session.data = undefined;
      run.closedData.push(data);
      return data.close();
    }
    case "reset":
      (await openedData(run, session)).reset();
      session.data = undefined;
      return;
    case "closed": {
      const data = await openedData(run, session);
      const context = dataContext(run, session, step.within);
      if ((await data.waitClosed(context.timeoutMs)) !== undefined) return dropData(session);
      return run.fail(`the device left the data connection open for ${context.timeoutMs} ms`, {
        line: step.line,
        expected: ["the data connection closed"],
        received: "still open",
      });
    }
  }
}

/** Where a connection that the device has made comes from (Dm724-I 2.1.7). */
function checkPort(run: CaseContext, { port }: DataLink, step: Located<StepOf<"data">>): void {
  if (step.port === undefined || port === step.port) return;
  run.fail(`the device connected from port ${port}`, {
    line: step.line,
    expected: [`port ${step.port}`],
    received: `port ${port}`,
  });
}

function isCoded(step: StepOf<"data">): boolean {
  return step.mode !== undefined || step.structure !== undefined;
}

/** In block and compressed mode the end of the file is said and the connection stays; records end with LF in a case. */
async function receiveCoded(run: CaseContext, data: DataLink, step: Located<StepOf<"data">>): Promise<void> {
  const decoding = decodingOf(step);
  const received = await data.receive(MOST_CODED_OCTETS, decoding.isWhole);
  if (received.how === "stopped") throw new CaseEnd("stopped", "the run was stopped");
  if (received.how === "limit")
    run.fail(`the device sent more than ${MOST_CODED_OCTETS} octets of data and did not say its end`);
  keptOctets(received);
  const { octets, fault } = decoding.result();
  if (fault !== undefined) {
    run.fail(`the data is not well formed: ${fault}`, {
      line: step.line,
      expected: ["data as the mode and the structure have it"],
      received: `${received.length} octets (${fault})`,
    });
  }
  const decoded = { octets, length: octets.length, crc32: sumOf(octets) };
  checkData(run, { ...received, ...decoded }, step, step.line);
}

/** A data connection that the device must not take: it refuses, or closes without having sent an octet. */
async function refused(run: CaseContext, session: SessionRun, step: Located<StepOf<"data">>): Promise<void> {
  dropData(session);
  const opened = await connectPassive(run, session, step.via === "EPSV" ? "EPSV" : "PASV", step.from);
  if (!opened.ok) return;
  const received = await opened.data.receive(0);
  opened.data.destroy();
  if ((received.how === "end" || received.how === "reset") && received.length === 0) return;
  run.fail(`a data connection from ${step.from ?? "here"} was taken`, {
    line: step.line,
    expected: ["the data connection refused or closed"],
    received: received.length > 0 ? "data" : "an open connection",
  });
}

/** Holds received data against a content or a size; throws CaseEnd when they differ. */
export function checkData(
  run: CaseContext,
  received: DataReceived,
  wanted: { content?: Content | undefined; size?: number | undefined },
  line: number,
): void {
  const { octets, length, how } = received;
  if (how === "drip") {
    const what = `${length} octets in ${received.seconds ?? 0} s`;
    run.fail(`the data came too slowly and did not end: ${what}`, {
      line,
      expected: ["the end of the data"],
      received: what,
    });
  }
  if (how === "stalled") {
    run.fail(`the data stopped after ${length} octets`, {
      line,
      expected: ["the end of the data"],
      received: "nothing more",
    });
  }
  if (how === "limit" && wanted.content === undefined && wanted.size === undefined) {
    run.fail(`the device sent more than ${MOST_DATA_OCTETS} octets of data and did not stop`);
  }
  if (wanted.size !== undefined && length !== wanted.size) {
    const came = how === "limit" ? `more than ${wanted.size}` : String(length);
    run.fail(`expected ${wanted.size} octets of data; received ${came}`, {
      line,
      expected: [`${wanted.size} octets`],
      received: `${came} octets`,
    });
  }
  if (wanted.content === undefined) return;
  const expected = run.octets(wanted.content);
  if (isSame(run, received, expected)) return;
  const at = octets === undefined ? -1 : expected.findIndex((octet, index) => octets[index] !== octet);
  const other =
    length === expected.length
      ? "as many octets, but others"
      : `${length} octets instead of ${expected.length}`;
  const where = at < 0 ? other : `different at octet ${at}`;
  run.fail(`the data is not what was expected: ${where}`, {
    line,
    expected: [contentText(wanted.content)],
    received: `${length} octets (${where})`,
  });
}

function isSame(run: CaseContext, { octets, length, crc32 }: DataReceived, expected: Buffer): boolean {
  const known = run.bed.sums?.get(expected);
  if (octets !== undefined && known === undefined) return octets.equals(expected);
  return length === expected.length && crc32 === (known ?? sumOf(expected));
}

/** @returns all of the data. Of a recorded run it may not have been kept: then there is nothing to judge by. */
export function keptOctets({ octets, length }: DataReceived): Buffer {
  if (octets === undefined) throw new CaseEnd("error", `the ${length} octets of data were not kept`);
  return octets;
}

export const LIMIT_WITHOUT_SIZE = MOST_DATA_OCTETS;

export const dataPerformers = {
  data: dataStep,
} satisfies PerformersOf<typeof dataVerbs>;
