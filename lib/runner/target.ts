import { spawn } from "node:child_process";
import { isIPv6 } from "node:net";
import type { Hazard } from "../catalogue/hazard.js";
import type { Profile } from "../suite/profile.js";
import type { Testbed } from "./testbed.js";

export interface TargetOptions {
  permit?: Hazard | undefined;
  jobs?: number | undefined;
}

/** Somebody's device: one case at a time unless told otherwise, and nothing above what its profile permits. */
export function targetTestbed(profile: Profile, options: TargetOptions = {}): Testbed {
  const { host, port } = profile;
  const { recover } = profile;
  return {
    name: profile.name,
    kind: "target",
    persistent: true,
    jobs: options.jobs ?? 1,
    permit: options.permit ?? profile.permit,
    texts: profile.texts,
    accounts: { root: profile.root, guest: profile.guest },
    timings: profile.timings,
    work: profile.work,
    stated: profile.capabilities,
    configured: (line) => profile.config.includes(line),
    acquire: async () => ({
      endpoint: async (family) => {
        if (family === undefined || isIPv6(host) === (family === 6)) return { host, port };
        return undefined;
      },
      release: async () => {},
    }),
    recover: recover === undefined ? undefined : () => runHook(recover),
  };
}

/** Runs a profile's hook in a shell; its output goes to ours, since it is about somebody's bench. */
function runHook(command: string): Promise<void> {
  return new Promise((resolve) => {
    const child = spawn(command, { shell: true, stdio: ["ignore", "inherit", "inherit"] });
    child.on("close", () => resolve());
    child.on("error", () => resolve());
  });
}
