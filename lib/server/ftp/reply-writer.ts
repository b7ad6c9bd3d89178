import type { Socket } from "node:net";
import type { DeviceReply } from "../../device/reply.js";

/** What is written instead of a reply: undefined as is, empty nothing. */
export type Rewrite = (reply: {
  reply: DeviceReply;
  code: number;
  octets: Buffer;
  session: number;
}) => Buffer | undefined;

/** Octets that may wait for a client that does not read them. */
const MAX_UNREAD = 64 * 1024;
/** Replies that are gathered for one write. */
const MAX_GATHERED = 64;

/** Replies on their way to the client: all of one turn leave in one write, so that no segment waits for another. */
export class ReplyWriter {
  #gathered: Buffer[] = [];

  /** @param session its number, for `rewrite` */
  constructor(
    private readonly socket: Socket,
    private readonly session: number,
    private readonly rewrite: Rewrite | undefined,
  ) {}

  say(reply: DeviceReply): void {
    const { code, octets } = reply;
    this.write(this.rewrite?.({ reply, code, octets, session: this.session }) ?? octets);
  }

  /** Octets that are no reply. */
  write(octets: Buffer): void {
    if (octets.length > 0) this.#gathered.push(octets);
    if (this.#gathered.length > MAX_GATHERED) this.flush();
  }

  flush(): void {
    const gathered = this.#gathered;
    if (gathered.length === 0) return;
    this.#gathered = [];
    const octets = gathered.length === 1 ? (gathered[0] as Buffer) : Buffer.concat(gathered);
    if (this.socket.writable) this.socket.write(octets);
  }

  /** Whether the client leaves too much unread; `drain` of the socket says when that is over. */
  get choked(): boolean {
    return this.socket.writableLength > MAX_UNREAD;
  }
}
