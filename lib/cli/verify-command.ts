import { readFileSync } from "node:fs";
import { readPublicKey } from "../report/certificate/keys.js";
import type { SuiteOrigin } from "../report/certificate/suite-origin.js";
import { verifyCertificate } from "../report/certificate/verify.js";
import { isNoFile } from "../report/plain-file.js";
import { excerpt } from "../report/printable.js";
import { tallyOf } from "../report/tally.js";
import { version } from "../runner/version.js";
import { SYSTEMS } from "../systems/known.js";
import { refuse, tell } from "./say.js";

/**
 * `flashgate verify BUNDLE`: checks a certificate without the device.
 * @returns 0 when it holds and says PASS, 1 when it holds and says FAIL, 2 when it does not hold, 3 when it says PASS and
 *   cannot be relied on: by suites that are not those of the version it names, or signed by nobody knows whom
 */
export async function verifyCommand(file: string, options: { key?: string }): Promise<number> {
  if (isNoFile(file)) return refuse(`${file} is not a file; name the certificate.tar of a run`, 2);
  let octets: Buffer;
  try {
    octets = readFileSync(file);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    return refuse(`${file} cannot be read (${code}); name the certificate.tar of a run`, 2);
  }
  const key = options.key === undefined ? undefined : readPublicKey(options.key);
  if (key?.ok === false) return refuse(key.message, 2);
  const bar = process.stderr.isTTY === true;
  const verified = await verifyCertificate(octets, key?.key, {
    systems: SYSTEMS,
    onCase: (done, of) => {
      if (bar && (done % 50 === 0 || done === of)) process.stderr.write(`\rjudging again ${done}/${of}`);
    },
  });
  if (bar) process.stderr.write("\r\x1b[K");
  if (!verified.ok) return refuse(`${file} proves nothing: ${excerpt(verified.fault, 1000)}`, 2);
  const { manifest, journal, signer, suites } = verified;
  const { passed, failed, notSelected } = tallyOf(journal);
  const { before } = manifest.device;
  const scope = manifest.selectors.length === 0 ? "every case" : manifest.selectors.join(" ");
  const again =
    verified.reports === "same"
      ? "and the reports are those of the journal"
      : `the reports were written by flashgate ${manifest.flashgate} and not compared`;
  const but = [
    ...(suites.kind === "altered" ? [`its suites are not those of flashgate ${manifest.flashgate}`] : []),
    ...(key === undefined ? ["nobody vouches for its key"] : []),
  ];
  const passes = manifest.standing === "PASS";
  const doubt = passes && but.length > 0 ? `, but ${but.join(", and ")}` : "";
  tell(`${manifest.standing}${doubt}: ${passed} passed, ${failed} failed, ${notSelected} not selected`);
  tell(
    `device    ${excerpt(manifest.target.name, 200)}: "${excerpt(before.greeting.split("\n")[0] ?? "", 200)}"`,
  );
  tell(
    `run       ${scope}, permits ${manifest.permit}, texts ${manifest.texts}${manifest.strict ? ", strict" : ""}`,
  );
  tell(`suites    ${manifest.suites.digest}, ${originText(suites, manifest.flashgate)}`);
  tell(`finished  ${manifest.created}, flashgate ${manifest.flashgate}`);
  tell(
    `signed    ${signer}${key === undefined ? ", which nobody vouches for: give the key you trust with --key" : ", as it should be"}`,
  );
  tell(`judged    ${verified.judged} verdicts again from their dialogues: all the same, ${again}`);
  return passes ? (but.length === 0 ? 0 : 3) : 1;
}

function originText(suites: SuiteOrigin, named: string): string {
  switch (suites.kind) {
    case "own": {
      const more =
        suites.more.length === 0
          ? ""
          : `, with others beside them: ${suites.more.map((name) => excerpt(name, 100)).join(", ")}`;
      return `those of flashgate ${named}${more}`;
    }
    case "altered":
      return `not those of flashgate ${named}: ${excerpt(suites.what, 1000)}`;
    case "unknown":
      return `not compared with those of flashgate ${named}, for this is flashgate ${version()}`;
  }
}
