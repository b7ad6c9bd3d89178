import type { PowerState } from "../device/power.js";
import { faultText } from "../files/fault.js";
import { readText } from "../files/read-text.js";
import { type FtpServer, startFtpServer } from "../server/ftp/ftp-server.js";
import { ConfigurationFault, defaultConfiguration } from "../systems/dm724/device/configuration.js";
import { ConfigurationConsole } from "../systems/dm724/device/configuration-console.js";
import { Device } from "../systems/dm724/device/device.js";
import { provoke } from "../systems/dm724/device/faults.js";
import { readDm724 } from "./device-option.js";
import { refuse, tell } from "./say.js";

export interface ServeOptions {
  host: string;
  /** left out: 2121 */
  ftpPort?: number;
  config?: string;
  /** the name of a model, or a file that describes one */
  device: string;
  /** `NAME`, `NAME:COUNT` */
  fault: readonly string[];
}

const FTP_PORT = 2121;

/** `flashgate serve`: the reference device for whoever has a client to test. Ends on Ctrl-C. */
export async function serveCommand(options: ServeOptions): Promise<number> {
  const read = await readDm724(options.device);
  if (!read.ok) return refuse(read.message, 2);
  const { model } = read;
  const config =
    options.config === undefined ? { lines: [], printed: [] } : readConfiguration(options.config);
  if (typeof config === "string") return refuse(config, 2);
  const device = new Device({ config: config.lines, model });
  for (const wish of options.fault) {
    const fault = faultOf(device, wish);
    if (fault !== undefined) return refuse(fault, 2);
  }
  const { controlPort, dataPort } = device.configuration;
  // Without a word about it the device is not on port 21, which takes rights and may be a real server's.
  const port = options.ftpPort ?? (controlPort === defaultConfiguration.controlPort ? FTP_PORT : controlPort);
  let server: FtpServer;
  try {
    server = await startFtpServer(device, { host: options.host, port, dataPort });
  } catch (error) {
    const fault = listenFault(options.host, port, error as NodeJS.ErrnoException);
    if (fault === undefined) throw error;
    return refuse(fault, 2);
  }
  for (const line of config.printed) tell(line);
  const host = server.host.includes(":") ? `[${server.host}]` : server.host;
  tell(
    `flashgate: the reference device "${model.name}" listens on ftp://${host}:${server.port} (ROOT, GUEST; no password); Ctrl-C stops it`,
  );
  device.power.watch((state) => tell(`flashgate: ${powerSentence(state, device)}`));
  await new Promise<void>((resolve) => {
    process.once("SIGINT", resolve);
    process.once("SIGTERM", resolve);
  });
  await server.close();
  return 0;
}

/** @returns the lines, and what `list` among them prints; or a sentence */
function readConfiguration(file: string): { lines: string[]; printed: string[] } | string {
  const read = readText(file);
  if (!read.ok && read.code !== undefined)
    return `${file} cannot be read (${read.code}); name a file of configuration lines`;
  if (!read.ok) return faultText(read.fault);
  const lines = read.text.split(/\r?\n/);
  const console = new ConfigurationConsole();
  try {
    return { lines, printed: lines.flatMap((line, index) => console.execute(line, index + 1)) };
  } catch (error) {
    if (!(error instanceof ConfigurationFault)) throw error;
    return `${file}:${error.line}:${error.column}: ${shortened(error.message)}`;
  }
}

/** A line may be the whole of a file that is none. */
function shortened(message: string): string {
  return message.length <= MOST_MESSAGE ? message : `${message.slice(0, MOST_MESSAGE)}...`;
}

const MOST_MESSAGE = 400;

function faultOf(device: Device, wish: string): string | undefined {
  const [, name = wish, count = "1"] = /^([^:]*):(.*)$/.exec(wish) ?? [];
  if (!/^[1-9]\d{0,5}$/.test(count)) return `--fault ${wish}: write NAME or NAME:COUNT, such as retr-read:2`;
  const refused = provoke(device, { fault: name, count: Number(count) });
  return refused && `--fault ${wish}: ${refused}; flashgate catalogue --faults lists them`;
}

function powerSentence(state: PowerState, device: Device): string {
  if (state === "booting") return "the device reboots";
  if (state === "on") return "the device is back";
  return `the device does not come back: ${device.power.fault}`;
}

function listenFault(host: string, port: number, { code }: NodeJS.ErrnoException): string | undefined {
  const where = `${host} port ${port}`;
  if (code === "EADDRINUSE") return `${where} is in use; name another one with --ftp-port`;
  if (code === "EACCES") return `${where} needs more rights; name a port above 1023 with --ftp-port`;
  if (code === "EADDRNOTAVAIL" || code === "ENOTFOUND") {
    return `${host} is not an address of this machine; name another one with --host`;
  }
  return undefined;
}
