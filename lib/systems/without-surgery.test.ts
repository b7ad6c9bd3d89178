/** A device that is wrong is made so: nothing is put into one that is finished (docs/decisions/0007). */
import { readdirSync, readFileSync } from "node:fs";
import { join, relative } from "node:path";
import { expect } from "chai";
import { packageRoot } from "../files/package-root.js";

const systems = join(packageRoot(), "lib/systems");

/** Forms that put something into an object behind the back of its type, and a line of each. */
const FORMS: readonly (readonly [form: RegExp, line: string])[] = [
  [
    /\bObject\s*\.\s*(?:assign|defineProperty|defineProperties|setPrototypeOf)\b/,
    "Object.assign(session, { level })",
  ],
  [/\bReflect\b/, 'Reflect.set(device, "configuration", {})'],
  [/\.\s*(?:bind|__proto__|prototype)\b/, "const admit = device.admit.bind(device);"],
  [
    /\w\.\w+ = (?:async )?(?:\([^()]*\)|\w+)(?:: [\w<>[\] |]+)? =>/,
    "jobs.isBusyFor = (session, fileSystem) => false;",
  ],
  [/\w\.\w+ = (?:async )?function\b/, "jobs.isBusyFor = function () {};"],
  [/[\w)\]}] as (?!const\b)/, "(device as { configuration: Configuration }).configuration = other;"],
];

/** Without what stands in comments and in texts. */
function bare(code: string): string {
  return code.replaceAll(/\/\*[^]*?\*\/|\/\/[^\n]*|"(?:[^"\\\n]|\\.)*"|`(?:[^`\\]|\\.)*`/g, '""');
}

/** What makes devices wrong, or right in a way of their own: all beside `device`, and the faults in it. */
function files(): string[] {
  const all = readdirSync(systems, { recursive: true, encoding: "utf8", withFileTypes: true });
  return all
    .filter((entry) => entry.isFile() && entry.name.endsWith(".ts"))
    .map((entry) => relative(systems, join(entry.parentPath, entry.name)))
    .filter((file) => /^\w+\/(?!device\/)\w+\/|\/faults\.ts$/.test(file));
}

describe("systems without surgery", () => {
  it("have no form that puts something into a finished device", () => {
    const found = files();
    expect(found).to.include.members(["dm724/mutants/work.ts", "dm724/device/faults.ts"]);
    for (const file of found) {
      const lines = bare(readFileSync(join(systems, file), "utf8")).split("\n");
      const forms = lines.filter((line) => FORMS.some(([form]) => form.test(line)));
      expect(forms, file).to.deep.equal([]);
    }
  });

  for (const [form, line] of FORMS) {
    it(`know the form: ${line}`, () => {
      expect(bare(line)).to.match(form);
    });
  }
});
