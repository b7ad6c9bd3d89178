/** What other runs have left on a device, or have there now: told once, and neither deleted nor held against anybody. */
import { parseNames } from "../../ftp/listing.js";
import { Trace } from "../../net/trace.js";
import { octetsOf, visible } from "../../octets/text.js";
import type { Case } from "../../suite/case.js";
import { CaseContext } from "../case-context.js";
import type { DeviceFacts } from "../session-run.js";
import { AS_IT_IS, type Testbed } from "../testbed.js";
import { ask } from "./steps/control.js";
import { dropData, openedData, prepareData } from "./steps/data.js";
import { perform } from "./steps/perform.js";
import { HazardGuard } from "./wire-guard.js";

/** More is not listed: it is about a few names, and a device may have millions. */
const MOST_OCTETS = 1 << 20;
const MOST_NAMED = 8;

/**
 * Asks for the names in the work directory. Nothing above `observe` is sent.
 * @param item a case that stands for the question
 * @returns the names there that are another run's, printable; none where the device does not tell
 */
export async function leftBehind(
  item: Case,
  bed: Testbed,
  facts: DeviceFacts,
  signal: AbortSignal,
): Promise<string[]> {
  const { names } = facts;
  const { work } = facts.variables;
  if (names === undefined || work === undefined || bed.accounts.root === undefined) return [];
  const guard = new HazardGuard("observe", "the look for what other runs have left");
  const sut = await bed.acquire(AS_IT_IS);
  const run = new CaseContext({ item, bed, sut, trace: new Trace(), guard, facts, strict: false, signal });
  try {
    await perform(run, { verb: "connect", connect: true, reply: "220", line: 0 });
    await perform(run, { verb: "login", login: "root", line: 0 });
    const session = run.session("main");
    await ask(run, session, `CWD ${work}`);
    await prepareData(run, session, "PASV");
    session.verbs = ["NLST"];
    session.pi.send(octetsOf("NLST\r\n"));
    const begun = await run.receive(session, bed.timings.replyMs);
    if (begun.kind !== "reply" || begun.reply.code >= 200) return [];
    const { octets = Buffer.alloc(0) } = await (await openedData(run, session)).receive(MOST_OCTETS);
    const there = parseNames(octets).names.map((name) => name.slice(name.lastIndexOf("/") + 1));
    return there.filter((name) => names.isOthers(name)).map((name) => visible(name));
  } catch {
    // Whatever the device does here, its cases will tell.
    return [];
  } finally {
    for (const session of run.sessions.values()) {
      dropData(session);
      session.pi.close();
    }
    await sut.release();
  }
}

/** One sentence about them. */
export function leftBehindText(names: readonly string[], work: string): string {
  const some = names.slice(0, MOST_NAMED).join(", ");
  const more = names.length > MOST_NAMED ? ` and ${names.length - MOST_NAMED} more` : "";
  return `${work} has files of other runs: ${some}${more}; they are left alone, so delete them unless such a run is still going on`;
}
