import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect } from "chai";
import { packageRoot } from "../../files/package-root.js";
import { ReplyReader } from "../../ftp/reply.js";
import { fromVisible } from "../../octets/text.js";
import { catalogue } from "../../systems/dm724/catalogue.js";
import { Conversation, parsed } from "../../systems/dm724/device/conversation.test.js";

/**
 * Dialogues of real clients that updated the reference device (fixtures/peers/record.mjs updates). What the clients
 * send is nobody's at flashgate; what the device answered then, it has to answer still.
 */
const FOLDER = join(packageRoot(), "fixtures", "transcripts", "updates");

function octetsIn(text: string): Buffer {
  const read = fromVisible(text);
  if (!read.ok) throw new Error(`${text}: ${read.fault}`);
  return read.octets;
}

interface Dialogue {
  /** command lines without their ends, in order */
  commands: string[];
  /** octets that the client sent over each data connection, in order */
  uploads: string[];
  replies: { code: number; lines: readonly string[]; multiline: boolean }[];
}

function read(name: string): Dialogue {
  const dialogue: Dialogue = { commands: [], uploads: [], replies: [] };
  const reader = new ReplyReader();
  let uploading = false;
  for (const line of readFileSync(join(FOLDER, name), "latin1").split("\n")) {
    const [, kind, text = ""] = /^(C:|S:|D>|D<) (.*)$/.exec(line) ?? [];
    if (kind === undefined) continue;
    const octets = octetsIn(text);
    if (kind === "C:")
      dialogue.commands.push(
        ...octets
          .toString("latin1")
          .split("\r\n")
          .filter((command) => command !== ""),
      );
    if (kind === "S:") dialogue.replies.push(...reader.push(octets));
    if (kind === "D>" && !uploading) dialogue.uploads.push("");
    uploading = kind === "D>";
    if (uploading) dialogue.uploads.push(`${dialogue.uploads.pop()}${octets.toString("latin1")}`);
  }
  return dialogue;
}

describe("clients that have updated the device", () => {
  const names = readdirSync(FOLDER);

  it("are five", () => {
    expect(new Set(names.map((name) => name.replace(/(-\d)?\.txt$/, "")))).to.have.all.keys(
      "curl",
      "inetutils-ftp",
      "lftp",
      "ncftp",
      "tnftp",
    );
  });

  for (const name of names) {
    describe(name, () => {
      const { commands, uploads, replies } = read(name);

      it("sent commands that are read without a fault", () => {
        expect(commands.length).to.be.above(5);
        for (const command of commands) expect(parsed(command).irregularities, command).to.deep.equal([]);
      });

      it("were answered with what the manual documents", () => {
        const [greeting, ...answers] = replies;
        expect(greeting && catalogue.observed("(connect)", greeting)).to.have.length(1);
        let at = 0;
        for (const reply of answers) {
          expect(
            catalogue.observed(commands[at] ?? "(any)", reply),
            `${commands[at]}: ${reply.code}`,
          ).to.not.deep.equal([]);
          if (reply.code >= 200) at++;
        }
        expect(at).to.equal(commands.length);
      });

      it("are answered the same today", () => {
        const device = Conversation.with({
          config: ["clients 4"],
          users: [{ name: "root", password: "test", level: "root" }],
        });
        const left = [...uploads];
        const finals = replies.slice(1).filter(({ code }) => code >= 200);
        for (const [at, command] of commands.entries()) {
          const sends = /^(STOR|APPE) /.test(command);
          const answer =
            device
              .say(command, sends ? (left.shift() ?? "") : "")
              .split(" | ")
              .at(-1) ?? "";
          expect(answer.slice(0, 3), command).to.equal(String(finals[at]?.code));
        }
      });
    });
  }
});
