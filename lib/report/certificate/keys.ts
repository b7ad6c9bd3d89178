/** Ed25519 keys (RFC 8032) as PEM files, as `openssl genpkey -algorithm ed25519` writes them. */
import { createHash, createPrivateKey, createPublicKey, type KeyObject } from "node:crypto";
import { readFileSync } from "node:fs";
import { isNoFile } from "../plain-file.js";
import { weaknessOf } from "./weak-key.js";

export type ReadKey = { ok: true; key: KeyObject } | { ok: false; message: string };

const MAKE = "openssl genpkey -algorithm ed25519 -out KEY";

/** The key that signs. @param passphrase of an encrypted file */
export function readSigningKey(file: string, passphrase: string | undefined): ReadKey {
  return readKey(file, "private", MAKE, (pem) =>
    createPrivateKey(passphrase === undefined ? pem : { key: pem, passphrase }),
  );
}

/** The key that a signature is checked with. */
export function readPublicKey(file: string): ReadKey {
  const make = "openssl pkey -in KEY -pubout -out PUB";
  const read = readKey(file, "public", make, (pem) => {
    if (pem.includes("PRIVATE KEY")) throw new Error("it is a private key");
    return createPublicKey(pem);
  });
  const weakness = read.ok ? weaknessOf(read.key) : undefined;
  return weakness === undefined
    ? read
    : { ok: false, message: `the key ${file} ${weakness}; make one with ${make}` };
}

function readKey(file: string, kind: string, make: string, parse: (pem: string) => KeyObject): ReadKey {
  if (isNoFile(file)) return { ok: false, message: `the key ${file} is not a file; make one with ${make}` };
  let pem: string;
  try {
    pem = readFileSync(file, "utf8");
  } catch (error) {
    return {
      ok: false,
      message: `the key ${file} cannot be read (${(error as NodeJS.ErrnoException).code}); make one with ${make}`,
    };
  }
  try {
    const key = parse(pem);
    if (key.asymmetricKeyType === "ed25519") return { ok: true, key };
    return {
      ok: false,
      message: `the key ${file} is ${key.asymmetricKeyType}, not Ed25519; make one with ${make}`,
    };
  } catch {
    const locked = pem.includes("ENCRYPTED")
      ? `; it is encrypted: its passphrase goes into FLASHGATE_KEY_PASSPHRASE`
      : `; make one with ${make}`;
    return { ok: false, message: `${file} is no ${kind} key in PEM${locked}` };
  }
}

/** SHA-256 over the key's SPKI form, as ssh-keygen and openssl show it. */
export function fingerprint(key: KeyObject): string {
  const der = key.export({ type: "spki", format: "der" });
  return `SHA256:${createHash("sha256")
    .update(der)
    .digest("base64")
    .replace(/={1,2}$/, "")}`;
}
