/** One server's turn in one round: every figure of it, from a fresh start. */
import { logins, noops } from "./commands.js";
import { type Account, Control } from "./control.js";
import { type Held, heldBy } from "./memory.js";
import { type Contender, device, type Running } from "./servers.js";
import { retrieve, store } from "./transfers.js";

const MEBIOCTET = 1024 * 1024;
const SIZE = 512 * MEBIOCTET;
/** the most that TST sends (Dm724-I 3.3) */
const LARGEST_OF_TST = 100_000_000;
const WARM_UP_SIZE = 16 * MEBIOCTET;
const FILE = "BULK.DAT";
const IN_FLIGHT = 64;
const SESSIONS = 200;
/** milliseconds for which each kind of command is measured */
const SPAN = 1000;
/** milliseconds for which each is done before, and nothing is measured */
const WARM_UP = 700;

/** What is measured, in the order in which it is printed. */
export const FIGURES = {
  retrieve: { title: "RETR of 512 MiB", unit: "MB/s" },
  retrieveSink: { title: "RETR of 100,000,000 octets from TST", unit: "MB/s", beside: "retrieve" },
  store: { title: "STOR of 512 MiB into memory", unit: "MB/s" },
  storeSink: { title: "STOR of 512 MiB to TST", unit: "MB/s", beside: "store" },
  lockStep: { title: "NOOP, one at a time", unit: "commands/s" },
  inFlight: { title: `NOOP, ${IN_FLIGHT} in flight`, unit: "commands/s" },
  logins: { title: "logins, one after the other", unit: "logins/s" },
  memoryBefore: { title: "memory before the first session, Pss", unit: "MiB" },
  memory: { title: `memory with ${SESSIONS} idle sessions, Pss`, unit: "MiB" },
  residentBefore: { title: "memory before the first session, resident", unit: "MiB" },
  resident: { title: `memory with ${SESSIONS} idle sessions, resident`, unit: "MiB" },
} as const;

export type Figure = keyof typeof FIGURES;

/** Measures a server. @param take gets each figure @throws Error for whatever is incomplete */
export async function measure(
  server: Contender,
  take: (figure: Figure, value: number) => void,
): Promise<void> {
  await whileRunning(server, async (running) => {
    const before = heldBy(running.pids());
    take("memoryBefore", before.proportional);
    take("residentBefore", before.resident);
    const after = await withSessions(server, running);
    take("memory", after.proportional);
    take("resident", after.resident);
  });
  await whileRunning(server, async ({ port }) => {
    const { account } = server;
    const control = await Control.login(port, account);
    for (const command of [...server.toFiles, "TYPE I"]) await control.ask(command, 2);
    await warmUp(control, port, account);
    take("lockStep", await noops(control, SPAN, 1));
    take("inFlight", await noops(control, SPAN, IN_FLIGHT));
    take("logins", await logins(port, account, SPAN));
    if (server === device) {
      await control.ask("CWD /TST", 2);
      take("storeSink", await store(control, FILE, SIZE));
      take("retrieveSink", await retrieve(control, String(LARGEST_OF_TST), LARGEST_OF_TST));
      await control.ask("CWD /DSK", 2);
    }
    // The last, so that nothing else is measured while so much memory is given back.
    take("store", await store(control, FILE, SIZE));
    take("retrieve", await retrieve(control, FILE, SIZE));
    await control.quit();
  });
}

async function whileRunning(server: Contender, work: (running: Running) => Promise<void>): Promise<void> {
  const running = await server.start();
  try {
    await work(running);
  } finally {
    await running.stop();
  }
}

async function withSessions({ account }: Contender, { port, pids }: Running): Promise<Held> {
  const sessions: Control[] = [];
  for (let count = 0; count < SESSIONS; count += 1) sessions.push(await Control.login(port, account));
  const held = heldBy(pids());
  // Whoever was turned away in between would make the figure too small.
  for (const session of sessions) await session.ask("NOOP", 200);
  for (const session of sessions) session.connection.destroy();
  return held;
}

/** For servers whose code is compiled while it runs, and for this client. */
async function warmUp(control: Control, port: number, account: Account): Promise<void> {
  for (let round = 0; round < 2; round += 1) {
    await store(control, FILE, WARM_UP_SIZE);
    await retrieve(control, FILE, WARM_UP_SIZE);
    await control.ask(`DELE ${FILE}`, 250);
  }
  await noops(control, WARM_UP, 1);
  await noops(control, WARM_UP, IN_FLIGHT);
  await logins(port, account, WARM_UP);
}
