/**
 * The reference device as a process of its own: `node serve-device.js` prints its port and serves until it is ended.
 * It is the default model with a disk that holds what the benchmarks store, and with places for their sessions.
 */

import { startFtpServer } from "../../server/ftp/ftp-server.js";
import { Device } from "../../systems/dm724/device/device.js";

const DISK = 2 * 1024 * 1024 * 1024;

const { model } = new Device();
const fileSystems = model.fileSystems.map((place) =>
  place.name === "DSK" ? { ...place, size: DISK } : place,
);
const device = new Device({ model: { ...model, fileSystems }, config: ["clients 255"] });
const { port } = await startFtpServer(device);
process.stdout.write(`${port}\n`);
