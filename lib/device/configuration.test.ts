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

const without = (...names: (keyof Configuration["checks"])[]): Partial<Configuration> => ({
  checks: { ...defaultConfiguration.checks, ...Object.fromEntries(names.map((name) => [name, false])) },
});
const NONE = without(...(Object.keys(defaultConfiguration.checks) as (keyof Configuration["checks"])[]));

describe("device/configuration", () => {
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

  const menus: readonly (readonly [line: string, words: string])[] = [
    [
      "?",
      "accounting authorization check clients control-port data-port default direct immediate keepalive list login mss no os priority reply rx-buff syst temp-buff timer tx-buff exit",
    ],
    ["no ?", "accounting authorization check direct immediate keepalive login reply"],
    [
      "check ?",
      "all bios crc delete firmware hardware hw-supported length path profile rename system unknown version",
    ],
    [
      "no check ?",
      "all bios crc delete firmware hardware hw-supported length path profile rename system unknown version",
    ],
    ["os ?", "ms-dos unix"],
    ["syst ?", "bio dsk fco fda mem nul smc ts1 tst"],
  ];
  for (const [line, words] of menus) {
    it(`lists what there is for "${line}"`, () => {
      const printed = new ConfigurationConsole().execute(line, 1);
      expect(printed.map((text) => text.trim().split(" ")[0]).join(" ")).to.equal(words);
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
    ["no login", { login: undefined }],
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
    expect(parseConfiguration(["login auth A", "no login authentication"]).login).to.equal(undefined);
  });

  const faults: readonly (readonly [line: string, column: number, message: RegExp])[] = [
    ["clients", 8, /^write clients and a number of clients from 0 to 255$/],
    ["clients many", 9, /^write clients/],
    ["clients 256", 9, /^write clients/],
    ["clients 2 3", 11, /^nothing stands behind clients 2: remove 3$/],
    ["timer -1", 7, /^write timer and seconds from 0 to 86400$/],
    ["control-port 0", 14, /^write control-port and a port from 1 to 65535$/],
    ["no", 3, /^no is followed by accounting, .* or reply$/],
    ["no clients", 4, /^clients is not known behind no: write accounting, .* or reply$/],
    ["direct on", 8, /^nothing stands behind direct: remove on$/],
    ["os", 3, /^write os and one of ms-dos or unix$/],
    ["os vms", 4, /^vms is not known behind os: write ms-dos or unix$/],
    ["syst xyz", 6, /^xyz is not known behind syst: write bio, .* or tst$/],
    [" lizt", 2, /^lizt is not known here: write accounting, .* or exit$/],
    ["c 2", 1, /^c could be check or clients or control-port: write more of it$/],
    ["t 2", 1, /^t could be temp-buff or timer or tx-buff: write more of it$/],
    ["check h", 7, /^h could be hardware or hw-supported: write more of it$/],
    ["check name", 7, /^name is not known behind check/],
    ["accounting exec", 16, /^write accounting exec and the name of a method list$/],
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
