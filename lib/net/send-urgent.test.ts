import { createRequire } from "node:module";
import type { Socket } from "node:net";

const MSG_OOB = 1;

/** Sends octets as a client's `send(..., MSG_OOB)` does: the last one is the urgent one. */
export function sendUrgent(socket: Socket, text: string): void {
  const koffi = createRequire(import.meta.url)("koffi") as {
    load(library: null): { func(prototype: string): (...args: unknown[]) => number };
  };
  const send = koffi.load(null).func("int64_t send(int, uint8_t *, size_t, int)");
  const octets = Buffer.from(text, "latin1");
  const { _handle: handle } = socket as Socket & { _handle?: { fd: number } };
  const sent = Number(send(handle?.fd, octets, octets.length, MSG_OOB));
  if (sent !== octets.length) throw new Error(`${sent} of ${octets.length} octets were sent as urgent data`);
}
