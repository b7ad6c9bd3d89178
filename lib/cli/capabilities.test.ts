import { expect } from "chai";
import { exitStatusOf } from "../report/tally.js";
import { type ChosenCases, chooseCases } from "../runner/choose-cases.js";
import { type Journal, parseJournal } from "../runner/journal.js";
import { prepareRun } from "../runner/prepare.js";
import { judgeAgain } from "../runner/recorded/judge-again.js";
import type { Testbed } from "../runner/testbed.js";
import type { FtpServerOptions } from "../server/ftp/ftp-server.js";
import { choose } from "../suite/selection.js";
import { type Dm724Options, dm724Testbed } from "../systems/dm724/testbed.js";
import { SYSTEMS } from "../systems/known.js";

type Rewrite = NonNullable<FtpServerOptions["rewrite"]>;
const octetsOf = (text: string): Buffer => Buffer.from(text, "latin1");

/** A device that answers a verb with something else. */
const answering =
  (wanted: string, text: string): Rewrite =>
  ({ reply: { verb }, octets }) =>
    verb === wanted ? octetsOf(text) : octets;

interface Came {
  journal: Journal;
  exit: number;
  /** what became of a case: a verdict, not-run, not-selected; undefined when it is nowhere */
  fate(id: string): string | undefined;
  reason(id: string): string;
}

let suites: Extract<ChosenCases, { ok: true }>;

async function run(
  selectors: string[],
  options: Dm724Options,
  more: { bed?: Partial<Testbed>; require?: string[] } = {},
): Promise<Came> {
  const chosen = { ...suites, ...choose(suites.cases, selectors) };
  if (!chosen.ok) throw new Error(chosen.message);
  const timings = { connectMs: 20_000, replyMs: 400, dataMs: 400, caseMs: 600_000, runMs: 3_600_000 };
  const lines: string[] = [];
  const prepared = await prepareRun({
    chosen,
    selectors,
    bed: { ...dm724Testbed({ texts: "tolerant", ...options }), timings, ...more.bed },
    strict: false,
    require: more.require,
    signal: new AbortController().signal,
    write: (record) => void lines.push(JSON.stringify(record)),
    listener: {},
  });
  if (!prepared.ok) throw new Error(`${prepared.exit}: ${prepared.message}`);
  await prepared.run.start();
  const read = parseJournal("journal", lines.join("\n"));
  if (!read.ok) throw new Error(read.message);
  const { journal } = read;
  // Whoever judges the journal again comes to the same, capabilities included.
  const again = await judgeAgain(journal, chosen.cases);
  expect(again.faults).to.deep.equal([]);
  expect(again.cases.filter((item) => item.again !== item.recorded)).to.deep.equal([]);
  const all = [...journal.cases, ...journal.notRun, ...journal.notSelected];
  const record = (id: string) => all.find((item) => item.id === id);
  return {
    journal,
    exit: exitStatusOf(journal),
    fate: (id) => {
      const found = record(id);
      return found?.type === "case" ? found.verdict : found?.type;
    },
    reason: (id) => record(id)?.reason ?? "",
  };
}

const QUESTION = "dm724.capability.extended-passive";

describe("the questions for what a device can do", () => {
  before(async () => {
    const all = await chooseCases([], [], SYSTEMS);
    if (!all.ok) throw new Error(all.message);
    suites = all;
  });

  for (const code of ["500 What?", "502 Command not implemented.", "504 Not so."]) {
    it(`takes ${code} for not there, and leaves the cases out`, async () => {
      const came = await run(["dm724.data-ports.epsv", "dm724.login.root"], {
        rewrite: answering("EPSV", `${code}\r\n`),
      });
      expect(came.exit).to.equal(0);
      expect(came.journal.notRun).to.deep.equal([]);
      expect(came.fate("dm724.data-ports.epsv.ipv4")).to.equal("not-selected");
      expect(came.journal.header.capabilities["epsv"]).to.deep.equal({ present: false, reason: code });
    });
  }

  const strange: [what: string, answer: string][] = [
    ["a code that nothing documents", "299 Odd.\r\n"],
    ["another command's reply", "227 Entering Passive Mode (127,0,0,1,4,1)\r\n"],
    ["a demand for an account", "332 Need account.\r\n"],
    ["nothing", ""],
    ["rubbish", "\x07\x08nonsense\r\n"],
    ["two replies", "502 No.\r\n502 No.\r\n"],
    ["a port that cannot be read", "229 Entering Extended Passive Mode (||4711|)\r\n"],
    ["no port", "229 Entering Extended Passive Mode\r\n"],
  ];
  for (const [what, answer] of strange) {
    it(`fails the question that is answered with ${what}, and runs nothing that leans on it`, async () => {
      const came = await run(["dm724.data-ports.epsv-all", "dm724.login.root"], {
        rewrite: answering("EPSV", answer),
      });
      const open = came.journal.notRun.map(({ id }) => id);
      expect(came.fate(QUESTION), came.reason(QUESTION)).to.equal("fail");
      expect(open.length).to.be.greaterThan(0);
      expect(came.journal.notRun[0]?.reason).to.match(
        /^it did not come out whether the device has extended-passive: /,
      );
      expect(came.journal.notSelected.filter(({ id }) => id.includes("epsv"))).to.deep.equal([]);
      expect(came.exit).to.equal(1);
    });
  }

  it("asks a busy device again", async () => {
    let busy = 3;
    const came = await run(["dm724.data-ports.epsv"], {
      rewrite: ({ reply: { verb }, octets }) =>
        verb === "EPSV" && busy-- > 0 ? octetsOf("450 Error, system busy.\r\n") : octets,
    });
    expect(came.exit).to.equal(0);
    expect(came.journal.header.capabilities["epsv"]).to.deep.equal({ present: true });
  });

  it("knows nothing of a device that stays busy", async () => {
    const came = await run(["dm724.information.feat-names"], {
      rewrite: answering("FEAT", "450 Error, system busy.\r\n"),
    });
    expect(came.exit).to.equal(3);
    expect(came.fate("dm724.capability.features")).to.equal("inconclusive");
    expect(came.reason("dm724.capability.features")).to.include("stayed busy");
    expect(came.fate("dm724.information.feat-names.size")).to.equal("not-run");
  });

  it("asks for what stands behind a login where there is one", async () => {
    let inside = false;
    const options: Dm724Options = {
      jobs: 1,
      // Called for each device: nobody has logged in to it.
      parts: () => {
        inside = false;
        return {};
      },
      rewrite: ({ reply: { verb }, octets }) => {
        inside ||= verb === "PASS";
        return (verb === "HELP" || verb === "STAT") && !inside ? octetsOf("530 Please login.\r\n") : octets;
      },
    };
    const came = await run(["dm724.information.help", "dm724.site.mode.direct"], options);
    expect(came.fate("dm724.information.help")).to.equal("pass");
    expect(came.fate("dm724.site.mode.direct")).to.equal("pass");
    expect(came.fate("dm724.information.help-before-login")).to.equal("not-selected");
  });
  it("takes a device that says 200 to any mode and structure for one that has none of them", async () => {
    const came = await run(["dm724.modes", "dm724.representation.structure"], {
      rewrite: ({ reply: { verb }, octets }) =>
        verb === "MODE" || verb === "STRU" ? octetsOf("200 OK.\r\n") : octets,
    });
    for (const name of ["block-mode", "compressed-mode", "record-structure"])
      expect(came.journal.header.capabilities[name] ?? { present: false }, name).to.include({
        present: false,
      });
    expect(came.journal.notRun).to.deep.equal([]);
  });

  it("listens when it asks for EPRT", async () => {
    const came = await run(["dm724.data-ports.eprt-below-1024"], {});
    expect(came.exit).to.equal(0);
    const asked = came.journal.capabilities?.find(({ name }) => name === "extended-port");
    const [, port] =
      /EPRT \|1\|[^|]+\|(\d+)\|/.exec(asked?.dialogue.map(({ text }) => text).join() ?? "") ?? [];
    const listened = asked?.dialogue.filter(({ channel }) => channel === "data").map(({ note }) => note);
    expect(listened?.join(), "where it listens").to.include(String(port));
  });

  describe("what is required", () => {
    it("fails where it is not there, and nothing else does", async () => {
      const came = await run(
        ["dm724.login.root"],
        { rewrite: answering("EPSV", "502 No.\r\n") },
        { require: ["epsv"] },
      );
      expect(came.exit).to.equal(1);
      expect(came.fate("dm724.capability.epsv")).to.equal("fail");
      expect(came.reason("dm724.capability.epsv")).to.equal("epsv is required and not there: 502 No.");
      expect(came.journal.header.required).to.deep.equal(["epsv"]);
    });

    it("is required by a profile as well", async () => {
      const came = await run(
        ["dm724.login.root"],
        { rewrite: answering("EPSV", "502 No.\r\n") },
        { bed: { required: ["epsv", "help"] } },
      );
      expect(came.exit).to.equal(1);
      expect(
        came.journal.cases.filter(({ verdict }) => verdict === "fail").map(({ id }) => id),
      ).to.deep.equal(["dm724.capability.epsv"]);
    });

    it("costs nothing where it is there", async () => {
      const came = await run(["dm724.login.root"], {}, { require: ["epsv", "help"] });
      expect(came.exit).to.equal(0);
    });

    for (const [title, more, message] of [
      [
        "a name that there is not",
        { require: ["espv"] },
        '2: there is no capability "espv" to be required; write epsv',
      ],
      [
        "what the profile denies",
        { require: ["epsv"], bed: { stated: { epsv: false } } },
        "2: the capability epsv is required, and the profile says that it is absent; take one of them out",
      ],
    ] as const) {
      it(`is refused: ${title}`, async () => {
        const refused = await run(["dm724.login.root"], {}, { ...more, require: [...more.require] }).then(
          () => "",
          (error: Error) => error.message,
        );
        expect(refused).to.equal(message);
      });
    }
  });
});
