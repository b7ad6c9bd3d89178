import { expect } from "chai";
import { failed, passed } from "../sample-journal.test.js";
import { baselineOf, contentOf, entryFor, failedWith } from "./sample-baseline.test.js";

describe("report/baseline/sample-baseline", () => {
  it("is what is written and read", () => {
    const content = contentOf({
      accepted: [entryFor(failedWith("dm724.a.one", "500 No.")), entryFor(failed("dm724.a.two"))],
      passed: [passed("dm724.b.one").id, "dm724.b.two"],
    });
    expect(baselineOf(content)).to.deep.include(content);
  });
});
