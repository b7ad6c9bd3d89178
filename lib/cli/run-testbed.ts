import { shownWord } from "../files/shown.js";
import type { Testbed } from "../runner/testbed.js";
import type { RunOptions } from "./run-options.js";

/** The device that the options name. @returns one sentence when there is none */
export async function testbedOf(options: RunOptions): Promise<Testbed | string> {
  if (options.target === undefined) {
    if (options.permit !== undefined)
      return "--permit is for a target; the embedded device permits everything; leave it out";
    const { embeddedTestbed } = await import("../runner/embedded.js");
    if (options.device === undefined) return embeddedTestbed({ jobs: options.jobs });
    const { readDevice } = await import("./device-option.js");
    const read = await readDevice(options.device);
    return read.ok ? embeddedTestbed({ jobs: options.jobs, model: read.model }) : read.message;
  }
  if (options.device !== undefined)
    return "--device is a model of the embedded device; leave it out, or leave out --target";
  const [{ readTarget }, { targetTestbed }] = await Promise.all([
    import("../suite/profile.js"),
    import("../runner/target.js"),
  ]);
  const target = readTarget(options.target, process.env);
  if (!target.ok) return target.message;
  const { model } = target.profile;
  if (model !== undefined) {
    const { modelNames } = await import("../device/models.js");
    if (!modelNames().includes(model))
      return `${options.target}: there is no model "${shownWord(model)}"; the models are ${modelNames().join(", ")}`;
  }
  return targetTestbed(target.profile, { permit: options.permit, jobs: options.jobs });
}
