import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect } from "chai";
import { writeCompiled } from "../suite/compiled.js";
import { SYSTEMS } from "../systems/known.js";
import { chooseCases, PACKAGE_SUITES } from "./choose-cases.js";

describe("suites beside those that the build has checked", () => {
  const folder = mkdtempSync(join(tmpdir(), "flashgate-choose-"));
  after(() => rmSync(folder, { recursive: true, force: true }));
  const compiled = join(folder, "suites.json");
  const PURPOSE = "as the build has it";
  let count: number;

  before(async () => {
    const chosen = await chooseCases([], [], SYSTEMS, "");
    if (!chosen.ok) throw new Error(chosen.message);
    count = chosen.cases.length;
    const { digest } = chosen;
    // The purpose tells which of them are read from there.
    writeCompiled(
      compiled,
      PACKAGE_SUITES,
      chosen.cases.map((item) => ({ ...item, purpose: PURPOSE })),
      digest,
    );
  });

  /** A folder with one case. */
  function suites(name: string, id: string, reply: string, more = ""): string {
    const root = join(folder, name);
    mkdirSync(join(root, "t"), { recursive: true });
    writeFileSync(
      join(root, "t", "suite.yaml"),
      "preambles:\n  root: { says: in, steps: [{ connect: true }, { login: root }] }\ncapabilities: {}\n",
    );
    const suite = id.split(".").slice(0, 2).join(".");
    writeFileSync(
      join(root, "t", "cases.yaml"),
      `suite: ${suite}\ntitle: trial\nsource: trial\ncases:\n  - { id: ${id}, purpose: a case of the trial, covers: ["RFC 959 4.1.3"], strength: must, hazard: observe, preamble: [root], ${more}steps: [{ command: "NOOP", reply: "${reply}" }] }\n`,
    );
    return root;
  }

  const TWIN = "dm724.login.root-account";

  it("are read, and nothing else is", async () => {
    const chosen = await chooseCases([], [suites("own", "t.a.noop", "200")], SYSTEMS, compiled);
    if (!chosen.ok) throw new Error(chosen.message);
    expect(chosen.cases).to.have.length(count + 1);
    expect(new Set(chosen.cases.map(({ purpose }) => purpose))).to.deep.equal(
      new Set([PURPOSE, "a case of the trial"]),
    );
    expect(chosen.cases.at(-1)).to.deep.include({
      id: "t.a.noop",
      suite: "t.a",
      purpose: "a case of the trial",
    });
  });

  it("may name a twin of the package", async () => {
    const root = suites("twin", "t.a.refused", "500", `twin: ${TWIN}, `);
    const chosen = await chooseCases([], [root], SYSTEMS, compiled);
    expect(chosen.ok && chosen.cases.at(-1)?.twin).to.equal(TWIN);
  });

  it("may not take an id of the package", async () => {
    const chosen = await chooseCases([], [suites("taken", TWIN, "200")], SYSTEMS, compiled);
    expect(!chosen.ok && chosen.message).to.match(
      /cases\.yaml:5:\d+: the id dm724\.login\.root-account is taken at suites\/dm724\/login\.yaml:\d+; write another one/,
    );
  });
});
