/** The recipes of docs/ci.md: each is valid where it goes, and its commands do here what they are for. */
import { spawn } from "node:child_process";
import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect } from "chai";
import { tsImport } from "tsx/esm/api";
import { parse, parseAllDocuments } from "yaml";
import { z } from "zod";
import { COMMAND } from "./cli/command.test.js";
import { packageRoot } from "./files/package-root.js";
import { gitLabReads, jenkinsReads } from "./report/junit-readers.test.js";
import { type CaseRecord, type Journal, readJournal } from "./runner/journal.js";

const RECIPES = join(packageRoot(), "docs", "ci");
const CASES = "dm724.login.manager dm724.information";
const FILES = [
  "github-actions.yml",
  "gitlab-ci.yml",
  "Jenkinsfile",
  "kubernetes-job.yaml",
  "kubernetes-run.sh",
  "bench/router.yaml",
  "bench/power-cycle.sh",
];

const recipe = (name: string): string => readFileSync(join(RECIPES, name), "utf8");

let folder: string;

interface Ended {
  status: number | null;
  out: string;
}

/** Runs a step as a CI system does, with a command `flashgate` and an `npx` that knows no other. */
function step(command: string, cwd: string, variables: Record<string, string> = {}): Promise<Ended> {
  mkdirSync(cwd, { recursive: true });
  const env = {
    ...process.env,
    NO_COLOR: "1",
    GITHUB_ACTIONS: "",
    ...variables,
    PATH: `${join(folder, "bin")}:${process.env["PATH"]}`,
  };
  return new Promise((resolve) => {
    const child = spawn("sh", ["-e", "-c", command], { cwd, env, stdio: ["ignore", "pipe", "pipe"] });
    let out = "";
    child.stdout.on("data", (chunk: Buffer) => (out += chunk.toString()));
    child.stderr.on("data", (chunk: Buffer) => (out += chunk.toString()));
    child.on("close", (status) => resolve({ status, out }));
  });
}

/**
 * The recipes divide the same cases alike, so a part is run the first time that somebody asks for it with these arguments
 * and is copied afterwards. What speaks to a target, and what is no run, happens every time.
 */
function onceFor(flashgate: string): string {
  return `key= out= before=
    for word; do
      case "$before" in --out) out=$word ;; *) key="$key $word" ;; esac
      before=$word
    done
    case "$key" in *--target*) key= ;; *" run "*--out*) ;; *) key= ;; esac
    test -n "$key" || exec ${flashgate} "$@"
    kept="${folder}/kept/$(echo "$key" | tr -c 'a-z0-9\n' _)"
    if ! test -e "$kept/status"; then
      mkdir -p "$kept"
      status=0
      ${flashgate} "$@" > "$kept/out" 2>&1 || status=$?
      cp -R "$out" "$kept/folder"
      echo $status > "$kept/status"
    fi
    rm -rf "$out" && cp -R "$kept/folder" "$out"
    cat "$kept/out"
    exit "$(cat "$kept/status")"`;
}

function command(name: string, text: string): void {
  mkdirSync(join(folder, "bin"), { recursive: true });
  writeFileSync(join(folder, "bin", name), `#!/bin/sh\n${text}\n`, { mode: 0o755 });
}

function journalIn(path: string): Journal {
  const read = readJournal(join(path, "journal.jsonl"));
  if (!read.ok) throw new Error(read.message);
  return read.journal;
}

const namesIn = (path: string): string[] =>
  journalIn(path)
    .cases.map(({ id, verdict }) => `${id} ${verdict}`)
    .toSorted();

/** What one run of the same cases comes to. */
let whole: string[];

function expectWhole(path: string): void {
  expect(namesIn(path)).to.deep.equal(whole);
  expect(journalIn(path).end?.stopped).to.equal(undefined);
  const ids = whole.map((line) => line.replace(/ .*/, "")).toSorted();
  const xml = readFileSync(join(path, "junit.xml"), "utf8");
  const gitLab = gitLabReads(xml);
  expect(gitLab.duplicates).to.deep.equal([]);
  expect(gitLab.cases.map(({ suite, name }) => `${suite}.${name}`).toSorted()).to.deep.equal(ids);
  const jenkins = jenkinsReads(xml);
  expect(jenkins.map((one) => `${one.package}.${one.class}.${one.name}`).toSorted()).to.deep.equal(ids);
}

describe("the CI recipes", () => {
  before(async () => {
    folder = mkdtempSync(join(tmpdir(), "flashgate-ci-"));
    const flashgate = [process.execPath, ...COMMAND].map((word) => `"${word}"`).join(" ");
    command("flashgate", onceFor(flashgate));
    command("npx", `test "$1" = flashgate || exit 127\nshift\nexec flashgate "$@"`);
    const ended = await step(`flashgate run ${CASES} --out whole`, folder);
    expect(ended.status, ended.out).to.equal(0);
    whole = namesIn(join(folder, "whole"));
    expect(whole).to.have.length.above(5);
  });
  after(() => rmSync(folder, { recursive: true, force: true }));

  describe("docs/ci.md", () => {
    const page = readFileSync(join(packageRoot(), "docs", "ci.md"), "utf8");
    const blocks = [...page.matchAll(/^```\w*\n(.*?)^```$/gms)].map(([, text]) => text);

    for (const name of FILES) {
      it(`links to ${name} and shows it as it is`, () => {
        expect(page).to.include(`(ci/${name})`);
        expect(blocks).to.include(recipe(name));
      });
    }

    it("shows every file, and no address that is not of this host", () => {
      const there = readdirSync(RECIPES, { recursive: true, withFileTypes: true })
        .filter((entry) => entry.isFile())
        .map(({ name, parentPath }) => join(parentPath, name));
      expect(there.toSorted()).to.deep.equal(FILES.map((name) => join(RECIPES, name)).toSorted());
      const addresses = `${page}${FILES.map(recipe).join("")}`.match(/\b\d+\.\d+\.\d+\.\d+\b/g) ?? [];
      expect(addresses.filter((address) => !address.startsWith("127."))).to.deep.equal([]);
    });

    it("names no option that flashgate does not have", async () => {
      const lines = `${page}${FILES.map(recipe).join("")}`.match(/flashgate (run|report) .*/g) ?? [];
      const helps = { run: "", report: "" };
      for (const name of ["run", "report"] as const)
        helps[name] = (await step(`flashgate ${name} --help`, folder)).out;
      for (const line of lines) {
        const help = line.startsWith("flashgate run") ? helps.run : helps.report;
        for (const [option] of line.matchAll(/(?<= )--[a-z]+/g)) expect(help, line).to.include(`${option} `);
      }
      expect(lines).to.have.length.above(8);
    });
  });

  describe("github-actions.yml", () => {
    interface Step {
      run?: string;
      uses?: string;
      env?: Record<string, string>;
      with?: Record<string, string>;
      if?: string;
    }
    interface Job {
      needs?: string;
      if?: string;
      strategy?: { "fail-fast": boolean; matrix: { shard: number[] } };
      steps: Step[];
    }
    const text = recipe("github-actions.yml");
    const { jobs } = parse(text) as { jobs: Record<"parts" | "report" | "bench", Job> };
    /** What GitHub's own parser says of a workflow. Node by itself cannot load the package: it imports JSON as if it were code. */
    async function judged(content: string): Promise<{ faults: string[]; jobs: string[] }> {
      const { convertWorkflowTemplate, NoOperationTraceWriter, parseWorkflow } = (await tsImport(
        "@actions/workflow-parser",
        import.meta.url,
      )) as typeof import("@actions/workflow-parser");
      const file = { name: "conformance.yml", content };
      const { context, value } = parseWorkflow(file, new NoOperationTraceWriter());
      const faults = context.errors.getErrors().map(({ message }) => message);
      if (value === undefined || faults.length > 0) return { faults, jobs: [] };
      const template = await convertWorkflowTemplate(context, value);
      return {
        faults: (template.errors ?? []).map(({ Message }) => Message),
        jobs: template.jobs.map(({ id }) => String(id)),
      };
    }

    it("is a workflow by GitHub's own parser", async () => {
      expect(await judged(text)).to.deep.equal({ faults: [], jobs: ["parts", "report", "bench"] });
    });

    for (const [right, wrong] of [
      ["fail-fast", "failfast"],
      ["needs: parts", "needs: part"],
      ["!cancelled()", "!canceled()"],
      ["timeout-minutes: 30", "timeout: 30"],
      ["if: always()", "when: always()"],
    ] as const) {
      it(`would be refused with "${wrong}"`, async () => {
        expect(text).to.include(right);
        expect((await judged(text.replace(right, wrong))).faults).not.to.deep.equal([]);
      });
    }

    it("runs the parts and merges them, and tells the change once", async () => {
      const there = join(folder, "github");
      const { matrix } = jobs.parts.strategy ?? { matrix: { shard: [] } };
      const page = join(folder, "page.md");
      const github = { CASES, GITHUB_ACTIONS: "true", GITHUB_STEP_SUMMARY: page };
      const report = join(there, "report");
      await Promise.all(
        matrix.shard.map(async (shard) => {
          const fill = (value: string): string => value.replaceAll("${{ matrix.shard }}", String(shard));
          const job = join(there, `job-${shard}`);
          for (const { run, env = {}, uses = "", with: given = {} } of jobs.parts.steps) {
            const variables = Object.fromEntries(
              Object.entries(env).map(([key, value]) => [key, fill(value)]),
            );
            if (run?.includes("flashgate") === true) {
              const { status, out } = await step(run, job, { ...github, ...variables });
              expect(status, out).to.equal(0);
            }
            if (!uses.startsWith("actions/upload-artifact")) continue;
            const { name = "", path = "" } = given;
            cpSync(join(job, fill(path)), join(report, fill(name)), { recursive: true });
          }
        }),
      );
      expect(existsSync(page)).to.equal(false);
      const merge = jobs.report.steps.find(({ run }) => run?.includes("flashgate"))?.run ?? "";
      const { status, out } = await step(merge, report, github);
      expect(status, out).to.equal(0);
      expectWhole(join(report, "whole"));
      expect(readFileSync(page, "utf8").match(/^## /gm)).to.have.length(1);
    });

    it("keeps the reports whatever came before", () => {
      for (const job of Object.values(jobs)) {
        const upload = job.steps.at(-1);
        expect(upload?.uses).to.match(/^actions\/upload-artifact@/);
        expect(upload?.if).to.equal("always()");
      }
      expect(jobs.report.if).to.equal("${{ !cancelled() }}");
      expect(jobs.parts.strategy?.["fail-fast"]).to.equal(false);
    });
  });

  describe("gitlab-ci.yml", () => {
    /** The keywords that the recipe uses, by GitLab's reference of them; any other is a fault. */
    const job = z.strictObject({
      stage: z.enum(["conformance", "report"]),
      parallel: z.number().int().min(2).max(200).optional(),
      script: z.array(z.string()).min(1),
      needs: z.array(z.string()).optional(),
      when: z.enum(["on_success", "on_failure", "always", "manual", "never", "delayed"]).optional(),
      allow_failure: z.strictObject({ exit_codes: z.array(z.number().int()) }).optional(),
      tags: z.array(z.string()).optional(),
      resource_group: z.string().optional(),
      rules: z.array(z.strictObject({ if: z.string() })).optional(),
      artifacts: z.strictObject({
        when: z.literal("always"),
        paths: z.array(z.string()),
        expire_in: z.string(),
        reports: z.strictObject({ junit: z.string() }).optional(),
      }),
    });
    const pipeline = z.strictObject({
      stages: z.array(z.string()),
      default: z.strictObject({ image: z.string(), before_script: z.array(z.string()) }),
      variables: z.record(z.string(), z.string()),
      parts: job,
      report: job,
      bench: job,
    });
    const { parts, report, bench } = pipeline.parse(parse(recipe("gitlab-ci.yml")));

    it("runs the parts and merges them, for JUnit too", async () => {
      const there = join(folder, "gitlab");
      const count = parts.parallel ?? 0;
      await Promise.all(
        Array.from({ length: count }, async (_, index) => {
          const variables = { CASES, CI_NODE_INDEX: String(index + 1), CI_NODE_TOTAL: String(count) };
          const own = join(there, `job-${index + 1}`);
          const { status, out } = await step(parts.script.join("\n"), own, variables);
          expect(status, out).to.equal(0);
          expect(parts.artifacts.paths).to.deep.equal(["part-*/"]);
          const kept = readdirSync(own).filter((path) => path.startsWith("part-"));
          expect(kept).to.have.length(1);
          for (const path of kept) cpSync(join(own, path), join(there, "report", path), { recursive: true });
        }),
      );
      const { status, out } = await step(report.script.join("\n"), join(there, "report"));
      expect(status, out).to.equal(0);
      expectWhole(join(there, "report", "whole"));
      for (const { artifacts } of [report, bench])
        expect(artifacts.reports?.junit).to.equal(`${artifacts.paths[0]}junit.xml`);
      expect(existsSync(join(there, "report", report.artifacts.reports?.junit ?? "none"))).to.equal(true);
    });

    it("is not green when a part is missing, or all are", async () => {
      const there = join(folder, "gitlab-without");
      cpSync(join(folder, "gitlab", "report"), there, { recursive: true });
      rmSync(join(there, "part-2"), { recursive: true });
      rmSync(join(there, "whole"), { recursive: true });
      const without = await step(report.script.join("\n"), there);
      expect(without.status).to.equal(3);
      expect(without.out).to.include("without shard 2 of 3");
      expect((await step(report.script.join("\n"), join(folder, "gitlab-none"))).status).to.equal(2);
    });

    it("leaves a part's verdict to the report, and a mistake in the pipeline red", () => {
      expect(parts.allow_failure?.exit_codes).to.deep.equal([1, 3]);
      expect(report.allow_failure).to.equal(undefined);
      expect(report.when).to.equal("always");
    });
  });

  describe("Jenkinsfile", () => {
    const text = recipe("Jenkinsfile");
    const code = text.replaceAll(/\/\/ .*/g, "");
    const commands = [...code.matchAll(/(?:sh |script: )'([^'\n]*)'/g)].map(([, found = ""]) => found);
    const [run = "", report = ""] = commands.filter((found) => found.includes("flashgate"));

    it("closes what it opens", () => {
      const open: string[] = [];
      const pairs: Record<string, string> = { "}": "{", "]": "[", ")": "(" };
      for (const mark of code.replaceAll(/'[^'\n]*'|"[^"\n]*"/g, "").match(/[{}[\]()]/g) ?? []) {
        const pair = pairs[mark];
        if (pair === undefined) open.push(mark);
        else expect(open.pop()).to.equal(pair);
      }
      expect(open).to.deep.equal([]);
    });

    it("has the sections of a declarative pipeline, and each step where it may be", () => {
      expect(code.trim()).to.match(/^pipeline \{\n {2}agent none\n/);
      const sections = [...code.matchAll(/^ *(\w+)(?: ?\([^)]*\))? \{/gm)].map(([, name = ""]) => name);
      expect([...new Set(sections)].toSorted().join(" ")).to.equal(
        "agent always axes axis catchError for if matrix options parameters pipeline post script stage stages steps",
      );
      expect(code).to.match(/post \{\s*always \{\s*junit testResults: 'whole\/junit\.xml'/);
      expect(code).to.match(/status == 1\) \{\s*unstable\(/);
      expect(code).to.match(/status != 0\) \{\s*error\(/);
    });

    it("runs the parts and merges them", async () => {
      const there = join(folder, "jenkins");
      const shards = /name 'SHARD'\s*values (.*)/.exec(code)?.[1]?.match(/\d/g) ?? [];
      expect(shards).to.deep.equal(["1", "2", "3"]);
      expect(code).to.include(`for (shard in [${shards.map((shard) => `'${shard}'`).join(", ")}])`);
      await Promise.all(
        shards.map(async (SHARD) => {
          const own = join(there, `cell-${SHARD}`);
          const { status, out } = await step(run, own, { CASES, SHARD });
          expect(status, out).to.equal(0);
          cpSync(join(own, `part-${SHARD}`), join(there, `part-${SHARD}`), { recursive: true });
        }),
      );
      const { status, out } = await step(report, there);
      expect(status, out).to.equal(0);
      expectWhole(join(there, "whole"));
    });
  });

  describe("kubernetes-job.yaml", () => {
    const quantity = z.string().regex(/^\d+(\.\d+)?(m|Ki|Mi|Gi)?$/);
    const environment = z.array(z.strictObject({ name: z.string(), value: z.string() }));
    const rule = z.strictObject({
      action: z.enum(["FailJob", "FailIndex", "Ignore", "Count"]),
      onExitCodes: z
        .strictObject({
          containerName: z.string().optional(),
          operator: z.enum(["In", "NotIn"]),
          values: z.array(z.number().int().min(1).max(255)).max(255),
        })
        .optional(),
      onPodConditions: z
        .array(z.strictObject({ type: z.string(), status: z.enum(["True", "False", "Unknown"]) }))
        .optional(),
    });
    const container = z.strictObject({
      name: z.string(),
      image: z.string(),
      command: z.array(z.string()),
      args: z.array(z.string()),
      env: environment.default([]),
      resources: z.strictObject({
        requests: z.strictObject({ cpu: quantity, memory: quantity }),
        limits: z.strictObject({ memory: quantity }),
      }),
      securityContext: z.strictObject({
        allowPrivilegeEscalation: z.literal(false),
        readOnlyRootFilesystem: z.literal(true),
        capabilities: z.strictObject({ drop: z.tuple([z.literal("ALL")]) }),
      }),
      volumeMounts: z.array(z.strictObject({ name: z.string(), mountPath: z.string() })),
    });
    const volume = z.union([
      z.strictObject({ name: z.string(), persistentVolumeClaim: z.strictObject({ claimName: z.string() }) }),
      z.strictObject({ name: z.string(), emptyDir: z.strictObject({}) }),
    ]);
    const name = z.string().regex(/^[a-z]([-a-z0-9]{0,61}[a-z0-9])?$/);
    /** The fields of batch/v1 that the recipe uses, by the reference of the API; any other is a fault. */
    const jobSchema = z.strictObject({
      apiVersion: z.literal("batch/v1"),
      kind: z.literal("Job"),
      metadata: z.strictObject({ name }),
      spec: z.strictObject({
        suspend: z.boolean().optional(),
        completionMode: z.enum(["Indexed", "NonIndexed"]).optional(),
        completions: z.number().int().optional(),
        parallelism: z.number().int().optional(),
        backoffLimit: z.number().int().optional(),
        backoffLimitPerIndex: z.number().int().optional(),
        podFailurePolicy: z.strictObject({ rules: z.array(rule).max(20) }),
        activeDeadlineSeconds: z.number().int().positive(),
        ttlSecondsAfterFinished: z.number().int(),
        template: z.strictObject({
          spec: z.strictObject({
            restartPolicy: z.enum(["Never", "OnFailure"]),
            automountServiceAccountToken: z.literal(false),
            terminationGracePeriodSeconds: z.number().int().optional(),
            securityContext: z.strictObject({
              runAsNonRoot: z.literal(true),
              runAsUser: z.number().int().positive(),
              runAsGroup: z.number().int().positive(),
              fsGroup: z.number().int().positive(),
              seccompProfile: z.strictObject({ type: z.literal("RuntimeDefault") }),
            }),
            containers: z.tuple([container]),
            volumes: z.array(volume),
          }),
        }),
      }),
    });
    const claimSchema = z.strictObject({
      apiVersion: z.literal("v1"),
      kind: z.literal("PersistentVolumeClaim"),
      metadata: z.strictObject({ name }),
      spec: z.strictObject({
        accessModes: z.array(z.enum(["ReadWriteMany", "ReadWriteOnce"])),
        resources: z.strictObject({ requests: z.strictObject({ storage: quantity }) }),
      }),
    });
    const [claim, parts, merge] = z
      .tuple([claimSchema, jobSchema, jobSchema])
      .parse(parseAllDocuments(recipe("kubernetes-job.yaml")).map((document) => document.toJS() as unknown));
    const containerOf = (job: typeof parts): z.infer<typeof container> =>
      job.spec.template.spec.containers[0];

    it("keeps the rules of the API that no schema has", () => {
      for (const { spec } of [parts, merge]) {
        const pod = spec.template.spec;
        // podFailurePolicy asks for it.
        expect(pod.restartPolicy).to.equal("Never");
        for (const { onExitCodes, onPodConditions, action } of spec.podFailurePolicy.rules) {
          expect([onExitCodes, onPodConditions].filter((one) => one !== undefined)).to.have.length(1);
          if (onExitCodes?.containerName !== undefined)
            expect(onExitCodes.containerName).to.equal(pod.containers[0].name);
          if (action === "FailIndex") expect(spec.backoffLimitPerIndex).to.be.a("number");
        }
        expect(pod.volumes.map((one) => one.name)).to.have.members(
          pod.containers[0].volumeMounts.map((mount) => mount.name),
        );
        for (const one of pod.volumes)
          if ("persistentVolumeClaim" in one)
            expect(one.persistentVolumeClaim.claimName).to.equal(claim.metadata.name);
      }
      // backoffLimitPerIndex asks for it.
      expect(parts.spec.completionMode).to.equal("Indexed");
      expect(parts.metadata.name).not.to.equal(merge.metadata.name);
    });

    /** What the Job controller does with a pod that failed: the first rule that matches decides. */
    const actionOf = ({ spec }: typeof parts, status: number, disrupted = false): string =>
      spec.podFailurePolicy.rules.find(({ onExitCodes, onPodConditions }) =>
        onExitCodes === undefined
          ? disrupted && onPodConditions?.some(({ type }) => type === "DisruptionTarget")
          : onExitCodes.values.includes(status) === (onExitCodes.operator === "In"),
      )?.action ?? "Count";

    it("tells a verdict from a pod that was killed", () => {
      for (const status of [1, 2, 3]) {
        expect(actionOf(parts, status)).to.equal("FailIndex");
        expect(actionOf(merge, status)).to.equal("FailJob");
      }
      for (const job of [parts, merge]) {
        expect(actionOf(job, 137)).to.equal("Count");
        expect(actionOf(job, 3, true)).to.equal("Ignore");
      }
      expect(parts.spec.backoffLimitPerIndex).to.equal(1);
    });

    it("runs the parts and merges them; one that was killed is run anew", async () => {
      const there = join(folder, "kubernetes");
      mkdirSync(there);
      const run = (job: typeof parts, index = 0): Promise<Ended> => {
        const { command: shell, args, env } = containerOf(job);
        expect(shell).to.deep.equal(["sh", "-c"]);
        const variables = Object.fromEntries(env.map((one) => [one.name, one.value]));
        const text = args.join("").replaceAll("/parts/", `${there}/`);
        return step(text, folder, { ...variables, CASES, JOB_COMPLETION_INDEX: String(index) });
      };
      const count = parts.spec.completions ?? 0;
      expect(containerOf(parts).env).to.deep.include({ name: "PARTS", value: String(count) });
      const ended = await Promise.all(Array.from({ length: count }, (_, index) => run(parts, index)));
      expect(ended.map(({ status }) => status)).to.deep.equal([0, 0, 0]);
      const journal = join(there, "part-2", "journal.jsonl");
      writeFileSync(journal, readFileSync(journal, "utf8").split("\n").slice(0, -3).join("\n"));
      const killed = await run(merge);
      expect(killed.status).to.equal(3);
      expect(killed.out).to.match(/was killed/);
      expect((await run(parts, 1)).status).to.equal(0);
      expect((await run(merge)).status).to.equal(0);
      expectWhole(join(there, "whole"));
    });

    for (const [told, status] of [
      ["0", 0],
      ["1", 1],
      ["3", 3],
      ["", 3],
    ] as const) {
      it(`kubernetes-run.sh waits for both Jobs and ends with ${status} when the report ended with "${told}"`, async () => {
        const calls = join(folder, "kubectl.txt");
        writeFileSync(calls, "");
        command(
          "kubectl",
          `echo "$*" >> "${calls}"
           case "$1 $2" in
             "get job") test "$(grep -c "get job $3" "${calls}")" -lt 2 || echo FailureTarget Failed ;;
             "get pods") printf %s "${told}" ;;
           esac`,
        );
        const ended = await step(`sh "${join(RECIPES, "kubernetes-run.sh")}"`, folder, { POLL_SECONDS: "0" });
        expect(ended.status, ended.out).to.equal(status);
        const verbs = readFileSync(calls, "utf8")
          .trim()
          .split("\n")
          .map((line) => line.split(" ").slice(0, 3).join(" "));
        expect(verbs).to.deep.equal([
          `delete job ${parts.metadata.name}`,
          "apply --filename kubernetes-job.yaml",
          `get job ${parts.metadata.name}`,
          `get job ${parts.metadata.name}`,
          `patch job ${merge.metadata.name}`,
          `get job ${merge.metadata.name}`,
          `get job ${merge.metadata.name}`,
          `logs job/${merge.metadata.name}`,
          "get pods --selector",
        ]);
      });
    }
  });

  describe("bench", () => {
    const script = join(RECIPES, "bench", "power-cycle.sh");
    const SUITE = `preambles:
  root: { says: a root session, steps: [{ connect: true }, { login: root }] }
capabilities: {}
`;
    const one = (id: string, hazard: string, steps: string): string =>
      `  - { id: bench.death.${id}, purpose: a case for the bench, covers: ["RFC 959 4.1.3"], strength: must, hazard: ${hazard}, preamble: [root], steps: [${steps}] }\n`;
    const NOOP = '{ command: "NOOP", reply: "200" }';
    /** Deletes the only application and reboots into nothing: a bricked device. */
    const BRICK =
      '{ command: "DELE ONLY.BIN", reply: "250" }, { command: "SITE RELOAD ON", reply: "200" }, { disconnect: fin }, { wait: back, within: 1s }';
    const SUITE_CASES = `suite: bench.death\ntitle: trial\nsource: trial\ncases:\n${one("before", "observe", NOOP)}${one("brick", "reboot", BRICK)}${one("later", "observe", NOOP)}`;
    const MODEL = `name: brittle
describes: a device with one application and nothing to fall back on
system: FGR-9
hardware: { id: 0x0900, level: { bios: 1, application: 1 } }
boot: { application: ONLY.BIN, seconds: 0, afterQuit: 0 }
memory: 32 MiB
writeSpeed: 16 MiB
features: { help: full, xcrc: true, xmd5: true, recordStructure: true, blockMode: true, compressedMode: true }
fileSystems:
  - name: DSK
    size: 4 MiB
    files:
      - { name: ONLY.BIN, modified: "2026-03-02T09:41:10Z", image: { kind: application, version: "1.0", hardwareLevel: 1, size: 8 KiB } }
`;

    const freePort = (): Promise<number> =>
      new Promise((resolve) => {
        const server = createServer().listen(0, "127.0.0.1", () => {
          const address = server.address();
          server.close(() => resolve(address !== null && typeof address === "object" ? address.port : 0));
        });
      });

    it("brings back a device that a case kills, repeats the case once, goes on, and says so", async () => {
      const there = join(folder, "bench");
      mkdirSync(join(there, "suites", "t"), { recursive: true });
      mkdirSync(join(there, "bench"));
      const port = await freePort();
      const profile = recipe("bench/router.yaml").replace("port: 2121", `port: ${port}`);
      writeFileSync(join(there, "bench", "router.yaml"), profile);
      cpSync(script, join(there, "bench", "power-cycle.sh"));
      writeFileSync(join(there, "brittle.yaml"), MODEL);
      writeFileSync(join(there, "suites", "t", "suite.yaml"), SUITE);
      writeFileSync(join(there, "suites", "t", "death.yaml"), SUITE_CASES);
      // The switch of a device that is a process: off ends it, on starts it anew with what it was delivered with.
      command(
        "switch",
        `cd "${there}"
         echo "$1" >> switched
         if test "$1" = on; then
           flashgate serve --ftp-port ${port} --device brittle.yaml > device.txt 2>&1 &
           echo $! > pid
         elif test -e pid; then
           kill "$(cat pid)"
         fi`,
      );
      const variables = {
        CASES: "bench. --suites suites --permit reboot",
        FLASHGATE_ROOT_PASSWORD: "",
        POWER_SWITCH: "switch",
        DEVICE_PORT: String(port),
        OFF_SECONDS: "0",
        BOOT_SECONDS: "30",
      };
      try {
        const started = await step("bench/power-cycle.sh && : > switched", there, variables);
        expect(started.status, started.out).to.equal(0);
        const { jobs } = parse(recipe("github-actions.yml")) as {
          jobs: { bench: { steps: { run?: string }[] } };
        };
        const run = jobs.bench.steps.find((item) => item.run?.includes("flashgate"))?.run ?? "";
        const { status, out } = await step(run, there, variables);
        expect(status, out).to.equal(1);
        const { cases, end } = journalIn(join(there, "bench-report"));
        const by = (id: string): CaseRecord | undefined => cases.find((record) => record.id === id);
        expect(cases.map(({ verdict }) => verdict)).to.deep.equal(["pass", "fail", "pass"]);
        expect(by("bench.death.brick")).to.deep.include({ died: true, attempts: 2 });
        expect(by("bench.death.brick")?.reason).to.match(/died again when the case was repeated$/);
        expect(end?.stopped).to.equal(undefined);
        const xml = readFileSync(join(there, "bench-report", "junit.xml"), "utf8");
        expect(gitLabReads(xml).cases.map(({ name, status: came }) => `${name} ${came}`)).to.deep.equal([
          "before success",
          "brick failed",
          "later success",
        ]);
        expect(jenkinsReads(xml)[1]?.message).to.match(/^.*; afterwards the device was dead/);
        // Once after the death, and once after the case had been repeated.
        expect(readFileSync(join(there, "switched"), "utf8")).to.equal("off\non\noff\non\n");
      } finally {
        await step('kill "$(cat pid)"', there);
      }
    });

    it("permits nothing that outlives a session, unless asked for", () => {
      const profile = parse(recipe("bench/router.yaml")) as { permit: string };
      expect(profile.permit).to.equal("session");
    });

    it("power-cycle.sh says what it lacks", async () => {
      const { status, out } = await step(`sh "${script}"`, folder, { POWER_SWITCH: "" });
      expect(status).not.to.equal(0);
      expect(out).to.match(/POWER_SWITCH: name the command of the power switch/);
    });

    it("power-cycle.sh says when the device does not come back", async () => {
      const port = String(await freePort());
      const variables = { POWER_SWITCH: "true", DEVICE_PORT: port, OFF_SECONDS: "0", BOOT_SECONDS: "1" };
      const { status, out } = await step(`sh "${script}"`, folder, variables);
      expect(status).to.equal(1);
      expect(out).to.equal(`power-cycle: 127.0.0.1 port ${port} does not greet after the power came back\n`);
    });
  });
});
