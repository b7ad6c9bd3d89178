/** `npm run bench`: the figures of this machine. Compare ratios of one run, not numbers of two machines. */
import { casesPerSecond } from "./cases.js";
import { probeAgainstVsftpd } from "./probe.js";
import { startUp } from "./start-up.js";

for (const line of startUp()) process.stdout.write(`${line}\n`);
for (const line of await casesPerSecond()) process.stdout.write(`${line}\n`);
for (const line of await probeAgainstVsftpd()) process.stdout.write(`${line}\n`);
