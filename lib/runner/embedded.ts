import { Device } from "../device/device.js";
import { type FtpServer, type FtpServerOptions, startFtpServer } from "../server/ftp-server.js";
import type { Bench, Testbed } from "./testbed.js";

/** Cases that wait cost nothing, so many more run at once than there are cores. */
const JOBS = 32;

export interface EmbeddedOptions {
  jobs?: number | undefined;
  /** for tests of the suite itself: a device that answers wrongly */
  rewrite?: FtpServerOptions["rewrite"];
}

/** The reference device in this process, over real TCP on loopback: a fresh one for every case, everything permitted. */
export function embeddedTestbed(options: EmbeddedOptions = {}): Testbed {
  return {
    name: "embedded reference device",
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
    acquire: async (config) => bench(new Device({ config }), options.rewrite),
    recover: undefined,
  };
}

async function bench(device: Device, rewrite: FtpServerOptions["rewrite"]): Promise<Bench> {
  const servers = new Map<4 | 6, Promise<FtpServer>>();
  const start = (family: 4 | 6): Promise<FtpServer> => {
    let server = servers.get(family);
    if (server === undefined) {
      server = startFtpServer(device, {
        host: family === 6 ? "::1" : "127.0.0.1",
        port: 0,
        ...(rewrite && { rewrite }),
      });
      servers.set(family, server);
    }
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
      const started = await Promise.allSettled(servers.values());
      await Promise.all(
        started.map((result) => (result.status === "fulfilled" ? result.value.close() : undefined)),
      );
    },
  };
}
