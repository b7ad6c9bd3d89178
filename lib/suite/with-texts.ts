import { listOf } from "./judge.js";
import type { Alternatives, Expectation } from "./schema.js";

/** An expectation whose texts are what `text` makes of them. */
export function withTexts(expectation: Expectation, text: (raw: string) => string): Expectation {
  const all = (alternatives: Alternatives | undefined): Alternatives | undefined =>
    alternatives === undefined
      ? undefined
      : listOf(alternatives).map((alternative) =>
          typeof alternative === "string"
            ? text(alternative)
            : {
                ...alternative,
                lines: alternative.lines?.map(text),
                contains: alternative.contains?.map(text),
              },
        );
  const { says } = expectation;
  return {
    ...expectation,
    reply: all(expectation.reply),
    lenient: all(expectation.lenient),
    elsewhere: all(expectation.elsewhere),
    unless: all(expectation.unless),
    inconclusive: all(expectation.inconclusive),
    says: says === undefined ? undefined : [says].flat().map(text),
  };
}
