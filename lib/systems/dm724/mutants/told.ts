import type { Outcome } from "../../../device/outcome.js";
import { worded } from "../../../device/reply.js";
import { printReply } from "../../../ftp/reply.js";
import { CHECKS } from "../device/configuration.js";
import { MODES } from "../device/device.js";
import type { Parts } from "../device/parts.js";
import { say } from "../device/say.js";
import { invented, keeping, type MisbehaviourFamily, on, reworded, rewritten } from "./misbehaviour.js";

/** What the device tells about its state and its software (Dm724-I 1.4.1, 3.5, 3.6, 3.8). */
export const toldMisbehaviours: MisbehaviourFamily = {
  "syst-of-its-own-name": {
    clause: "1.4.1 SYST",
    says: "SYST names a system of its own, which no list of systems has.",
    parts: () => on(["SYST"], () => invented("SYST", 215, "FGROS system type.")),
  },
  "help-of-one-command": {
    clause: "1.4.1 HELP, AMB-013",
    says: "HELP with a command answers the help for QUIT, whatever command it is.",
    parts: () =>
      on(["HELP"], (_session, command, carryOut) => {
        return carryOut(command.argument !== undefined ? { ...command, argument: "QUIT" } : command);
      }),
  },
  "help-knows-nothing-absent": {
    clause: "1.4.1 HELP, AMB-013",
    says: "HELP says of a command that is not implemented that it does not know it.",
    parts: () =>
      on(["HELP"], (_session, command, carryOut) =>
        reworded(carryOut(command), (text) =>
          text.replace("recognized but not implemented", "not recognized"),
        ),
      ),
  },
  "stat-of-the-start": {
    clause: "1.4.1 STAT",
    says: "STAT shows the modes as they are configured, whatever SITE has set.",
    parts: () =>
      on(["STAT"], ({ device }, command, carryOut) =>
        keeping(device.modes, MODES, () => {
          for (const mode of MODES) device.restore(mode);
          return carryOut(command);
        }),
      ),
  },
  "stat-without-savebuffer": {
    clause: "1.4.1 STAT",
    says: "STAT says that no SAVEBUFFER is ordered when one is.",
    parts: () => stat((text) => text.replace("Savebuffer : ON", "Savebuffer : OFF")),
  },
  "stat-letters-turned-round": {
    clause: "3.8, AMB-021",
    says: "STAT shows a letter for each check that is off and a hyphen for each that is on.",
    parts: () =>
      on(["STAT"], ({ device: { checks } }, command, carryOut) =>
        keeping(checks, CHECKS, () => {
          const some = CHECKS.some((check) => checks[check]) && CHECKS.some((check) => !checks[check]);
          if (some) for (const check of CHECKS) checks[check] = !checks[check];
          return carryOut(command);
        }),
      ),
  },
  "stat-knows-no-all": {
    clause: "3.8, AMB-021",
    says: "STAT shows NONE when all checks are on.",
    parts: () => stat((text) => text.replace("Checks : ALL", "Checks : NONE")),
  },
  "stat-knows-no-none": {
    clause: "3.8, AMB-021",
    says: "STAT shows ALL when no check is on.",
    parts: () => stat((text) => text.replace("Checks : NONE", "Checks : ALL")),
  },
  "storedevice-of-the-start": {
    clause: "3.5 STOREDEVICE",
    says: "STOREDEVICE tells the file system in which a client begins, whichever is active.",
    parts: () =>
      on(["SITE STOREDEVICE"], (session, command, carryOut) => {
        const { configuration, checks, storage } = session.device;
        const start = storage.initial(configuration.syst, checks.system)?.name ?? "NUL";
        return reworded(carryOut(command), (text) => text.replace(/^\w+:/, `${start}:`));
      }),
  },
  "storedevice-never-direct": {
    clause: "3.5 STOREDEVICE",
    says: "STOREDEVICE says that direct mode is off when it is on.",
    parts: () =>
      on(["SITE STOREDEVICE"], (_session, command, carryOut) =>
        reworded(carryOut(command), (text) => text.replace("mode is ON", "mode is OFF")),
      ),
  },
  "getappname-is-the-configuration": {
    clause: "1.4.3 SITE, 3.6",
    says: "GETAPPNAME tells the name of the configuration.",
    parts: () =>
      on(["SITE GETAPPNAME"], (_session, command, carryOut) => {
        return carryOut({ ...command, argument: "GETCFGNAME" });
      }),
  },
  "getfilever-of-what-runs": {
    clause: "1.4.3 SITE, 3.6",
    says: "GETFILEVER tells the version of the application that runs, whatever application it is asked for.",
    parts: () =>
      on(["SITE GETFILEVER"], (session, command, carryOut) => {
        const right = carryOut(command);
        const running = session.device.software.application?.name;
        if (right.kind !== "reply" || right.code !== 214 || running === undefined) return right;
        return carryOut({ ...command, argument: `GETFILEVER /DSK/${running}` });
      }),
  },
  "listfirmwares-always-none": {
    clause: "1.4.3 SITE, 3.6",
    says: "LISTFIRMWARES says None whatever the application needs.",
    parts: () => on(["SITE LISTFIRMWARES"], () => say("SITE", 200, "None")),
  },
  "coherence-wants-a-configuration": {
    clause: "3.6",
    says: "COHERENCE finds fault with a device whose configuration is not stored.",
    parts: () =>
      on(["SITE COHERENCE"], (session, command, carryOut): Outcome => {
        const outcome = carryOut(command);
        if (outcome.kind !== "work") return outcome;
        const finish = () => {
          const found = outcome.task.finish();
          const stored = session.device.storage
            .disk("DSK")
            ?.find(session.device.software.configuration ?? "");
          if (stored !== undefined) return found;
          const lines = ["COHERENCE results", " The configuration is missing.", "COHERENCE results end"];
          return worded({ ...found, code: 550, lines }, printReply(550, lines));
        };
        return { ...outcome, task: { ...outcome.task, finish } };
      }),
  },
};

function stat(change: (text: string) => string): Parts {
  return on(["STAT"], (_session, command, carryOut) => {
    const outcome = carryOut(command);
    return outcome.kind === "reply" ? rewritten(outcome, change) : outcome;
  });
}
