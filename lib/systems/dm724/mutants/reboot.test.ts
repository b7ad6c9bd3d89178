import { ManualClock } from "../../../net/clock.js";
import { Conversation, parsed, say } from "../device/conversation.test.js";
import { describeSymptoms } from "./symptoms.test.js";

/** Longer than any reboot of the models takes. */
const MINUTE = 60_000;

function passed({ device }: Conversation, milliseconds: number): void {
  if (device.clock instanceof ManualClock) device.clock.advance(milliseconds);
}

/** What a new session finds after a reboot behind these lines. */
const rebooted =
  (lines: readonly string[], command: string) =>
  (first: Conversation): string => {
    for (const line of [...lines, "SITE RELOAD ON"]) say(first, line);
    first.session.end("client");
    passed(first, MINUTE);
    return new Conversation(first.device).login().say(command);
  };

describeSymptoms("reboot", [
  [
    "reload-at-once",
    (first) => {
      first.say("SITE RELOAD ON");
      passed(first, 1000);
      return first.device.power.state;
    },
    /^on$/,
    /^booting$/,
  ],
  [
    "reload-when-anybody-leaves",
    (first) => {
      const second = new Conversation(first.device);
      first.say("SITE RELOAD ON");
      second.session.end("client");
      return first.device.power.state;
    },
    /^on$/,
    /^booting$/,
  ],
  [
    "reload-does-not-wait-for-saves",
    (first) => {
      for (const line of ["STOR A < abc", "SITE RELOAD ON"]) say(first, line);
      const { device, session } = first;
      const outcome = session.execute(parsed("SITE SAVEBUFFER"));
      if (outcome.kind !== "work") throw new Error(outcome.kind);
      device.jobs.run(session, outcome.task, () => {}).leave();
      session.end("client");
      passed(first, MINUTE);
      return new Conversation(device).login().say("SIZE A");
    },
    /^213/,
    /^550/,
  ],
  ["reboot-keeps-the-buffer", rebooted(["STOR A < abc"], "SITE STATBUFFER"), /-0 f/, /-3 f/],
  ["reboot-forgets-files", rebooted(["STOR A < abc", "SITE SAVEBUFFER"], "SIZE A"), /^213/, /^550/],
  [
    "reboot-into-the-old-software",
    rebooted(["DELE CHASSIS.BIN"], "SITE GETAPPNAME"),
    /APPCODE1\.BIN/,
    /CHASSIS\.BIN/,
  ],
  [
    "reboot-twice",
    (first) => {
      const states: string[] = [];
      first.device.power.watch((state) => states.push(state));
      rebooted([], "NOOP")(first);
      return states.join(" ");
    },
    /^booting on$/,
    /^booting on booting/,
  ],
]);
