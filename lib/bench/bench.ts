/**
 * `npm run bench [-- PART...] [-- --quick]`: the figures of this machine. Compare ratios of one run, not numbers of two
 * machines.
 */
import { casesPerSecond } from "./cases.js";
import { deviceAgainstPeers } from "./device/against-peers.js";
import { overALink } from "./link.js";
import { probeAgainstVsftpd } from "./probe.js";
import { reports } from "./reports.js";
import { startUp } from "./start-up.js";

const ROUNDS = 5;
const QUICK = "--quick";

const words = process.argv.slice(2);
const rounds = words.includes(QUICK) ? 1 : Number(process.env["FLASHGATE_BENCH_ROUNDS"] ?? ROUNDS);
const parts: Record<string, () => string[] | Promise<string[]>> = {
  "start-up": startUp,
  cases: casesPerSecond,
  link: overALink,
  reports,
  probe: probeAgainstVsftpd,
  device: () => deviceAgainstPeers(rounds),
};

const chosen = words.filter((word) => word !== QUICK);
const unknown = chosen.find((word) => !Object.hasOwn(parts, word));
if (unknown !== undefined || !Number.isSafeInteger(rounds) || rounds < 1) {
  const what =
    unknown === undefined ? "FLASHGATE_BENCH_ROUNDS is no number of rounds" : `there is no ${unknown}`;
  process.stderr.write(
    `${what}; write any of ${Object.keys(parts).join(", ")}, and ${QUICK} for one round\n`,
  );
  process.exitCode = 2;
} else {
  for (const [name, figures] of Object.entries(parts)) {
    if (chosen.length > 0 && !chosen.includes(name)) continue;
    for (const line of await figures()) process.stdout.write(`${line}\n`);
  }
}
