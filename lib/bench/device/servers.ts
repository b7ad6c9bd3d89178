/** The servers that are compared, each a process of its own on this machine. */
import { execFileSync, spawn } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { packageRoot } from "../../files/package-root.js";
import type { Account } from "./control.js";
import { descendants } from "./memory.js";
import { onItsCpus } from "./placing.js";

/** A server that runs. */
export interface Running {
  readonly port: number;
  /** its processes at the moment */
  readonly pids: () => number[];
  readonly stop: () => Promise<void>;
}

/** A server that can be started. */
export interface Contender {
  readonly name: string;
  readonly account: Account;
  /** commands that bring a session to where files are kept */
  readonly toFiles: readonly string[];
  /** @throws Error when it cannot be started here */
  start(): Promise<Running>;
}

const FIRST_PORT = 21_110;
const script = join(packageRoot(), "fixtures", "peers", "peers.sh");
export const PEERS = ["vsftpd", "proftpd", "pure-ftpd", "pyftpdlib", "ftp-srv"] as const;

/** Files go straight to the disk, not to the temporary buffer (Dm724-I 3.7). */
export const device: Contender = {
  name: "device",
  account: { user: "ROOT", password: "" },
  toFiles: ["CWD /DSK", "SITE DIRECT ON"],
  async start() {
    const serve = join(packageRoot(), "dist", "lib", "bench", "device", "serve-device.js");
    const [command, ...args] = [...onItsCpus(), process.execPath, serve];
    const child = spawn(command, args, { stdio: ["ignore", "pipe", "inherit"] });
    const kill = (): void => void child.kill("SIGKILL");
    process.once("exit", kill);
    const [said] = (await Promise.race([once(child.stdout, "data"), once(child, "exit")])) as unknown[];
    if (!Buffer.isBuffer(said)) throw new Error("the device did not start; run npm run build first");
    return {
      port: Number(said.toString()),
      pids: () => [child.pid ?? 0],
      stop: async () => {
        process.off("exit", kill);
        kill();
        if (child.exitCode === null && child.signalCode === null) await once(child, "exit");
      },
    };
  },
};

/** @param index of the name among PEERS: each has a port of its own */
export function peer(name: string, index: number): Contender {
  const port = FIRST_PORT + index;
  return {
    name,
    account: { user: "test", password: "test" },
    toFiles: [],
    async start() {
      peers("start", name, String(port));
      const stop = (): void => void peers("stop", name);
      process.once("exit", stop);
      const first = Number(peers("process", name));
      return {
        port,
        pids: () => descendants(first),
        stop: async () => {
          process.off("exit", stop);
          stop();
        },
      };
    },
  };
}

/** @returns such as "vsftpd 3.0.3 (Debian 12)" @throws Error with one sentence when it is not there */
export function versionOf(name: string): string {
  return peers("version", name);
}

function peers(...args: string[]): string {
  const env = { ...process.env, FLASHGATE_PEERS_BENCH: "1" };
  const [command = "", ...rest] = [...(args[0] === "start" ? onItsCpus() : []), script, ...args];
  try {
    return execFileSync(command, rest, { encoding: "utf8", env, stdio: ["ignore", "pipe", "pipe"] }).trim();
  } catch (error) {
    const { stderr, message } = error as Error & { stderr?: string };
    throw new Error(stderr?.trim().split("\n").at(-1) || message);
  }
}
