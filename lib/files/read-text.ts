/** A text file that a person wrote, read whole or refused in one sentence. */
import { isUtf8 } from "node:buffer";
import { readFileSync, statSync } from "node:fs";
import type { Fault } from "./fault.js";

/** Far above what anybody writes. */
const MOST_OCTETS = 16 << 20;
const BOM = Buffer.from([0xef, 0xbb, 0xbf]);
const LF = 10;

export type ReadText =
  | { readonly ok: true; readonly text: string }
  /** `code` is the system's, when it is the system that refuses */
  | { readonly ok: false; readonly fault: Fault; readonly code?: string | undefined };

/** @param file UTF-8, with or without a mark of it. A pipe is not read: its end may never come. */
export function readText(file: string): ReadText {
  let octets: Buffer;
  try {
    const there = statSync(file);
    if (there.isDirectory()) return refused(file, "this is a folder; name a file");
    if (!there.isFile()) return refused(file, "this is a pipe or a device; name a file");
    if (there.size > MOST_OCTETS)
      return refused(file, `it has ${there.size} octets, and ${MOST_OCTETS} are the most; name another file`);
    octets = readFileSync(file);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    return { ...refused(file, `it cannot be read (${code}); name another file`), code };
  }
  return textOf(file, octets);
}

/** @param file what it is called in a message */
function textOf(file: string, octets: Buffer): ReadText {
  const other = encodingOf(octets);
  if (other !== undefined) return refused(file, `this file is ${other}; save it as UTF-8`, 1, 1);
  const bare = octets.subarray(0, BOM.length).equals(BOM) ? octets.subarray(BOM.length) : octets;
  const control = bare.findIndex(
    (octet) => (octet < 0x20 && octet !== 9 && octet !== LF && octet !== 13) || octet === 0x7f,
  );
  if (control >= 0)
    return refusedAt(
      file,
      bare,
      control,
      `the octet 0x${hex(bare[control])} stands here, so this is no text; name another file`,
    );
  if (!isUtf8(bare)) {
    const at = firstWrong(bare);
    return refusedAt(file, bare, at, `the octet 0x${hex(bare[at])} is no UTF-8; save the file as UTF-8`);
  }
  return { ok: true, text: bare.toString("utf8") };
}

/** What an editor or a shell writes instead of UTF-8: known by its mark, or by the zeros between the letters. */
function encodingOf(octets: Buffer): string | undefined {
  const [a, b, c, d] = octets;
  if (a === 0xff && b === 0xfe) return c === 0 && d === 0 ? "UTF-32" : "UTF-16";
  if (a === 0xfe && b === 0xff) return "UTF-16";
  if (a === 0 && b === 0 && c === 0xfe && d === 0xff) return "UTF-32";
  return (a === 0) !== (b === 0) && (a === 0 ? c === 0 && d !== 0 : c !== 0 && d === 0)
    ? "UTF-16"
    : undefined;
}

/** @returns the offset of the first octet that is part of no character */
function firstWrong(octets: Buffer): number {
  let sound = 0;
  let wrong = octets.length;
  // What ends within a character is no UTF-8 either, so the cut is moved to the end of one.
  while (sound < wrong) {
    const middle = (sound + wrong + 1) >> 1;
    const cut = endOfCharacter(octets, middle);
    if (isUtf8(octets.subarray(0, cut))) {
      if (cut <= sound) break;
      sound = cut;
    } else wrong = middle - 1;
  }
  return sound;
}

/** @returns the offset, up to three further on, where no octet continues a character */
function endOfCharacter(octets: Buffer, from: number): number {
  let at = from;
  while (at < from + 3 && at < octets.length && ((octets[at] ?? 0) & 0xc0) === 0x80) at += 1;
  return at;
}

function refusedAt(file: string, octets: Buffer, offset: number, message: string): ReadText & { ok: false } {
  const before = octets.subarray(0, offset);
  const lineStart = before.lastIndexOf(LF) + 1;
  const line = before.reduce((count, octet) => count + (octet === LF ? 1 : 0), 1);
  return refused(file, message, line, before.subarray(lineStart).toString("utf8").length + 1);
}

function refused(file: string, message: string, line = 0, column = 0): ReadText & { ok: false } {
  return { ok: false, fault: { file, line, column, message } };
}

function hex(octet: number | undefined): string {
  return (octet ?? 0).toString(16).padStart(2, "0");
}
