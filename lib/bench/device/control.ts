/** The client of the benchmarks: a bare socket, so that what is measured is the server. */
import { connect, type Socket } from "node:net";

const HOST = "127.0.0.1";
/** Milliseconds without an octet after which a server counts as stuck. */
const STUCK_MS = 60_000;
const LAST_LINE = /^\d{3} .*\r\n/m;

export interface Account {
  user: string;
  password: string;
}

/** Does with octets what it likes before it returns: their memory is used again for the next ones. */
export type Reader = (octets: Buffer) => void;

/** One connection, read into one piece of memory. */
export class Connection {
  reader: Reader = () => {};
  /** resolves at the end of what the server sends; rejects when the connection breaks */
  readonly ended: Promise<void>;
  readonly #socket: Socket;

  private constructor(socket: Socket) {
    this.#socket = socket;
    this.ended = new Promise((resolve, reject) => {
      socket.once("end", resolve);
      socket.once("error", reject);
      socket.once("close", () => reject(new Error("the connection closed before its end")));
    });
    this.ended.catch(() => {});
  }

  /** @param memory octets that are read at a time, at most */
  static open(port: number, memory: number): Promise<Connection> {
    return new Promise((resolve, reject) => {
      let connection: Connection | undefined;
      const buffer = Buffer.allocUnsafeSlow(memory);
      const callback = (count: number): boolean => {
        connection?.reader(buffer.subarray(0, count));
        return true;
      };
      const socket = connect({ host: HOST, port, noDelay: true, onread: { buffer, callback } });
      // Nothing may be read before there is somebody to take it.
      socket.once("connect", () => {
        connection = new Connection(socket);
        resolve(connection);
      });
      socket.once("error", reject);
      socket.setTimeout(STUCK_MS, () =>
        socket.destroy(new Error(`the server was silent for ${STUCK_MS / 1000} s`)),
      );
    });
  }

  /** @returns whether the system has taken it all at once; otherwise `drained` says when */
  write(octets: Buffer | string): boolean {
    return this.#socket.write(octets);
  }

  drained(listener: () => void): void {
    this.#socket.once("drain", listener);
  }

  /** Sends the end of the stream. @returns octets that were sent, when all have left */
  finish(): Promise<number> {
    return new Promise((resolve) => this.#socket.end(() => resolve(this.#socket.bytesWritten)));
  }

  destroy(): void {
    this.#socket.destroy();
  }
}

/** A control connection: one command, one reply. */
export class Control {
  #text = "";
  #heard: ((line: string) => void) | undefined;

  private constructor(readonly connection: Connection) {
    this.listen();
  }

  /** Connects and gets the greeting. */
  static async open(port: number): Promise<Control> {
    const control = new Control(await Connection.open(port, 64 * 1024));
    await control.reply(220);
    return control;
  }

  static async login(port: number, { user, password }: Account): Promise<Control> {
    const control = await Control.open(port);
    await control.ask(`USER ${user}`, 331);
    await control.ask(`PASS ${password}`, 230);
    return control;
  }

  /** Takes the connection back from whoever set a reader of its own. */
  listen(): void {
    this.connection.reader = (octets) => {
      this.#text += octets.toString("latin1");
      this.#offer();
    };
  }

  /** Sends a command and gets its reply. @returns its last line @throws Error for another code */
  ask(command: string, code: number): Promise<string> {
    this.connection.write(`${command}\r\n`);
    return this.reply(code, command);
  }

  /** @returns the last line of the next reply @throws Error for another code, and when the connection ends first */
  async reply(code: number, after = "the connection"): Promise<string> {
    const heard = new Promise<string>((resolve) => {
      this.#heard = resolve;
      this.#offer();
    });
    const line = await Promise.race([heard, this.connection.ended]);
    if (line?.startsWith(String(code)) === true) return line;
    throw new Error(`${after} got ${line === undefined ? "the end" : JSON.stringify(line)}, not ${code}`);
  }

  /** QUIT, its reply and the end of the connection. */
  async quit(): Promise<void> {
    await this.ask("QUIT", 221);
    await this.connection.ended;
    this.connection.destroy();
  }

  #offer(): void {
    const found = this.#heard && LAST_LINE.exec(this.#text);
    if (!found) return;
    this.#text = this.#text.slice(found.index + found[0].length);
    const heard = this.#heard;
    this.#heard = undefined;
    heard?.(found[0].trimEnd());
  }
}
