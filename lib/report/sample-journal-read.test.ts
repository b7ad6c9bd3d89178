import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect } from "chai";
import { readJournal } from "../runner/journal.js";
import { JournalWriter } from "../runner/journal-writer.js";
import { failed, journalOf, notRun, notSelected, passed } from "./sample-journal.test.js";

describe("report/sample-journal", () => {
  it("is what the runner writes and reads", () => {
    const journal = journalOf({
      cases: [passed("dm724.a.one"), failed("dm724.a.two")],
      notSelected: [notSelected("dm724.b.help")],
      notRun: [notRun("dm724.b.left", "interrupted")],
    });
    const folder = mkdtempSync(join(tmpdir(), "flashgate-journal-"));
    try {
      const file = join(folder, "journal.jsonl");
      const writer = new JournalWriter(file);
      for (const record of [journal.header, ...journal.cases, ...journal.notSelected, ...journal.notRun])
        writer.write(record);
      if (journal.end !== undefined) writer.write(journal.end);
      writer.close();
      expect(readJournal(file)).to.deep.equal({ ok: true, journal });
    } finally {
      rmSync(folder, { recursive: true });
    }
  });
});
