import { type EmbeddedOptions, embeddedTestbed } from "../../runner/embedded.js";
import type { Testbed } from "../../runner/testbed.js";
import type { DeviceModel } from "./device/model.js";
import { defaultModel } from "./device/models.js";
import type { Parts } from "./device/parts.js";
import { referenceModel } from "./reference.js";

export interface Dm724Options extends EmbeddedOptions {
  /** left out: the model "current" */
  model?: DeviceModel | undefined;
  /** for tests of the suite itself: what a device is made of that is wrong, or right in a way of its own */
  parts?: (() => Parts) | undefined;
}

/**
 * The reference device in this process, over real TCP on loopback: a fresh one for every case, everything permitted.
 * @since 0.3.0
 */
export function dm724Testbed({ model, parts, ...options }: Dm724Options = {}): Testbed {
  const named = model === undefined ? options : { ...options, named: true };
  return embeddedTestbed(referenceModel(model ?? defaultModel(), parts), named);
}
