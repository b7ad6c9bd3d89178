/** Commands a second of the user-PI against a real server, beside a bare socket that does the same, in turns. */
import { execFileSync } from "node:child_process";
import { connect, type Socket } from "node:net";
import { join } from "node:path";
import { packageRoot } from "../files/package-root.js";
import { Trace } from "../net/trace.js";
import { UserPi } from "../tester/ftp/user-pi.js";
import { median, row } from "./figures.js";

const ROUNDS = 9;
const COMMANDS = 10_000;
const PORT = 21_099;
const REPLY_MS = 20_000;
const NOOP = Buffer.from("NOOP\r\n");

/** @returns undefined when the peer cannot be started here (it needs root and its Debian package). */
export async function probeAgainstVsftpd(): Promise<string[]> {
  const peers = join(packageRoot(), "fixtures", "peers", "peers.sh");
  try {
    execFileSync(peers, ["start", "vsftpd", String(PORT)], { stdio: ["ignore", "ignore", "pipe"] });
  } catch (error) {
    const said = error instanceof Error ? error.message.split("\n").at(-2) : "";
    return [`vsftpd could not be started: ${said}; run fixtures/peers/peers.sh fetch as root first`];
  }
  try {
    const bare: number[] = [];
    const probe: number[] = [];
    for (let round = 0; round < ROUNDS; round += 1) {
      bare.push(await bareLoop());
      probe.push(await probeLoop());
    }
    const ratios = probe.map((rate, index) => rate / (bare[index] ?? 1));
    return [
      row("bare socket against vsftpd, lock-step", bare, "commands/s"),
      row("user-PI against vsftpd, lock-step", probe, "commands/s"),
      `ratio of the medians ${(median(probe) / median(bare)).toFixed(2)}, median of the ratios ${median(ratios).toFixed(2)} (aim: 0.8)`,
    ];
  } finally {
    execFileSync(peers, ["stop", "vsftpd"], { stdio: "ignore" });
  }
}

async function probeLoop(): Promise<number> {
  const guard = { refusal: () => undefined, heard: () => {} };
  const opened = await UserPi.open({
    host: "127.0.0.1",
    port: PORT,
    session: "main",
    trace: new Trace(),
    guard,
    timeoutMs: REPLY_MS,
  });
  if (!opened.ok) throw new Error(opened.message);
  const { pi } = opened;
  await pi.nextReply(REPLY_MS);
  for (const line of ["USER test\r\n", "PASS test\r\n"]) {
    pi.send(Buffer.from(line));
    await pi.nextReply(REPLY_MS);
  }
  const start = performance.now();
  for (let count = 0; count < COMMANDS; count += 1) {
    pi.send(NOOP);
    const outcome = await pi.nextReply(REPLY_MS);
    if (outcome.kind !== "reply" || outcome.reply.code !== 200) throw new Error(`NOOP got ${outcome.kind}`);
  }
  const rate = (COMMANDS * 1000) / (performance.now() - start);
  pi.close();
  return rate;
}

/** No parser, no trace, no guard: a line is an answer. */
async function bareLoop(): Promise<number> {
  const socket = connect({ host: "127.0.0.1", port: PORT, noDelay: true });
  await answer(socket);
  for (const line of ["USER test\r\n", "PASS test\r\n"]) {
    socket.write(line);
    await answer(socket);
  }
  const start = performance.now();
  for (let count = 0; count < COMMANDS; count += 1) {
    socket.write(NOOP);
    await answer(socket);
  }
  const rate = (COMMANDS * 1000) / (performance.now() - start);
  socket.destroy();
  return rate;
}

function answer(socket: Socket): Promise<void> {
  return new Promise((resolve) => {
    const read = (chunk: Buffer): void => {
      if (chunk.at(-1) !== 0x0a) return;
      socket.off("data", read);
      resolve();
    };
    socket.on("data", read);
  });
}
