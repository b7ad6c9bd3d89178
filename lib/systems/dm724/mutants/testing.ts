import { storedContent } from "../../../device/content.js";
import type { File, FileSystem, OpenedForWriting, WriteFrom } from "../../../device/file-system.js";
import type { Peer } from "../../../device/served.js";
import { GUEST } from "../device/accounts.js";
import type { Device } from "../device/device.js";
import { foldName, isCheckedName } from "../device/names.js";
import { say } from "../device/say.js";
import { invented, keeping, type MisbehaviourFamily, on, withSink } from "./misbehaviour.js";

/** TEST mode: who gets into it, what it confines and what it leaves out (Dm724-I 1.4.1 ACCT, 3.3). */
export const testingMisbehaviours: MisbehaviourFamily = {
  "acct-has-no-effect": {
    clause: "1.4.1 ACCT, 3.3",
    says: "ACCT TEST0 and TEST1 are answered, and TEST mode is not on.",
    parts: () =>
      on(["ACCT"], (session, command, carryOut) =>
        keeping(session, ["testMode", "directory"], () => carryOut(command)),
      ),
  },
  "acct-for-root-only": {
    clause: "1.4.1 ACCT, 3.3",
    says: "ACCT does nothing for a guest.",
    parts: () =>
      on(["ACCT"], (session, command, carryOut) =>
        session.level === GUEST ? say("ACCT", 202, "Command superfluous at this site.") : carryOut(command),
      ),
  },
  "test0-is-ts1": {
    clause: "1.4.1 ACCT, 3.3",
    says: "ACCT TEST0 confines the session to TS1.",
    parts: () =>
      on(["ACCT TEST0"], (_session, command, carryOut) => {
        return carryOut({ ...command, argument: "TEST1" });
      }),
  },
  "test-mode-stores-elsewhere": {
    clause: "1.4.1 ACCT, 3.3",
    says: "In TEST mode a path leads to files of other file systems.",
    parts: () =>
      on(["STOR", "APPE", "RETR", "DELE", "RNFR", "RNTO", "SIZE", "MDTM"], (session, command, carryOut) => {
        const { testMode, device } = session;
        if (testMode === undefined || command.argument?.includes("/") !== true) return carryOut(command);
        return keeping(session, ["testMode"], () =>
          keeping(device.modes, ["direct"], () => {
            device.modes.direct = true;
            session.testMode = undefined;
            return carryOut(command);
          }),
        );
      }),
  },
  "test-mode-checks": {
    clause: "3.3, 3.7, 3.8, AMB-038",
    says: "In TEST mode files with a known extension are refused as unknown.",
    parts: () =>
      on(["STOR"], ({ testMode }, command, carryOut) => {
        const { argument = "" } = command;
        return testMode !== undefined && isCheckedName(foldName(argument.trim()))
          ? withSink(carryOut(command), (sink) => ({
              ...sink,
              end: () => {
                sink.cut();
                return say("STOR", 503, "Unknown file type checked.");
              },
            }))
          : carryOut(command);
      }),
  },
  "test-mode-outlives-the-session": {
    clause: "3.3",
    says: "The next client is in the TEST mode that the one before was in.",
    parts: () => {
      let left: FileSystem | undefined;
      return {
        Session: (Usual) =>
          class extends Usual {
            constructor(device: Device, peer: Peer) {
              super(device, peer);
              this.testMode = left;
              this.directory = left ?? this.directory;
            }
            override end(by: "client" | "server") {
              left = this.testMode;
              super.end(by);
            }
          },
      };
    },
  },
  "sinks-need-test-mode": {
    clause: "3.3",
    says: "TST and TS1 take and send files in TEST mode only.",
    parts: () =>
      on(["STOR", "APPE", "RETR"], (session, command, carryOut) => {
        const { verb } = command;

        const outcome = carryOut(command);
        const sink = outcome.kind === "transfer" && outcome.fileSystem?.sink === true;
        return sink && session.testMode === undefined ? invented(verb, 550, "Unable to open file.") : outcome;
      }),
  },
  "sink-keeps-content": {
    clause: "3.3",
    says: "TST and TS1 keep what they are sent, and send it back.",
    parts: () => ({
      Sink: (Usual) =>
        class extends Usual {
          readonly #kept = new Map<string, Buffer[]>();
          override openForWriting(name: string, from: WriteFrom): OpenedForWriting {
            const opened = super.openForWriting(name, from);
            if (!opened.ok) return opened;
            const pieces: Buffer[] = [];
            this.#kept.set(name, pieces);
            const { writer } = opened;
            const write = (octets: Buffer): boolean => {
              pieces.push(Buffer.from(octets));
              return writer.write(octets);
            };
            return { ok: true, writer: { ...writer, room: undefined, write } };
          }
          override find(name: string) {
            return withContent(super.find(name), this.#kept.get(name));
          }
        },
    }),
  },
  "test-mode-does-not-confine": {
    clause: "3.3",
    says: "TEST mode lets the session go to other file systems.",
    parts: () =>
      on(["CWD", "SMNT", "CDUP", "LIST", "RETR", "SITE SAVEBUFFER"], (session, command, carryOut) =>
        keeping(session, ["testMode"], () => {
          session.testMode = undefined;
          return carryOut(command);
        }),
      ),
  },
  "test-mode-outlives-rein": {
    clause: "3.3",
    says: "REIN does not end TEST mode.",
    parts: () =>
      on(["REIN"], (session, command, carryOut) =>
        session.testMode === undefined
          ? carryOut(command)
          : keeping(session, ["testMode", "directory"], () => carryOut(command)),
      ),
  },
};

function withContent(file: File | undefined, pieces: readonly Buffer[] | undefined): File | undefined {
  if (file === undefined || pieces === undefined) return file;
  return { ...file, content: storedContent(Buffer.concat(pieces)) };
}
