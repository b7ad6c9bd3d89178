import { Device } from "../device/device.js";
import type { DeviceModel } from "../device/model.js";
import { type FtpServer, type FtpServerOptions, startFtpServer } from "../server/ftp-server.js";
import type { Bench, Testbed } from "./testbed.js";

/** Cases that wait cost nothing, so many more run at once than there are cores. */
const JOBS = 32;
/** A case in which nobody connects lasts as long; on loopback a connection that comes at all comes much sooner. */
const DATA_CONNECTION_MS = 5_000;

export interface EmbeddedOptions {
  jobs?: number | undefined;
  /** left out: the model "current" */
  model?: DeviceModel | undefined;
  /** for tests of the suite itself: a device that answers wrongly */
  rewrite?: FtpServerOptions["rewrite"];
}

/** The reference device in this process, over real TCP on loopback: a fresh one for every case, everything permitted. */
export function embeddedTestbed(options: EmbeddedOptions = {}): Testbed {
  const { model } = options;
  return {
    name: model === undefined ? "embedded reference device" : `embedded reference device "${model.name}"`,
    kind: "embedded",
    persistent: false,
    jobs: options.jobs ?? JOBS,
    permit: "reboot",
    texts: "exact",
    accounts: { root: { user: "ROOT", password: "" }, guest: { user: "GUEST", password: "" } },
    timings: { connectMs: 20_000, replyMs: 20_000, dataMs: 20_000 },
    work: undefined,
    stated: {},
    configured: () => true,
    acquire: async (config) => bench(new Device({ config, ...(model && { model }) }), options.rewrite),
    recover: undefined,
  };
}

async function bench(device: Device, rewrite: FtpServerOptions["rewrite"]): Promise<Bench> {
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
    const host = family === 6 ? "::1" : "127.0.0.1";
    const server = startFtpServer(device, {
      host,
      port: 0,
      dataConnectionTimeout: DATA_CONNECTION_MS,
      ...counted(family),
    });
    servers.set(family, server);
    return server;
  };
  return {
    endpoint: async (family) => {
      try {
        const { host, port } = await start(family ?? 4);
        return { host, port };
      } catch (error) {
        // A host without IPv6 has no ::1 to listen on.
        if (family === 6) return undefined;
        throw error;
      }
    },
    release: async () => {
      for (const server of servers.values()) {
        // One that never listened has nothing to release.
        await server.then((running) => running.close()).catch(() => {});
      }
    },
  };
}
