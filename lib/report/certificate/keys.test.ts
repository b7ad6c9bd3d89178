import { generateKeyPairSync } from "node:crypto";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect } from "chai";
import { fingerprint, readPublicKey, readSigningKey } from "./keys.js";

describe("the certificate's keys", () => {
  let folder: string;
  before(() => {
    folder = mkdtempSync(join(tmpdir(), "flashgate-keys-"));
  });
  after(() => rmSync(folder, { recursive: true }));

  const ed25519 = generateKeyPairSync("ed25519");
  const rsa = generateKeyPairSync("rsa", { modulusLength: 2048 });
  const privatePem = ed25519.privateKey.export({ type: "pkcs8", format: "pem" }) as string;
  const publicPem = ed25519.publicKey.export({ type: "spki", format: "pem" }) as string;
  const locked = ed25519.privateKey.export({
    type: "pkcs8",
    format: "pem",
    cipher: "aes-256-cbc",
    passphrase: "secret",
  }) as string;

  function file(text: string): string {
    const path = join(folder, "key.pem");
    writeFileSync(path, text);
    return path;
  }

  it("are read from PEM", () => {
    const signing = readSigningKey(file(privatePem), undefined);
    expect(signing.ok && signing.key.equals(ed25519.privateKey)).to.equal(true);
    const checking = readPublicKey(file(publicPem));
    expect(checking.ok && checking.key.equals(ed25519.publicKey)).to.equal(true);
    const opened = readSigningKey(file(locked), "secret");
    expect(opened.ok && opened.key.equals(ed25519.privateKey)).to.equal(true);
  });

  it("have a fingerprint", () => {
    expect(fingerprint(ed25519.publicKey)).to.match(/^SHA256:[A-Za-z0-9+/]{43}$/);
    expect(fingerprint(rsa.publicKey)).not.to.equal(fingerprint(ed25519.publicKey));
  });

  const refused: [string, string, (path: string) => { ok: boolean; message?: string }, RegExp][] = [
    [
      "no key",
      "x",
      (path) => readSigningKey(path, undefined),
      /is no private key in PEM; make one with openssl/,
    ],
    [
      "a public key where a private one is needed",
      publicPem,
      (path) => readSigningKey(path, undefined),
      /is no private key in PEM/,
    ],
    [
      "a private key where a public one is needed",
      privatePem,
      readPublicKey,
      /is no public key in PEM; make one with openssl pkey/,
    ],
    [
      "an RSA key",
      rsa.privateKey.export({ type: "pkcs8", format: "pem" }) as string,
      (path) => readSigningKey(path, undefined),
      /is rsa, not Ed25519/,
    ],
    [
      "an encrypted key without its passphrase",
      locked,
      (path) => readSigningKey(path, undefined),
      /its passphrase goes into FLASHGATE_KEY_PASSPHRASE/,
    ],
    [
      "an encrypted key with a wrong passphrase",
      locked,
      (path) => readSigningKey(path, "wrong"),
      /its passphrase goes into FLASHGATE_KEY_PASSPHRASE/,
    ],
    ["a file that is not there", "", () => readPublicKey("/nowhere/key"), /cannot be read \(ENOENT\)/],
  ];
  for (const [what, text, read, message] of refused) {
    it(`say in one sentence: ${what}`, () => {
      const result = read(file(text));
      expect(result.ok).to.equal(false);
      expect(result.message).to.match(message);
    });
  }
});
