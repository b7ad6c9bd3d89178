import { readFileSync } from "node:fs";
import { ConfigurationFault } from "../device/configuration.js";
import { Device } from "../device/device.js";
import { startFtpServer } from "../server/ftp-server.js";
import { refuse } from "./say.js";

export interface ServeOptions {
  host: string;
  ftpPort: number;
  config?: string;
}

/** `flashgate serve`: the reference device for whoever has a client to test. Ends on Ctrl-C. */
export async function serveCommand(options: ServeOptions): Promise<number> {
  const config = options.config === undefined ? [] : readLines(options.config);
  if (typeof config === "string") return refuse(config, 2);
  let device: Device;
  try {
    device = new Device({ config });
  } catch (error) {
    if (!(error instanceof ConfigurationFault)) throw error;
    return refuse(`${options.config}:${error.line}:${error.column}: ${error.message}`, 2);
  }
  try {
    const server = await startFtpServer(device, { host: options.host, port: options.ftpPort });
    const host = server.host.includes(":") ? `[${server.host}]` : server.host;
    process.stdout.write(
      `flashgate: the reference device listens on ftp://${host}:${server.port} (ROOT, GUEST; no password); Ctrl-C stops it\n`,
    );
    await new Promise<void>((resolve) => {
      process.once("SIGINT", resolve);
      process.once("SIGTERM", resolve);
    });
    await server.close();
    return 0;
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    const where = `${options.host} port ${options.ftpPort}`;
    if (code === "EADDRINUSE") return refuse(`${where} is in use; name another one with --ftp-port`, 2);
    if (code === "EACCES")
      return refuse(`${where} needs more rights; name a port above 1023 with --ftp-port`, 2);
    if (code === "EADDRNOTAVAIL" || code === "ENOTFOUND")
      return refuse(`${options.host} is not an address of this machine; name another one with --host`, 2);
    throw error;
  }
}

function readLines(file: string): string[] | string {
  try {
    return readFileSync(file, "utf8").split(/\r?\n/);
  } catch (error) {
    return `${file} cannot be read (${(error as NodeJS.ErrnoException).code}); name a file of configuration lines`;
  }
}
