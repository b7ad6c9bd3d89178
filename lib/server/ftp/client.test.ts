import type { AddressInfo } from "node:net";
import { connect, createServer, type Server, type Socket } from "node:net";

/** What tests talk to the server with: a socket, and the patience to wait for a condition. It judges nothing. */
export class Client {
  /** chunks, put together when somebody looks: a large file comes in thousands */
  #received: Buffer[] = [];
  #length = 0;
  #changed: (() => void)[] = [];
  ended = false;
  closed = false;

  constructor(readonly socket: Socket) {
    socket.on("error", () => {});
    socket.on("data", (chunk: Buffer) => {
      this.#received.push(chunk);
      this.#length += chunk.length;
      this.#change();
    });
    socket.on("end", () => {
      this.ended = true;
      this.#change();
    });
    socket.on("close", () => {
      this.closed = true;
      this.#change();
    });
  }

  static async open(port: number, host = "127.0.0.1", from?: string): Promise<Client> {
    const socket = connect({ port, host, allowHalfOpen: true, ...(from && { localAddress: from }) });
    await new Promise((resolve, reject) => socket.once("connect", resolve).once("error", reject));
    return new Client(socket);
  }

  /** All that has come and was not taken yet. */
  get text(): string {
    return this.#whole().toString("latin1");
  }

  get length(): number {
    return this.#length;
  }

  send(text: string): void {
    this.socket.write(Buffer.from(text, "latin1"));
  }

  /** Waits until the condition holds. Mocha's time-out ends a wait that would be in vain. */
  async until(condition: () => boolean): Promise<void> {
    while (!condition()) await new Promise<void>((resolve) => this.#changed.push(resolve));
  }

  /** Takes the next reply, whole, with its line ends. */
  async reply(): Promise<string> {
    const whole = /^(?:\d{3} [^\n]*\n|(\d{3})-[^]*?\n\1 [^\n]*\n)/;
    await this.until(() => whole.test(this.text) || this.ended || this.closed);
    const reply = whole.exec(this.text)?.[0] ?? this.text;
    this.#take(reply.length);
    return reply;
  }

  /** Sends a command and takes its reply. */
  async say(command: string): Promise<string> {
    this.send(`${command}\r\n`);
    return this.reply();
  }

  /** Logs in, after taking the greeting. */
  async login(user = "root"): Promise<this> {
    await this.reply();
    await this.say(`USER ${user}`);
    await this.say("PASS");
    return this;
  }

  /** PASV, and a connection to where it says. */
  async passive(from?: string): Promise<Client> {
    const reply = await this.say("PASV");
    const numbers = /\((\d+,\d+,\d+,\d+),(\d+),(\d+)\)/.exec(reply);
    if (numbers === null) throw new Error(reply);
    const port = Number(numbers[2]) * 256 + Number(numbers[3]);
    return Client.open(port, (numbers[1] as string).replaceAll(",", "."), from);
  }

  /** Waits for the peer's end and takes everything. */
  async rest(): Promise<Buffer> {
    await this.until(() => this.ended || this.closed);
    return this.#take(this.#length);
  }

  /** Cuts the connection without a FIN, which `resetAndDestroy` would send first. */
  reset(): void {
    Reflect.get(this.socket, "_handle").reset(() => {});
    this.socket.destroy();
  }

  #whole(): Buffer {
    if (this.#received.length > 1) this.#received = [Buffer.concat(this.#received)];
    return this.#received[0] ?? Buffer.alloc(0);
  }

  #take(length: number): Buffer {
    const whole = this.#whole();
    this.#received = [whole.subarray(length)];
    this.#length -= length;
    return whole.subarray(0, length);
  }

  #change(): void {
    for (const resolve of this.#changed.splice(0)) resolve();
  }
}

/** A listener for active data connections. */
export class Listener {
  readonly #arrived: Client[] = [];
  #changed: (() => void) | undefined;

  private constructor(readonly server: Server) {
    server.on("connection", (socket) => {
      this.#arrived.push(new Client(socket));
      this.#changed?.();
    });
  }

  static async open(host = "127.0.0.1"): Promise<Listener> {
    const server = createServer({ allowHalfOpen: true });
    await new Promise<void>((resolve) => server.listen(0, host, resolve));
    return new Listener(server);
  }

  get port(): number {
    return (this.server.address() as AddressInfo).port;
  }

  /** The argument of PORT for 127.0.0.1. */
  get six(): string {
    return `127,0,0,1,${this.port >> 8},${this.port & 255}`;
  }

  async accept(): Promise<Client> {
    for (;;) {
      const client = this.#arrived.shift();
      if (client !== undefined) return client;
      await new Promise<void>((resolve) => {
        this.#changed = resolve;
      });
    }
  }

  close(): void {
    this.server.close();
  }
}
