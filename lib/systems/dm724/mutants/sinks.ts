import { generatedContent } from "../../../device/content.js";
import type { File, WriteFrom } from "../../../device/file-system.js";
import { keeping, type MisbehaviourFamily, on } from "./misbehaviour.js";

const NUMBER = /^\d+$/;

/** The sinks and TEST mode (Dm724-I 3.3). */
export const sinkMisbehaviours: MisbehaviourFamily = {
  "test-mode-fills-the-buffer": {
    clause: "3.3, 3.5",
    says: "What is sent in TEST mode goes into the temporary buffer.",
    parts: () =>
      on(["STOR", "APPE"], (session, command, carryOut) =>
        keeping(session, ["testMode", "directory"], () => {
          if (session.testMode !== undefined) session.directory = undefined;
          session.testMode = undefined;
          return carryOut(command);
        }),
      ),
  },
  "test1-is-tst": {
    clause: "3.3",
    says: "ACCT TEST1 confines the session to TST.",
    parts: () =>
      on(["ACCT TEST1"], (_session, command, carryOut) => {
        return carryOut({ ...command, argument: "TEST0" });
      }),
  },
  "acct-takes-any-word": {
    clause: "1.4.1 ACCT, AMB-046",
    says: "ACCT with any word begins TEST mode.",
    parts: () =>
      on(["ACCT"], (_session, command, carryOut) => {
        return carryOut(
          !/^ *TEST[01] *$/i.test(command.argument ?? "") ? { ...command, argument: "TEST0" } : command,
        );
      }),
  },
  "sink-remembers-nothing": {
    clause: "3.3, AMB-038",
    says: "TST and TS1 do not remember the last file that they were sent.",
    parts: () => ({
      Sink: (Usual) =>
        class extends Usual {
          override files() {
            return [];
          }
          override find(name: string) {
            return NUMBER.test(name) ? super.find(name) : undefined;
          }
        },
    }),
  },
  "sink-remembers-all": {
    clause: "3.3, AMB-038",
    says: "TST and TS1 remember every file that they were sent.",
    parts: () => ({
      Sink: (Usual) =>
        class extends Usual {
          readonly #known = new Map<string, File>();
          // What it remembers now is what it was sent last; each store is preceded by a look.
          #look(): void {
            for (const file of super.files()) this.#known.set(file.name, file);
          }
          override openForWriting(name: string, from: WriteFrom) {
            this.#look();
            return super.openForWriting(name, from);
          }
          override files() {
            this.#look();
            return [...this.#known.values()];
          }
          override find(name: string) {
            return super.find(name) ?? this.#known.get(name);
          }
        },
    }),
  },
  "sink-without-rest": {
    clause: "1.4.3 REST, 3.3",
    says: "REST has no effect on what TST and TS1 send.",
    parts: () =>
      on(["RETR"], (session, command, carryOut) => {
        const { restart } = session;
        const outcome = carryOut(command);
        if (outcome.kind !== "transfer" || outcome.fileSystem?.sink !== true) return outcome;
        // Whether it is a sink is known only now, and the offset has been taken: once more without it.
        return restart === 0 ? outcome : carryOut(command);
      }),
  },
  "sink-of-16-bits": {
    clause: "3.3",
    says: "TST and TS1 send no file of more than 65535 octets.",
    parts: () => ({
      Sink: (Usual) =>
        class extends Usual {
          override find(name: string) {
            return NUMBER.test(name) && Number(name) > 65_535 ? undefined : super.find(name);
          }
        },
    }),
  },
  "sink-compresses": {
    clause: "3.3, AMB-038",
    says: "What TST and TS1 send can be compressed.",
    parts: () => ({
      Sink: (Usual) =>
        class extends Usual {
          override find(name: string) {
            const file = super.find(name);
            const read = (_offset: number, count: number): Buffer => Buffer.alloc(count);
            return file && { ...file, content: { length: file.content.length, read } };
          }
        },
    }),
  },
  "sink-one-octet-short": {
    clause: "3.3",
    says: "TST and TS1 send one octet less than the name says.",
    parts: () => ({
      Sink: (Usual) =>
        class extends Usual {
          override find(name: string) {
            const file = super.find(name);
            return file && { ...file, content: generatedContent(1, Math.max(0, file.content.length - 1)) };
          }
        },
    }),
  },
};
