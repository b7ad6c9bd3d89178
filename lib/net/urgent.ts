/**
 * TCP's urgent octet, with which a client announces ABOR (Telnet's Synch, RFC 854, RFC 959 4.1.3). Unless a socket says
 * otherwise the system takes that octet out of the stream, and with it the end of a command line. Node has no word for the
 * option, so that the system is called (docs/decisions/0014-urgent-data-stays-in-the-stream.md).
 */
import { createRequire } from "node:module";
import type { Server, Socket } from "node:net";

/** SOL_SOCKET and SO_OOBINLINE in the headers of each system. Node itself sets it on macOS. */
const OPTIONS: Partial<Record<NodeJS.Platform, readonly [level: number, option: number]>> = {
  linux: [1, 10],
  android: [1, 10],
  freebsd: [0xffff, 0x100],
  openbsd: [0xffff, 0x100],
};
const SIZE_OF_INT = 4;

type SetOption = (socket: number, level: number, option: number, value: number[], size: number) => number;

/** What the package koffi is needed for; it is an optional dependency. */
interface ForeignFunctions {
  load(library: null): { func(prototype: string): SetOption };
}

/** undefined: not asked for yet; null: there is no way to call it here */
let setOption: SetOption | null | undefined;

function found(): SetOption | null {
  try {
    const koffi = createRequire(import.meta.url)("koffi") as ForeignFunctions;
    return koffi.load(null).func("int setsockopt(int, int, int, int *, unsigned int)");
  } catch {
    return null;
  }
}

/**
 * Leaves urgent octets where the peer has put them. Of a listener it holds for every connection that is accepted later.
 * @param opened a listener that listens, or a connection that is made; of one whose number is not known it is not done
 * @returns whether they stay in the stream; false where there is no way to say so
 */
export function keepUrgentInline(opened: Socket | Server): boolean {
  if (process.platform === "darwin") return true;
  const option = OPTIONS[process.platform];
  const { _handle: handle } = opened as (Socket | Server) & { _handle?: { fd?: number } | null };
  if (option === undefined || handle?.fd === undefined || handle.fd < 0) return false;
  if (setOption === undefined) setOption = found();
  return setOption !== null && setOption(handle.fd, ...option, [1], SIZE_OF_INT) === 0;
}
