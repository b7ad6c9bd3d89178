/** A link that is slow, or that cuts what it carries into pieces: a TCP proxy for tests and benchmarks. */
import { type AddressInfo, connect, createServer, type Socket } from "node:net";

export interface LinkOptions {
  /** milliseconds that everything takes in each direction */
  readonly delay?: number | undefined;
  /** every octet of the server in a segment of its own */
  readonly split?: boolean | undefined;
}

export interface Link {
  readonly host: string;
  readonly port: number;
  close(): Promise<void>;
}

/** Listens beside `target`, on the same address, and carries connections there from that address. */
export async function openLink(
  target: { host: string; port: number },
  { delay = 0, split = false }: LinkOptions,
): Promise<Link> {
  const sockets = new Set<Socket>();
  const server = createServer({ allowHalfOpen: true, noDelay: true }, (client) => {
    const far = connect({ ...target, localAddress: target.host, allowHalfOpen: true, noDelay: true });
    for (const socket of [client, far]) {
      sockets.add(socket);
      socket.on("close", () => sockets.delete(socket));
      socket.on("error", () => {});
    }
    carry(client, far, delay, false);
    carry(far, client, delay, split);
  });
  await new Promise<void>((resolve, reject) => {
    server.once("error", reject);
    server.listen(0, target.host, resolve);
  });
  return {
    host: target.host,
    port: (server.address() as AddressInfo).port,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        for (const socket of sockets) socket.destroy();
      }),
  };
}

/** What happens at one end happens at the other one a while later, in the same order. */
function carry(from: Socket, to: Socket, delay: number, split: boolean): void {
  let before: Promise<void> = Promise.resolve();
  const later = (act: () => void | Promise<void>): void => {
    const due = delay === 0 ? Promise.resolve() : new Promise<void>((resolve) => setTimeout(resolve, delay));
    before = Promise.all([before, due]).then(act);
  };
  from.on("data", (chunk: Buffer) => later(() => (split ? writeSplit(to, chunk) : void to.write(chunk))));
  from.on("end", () => later(() => void to.end()));
  from.on("close", (failed) =>
    later(() => {
      if (failed) to.resetAndDestroy();
      else to.end();
    }),
  );
}

async function writeSplit(to: Socket, chunk: Buffer): Promise<void> {
  for (const octet of chunk) {
    if (to.destroyed) return;
    to.write(Buffer.of(octet));
    // In the same turn the system would put them together again.
    await new Promise((resolve) => setImmediate(resolve));
  }
}
