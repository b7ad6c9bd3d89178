/** For every documented reply a device that gives a wrong code, a wrong text, none at all, or two. */

import type { CatalogueEntry } from "../catalogue/entry.js";
import { type DeviceReply, entriesOf } from "../device/reply.js";
import { readTsv } from "../files/tsv.js";
import { printReply } from "../ftp/reply.js";
import { octetsOf, textOf } from "../octets/text.js";
import type { Case } from "../suite/case.js";
import { encodedReplies } from "../suite/documented.js";
import { catalogue } from "../systems/dm724/catalogue.js";
import type { Mutant } from "./mutant.js";
import { mutantFile } from "./mutant-files.js";

type Change = (reply: DeviceReply, octets: Buffer, at: number) => Buffer;

const NOTHING = Buffer.alloc(0);

const CHANGES: Readonly<Record<string, Change>> = {
  "wrong-code": ({ code }, octets) => {
    const other = code < 400 ? "599" : "299";
    return octetsOf(textOf(octets).replaceAll(new RegExp(`^${code}`, "gm"), other));
  },
  "wrong-text": ({ code, lines }, _octets, at) =>
    printReply(code, lines.with(at, "flashgate says something else")),
  // A line of several is missing; one that is all of the reply leaves nothing.
  missing: ({ code, lines }, _octets, at) =>
    lines.length === 1 ? NOTHING : printReply(code, lines.toSpliced(at, 1)),
  doubled: (_reply, octets) => Buffer.concat([octets, octets]),
};

/** @param observed by case, the entries that came when the device was right */
export function replyMutants(observed: ReadonlyMap<string, ReadonlySet<string>>): Mutant[] {
  const encoded = new Map<Case, Set<string>>();
  const own = (item: Case): Set<string> => {
    const known = encoded.get(item) ?? encodedReplies(item.steps, catalogue);
    encoded.set(item, known);
    return known;
  };
  const kinds = readTsv(mutantFile("replies.tsv"), ["mutant", "says"]);
  return catalogue.replies.flatMap((entry) =>
    kinds.map(({ mutant, says }): Mutant => {
      const change = CHANGES[mutant];
      if (change === undefined)
        throw new Error(`fixtures/mutants/replies.tsv: there is no change "${mutant}"`);
      return {
        name: `reply.${entry.id}.${mutant}`,
        clause: entry.section,
        says: says.replace("{reply}", replyText(entry)),
        options: {
          rewrite: ({ reply, octets }) => {
            const at = entriesOf(reply).indexOf(entry.id);
            return at < 0 ? undefined : change(reply, octets, at);
          },
        },
        // What spells the reply out in its steps and heard it finds it; what met it on the way may.
        chance: (item) => {
          if (observed.get(item.id)?.has(entry.id) !== true) return 0;
          return own(item).has(entry.id) ? 2 : 1;
        },
      };
    }),
  );
}

function replyText({ command, code, text }: CatalogueEntry): string {
  return `${command} ${code} "${text}"`;
}
