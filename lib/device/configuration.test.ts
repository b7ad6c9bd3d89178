import { expect } from "chai";
import { ConfigurationFault, defaultConfiguration, parseConfiguration } from "./configuration.js";

describe("device/configuration", () => {
  it("is the manual's default without lines (Dm724-I 2.1.12)", () => {
    expect(parseConfiguration(["", "  "])).to.deep.equal({
      clients: 1,
      timer: 360,
      direct: false,
      immediate: true,
      keepalive: false,
      reply: false,
      os: "unix",
      syst: "NUL",
    });
  });

  const lines: readonly (readonly [line: string, changed: Partial<typeof defaultConfiguration>])[] = [
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
    ["syst nul", { syst: "NUL" }],
  ];
  for (const [line, changed] of lines) {
    it(`takes "${line}"`, () => {
      expect(parseConfiguration([line])).to.deep.equal({ ...defaultConfiguration, ...changed });
    });
  }

  it("lets the last line rule", () => {
    expect(parseConfiguration(["direct", "no direct"]).direct).to.equal(false);
  });

  const faults: readonly (readonly [line: string, column: number, message: RegExp])[] = [
    ["clients", 8, /^write clients and a number from 0 to 255$/],
    ["clients many", 9, /^write clients/],
    ["clients 256", 9, /^write clients/],
    ["clients 2 3", 11, /^nothing stands behind clients 2$/],
    ["timer -1", 7, /^write timer and seconds from 0 to 86400$/],
    ["no", 3, /^no is followed by direct, immediate, keepalive or reply$/],
    ["no clients", 4, /^no clients is not known: write no direct/],
    ["direct on", 8, /^direct takes no argument: write direct or no direct$/],
    ["os vms", 4, /^write os unix or os ms-dos$/],
    ["syst xyz", 6, /^write syst and one of dsk, fda, smc, fco, bio, mem, tst, ts1, nul$/],
    [" list", 2, /^list is not known here: write clients <number>, /],
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
});
