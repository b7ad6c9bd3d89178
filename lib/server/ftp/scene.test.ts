import { ReplyReader } from "../../ftp/reply.js";
import { catalogue } from "../../systems/dm724/catalogue.js";
import { Device, type DeviceOptions } from "../../systems/dm724/device/device.js";
import { Client } from "./client.test.js";
import { type FtpServer, startFtpServer } from "./ftp-server.js";

/** One device with one client, and a note of which documented replies that client has heard. */
export class Scene {
  /** ids of the catalogue's entries */
  readonly heard: Set<string>;

  private constructor(
    readonly device: Device,
    readonly server: FtpServer,
    readonly client: Client,
    heard: Set<string>,
  ) {
    this.heard = heard;
  }

  /** Plays a scene on a new device. @param user who is logged in, in type I; "" is nobody */
  static async play(
    options: DeviceOptions & { user?: string; heard?: Set<string>; patience?: number },
    act: (scene: Scene) => Promise<void>,
  ): Promise<void> {
    const { user = "root", heard = new Set(), patience = 20_000, ...device } = options;
    const made = new Device(device);
    const running = await startFtpServer(made, { dataConnectionTimeout: patience });
    const scene = new Scene(made, running, await Client.open(running.port), heard);
    try {
      await scene.take("(connect)");
      if (user !== "") await scene.all(`USER ${user}`, "PASS", "TYPE I");
      await act(scene);
    } finally {
      scene.client.socket.destroy();
      await running.close();
    }
  }

  /** Takes one reply and notes it as the answer to a command. */
  async take(command: string): Promise<string> {
    const text = await this.client.reply();
    const [reply] = new ReplyReader().push(Buffer.from(text, "latin1"));
    if (reply === undefined) throw new Error(`${command} is not answered but by "${text}"`);
    for (const { id } of catalogue.observed(command, reply)) this.heard.add(id);
    return text;
  }

  /** Says a command and takes what it answers, to the final reply. @returns that */
  async say(command: string): Promise<string> {
    this.client.send(`${command}\r\n`);
    return this.final(command);
  }

  async all(...commands: string[]): Promise<void> {
    for (const command of commands) await this.say(command);
  }

  async final(command: string): Promise<string> {
    for (;;) {
      const reply = await this.take(command);
      if (!reply.startsWith("1")) return reply;
    }
  }

  /**
   * A transfer over a passive connection.
   * @param send what is sent; undefined: whatever comes is thrown away
   * @returns the final reply
   */
  async transfer(command: string, send?: string): Promise<string> {
    const data = await this.client.passive();
    this.client.send(`${command}\r\n`);
    const first = await this.take(command);
    if (send !== undefined && first.startsWith("1")) data.socket.end(Buffer.from(send, "latin1"));
    const last = first.startsWith("1") ? await this.final(command) : first;
    data.socket.destroy();
    return last;
  }
}
