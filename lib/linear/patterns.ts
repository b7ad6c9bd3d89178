/** Inputs that are known to hurt. */

export interface Pattern {
  before: string;
  /** again and again */
  again: string;
  behind: string;
}

export function textOfPattern({ before, again, behind }: Pattern, octets: number): string {
  return before + again.repeat(Math.ceil(octets / again.length)) + behind;
}

const LONGEST_KEPT = 1 << 14;
const made = new Map<string, string>();

/** As `textOfPattern`, for a pattern that many are held against. */
export function keptTextOfPattern(pattern: Pattern, octets: number): string {
  if (octets > LONGEST_KEPT) return textOfPattern(pattern, octets);
  const key = `${octets} ${pattern.before} ${pattern.again} ${pattern.behind}`;
  let text = made.get(key);
  if (text === undefined) {
    text = textOfPattern(pattern, octets);
    // A text that was put together is flattened when it is first looked at; that is nobody's fault.
    text.charCodeAt(0);
    made.set(key, text);
  }
  return text;
}

export function shownPattern({ before, again, behind }: Pattern): string {
  return [before, `${again}...`, behind].map((text) => JSON.stringify(text)).join(" ");
}

const SEVERAL = [
  "\r\n",
  "\r\r\n",
  "\n\r",
  " \t",
  " \r\n",
  "a ",
  "ab ",
  "a\r\n",
  "\xff\xff",
  "\xff\xf4",
  "\xff\xf1",
  "\xff\xfb\x01",
  "\xff\xfa",
  "\xff\xfaa\xff\xf0",
  "PASS ",
  "PASS x\r\n",
  "SITE ",
  "STOR A\r\n",
  "D\x01E\x01L\x01E\x01",
  "1,",
  "1 , ",
  "1.",
  "12:",
  "(|",
  "(|||1",
  "((1",
  "|1",
  "||||1|",
  '""',
  '" "',
  "../",
  "/a",
  "{a}",
  "${a}",
  "${",
  "\\\\",
  "\\x4",
  "\\x41",
  "&lt;",
  "<a>",
  "]]>",
  "::",
  "##[",
  "-rw-r--r-- ",
  "Jan 1 ",
  "A.B;",
  "211-\r\n",
  "211-a\r\n",
  "200\r\n",
  "200 \r\n",
  " 200 a\r\n",
  '{"a":',
  "[1,",
  "a: ",
  "- ",
  "9999999999 ",
  "a\x08",
  "\u0017 ",
];

/** One of each kind of octet that programs tell apart. */
const OF_EACH_KIND = [
  ...`\0\x01\b\t\n\v\f\r\x15\x17\x1b`.split(""),
  ..." !\"#$%&'()*+,-./01:;<=>?@AZ[\\]^_`az{|}~".split(""),
  ..."\x7f\x80\xa0\xe9\xf1\xfd\xff".split(""),
];

/** What stands around the long part, so that it is reached and does not end well. */
const AROUND = [
  { before: "", behind: "\x01" },
  { before: "200 ", behind: "x\r\n" },
];
const MORE_AROUND = [
  { before: "211-", behind: "211 a\r\n" },
  { before: '257 "', behind: "" },
  { before: "227 (1,2,3,4,5,6", behind: "x" },
  { before: "\xff", behind: "\xff" },
];

/** @param whole every octet, and more surroundings; or a sample */
export function patterns(whole: boolean): Pattern[] {
  const around = whole ? [...AROUND, ...MORE_AROUND] : AROUND;
  const found = [...OF_EACH_KIND, ...SEVERAL].flatMap((again) => around.map((rest) => ({ ...rest, again })));
  if (!whole) return found;
  const all = Array.from({ length: 256 }, (_, octet) => String.fromCharCode(octet));
  const others = all.filter((octet) => !OF_EACH_KIND.includes(octet));
  return [...found, ...others.flatMap((again) => AROUND.map((rest) => ({ ...rest, again })))];
}
