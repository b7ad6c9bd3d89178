import { ForwardClock } from "../net/clock.js";
import { type FtpServer, type FtpServerOptions, startFtpServer } from "../server/ftp/ftp-server.js";
import type { Made, ReferenceModel } from "../systems/system.js";
import { liveWire } from "../tester/wire.js";
import { Silences } from "./silences.js";
import type { SystemUnderTest, Testbed } from "./testbed.js";

/** Cases that wait cost nothing, so many more run at once than there are cores. */
const JOBS = 32;
/** A case in which nobody connects lasts as long; on loopback a connection that comes at all comes much sooner. */
const DATA_CONNECTION_MS = 5_000;

export interface EmbeddedOptions {
  jobs?: number | undefined;
  /** somebody has chosen the model, so its name is said */
  named?: boolean | undefined;
  /** for tests of the suite itself: a device that answers wrongly */
  rewrite?: FtpServerOptions["rewrite"];
  /** for tests of the suite itself: a device that takes what was sent for something else */
  hears?: FtpServerOptions["hears"];
  /** the rule for texts; exact when left out */
  texts?: Testbed["texts"] | undefined;
}

/**
 * A reference device in this process, over real TCP on loopback: a fresh one for every case, everything permitted.
 * @since 0.1.0
 */
export function embeddedTestbed(model: ReferenceModel, options: EmbeddedOptions = {}): Testbed {
  return {
    name: options.named === true ? `embedded reference device "${model.name}"` : "embedded reference device",
    kind: "embedded",
    persistent: false,
    jobs: options.jobs ?? JOBS,
    permit: "reboot",
    texts: options.texts ?? "exact",
    accounts: model.accounts,
    timings: { connectMs: 20_000, replyMs: 20_000, dataMs: 20_000, caseMs: 600_000, runMs: 3_600_000 },
    silences: new Silences(),
    work: undefined,
    stated: {},
    configured: () => true,
    arranged: (name) => model.arranges(name),
    provokes: () => true,
    image: (_name, recipe) => model.image(recipe),
    acquire: async (wanted) => {
      const clock = new ForwardClock();
      return systemUnderTest(model.make(wanted, clock), clock, options);
    },
    recover: undefined,
  };
}

/** Two runs on one machine begin at other addresses, each in a part of its own. */
const [PARTS, PART] = [1 << 10, 1 << 12];
let count = (process.pid % PARTS) * PART;

/**
 * Every system under test has a loopback address of its own where the system has so many (Linux), and clients connect from it: a
 * port that one case has let go of is not another one's, and closed connections keep their ports for a minute.
 */
function ownHost(): string {
  if (process.platform !== "linux") return "127.0.0.1";
  count += 1;
  return `127.${64 + ((count >> 16) & 0x3f)}.${(count >> 8) & 0xff}.${count & 0xff}`;
}

async function systemUnderTest(
  made: Made,
  clock: ForwardClock,
  { rewrite, hears }: Pick<EmbeddedOptions, "rewrite" | "hears">,
): Promise<SystemUnderTest> {
  const { device, dataPort } = made;
  const own = ownHost();
  const servers = new Map<4 | 6, Promise<FtpServer>>();
  const sessions = new Map<string, number>();
  /** One count of sessions over both servers, so that a test can tell them apart. */
  const counted = (family: 4 | 6): Pick<FtpServerOptions, "rewrite"> => {
    if (rewrite === undefined) return {};
    return {
      rewrite: (reply) => {
        const key = `${family} ${reply.session}`;
        if (!sessions.has(key)) sessions.set(key, sessions.size);
        return rewrite({ ...reply, session: sessions.get(key) ?? 0 });
      },
    };
  };
  const start = (family: 4 | 6): Promise<FtpServer> => {
    const running = servers.get(family);
    if (running !== undefined) return running;
    const host = family === 6 ? "::1" : own;
    const server = startFtpServer(device, {
      host,
      port: 0,
      dataConnectionTimeout: DATA_CONNECTION_MS,
      ...(hears !== undefined && { hears }),
      ...(dataPort !== undefined && { dataPort }),
      ...counted(family),
    });
    servers.set(family, server);
    return server;
  };
  return {
    wire: liveWire,
    endpoint: async (family) => {
      try {
        const { host, port } = await start(family ?? 4);
        return { host, port, ...(family !== 6 && { from: own }) };
      } catch (error) {
        // A host without IPv6 has no ::1 to listen on.
        if (family === 6) return undefined;
        throw error;
      }
    },
    provoke: async ({ fault, count, on }) => made.provoke({ fault, count, ...(on !== undefined && { on }) }),
    forward: (milliseconds) => clock.forward(milliseconds),
    release: async () => {
      for (const server of servers.values()) {
        // One that never listened has nothing to release.
        await server.then((running) => running.close()).catch(() => {});
      }
    },
  };
}
