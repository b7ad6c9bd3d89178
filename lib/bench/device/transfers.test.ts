import { expect } from "chai";
import { type FtpServer, startFtpServer } from "../../server/ftp/ftp-server.js";
import { Device } from "../../systems/dm724/device/device.js";
import { logins, noops } from "./commands.js";
import { Control } from "./control.js";
import { retrieve, store } from "./transfers.js";

const account = { user: "ROOT", password: "" };
const SIZE = 1_500_000;

describe("the client of the benchmarks", () => {
  let server: FtpServer;
  let control: Control;
  beforeEach(async () => {
    server = await startFtpServer(new Device({ config: ["clients 2"] }));
    control = await Control.login(server.port, account);
    for (const command of ["CWD /TST", "TYPE I"]) await control.ask(command, 2);
  });
  afterEach(async () => {
    control.connection.destroy();
    await server.close();
  });

  /** @returns what went wrong */
  const faultOf = (work: Promise<unknown>): Promise<string> =>
    work.then(
      () => "nothing",
      (error: Error) => error.message,
    );

  it("stores and retrieves, and gives a rate", async () => {
    expect(await store(control, "BULK.DAT", SIZE)).to.be.greaterThan(0);
    expect(await retrieve(control, "BULK.DAT", SIZE)).to.be.greaterThan(0);
    expect(await retrieve(control, String(SIZE), SIZE)).to.be.greaterThan(0);
  });

  it("gives no rate when other octets came than there should be", async () => {
    expect(await faultOf(retrieve(control, "1000", SIZE))).to.equal(
      "RETR 1000 brought 1000 octets, not 1500000",
    );
  });

  it("gives no rate when the server refuses", async () => {
    expect(await faultOf(retrieve(control, "ABSENT.DAT", SIZE))).to.match(/^RETR got "550 /);
  });

  for (const inFlight of [1, 64]) {
    it(`counts the replies to ${inFlight} commands in flight`, async () => {
      expect(await noops(control, 0, inFlight)).to.be.greaterThan(0);
      expect(await control.ask("PWD", 257)).to.contain("TST");
    });
  }

  it("logs in and out again", async () => {
    expect(await logins(server.port, account, 1)).to.be.greaterThan(0);
    expect(server.sessions).to.equal(1);
  });

  it("says so when the server goes away", async () => {
    const counted = faultOf(noops(control, 60_000, 1));
    await server.close();
    expect(await counted).to.match(/closed after \d+ of \d+ replies|ECONNRESET/);
  });
});
