import { spawn } from "node:child_process";
import { readFileSync } from "node:fs";
import { isIPv6 } from "node:net";
import type { Hazard } from "../hazard/order.js";
import type { Profile } from "../suite/profile.js";
import type { ReferenceModel } from "../systems/system.js";
import { liveWire } from "../tester/wire.js";
import { Silences } from "./silences.js";
import type { Testbed } from "./testbed.js";
import { Turns } from "./turns.js";

export interface TargetOptions {
  permit?: Hazard | undefined;
  jobs?: number | undefined;
  /** the model that the device is of, where it is one of the project's own */
  model?: Pick<ReferenceModel, "image"> | undefined;
}

/**
 * Somebody's device: one case at a time unless told otherwise, and nothing above what its profile permits.
 * @since 0.1.0
 */
export function targetTestbed(profile: Profile, options: TargetOptions = {}): Testbed {
  const { host, port } = profile;
  const { recover } = profile;
  const jobs = options.jobs ?? 1;
  const turns = new Turns(`${host} ${port}`);
  let acquired = 0;
  return {
    name: profile.name,
    kind: "target",
    persistent: true,
    jobs,
    permit: options.permit ?? profile.permit,
    texts: profile.texts,
    accounts: { root: profile.root, guest: profile.guest },
    timings: profile.timings,
    silences: new Silences(),
    work: profile.work,
    stated: profile.capabilities,
    required: profile.require,
    configured: (line) => profile.config.includes(line),
    arranged: (name) => profile.arranged.includes(name),
    provokes: (fault) =>
      profile.provoke !== undefined && (profile.faults === undefined || profile.faults.includes(fault)),
    image: imagesOf(profile, options.model),
    acquire: async (_wanted, signal) => {
      // Whoever has cases at once on one device knows that they share it.
      if (acquired === 0 && jobs === 1) await turns.take(signal);
      acquired += 1;
      return {
        wire: liveWire,
        endpoint: async (family) => {
          if (family === undefined || isIPv6(host) === (family === 6)) return { host, port };
          return undefined;
        },
        provoke: async ({ fault, count, on }, stop) => {
          if (profile.provoke === undefined) return "the profile has no provoke hook";
          const environment = {
            FLASHGATE_FAULT: fault,
            FLASHGATE_COUNT: String(count),
            FLASHGATE_ON: on ?? "",
          };
          const status = await runHook(profile.provoke, stop, environment);
          return status === 0 ? undefined : `the provoke hook ended with ${status ?? "a signal"}`;
        },
        forward: undefined,
        release: async () => {
          acquired -= 1;
          if (acquired === 0) turns.give();
        },
      };
    },
    recover: recover === undefined ? undefined : async (signal) => void (await runHook(recover, signal)),
  };
}

/** The profile's own files first; a device of the project's models gets images that are made for it. */
function imagesOf(profile: Profile, model: TargetOptions["model"]): Testbed["image"] {
  return (name, recipe) => {
    const file = profile.images[name];
    if (file !== undefined) return readFileSync(file);
    return model?.image(recipe);
  };
}

/** A hook that has not ended by then is ended, in milliseconds. */
const LONGEST_HOOK_MS = 600_000;

/**
 * Runs a profile's hook in a shell, until the run is stopped; its output goes to ours, since it is about somebody's bench.
 * @returns its status
 */
function runHook(
  command: string,
  signal: AbortSignal,
  environment: NodeJS.ProcessEnv = {},
): Promise<number | undefined> {
  return new Promise((resolve) => {
    if (signal.aborted) return resolve(undefined);
    const env = { ...process.env, ...environment };
    // A group of its own, so that what the shell has started ends with it.
    const child = spawn(command, {
      shell: true,
      detached: true,
      stdio: ["ignore", "inherit", "inherit"],
      env,
    });
    const end = (): void => {
      try {
        if (child.pid !== undefined) process.kill(-child.pid, "SIGTERM");
      } catch {
        // It has ended by itself.
      }
      settle(undefined);
    };
    const timer = setTimeout(end, LONGEST_HOOK_MS);
    const settle = (status: number | undefined): void => {
      clearTimeout(timer);
      signal.removeEventListener("abort", end);
      resolve(status);
    };
    signal.addEventListener("abort", end, { once: true });
    child.on("close", (status) => settle(status ?? undefined));
    child.on("error", () => settle(undefined));
  });
}
