/** How fast a server moves files. MB are 10^6 octets. */
import { Connection, type Control } from "./control.js";

const MEMORY = 1024 * 1024;
const DATA = Buffer.alloc(MEMORY, "flashgate ");

/** @returns MB/s, from RETR to the later one of the last octet and 226 @throws Error unless all `size` octets came */
export async function retrieve(control: Control, name: string, size: number): Promise<number> {
  const data = await passive(control);
  let count = 0;
  data.reader = (octets) => {
    count += octets.length;
  };
  const start = performance.now();
  await begin(control, `RETR ${name}`);
  await Promise.all([data.ended, control.reply(226, "RETR")]);
  const elapsed = performance.now() - start;
  data.destroy();
  if (count !== size) throw new Error(`RETR ${name} brought ${count} octets, not ${size}`);
  return size / 1000 / elapsed;
}

/** @returns MB/s, from STOR to 226 @throws Error unless the server says that it has all `size` octets */
export async function store(control: Control, name: string, size: number): Promise<number> {
  const data = await passive(control);
  const start = performance.now();
  await begin(control, `STOR ${name}`);
  const [sent] = await Promise.all([send(data, size), control.reply(226, "STOR")]);
  const elapsed = performance.now() - start;
  data.destroy();
  if (sent !== size) throw new Error(`STOR ${name} took ${sent} octets, not ${size}`);
  const said = await control.ask(`SIZE ${name}`, 213);
  if (said !== `213 ${size}`)
    throw new Error(`after STOR of ${size} octets SIZE says ${JSON.stringify(said)}`);
  return size / 1000 / elapsed;
}

async function passive(control: Control): Promise<Connection> {
  const reply = await control.ask("PASV", 227);
  const [high, low] = /,(\d+),(\d+)\D*$/.exec(reply)?.slice(1).map(Number) ?? [];
  if (high === undefined || low === undefined) throw new Error(`PASV got ${JSON.stringify(reply)}`);
  return Connection.open(high * 256 + low, MEMORY);
}

/** Some servers say 125, since the connection is there already. */
async function begin(control: Control, command: string): Promise<void> {
  await control.ask(command, 1);
}

function send(data: Connection, size: number): Promise<number> {
  let left = size;
  return new Promise((resolve, reject) => {
    data.ended.catch(reject);
    const more = (): void => {
      while (left > 0) {
        const piece = left < MEMORY ? DATA.subarray(0, left) : DATA;
        left -= piece.length;
        if (!data.write(piece)) return data.drained(more);
      }
      data.finish().then(resolve, reject);
    };
    more();
  });
}
