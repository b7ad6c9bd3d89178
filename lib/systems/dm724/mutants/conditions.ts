import type { Task } from "../../../device/jobs.js";
import type { DeviceReply } from "../../../device/reply.js";
import { readHeader } from "../../../firmware/image.js";
import { CHECKS, type Check } from "../device/configuration.js";
import type { Device } from "../device/device.js";
import { foldName, isCheckedName } from "../device/names.js";
import { composed, type Parts } from "../device/parts.js";
import { say } from "../device/say.js";
import { atWork } from "./checks.js";
import {
  keeping,
  type Misbehaviour,
  type MisbehaviourFamily,
  on,
  reworded,
  withSink,
} from "./misbehaviour.js";

/** Which files are checked when, and what switches a check (Dm724-I 3.7, 3.8, 5.1.5). */
export const conditionMisbehaviours: MisbehaviourFamily = {
  "compatible-governs-path": governs("PATH", ["path"]),
  "compatible-governs-rename": governs("RENAME", ["rename"]),
  "compatible-governs-unknown": governs("UNKNOWN", ["unknown"]),
  "check-system-not-set": {
    clause: "3.8 SYSTEM",
    says: "SITE CHECK SYSTEM answers and changes nothing.",
    parts: () =>
      on(["SITE CHECK SYSTEM"], (session, command, carryOut) =>
        keeping(session.device.checks, ["system"], () => carryOut(command)),
      ),
  },
  "check-system-moves-the-session": {
    clause: "3.8 SYSTEM",
    says: "SITE CHECK SYSTEM changes the file system of the session at once.",
    parts: () =>
      on(["SITE CHECK SYSTEM"], (session, command, carryOut) => {
        const outcome = carryOut(command);
        session.directory = session.device.storage.initial(
          session.device.configuration.syst,
          session.device.checks.system,
        );
        return outcome;
      }),
  },
  "check-all-off-does-nothing": {
    clause: "3.8 ALL",
    says: "SITE CHECK ALL OFF is answered, and the checks stay as they are.",
    parts: () =>
      on(["SITE CHECK ALL OFF"], (session, command, carryOut) =>
        keeping(session.device.checks, CHECKS, () => carryOut(command)),
      ),
  },
  "check-all-on-does-nothing": {
    clause: "3.8 ALL",
    says: "SITE CHECK ALL ON is answered, and the checks stay as they are.",
    parts: () =>
      on(["SITE CHECK ALL ON"], (session, command, carryOut) =>
        keeping(session.device.checks, CHECKS, () => carryOut(command)),
      ),
  },
  "check-delete-for-many-clients": {
    clause: "2.1.4.4, 3.8 DELETE",
    says: "CHECK DELETE empties the buffer also when several clients are allowed.",
    parts: () =>
      aroundSaving((device, save) => {
        const reply = save();
        if (reply.code === 200 && device.checks.delete) device.storage.buffer.empty();
        return reply;
      }),
  },
  "check-delete-for-known-files": {
    clause: "3.8 DELETE",
    says: "CHECK DELETE leaves the buffer as it is when its file is none with a known extension.",
    parts: () =>
      aroundSaving(({ storage: { buffer } }, save) => {
        const { file } = buffer;
        const reply = save();
        if (reply.code !== 200 || file === undefined || buffer.file !== undefined || isCheckedName(file.name))
          return reply;
        const opened = buffer.openForWriting(file.name, 0);
        if (!opened.ok) return reply;
        opened.writer.write(file.content.read(0, file.content.length));
        opened.writer.close();
        return reply;
      }),
  },
  "checked-file-not-announced": {
    clause: "1.4.3 STOR, AMB-040",
    says: "The first reply to STOR does not say that the file is checked.",
    parts: () =>
      on(["STOR"], (_session, command, carryOut) => {
        const outcome = carryOut(command);
        if (outcome.kind !== "transfer") return outcome;
        const plain = (text: string): string => text.replace(", checked file", ", file");
        const [already, opened] = [reworded(outcome.already, plain), reworded(outcome.opened, plain)];
        return already.kind === "reply" && opened.kind === "reply"
          ? { ...outcome, already, opened }
          : outcome;
      }),
  },
  "every-extension-checked": {
    clause: "3.8, AMB-026",
    says: "Files with any extension are refused when they lack the software format.",
    parts: () =>
      on(["STOR"], (session, command, carryOut) => {
        const { argument = "" } = command;

        const outcome = carryOut(command);
        const sink = outcome.kind === "transfer" && outcome.fileSystem?.sink === true;
        if (sink || session.testMode !== undefined || isCheckedName(foldName(argument.trim())))
          return outcome;
        return withSink(outcome, (receiving) => {
          let head = Buffer.alloc(0);
          return {
            ...receiving,
            room: undefined,
            write: (octets) => {
              if (head.length < 128) head = Buffer.concat([head, octets]);
              return receiving.write(octets);
            },
            end: (ending) => {
              if (!session.device.checks.unknown || readHeader(head).ok) return receiving.end(ending);
              receiving.cut();
              return say("STOR", 503, "Unknown file type checked.");
            },
          };
        });
      }),
  },
  "odd-lengths-taken": {
    clause: "2.1.4.8, 3.8 LENGTH, AMB-024",
    says: "CHECK LENGTH takes a file whose length is no multiple of 128, when its header says so long a file.",
    parts: () => {
      let odd = false;
      return composed(
        atWork((key) => (key === "length" && odd ? false : undefined)),
        on(["STOR"], (_session, command, carryOut) => {
          odd = false;
          return withSink(carryOut(command), (sink) => {
            let octets = 0;
            let said = 0;
            return {
              ...sink,
              room: undefined,
              write: (piece) => {
                const reading = octets === 0 ? readHeader(piece) : undefined;
                if (reading?.ok === true) said = reading.header.length;
                octets += piece.length;
                return sink.write(piece);
              },
              end: (ending) => {
                odd = octets === said && octets % 128 !== 0;
                const reply = sink.end(ending);
                odd = false;
                return reply;
              },
            };
          });
        }),
      );
    },
  },
  "ascii-not-checked": {
    clause: "5.1.5",
    says: "What is sent in type A is not checked.",
    parts: () =>
      atWork(
        () => false,
        (_command, session) => session.type === "A",
      ),
  },
};

function governs(title: string, checks: readonly Check[]): Misbehaviour {
  return {
    clause: "2.1.4, 3.7, AMB-043",
    says: `COMPATIBLE OFF switches CHECK ${title} off.`,
    parts: () =>
      on(["SITE COMPATIBLE OFF"], (session, command, carryOut) => {
        for (const check of checks) session.setCheck(check, false);
        return carryOut(command);
      }),
  };
}

/** @param how does what SAVEBUFFER does at its end, in a way of its own, at once or when the connection is closed */
function aroundSaving(how: (device: Device, save: () => DeviceReply) => DeviceReply): Parts {
  return on(["SITE SAVEBUFFER"], (session, command, carryOut) => {
    const { device } = session;
    const instead = (task: Task): Task => ({ ...task, finish: () => how(device, () => task.finish()) });
    const outcome = carryOut(command);
    const { ordered } = device;
    if (ordered?.session === session) device.ordered = { session, task: instead(ordered.task) };
    return outcome.kind === "work" ? { ...outcome, task: instead(outcome.task) } : outcome;
  });
}
