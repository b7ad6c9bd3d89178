/**
 * The HTML report in a browser (`npm run test:browser`; Debian's Chromium, or the one that CHROMIUM names). What it does by
 * hand and by keyboard, what it asks of the network, which is nothing, and what a screen reader finds.
 */

import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import axe from "axe-core";
import { expect } from "chai";
import { type Browser, type BrowserContextOptions, chromium, type Page } from "playwright-core";
import { htmlReport } from "./report/html-report.js";
import {
  dialogue,
  failed,
  journalOf,
  many,
  notRun,
  notSelected,
  passed,
} from "./report/sample-journal.test.js";
import type { Journal } from "./runner/journal.js";
import { catalogue } from "./systems/dm724/catalogue.js";
import { SYSTEMS } from "./systems/known.js";

const HOSTILE = `</script><script>document.title="bad"</script><img src="http://127.0.0.1:9/x" onerror="document.title='bad'">`;

const [login, quit] = ["pass.230", "quit.221"].map(
  (start) => catalogue.replies.find(({ id }) => id.startsWith(start))?.id ?? "",
);

const sample = journalOf({
  cases: [
    passed("dm724.login.first", {
      observed: [login ?? ""],
      asks: [login ?? ""],
      dialogue: dialogue("S 220 first\\r\\n", "C NOOP\\r\\n", `S 200 ${HOSTILE}\\r\\n`),
    }),
    passed("dm724.login.second", { covers: ["RFC 959 5.4"], purpose: `PASS logs in. ${HOSTILE}` }),
    passed("dm724.type.third", { covers: ["RFC 959 5.4.1"], purpose: "TYPE sets a type." }),
    failed("dm724.quit.fourth", { asks: [quit ?? ""] }),
    failed("dm724.quit.fifth", {
      verdict: "inconclusive",
      reason: HOSTILE,
      deviation: undefined,
      remarks: [{ kind: "irregular", message: HOSTILE }],
    }),
  ],
  notSelected: [notSelected("dm724.help.sixth")],
  notRun: [notRun("dm724.help.seventh", "interrupted")],
});

describe("the HTML report in a browser", () => {
  let browser: Browser;
  const folder = mkdtempSync(join(tmpdir(), "flashgate-browser-"));
  before(async () => {
    browser = await chromium.launch({
      executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium",
      args: [
        "--headless",
        "--no-sandbox",
        "--disable-gpu",
        "--disable-quic",
        "--no-first-run",
        "--disable-background-networking",
        "--disable-component-update",
        "--disable-sync",
      ],
    });
  });
  after(async () => {
    await browser.close();
    rmSync(folder, { recursive: true, force: true });
  });

  /** Opens a report, hands it to `act`, and holds that it was quiet and asked for nothing. */
  async function opened(
    journal: Journal,
    act: (page: Page) => Promise<void>,
    options: BrowserContextOptions & { hash?: string } = {},
  ): Promise<void> {
    const file = join(folder, "report.html");
    writeFileSync(file, htmlReport(journal, SYSTEMS));
    const { hash = "", ...more } = options;
    const context = await browser.newContext({ viewport: { width: 1280, height: 900 }, ...more });
    try {
      const page = await context.newPage();
      const said: string[] = [];
      const asked: string[] = [];
      page.on("console", (message) => said.push(message.text()));
      page.on("pageerror", (error) => said.push(error.message));
      page.on("request", (request) => asked.push(request.url().slice(0, 200)));
      const address = pathToFileURL(file).href;
      await page.goto(address + hash);
      await act(page);
      expect(said).to.deep.equal([]);
      // The icon is in the page, so asking for it asks nobody.
      expect(
        asked.map((url) => url.replace(/#.*/, "")).filter((url) => !url.startsWith("data:image/svg+xml")),
      ).to.deep.equal([address]);
      expect(await page.title()).to.equal("FAIL: reference device - flashgate");
    } finally {
      await context.close();
    }
  }

  const fold = (id: string): string => `#case-list [data-case="${id}"]`;
  const shownCases = (page: Page): Promise<string[]> =>
    page
      .locator("#case-list li:visible [data-case]")
      .evaluateAll((all) => all.map((one) => one.getAttribute("data-case") ?? ""));
  const focused = (page: Page): Promise<string | undefined> =>
    page.evaluate("document.activeElement.closest('[data-case]')?.dataset.case ?? document.activeElement.id");

  it("has the answer, the failures and the matrix on the page", () =>
    opened(sample, async (page) => {
      expect(await page.locator("h1").innerText()).to.match(/✗ FAIL\s+1 of 6 selected cases failed/);
      expect(await page.locator(".failure .dialogue:visible").count()).to.equal(2);
      expect(await page.locator(".dialogue .wrong").innerText()).to.include("500 'QUIT'");
      expect(await page.locator(".matrix .chip.observed").count()).to.equal(1);
      expect(await page.locator(".matrix .chip.failed").count()).to.equal(1);
      await page.locator("#gaps-only").check();
      expect(await page.locator(".matrix .chip.observed:visible").count()).to.equal(0);
      await page.locator(".matrix .chip.failed").click();
      expect(await page.locator(".replies tr:target").innerText()).to.include("dm724.quit.fourth");
    }));

  it("unfolds a case by a click, and shows what the device said as text", () =>
    opened(sample, async (page) => {
      await page.locator(`${fold("dm724.login.first")} summary`).click();
      expect(await page.locator(`${fold("dm724.login.first")} .dialogue`).innerText()).to.include(HOSTILE);
      await page.locator(`${fold("dm724.quit.fourth")} > summary`).click();
      expect(await page.locator(`${fold("dm724.quit.fourth")} .dialogue`).innerText()).to.include(
        "500 'QUIT'",
      );
      expect(await page.locator("main img").count()).to.equal(0);
    }));

  it("filters by verdict and searches, all by keyboard", () =>
    opened(sample, async (page) => {
      const status = page.locator("#shown");
      expect(await status.innerText()).to.equal("5 cases");
      await page.keyboard.press("/");
      expect(await focused(page)).to.equal("search");
      await page.keyboard.type("login");
      expect(await shownCases(page)).to.deep.equal(["dm724.login.first", "dm724.login.second"]);
      expect(await status.innerText()).to.equal("2 of 5 cases");
      await page.keyboard.press("Enter");
      expect(await focused(page)).to.equal("dm724.login.first");
      await page.keyboard.press("j");
      await page.keyboard.press("j");
      expect(await focused(page)).to.equal("dm724.login.second");
      await page.keyboard.press("k");
      await page.keyboard.press("Enter");
      await page.locator(`${fold("dm724.login.first")} .dialogue`).waitFor();
      await page.keyboard.press("ArrowDown");
      expect(await focused(page)).to.equal("dm724.login.second");
      await page.keyboard.press("Escape");
      expect(await status.innerText()).to.equal("5 cases");
      await page.locator("#controls").getByText("? inconclusive").click();
      expect(await shownCases(page)).to.deep.equal(["dm724.quit.fifth"]);
      await page.keyboard.press("Escape");
      expect(await shownCases(page)).to.have.length(5);
      await page.locator("#search").fill("220 first");
      expect(await shownCases(page)).to.deep.equal([]);
      await page.locator("#dialogues-too").check();
      expect(await shownCases(page)).to.deep.equal(["dm724.login.first"]);
    }));

  it("moves between what did not pass, and leaves the letters alone when it is asked to", () =>
    opened(sample, async (page) => {
      const heading = (): Promise<string> =>
        page.evaluate("document.activeElement.closest('.failure')?.id ?? ''");
      await page.keyboard.press("n");
      expect(await heading()).to.equal("dm724.quit.fourth");
      await page.keyboard.press("n");
      expect(await heading()).to.equal("dm724.quit.fifth");
      await page.keyboard.press("p");
      expect(await heading()).to.equal("dm724.quit.fourth");
      await page.locator(".keys summary").click();
      await page.locator("#letter-keys").uncheck();
      await page.keyboard.press("j");
      expect(await focused(page)).to.equal("letter-keys");
    }));

  it("leads from a clause to its cases, and not to those of a longer clause", () =>
    opened(sample, async (page) => {
      await page.locator("#clauses").getByText("RFC 959 5.4", { exact: true }).click();
      expect(await shownCases(page)).to.deep.equal(["dm724.login.second"]);
    }));

  for (const hash of ["#dm724.login.first", "#case-dm724.login.first"]) {
    it(`opens a case by its address: ${hash}`, () =>
      opened(
        sample,
        async (page) => {
          expect(await page.locator(`${fold("dm724.login.first")} .dialogue`).isVisible()).to.equal(true);
          await page.waitForFunction(
            "document.activeElement.closest('[data-case]')?.dataset.case === 'dm724.login.first'",
          );
          await page.evaluate("location.hash = '#dm724.quit.fourth'");
          await page.waitForFunction("document.activeElement.closest('.failure') !== null");
          await page.evaluate("location.hash = '#dm724.help.sixth'");
          await page.locator("#dm724\\.help\\.sixth").waitFor({ state: "visible" });
        },
        { hash },
      ));
  }

  it("says what matters without its script", () =>
    opened(
      sample,
      async (page) => {
        expect(await page.locator("h1").innerText()).to.include("FAIL");
        expect(await page.locator(".failure .dialogue:visible").count()).to.equal(2);
        expect(await page.locator(".matrix .chip:visible").count()).to.equal(catalogue.replies.length);
        expect(await page.locator("#controls").isVisible()).to.equal(false);
      },
      { javaScriptEnabled: false },
    ));

  it("prints failures with their dialogues, and no controls", () =>
    opened(journalOf({ cases: many(120, (id) => failed(id)) }), async (page) => {
      expect(await page.locator(".failure .dialogue:visible").count()).to.equal(100);
      await page.emulateMedia({ media: "print" });
      await page.evaluate("dispatchEvent(new Event('beforeprint'))");
      expect(await page.locator(".failure .dialogue:visible").count()).to.equal(120);
      for (const hidden of ["nav", "#controls", "#cases"])
        expect(await page.locator(hidden).isVisible(), hidden).to.equal(false);
      expect((await page.pdf({ format: "A4" })).length).to.be.greaterThan(10_000);
    }));

  for (const colorScheme of ["light", "dark"] as const) {
    for (const width of [1280, 400]) {
      it(`has nothing against accessibility: ${colorScheme}, ${width} px`, () =>
        opened(
          sample,
          async (page) => {
            // What is folded is looked at as well.
            await page.evaluate("for (const fold of document.querySelectorAll('details')) fold.open = true");
            await page.waitForFunction("document.querySelectorAll('#case-list .story').length === 5");
            const violations = await page.evaluate(`${axe.source}; axe.run(document, { runOnly: {
              type: "tag", values: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"] } })
              .then(({ violations }) => violations.map(({ id, nodes }) => id + ": " + nodes.map(({ html }) => html).join(" | ").slice(0, 500)))`);
            expect(violations).to.deep.equal([]);
            expect(await page.evaluate("document.documentElement.scrollWidth")).to.equal(width);
            const background = await page.evaluate("getComputedStyle(document.body).backgroundColor");
            expect(background).to.equal(colorScheme === "dark" ? "rgb(15, 19, 24)" : "rgb(245, 246, 248)");
          },
          { colorScheme, viewport: { width, height: 800 } },
        ));
    }
  }

  it("loads 2000 cases with their dialogues at once", () => {
    const talk = dialogue(
      ...Array.from({ length: 12 }, (_, index) => [`C NOOP ${index}\\r\\n`, "S 200 OK.\\r\\n"]).flat(),
      "S 500 'QUIT': command not understood\\r\\n",
    );
    const cases = [
      ...many(1000, (id) => passed(id, { dialogue: talk })),
      ...many(1000, (id) => failed(`${id}.not`, { dialogue: talk })),
    ];
    return opened(journalOf({ cases }), async (page) => {
      const times = await page.evaluate(`(() => {
        const [{ loadEventEnd }] = performance.getEntriesByType("navigation");
        const paint = performance.getEntriesByType("paint").map(({ name, startTime }) => name + " " + Math.round(startTime) + " ms");
        return ["load " + Math.round(loadEventEnd) + " ms", ...paint, document.querySelectorAll("*").length + " elements"].join(", ");
      })()`);
      console.log(`      2000 cases: ${String(times)}`);
      await page.keyboard.press("/");
      await page.keyboard.type("case-0999 passed");
      expect(await shownCases(page)).to.deep.equal(["dm724.topic-9.case-0999"]);
    });
  });
});
