/** The evidence of a certification as one file that anybody can check: a tar archive with a manifest and its signature. */
import { createHash, createPublicKey, type KeyObject, sign, verify } from "node:crypto";
import { z } from "zod";
import { readTar, type TarFile, writeTar } from "./tar.js";
import { weaknessOf } from "./weak-key.js";

const MANIFEST = "manifest.json";
export const SIGNATURE = "signature.json";

const text = z.string();
const identity = z.strictObject({ greeting: text, system: text, work: text });

const manifestSchema = z.strictObject({
  certificate: z.literal(1),
  flashgate: text,
  /** ISO 8601, to the second */
  created: text,
  standing: z.enum(["PASS", "FAIL"]),
  suites: z.strictObject({ digest: text, cases: z.int() }),
  selectors: z.array(text),
  target: z.strictObject({ kind: z.enum(["embedded", "target"]), name: text }),
  device: z.strictObject({ before: identity, after: identity }),
  permit: text,
  texts: text,
  strict: z.boolean(),
  files: z.array(z.strictObject({ path: text, octets: z.int(), sha256: text.regex(/^[0-9a-f]{64}$/) })),
});

export type Manifest = z.infer<typeof manifestSchema>;

const signatureSchema = z.strictObject({
  algorithm: z.literal("Ed25519"),
  /** SPKI, DER; one way of writing it only, as for everything here */
  publicKey: text.regex(/^[0-9a-f]{88}$/),
  /** over the octets of the manifest */
  signature: text.regex(/^[0-9a-f]{128}$/),
});

/** @param files without manifest and signature. @throws RangeError for a path that is too long */
export function writeBundle(
  facts: Omit<Manifest, "certificate" | "files">,
  files: readonly TarFile[],
  key: KeyObject,
): Buffer {
  const sorted = files.toSorted((a, b) => (a.path < b.path ? -1 : 1));
  const manifest: Manifest = {
    certificate: 1,
    ...facts,
    files: sorted.map(({ path, octets }) => ({ path, octets: octets.length, sha256: sha256(octets) })),
  };
  const signed = jsonOctets(manifest);
  const spki = createPublicKey(key).export({ type: "spki", format: "der" });
  const signature: z.infer<typeof signatureSchema> = {
    algorithm: "Ed25519",
    publicKey: spki.toString("hex"),
    signature: sign(null, signed, key).toString("hex"),
  };
  const front = [
    { path: MANIFEST, octets: signed },
    { path: SIGNATURE, octets: jsonOctets(signature) },
  ];
  return writeTar([...front, ...sorted], Math.floor(Date.parse(facts.created) / 1000));
}

export type ReadBundle =
  | { ok: true; manifest: Manifest; files: ReadonlyMap<string, Buffer>; key: KeyObject }
  | { ok: false; fault: string };

/** Checks everything that can be checked without knowing what a run is: form, files, checksums, signature. */
export function readBundle(octets: Buffer): ReadBundle {
  const tar = readTar(octets);
  if (!tar.ok) return fault(`at octet ${tar.at} ${tar.fault}`);
  const [first, second, ...rest] = tar.files;
  if (first?.path !== MANIFEST) return fault(`its first file is not ${MANIFEST}`);
  if (second?.path !== SIGNATURE) return fault(`its second file is not ${SIGNATURE}`);
  const manifest = parsed(manifestSchema, first);
  if (typeof manifest === "string") return fault(manifest);
  const signature = parsed(signatureSchema, second);
  if (typeof signature === "string") return fault(signature);
  if (tar.mtime !== Math.floor(Date.parse(manifest.created) / 1000))
    return fault("its files have another time than its manifest");
  let key: KeyObject;
  try {
    key = createPublicKey({ key: Buffer.from(signature.publicKey, "hex"), type: "spki", format: "der" });
    if (key.asymmetricKeyType !== "ed25519") return fault(`the key in ${SIGNATURE} is not Ed25519`);
  } catch {
    return fault(`the key in ${SIGNATURE} is no key`);
  }
  // DER that says the same in another way is taken by the library, and is still a change.
  if (key.export({ type: "spki", format: "der" }).toString("hex") !== signature.publicKey)
    return fault(`the key in ${SIGNATURE} is not written as keys are`);
  const weakness = weaknessOf(key);
  if (weakness !== undefined) return fault(`the key in ${SIGNATURE} ${weakness}`);
  if (!verify(null, first.octets, key, Buffer.from(signature.signature, "hex")))
    return fault(`the signature is not one of this manifest`);
  const wrong = wrongFile(manifest, rest);
  if (wrong !== undefined) return fault(wrong);
  return { ok: true, manifest, files: new Map(rest.map((file) => [file.path, file.octets])), key };
}

function wrongFile({ files }: Manifest, found: readonly TarFile[]): string | undefined {
  const known = new Map(files.map((file) => [file.path, file]));
  for (const { path, octets } of found) {
    const { sha256: sum } = known.get(path) ?? {};
    if (sum === undefined) return `${path} is not in its manifest`;
    if (sha256(octets) !== sum) return `${path} has another checksum than in the manifest`;
    known.delete(path);
  }
  const [missing] = known.keys();
  return missing === undefined ? undefined : `the file ${missing} is missing`;
}

/** @returns the content, or what is wrong with the file */
function parsed<Schema extends z.ZodType>(
  schema: Schema,
  { path, octets }: TarFile,
): z.infer<Schema> | string {
  let data: unknown;
  try {
    data = JSON.parse(octets.toString("utf8"));
  } catch {
    return `${path} is not JSON`;
  }
  const { success, data: checked, error } = schema.safeParse(data);
  if (!success) return `${path}: ${error.issues[0]?.path.join(".")}: ${error.issues[0]?.message}`;
  // Written in one way only, so that no octet of it can change without meaning.
  return jsonOctets(data).equals(octets) ? checked : `${path} is not written as flashgate writes it`;
}

function jsonOctets(value: unknown): Buffer {
  return Buffer.from(`${JSON.stringify(value, null, 1)}\n`);
}

function sha256(octets: Buffer): string {
  return createHash("sha256").update(octets).digest("hex");
}

function fault(text: string): { ok: false; fault: string } {
  return { ok: false, fault: text };
}
