/** What a pipeline prints of a run holds no command of a device, whatever the device said and wherever it was broken. */
import { expect } from "chai";
import fc from "fast-check";
import { visible } from "../octets/text.js";
import { harmless } from "./log-line.js";
import { dialogue, failed, journalOf, notSelected, passed } from "./sample-journal.test.js";
import { summaryText } from "./summary.js";
import { reportTexts } from "./write-reports.js";

const COMMAND = /^[^\S\n]*::|##(?:vso|teamcity)?\[|section_(?:start|end):/m;
const CONTROL = /[^\P{Cc}\n]/u;

const said = fc
  .array(
    fc.oneof(
      fc.constantFrom(
        "::stop-commands::x",
        "::error::",
        "##[add-mask]x",
        "##vso[task.complete]",
        "##teamcity[x]",
        "section_start:1:x\r\x1b[0K",
        "\x1b[2J",
        "\x07\b\0\x7f\x9b",
        "\n::x::",
      ),
      // Pushes what follows to any column.
      fc.integer({ min: 0, max: 130 }).map((length) => "A".repeat(length)),
      fc.string({ unit: "binary-ascii", maxLength: 6 }),
    ),
    { minLength: 1, maxLength: 8 },
  )
  .map((words) => words.join(" "));

describe("reports in a log", () => {
  it("hold no command and no control octet of a device", () => {
    fc.assert(
      fc.property(said, fc.integer({ min: 40, max: 130 }), (text, columns) => {
        const more = {
          reason: `expected 200 ${text}; received 500 ${text}`,
          deviation: { line: 1, expected: [`200 ${text}`], received: `500 ${text}` },
          remarks: [{ kind: "text" as const, message: text }],
          dialogue: dialogue(`S ${visible(text)}\\r\\n`, "C NOOP\\r\\n", `S 500 ${visible(text)}\\r\\n`),
        };
        const journal = journalOf({
          header: {
            device: { greeting: text, system: text, work: text },
            target: { kind: "target", name: text },
          },
          cases: [
            passed("d.a.ok", { remarks: more.remarks }),
            failed("d.a.one", more),
            failed("d.a.two", { ...more, reason: text, deviation: undefined }),
            failed("d.a.three", { ...more, reason: text, deviation: undefined }),
          ],
          notSelected: [notSelected("d.a.left", text)],
        });
        const printed = {
          summary: harmless(summaryText(journal, { colour: false, columns, files: [text] })),
        };
        for (const [name, whole] of [...reportTexts(journal), ...Object.entries(printed)]) {
          if (name === "report.html") continue;
          expect(COMMAND.exec(whole)?.[0], `${name}: ${JSON.stringify(text)}`).to.equal(undefined);
          expect(CONTROL.exec(whole)?.[0], name).to.equal(undefined);
        }
      }),
      { numRuns: 60 },
    );
  });
});
