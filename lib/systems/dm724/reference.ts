/** The reference device as the engine takes it. */
import type { Models, Preconditions, ReferenceModel } from "../system.js";
import { arrangement } from "./arrangements.js";
import { defaultConfiguration } from "./device/configuration.js";
import { Device, type DeviceOptions } from "./device/device.js";
import { provoke } from "./device/faults.js";
import type { DeviceModel } from "./device/model.js";
import { readModel } from "./device/model-file.js";
import { defaultModel, modelNamed, modelNames } from "./device/models.js";
import type { Parts } from "./device/parts.js";
import { imageFor } from "./image-recipes.js";

/**
 * Octets a second into permanent storage, at most: as slow as flash, so that a case finds a device at work. It costs no
 * time, since a case lets time pass.
 */
const WRITE_SPEED = 256 << 10;

/** @param parts what each of these devices is made of where that is not the usual thing */
export function referenceModel(model: DeviceModel, parts?: () => Parts): ReferenceModel {
  return {
    name: model.name,
    accounts: { root: { user: "ROOT", password: "" }, guest: { user: "GUEST", password: "" } },
    arranges: (name) => arrangement(name, model) !== undefined,
    image: (recipe) => imageFor(model, recipe),
    make: (wanted, clock) => {
      const options = { ...deviceOptions(model, wanted), clock };
      const device = new Device(parts === undefined ? options : { ...options, parts: parts() });
      const { dataPort } = device.configuration;
      return {
        device,
        // Port 20, the default, takes rights that a test does not have.
        dataPort: dataPort === defaultConfiguration.dataPort ? undefined : dataPort,
        provoke: (provocation) => provoke(device, provocation),
      };
    },
  };
}

/** Each arrangement is made on what the ones before it have left. */
function deviceOptions(model: DeviceModel, { config, arrange }: Preconditions): DeviceOptions {
  const arranged = arrange.reduce<DeviceOptions>(
    (options, name) => ({ ...options, ...arrangement(name, options.model ?? model) }),
    { config, model },
  );
  const made = arranged.model ?? model;
  return { ...arranged, model: { ...made, writeSpeed: Math.min(made.writeSpeed, WRITE_SPEED) } };
}

export const models: Models = {
  names: modelNames,
  named: (name) => referenceModel(modelNamed(name)),
  standard: () => referenceModel(defaultModel()),
  read: (file) => {
    const read = readModel(file);
    return read.ok ? { ok: true, model: referenceModel(read.model) } : read;
  },
};
