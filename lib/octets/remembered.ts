/** Questions longer than these are rare, and seldom asked again. */
const LONGEST_KEY = 400;
const MOST = 4096;

/**
 * Remembers what pure functions said: cases send the same commands and get the same replies thousands of times. What a
 * peer says must not fill the memory, so it is little that is kept, and all of it is forgotten when it has become much.
 */
export class Remembered<Value> {
  readonly #said = new Map<string, Value>();

  of(key: string, find: () => Value): Value {
    if (key.length > LONGEST_KEY) return find();
    const known = this.#said.get(key);
    if (known !== undefined) return known;
    const value = find();
    if (this.#said.size >= MOST) this.#said.clear();
    this.#said.set(key, value);
    return value;
  }
}
