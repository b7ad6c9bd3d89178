import { expect } from "chai";
import { sendUrgent } from "../../net/send-urgent.test.js";
import { Device } from "../../systems/dm724/device/device.js";
import { Client } from "./client.test.js";
import { type FtpServer, startFtpServer } from "./ftp-server.js";

/** How clients announce ABOR (RFC 959 4.1.3): pieces, and whether the last octet of each is urgent. */
const ABORTS: readonly (readonly [client: string, pieces: readonly (readonly [string, boolean])[]])[] = [
  ["ftplib: the LF is urgent", [["ABOR\r\n", true]]],
  [
    "the DM is urgent",
    [
      ["\xff\xf4\xff", false],
      ["\xf2", true],
      ["ABOR\r\n", false],
    ],
  ],
  [
    "the IAC before the DM is urgent",
    [
      ["\xff\xf4\xff", true],
      ["\xf2ABOR\r\n", false],
    ],
  ],
  [
    "IAC IP IAC DM, all urgent",
    [
      ["\xff\xf4\xff\xf2", true],
      ["ABOR\r\n", false],
    ],
  ],
  [
    "in the middle of the verb",
    [
      ["AB", true],
      ["OR\r\n", false],
    ],
  ],
];

describe("ABOR with urgent data", () => {
  let server: FtpServer;
  let client: Client;

  beforeEach(async () => {
    server = await startFtpServer(new Device({ config: ["clients 4"] }));
    client = await (await Client.open(server.port)).login("root");
  });
  afterEach(async () => {
    client.socket.destroy();
    await server.close();
  });

  function abort(pieces: readonly (readonly [string, boolean])[]): void {
    for (const [text, urgent] of pieces) {
      if (urgent) sendUrgent(client.socket, text);
      else client.send(text);
    }
  }

  for (const [title, pieces] of ABORTS) {
    it(`${title}: nothing runs`, async () => {
      abort(pieces);
      expect(await client.reply()).to.match(/^226 /);
      expect(await client.say("NOOP")).to.match(/^200 /);
    });

    it(`${title}: in a RETR`, async () => {
      await client.say("TYPE I");
      await client.say("CWD /TST");
      const data = await client.passive();
      data.socket.pause();
      expect(await client.say("RETR 100000000")).to.match(/^1[25][05] /);
      abort(pieces);
      expect(await client.reply()).to.match(/^426 /);
      expect(await client.reply()).to.match(/^226 /);
      expect(await client.say("NOOP")).to.match(/^200 /);
      data.socket.destroy();
    });
  }

  it("on a data connection is an octet of the file", async () => {
    for (const command of ["TYPE I", "CWD /TST"]) await client.say(command);
    const data = await client.passive();
    client.send("STOR X.DAT\r\n");
    await client.reply();
    data.send("abc");
    sendUrgent(data.socket, "def");
    data.socket.end("ghi");
    expect(await client.reply()).to.match(/^226 /);
    expect(await client.say("SIZE X.DAT")).to.equal("213 9\r\n");
  });
});
