import { expect } from "chai";
import { Conversation } from "../device/conversation.test.js";
import { Device } from "../device/device.js";
import { misbehaviours } from "./misbehaviours.js";
import { partsOf } from "./symptoms.test.js";

/** Configuration lines, a command, what a right device answers and what the wrong one does. */
const SYMPTOMS: readonly (readonly [
  name: string,
  config: readonly string[],
  command: string,
  right: RegExp,
  wrong: RegExp,
])[] = [
  ["default-os-ms-dos", [], "SYST", /UNIX/, /MSDOS/],
  ["default-file-system-sink", [], "PWD", /DSK/, /TST/],
  ["default-reply-on", [], "STAT", /Reply 119 : OFF/, /Reply 119 : ON/],
  ["default-keepalive-on", [], "STAT", /Keepalive : OFF/, /Keepalive : ON/],
  ["default-immediate-off", [], "STAT", /Immediate : ON/, /Immediate : OFF/],
  ["default-direct-on", [], "STAT", /Direct mode : OFF/, /Direct mode : ON/],
  ["default-check-off", [], "STAT", /Checks : ALL/, /Checks : P-L/],
  ["configured-direct-overlooked", ["direct"], "STAT", /Direct mode : ON/, /Direct mode : OFF/],
  ["configured-immediate-overlooked", ["no immediate"], "STAT", /Immediate : OFF/, /Immediate : ON/],
  ["configured-keepalive-overlooked", ["keepalive"], "STAT", /Keepalive : ON/, /Keepalive : OFF/],
  ["configured-reply-overlooked", ["reply"], "STAT", /Reply 119 : ON/, /Reply 119 : OFF/],
  ["configured-os-overlooked", ["os ms-dos"], "SYST", /MSDOS/, /UNIX/],
  ["configured-file-system-overlooked", ["syst tst"], "PWD", /TST/, /DSK/],
  ["configured-checks-overlooked", ["no check all"], "STAT", /Checks : NONE/, /Checks : ALL/],
  ["configured-crc-takes-length-along", ["no check crc"], "STAT", /Checks : P-LB/, /Checks : P--B/],
  ["configured-buffer-overlooked", ["temp-buff 100"], "SITE STATBUFFER", / 100-/, / (?!100-)\d+-0-0 /],
  ["configured-buffer-halved", ["temp-buff 100"], "SITE STATBUFFER", / 100-/, / 50-/],
];

/** What is to be seen before anybody has said anything. */
const SETTINGS: readonly (readonly [
  name: string,
  config: readonly string[],
  setting: "timer" | "clients" | "dataPort",
  right: number,
  wrong: number,
])[] = [
  ["default-timer-300", [], "timer", 360, 300],
  ["default-clients-4", [], "clients", 1, 4],
  ["configured-data-port-overlooked", ["data-port 2020"], "dataPort", 2020, 20],
];

describe("systems/dm724/mutants/configured", () => {
  for (const [name, config, command, right, wrong] of SYMPTOMS) {
    it(`${name}: ${misbehaviours.get(name)?.says}`, () => {
      expect(answer(config, command)).to.match(right);
      expect(answer(config, command, name)).to.match(wrong);
    });
  }

  for (const [name, config, setting, right, wrong] of SETTINGS) {
    it(`${name}: ${misbehaviours.get(name)?.says}`, () => {
      expect(new Device({ config }).configuration[setting]).to.equal(right);
      expect(new Device({ config, parts: partsOf(name) }).configuration[setting]).to.equal(wrong);
    });
  }
});

function answer(config: readonly string[], command: string, name?: string): string {
  return Conversation.with({ config, parts: partsOf(name) })
    .login()
    .say(command);
}
