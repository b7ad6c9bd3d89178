/**
 * What `npm test` takes a sample of, `npm run test:all` does whole. Nothing is left to chance: the sample is the same every
 * time, and tests that do the same in several ways take different parts of it, so that together they do all of it.
 */

/** Whether everything is run. */
export const WHOLE = process.env["FLASHGATE_TESTS"] === "all";

/** Every `of`th item, from `first` on; all of them when everything is run. */
export function sampled<Item>(items: readonly Item[], of: number, first = 0): Item[] {
  return WHOLE ? [...items] : items.filter((_, index) => index % of === first % of);
}

/** The part of the cases that a run takes: one of `of`, the `first`th from 0; undefined, which is all, when everything is run. */
export function part(of: number, first = 0): { index: number; of: number } | undefined {
  return WHOLE ? undefined : { index: (first % of) + 1, of };
}
