/** For tests of the tester: a TCP server that does exactly what the test says, however wrong that is. */
import { type AddressInfo, createServer, type Socket } from "node:net";

export interface ScriptedServer {
  host: string;
  port: number;
  /** everything that clients have sent so far, in order of arrival */
  received(): string;
  close(): Promise<void>;
}

/** @param script is called for each connection; @param wanted a port, or 0 for a free one */
export async function scriptedServer(script: (socket: Socket) => void, wanted = 0): Promise<ScriptedServer> {
  const sockets = new Set<Socket>();
  const chunks: Buffer[] = [];
  const server = createServer({ allowHalfOpen: true, noDelay: true }, (socket) => {
    sockets.add(socket);
    socket.on("error", () => {});
    socket.on("close", () => sockets.delete(socket));
    socket.on("data", (chunk) => chunks.push(chunk));
    script(socket);
  });
  await new Promise<void>((resolve) => server.listen(wanted, "127.0.0.1", resolve));
  const { address, port } = server.address() as AddressInfo;
  return {
    host: address,
    port,
    received: () => Buffer.concat(chunks).toString("latin1"),
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        for (const socket of sockets) socket.destroy();
      }),
  };
}

/** Calls `answer` with each complete line a client sends, without its end. */
export function onLine(socket: Socket, answer: (line: string) => void): void {
  let pending = "";
  socket.on("data", (chunk) => {
    pending += chunk.toString("latin1");
    for (let end = pending.indexOf("\n"); end >= 0; end = pending.indexOf("\n")) {
      const line = pending.slice(0, end).replace(/\r$/, "");
      pending = pending.slice(end + 1);
      answer(line);
    }
  });
}

/** Sends the same octets over and over, as fast as the client takes them. */
export function pour(socket: Socket, octets: Buffer): void {
  const more = (): void => {
    while (!socket.destroyed && socket.write(octets));
  };
  socket.on("drain", more);
  more();
}
