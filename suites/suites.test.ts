/** The conformance suite against the embedded reference device, under `npx mocha`. */
import { addCases } from "../lib/mocha.js";
import { chooseCases } from "../lib/runner/choose-cases.js";
import { embeddedTestbed } from "../lib/runner/embedded.js";
import { prepareRun } from "../lib/runner/prepare.js";

const chosen = await chooseCases([], []);
if (!chosen.ok) throw new Error(chosen.message);
const prepared = await prepareRun({
  chosen,
  bed: embeddedTestbed(),
  strict: false,
  signal: new AbortController().signal,
  write: () => {},
  listener: {},
});
if (!prepared.ok) throw new Error(prepared.message);
const { run } = prepared;

describe("the suites on the embedded reference device", function () {
  addCases(this, run);
});
