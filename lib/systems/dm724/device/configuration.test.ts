import { expect } from "chai";
import fc from "fast-check";
import { type Configuration, ConfigurationFault, defaultConfiguration } from "./configuration.js";
import { ConfigurationConsole, parseConfiguration } from "./configuration-console.js";

/** Word for word what 2.1.12 shows. */
const LISTED = `FTP configuration:
Operating System:      UNIX
Default File System:  NUL
Control port:         21
Data port:            20
Inactivity timer:     360 seconds
Number of clients:    1
Priority:              0
Maximum Segment Size: 1024
Transmission Buffer Size: 2048
Reception Buffer Size: 16384
Temporal Buffer Size:  0
Reply:                DISABLE
Keepalive:            DISABLE
Immediate:            ENABLE
Direct:               DISABLE
Checks:               ALL`;

/** The first five lines are as 2.1.1 shows them; of the others the manual shows the words only. */
const TOP_MENU = `  accounting      Set accounting options
  authorization    Set authorization options
  check           Set checks to perform to firmware received
  clients         Sets the maximum number that can be simultaneously connected
  control-port    Configures the FTP session control TCP port
  data-port       Configures the data transfer TCP port
  default         Sets default configuration
  direct          Saves the received file in the active file system
  immediate       Selects Rx data by the TCP based on direct indications
  keepalive       Activates the keepalive in the data link
  list            Lists current configuration
  login           Set login options
  mss             Configures the maximum TCP segment size
  no              Disables the FTP server capabilities
  os              Determines the format used by the server
  priority        Establishes the FTP task priority
  reply           Activates the sending of replies when there are delays
  rx-buff         Sets the size of the buffers used to receive TCP from DTP
  sys             Specifies the file system to activate by default
  temp-buff       Configures the temporary buffer size
  timer           Configures the inactivity timer
  tx-buff         Sets the size of the buffers used to receive TCP from DTP
  exit`;

const NO_MENU = `  accounting      Set accounting options
  authorization    Set authorization options
  check           Set checks to perform to firmware received
  direct          Saves the received file in the active file system
  immediate       Selects Rx data by the TCP based on direct indications
  keepalive       Activates the keepalive in the data link
  login           Set login options
  reply           Activates the sending of replies when there are delays`;

/** 2.1.4 */
const CHECK_MENU = `  all           All checks
  bios          Check min BIOS version support
  crc           Check file CRC
  delete        Auto delete temporal buffer
  firmware      Check firmware files
  hardware      Check min hardware history support
  hw-supported  Check hardware supported
  length        Check file length
  path          Auto adjust BIOS path
  profile       Reject incompatible profile extension
  rename        Auto rename file
  system        Auto adjust default file system
  unknown       Reject unknown binary files
  version       Reject older versions`;

/** 2.1.19, which has no TS1 */
const SYST_MENU = `  bio    Handles the BIOS zone.Only the BIOS code files are saved here
  dsk    Handles the disk.The code and configurations are stored here
  fco    Handles the code Flash memory
  fda    Handles the data Flash memory
  mem    Temporary buffer
  nul    Default file system when a system has not been loaded
  smc    Handles the Smart Memory Card
  tst    Checks that the FTP is operating correctly`;

const without = (...names: (keyof Configuration["checks"])[]): Partial<Configuration> => ({
  checks: { ...defaultConfiguration.checks, ...Object.fromEntries(names.map((name) => [name, false])) },
});
const NONE = without(...(Object.keys(defaultConfiguration.checks) as (keyof Configuration["checks"])[]));

describe("systems/dm724/device/configuration", () => {
  it("is the manual's default without lines (Dm724-I 2.1.12)", () => {
    expect(parseConfiguration(["", "  ", "; a comment", "! another"])).to.deep.equal(defaultConfiguration);
  });

  it("prints the manual's table by default, character for character (2.1.12)", () => {
    expect(new ConfigurationConsole().execute("list", 1).join("\n")).to.equal(LISTED);
  });

  it("prints what was set in the same table", () => {
    const console = new ConfigurationConsole();
    for (const line of ["os ms-dos", "syst dsk", "clients 4", "direct", "no immediate", "no check crc"]) {
      console.execute(line, 1);
    }
    expect(console.execute("list", 1).join("\n")).to.equal(
      LISTED.replace("UNIX", "MS-DOS")
        .replace("NUL", "DSK")
        .replace("clients:    1", "clients:    4")
        .replace("Direct:               DISABLE", "Direct:               ENABLE")
        .replace("Immediate:            ENABLE", "Immediate:            DISABLE")
        .replace("ALL", "P-LBFVRDSUH"),
    );
  });

  const menus: readonly (readonly [line: string, printed: string])[] = [
    ["?", TOP_MENU],
    ["no ?", NO_MENU],
    ["check ?", CHECK_MENU],
    ["no check ?", CHECK_MENU],
    ["os ?", "  ms-dos    Dos format\n  unix      Unix format"],
    ["syst ?", SYST_MENU],
    ["sys ?", SYST_MENU],
  ];
  for (const [line, printed] of menus) {
    it(`lists what there is for "${line}"`, () => {
      expect(new ConfigurationConsole().execute(line, 1).join("\n")).to.equal(printed);
    });
  }

  const lines: readonly (readonly [line: string, changed: Partial<Configuration>])[] = [
    ["clients 4", { clients: 4 }],
    ["clients 0", { clients: 0 }],
    ["  timer   10 ", { timer: 10 }],
    ["DIRECT", { direct: true }],
    ["no immediate", { immediate: false }],
    ["keepalive", { keepalive: true }],
    ["reply", { reply: true }],
    ["os ms-dos", { os: "ms-dos" }],
    ["os unix", { os: "unix" }],
    ["syst mem", { syst: "MEM" }],
    ["sys nul", { syst: "NUL" }],
    ["syst ts1", { syst: "TS1" }],
    ["rx-buf 2048", { rxBuff: 2048 }],
    ["tx-buff 16384", { txBuff: 16384 }],
    ["temp-buf 0", { tempBuff: 0 }],
    ["temp-buff 1000000", { tempBuff: 1_000_000 }],
    ["mss 512", { mss: 512 }],
    ["priority 3", { priority: 3 }],
    ["control-port 2121", { controlPort: 2121 }],
    ["data-port 2020", { dataPort: 2020 }],
    ["no check crc", without("crc")],
    ["no check all", NONE],
    ["no check hw", without("hw-supported")],
    ["ch crc", {}],
    ["FTP config> no check profile", without("profile")],
    ["accounting exec AccExec", { accounting: "AccExec" }],
    ["authorization exec AuthorExec", { authorization: "AuthorExec" }],
    ["login authentication AutheLogin", { login: "AutheLogin" }],
    ["no login", {}],
    ["no authorization exec AuthorExec", {}],
    ["default", {}],
    ["exit", {}],
  ];
  for (const [line, changed] of lines) {
    it(`takes "${line}"`, () => {
      expect(parseConfiguration([line])).to.deep.equal({ ...defaultConfiguration, ...changed });
    });
  }

  it("lets the last line rule", () => {
    expect(parseConfiguration(["direct", "no direct"]).direct).to.equal(false);
    expect(parseConfiguration(["no check all", "check crc"]).checks).to.deep.equal({
      ...NONE.checks,
      crc: true,
    });
    expect(parseConfiguration(["clients 4", "no check all", "default"])).to.deep.equal(defaultConfiguration);
    expect(parseConfiguration(["login auth A", "no login authentication"])).to.deep.equal(
      defaultConfiguration,
    );
  });

  const faults: readonly (readonly [line: string, column: number, message: RegExp])[] = [
    ["clients", 8, /^write clients and a number of clients from 0 to 9999$/],
    ["clients many", 9, /^write clients/],
    ["clients 10000", 9, /^write clients/],
    ["clients 2 3", 11, /^nothing stands behind clients 2: remove 3$/],
    ["timer -1", 7, /^write timer and seconds from 0 to 86400$/],
    ["control-port 0", 14, /^write control-port and a port from 1 to 65535$/],
    ["no", 3, /^no is followed by accounting, .* or reply$/],
    ["no clients", 4, /^clients is not known behind no: write accounting, .* or reply$/],
    ["direct on", 8, /^nothing stands behind direct: remove on$/],
    ["os", 3, /^write os and one of ms-dos or unix$/],
    ["os vms", 4, /^vms is not known behind os: write ms-dos or unix$/],
    ["syst xyz", 6, /^xyz is not known behind syst: write bio, .*, tst or ts1$/],
    [" lizt", 2, /^lizt is not known here: write accounting, .* or exit$/],
    ["c 2", 1, /^c could be check or clients or control-port: write more of it$/],
    ["t 2", 1, /^t could be temp-buff or timer or tx-buff: write more of it$/],
    ["check h", 7, /^h could be hardware or hw-supported: write more of it$/],
    ["check name", 7, /^name is not known behind check/],
    ["accounting exec", 16, /^write accounting exec and the name of a method list$/],
    ["accounting exec ?", 17, /^write accounting exec and the name of a method list$/],
    ["login authentication A B", 24, /^nothing stands behind login authentication A: remove B$/],
    ["accounting", 11, /^write accounting and exec$/],
    ["login exec A", 7, /^exec is not known behind login: write authentication$/],
    ["FTP config> clients x", 21, /^write clients/],
    ["list all", 6, /^nothing stands behind list: remove all$/],
  ];
  for (const [line, column, message] of faults) {
    it(`refuses "${line}"`, () => {
      let fault: unknown;
      try {
        parseConfiguration(["", line]);
      } catch (error) {
        fault = error;
      }
      expect(fault).to.be.instanceOf(ConfigurationFault);
      expect(fault).to.include({ line: 2, column });
      expect((fault as ConfigurationFault).message).to.match(message);
    });
  }

  it("changes nothing with a line that it refuses", () => {
    const console = new ConfigurationConsole();
    for (const line of ["os ms-dos now", "default now", "exit now", "no check all now"]) {
      expect(() => console.execute(line, 1), line).to.throw(ConfigurationFault);
    }
    expect(console.execute("list", 2).join("\n")).to.equal(LISTED);
  });

  it("takes nothing behind exit but blank lines and comments", () => {
    expect(() => parseConfiguration(["exit", "", "; done"])).not.to.throw();
    expect(() => parseConfiguration(["exit", "direct"])).to.throw(ConfigurationFault, /left with exit/);
  });

  it("has nothing but a fault for whatever else is written", () => {
    const word = fc.constantFrom(
      "no",
      "check",
      "all",
      "crc",
      "clients",
      "os",
      "syst",
      "?",
      "exit",
      "1",
      "-",
      "list",
      "é",
    );
    const line = fc.array(fc.oneof(word, fc.string()), { maxLength: 5 }).map((words) => words.join(" "));
    fc.assert(
      fc.property(fc.array(line, { maxLength: 5 }), (lines) => {
        try {
          parseConfiguration(lines);
        } catch (error) {
          expect(error).to.be.instanceOf(ConfigurationFault);
        }
      }),
      { seed: 724 },
    );
  });
});
