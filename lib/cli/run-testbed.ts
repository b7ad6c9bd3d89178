import { shownWord } from "../files/shown.js";
import type { Testbed } from "../runner/testbed.js";
import { SYSTEMS } from "../systems/known.js";
import { allModels, readDevice } from "./device-option.js";
import type { RunOptions } from "./run-options.js";

/** The device that the options name. @returns one sentence when there is none */
export async function testbedOf(options: RunOptions): Promise<Testbed | string> {
  if (options.target === undefined) {
    if (options.permit !== undefined)
      return "--permit is for a target; the embedded device permits everything; leave it out";
    const { embeddedTestbed } = await import("../runner/embedded.js");
    const { jobs } = options;
    const read = await readDevice(options.device);
    if (!read.ok) return read.message;
    return embeddedTestbed(read.model, { jobs, named: options.device !== undefined });
  }
  if (options.device !== undefined)
    return "--device is a model of the embedded device; leave it out, or leave out --target";
  const [{ readTarget }, { targetTestbed }] = await Promise.all([
    import("../suite/profile.js"),
    import("../runner/target.js"),
  ]);
  const target = readTarget(options.target, process.env, SYSTEMS);
  if (!target.ok) return target.message;
  const { permit, jobs } = options;
  const { model } = target.profile;
  if (model === undefined) return targetTestbed(target.profile, { permit, jobs });
  const all = await allModels();
  const known = all.find((models) => models.names().includes(model));
  if (known === undefined) {
    const names = all.flatMap((models) => models.names());
    return `${options.target}: there is no model "${shownWord(model)}"; the models are ${names.join(", ")}`;
  }
  return targetTestbed(target.profile, { permit, jobs, model: known.named(model) });
}
