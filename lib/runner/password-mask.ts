/** A password is nobody's business but the device's, in however many pieces it is sent. */
export class PasswordMask {
  /** what the current line has held so far, as far as it matters */
  #line = "";

  apply(text: string): string {
    let shown = "";
    let hidden = false;
    for (const character of text) {
      if (character === "\r" || character === "\n") {
        this.#line = "";
        hidden = false;
      } else if (/^\s*PASS $/i.test(this.#line)) {
        if (!hidden) shown += "****";
        hidden = true;
        continue;
      } else if (this.#line.length < 64) this.#line += character;
      shown += character;
    }
    return shown;
  }
}
