/** What a process prints and how it ends when that cannot be printed, in processes of their own: there is one standard output. */
import { spawnSync } from "node:child_process";
import { closeSync, existsSync, openSync } from "node:fs";
import { expect } from "chai";
import { packageRoot } from "../files/package-root.js";
import { COMMAND } from "./command.test.js";

/** The command as it is started, without its own file. */
const NODE = COMMAND.slice(0, -1);
const MODULE = JSON.stringify(
  new URL(import.meta.url.endsWith(".js") ? "./output.js" : "./output.ts", import.meta.url).href,
);

/** Runs a script that has what `output.ts` exports. @param stdout where standard output goes to; a pipe when left out */
function run(script: string, stdout?: number) {
  const code = `import(${MODULE}).then(async ({ guardOutput, printCommand, stdoutBroke }) => { ${script} })`;
  const stdio = ["ignore" as const, stdout ?? ("pipe" as const), "pipe" as const];
  const {
    status,
    stdout: out,
    stderr: err,
  } = spawnSync(process.execPath, [...NODE, "--eval", code], {
    stdio,
    encoding: "utf8",
    timeout: 60_000,
    cwd: packageRoot(),
  });
  return { status, out, err };
}

describe("cli/output", () => {
  it("prints a device's words so that no CI system obeys them, and our own commands as they are", () => {
    const { out, err, status } = run(`
      guardOutput();
      process.stdout.write("::a::\\n ##vso[b]\\nx ");
      process.stdout.write("::c::\\n");
      process.stdout.write("\\x1b[1mbold\\x1b[0m \\x1b[2J\\x07\\x9b\\x7f\\n");
      printCommand("::error::d");
      process.stderr.write("::e::\\n");
      process.stdout.write(Buffer.from("as it is\\n"));
    `);
    expect(out).to.equal(
      "\\x3a:a::\n #\\x23vso[b]\nx ::c::\n\x1b[1mbold\x1b[0m \\x1b[2J\\x07\\x9b\\x7f\n::error::d\nas it is\n",
    );
    expect(err).to.equal("\\x3a:e::\n");
    expect(status).to.equal(0);
  });

  it("is told once that standard output is full", function () {
    if (!existsSync("/dev/full")) this.skip();
    const full = openSync("/dev/full", "w");
    const ended = run(
      `guardOutput();
       for (let at = 0; at < 3; at += 1) {
         process.stdout.write("line\\n");
         await new Promise((resolve) => setImmediate(resolve));
       }
       process.exitCode = stdoutBroke() ? 7 : 99;`,
      full,
    );
    closeSync(full);
    expect(ended.err).to.equal(
      "flashgate: standard output cannot be written (ENOSPC), so not everything was told; send it to another place\n",
    );
    expect(ended.status).to.equal(7);
  });

  it("a reader that has seen enough changes no status", () => {
    const script =
      "guardOutput(); process.stdout.write('x'.repeat(1 << 20)); process.exitCode = stdoutBroke() ? 99 : 1;";
    const code = `import(${MODULE}).then(({ guardOutput, stdoutBroke }) => { ${script} })`;
    const shell = `"$@" | true; exit "\${PIPESTATUS[0]}"`;
    const ended = spawnSync("bash", ["-c", shell, "bash", process.execPath, ...NODE, "--eval", code], {
      encoding: "utf8",
      timeout: 60_000,
    });
    expect(ended.stderr).to.equal("");
    expect(ended.status).to.equal(1);
  });

  it("stands in front of everything that the command prints", () => {
    const ended = spawnSync(process.execPath, [...COMMAND, "verify", "::stop-commands::\n::x::\x1b[2J"], {
      encoding: "utf8",
      timeout: 60_000,
    });
    expect(ended.stderr).to.equal(
      "flashgate: ::stop-commands::\nflashgate: ::x::\\x1b[2J cannot be read (ENOENT); name the certificate.tar of a run\n",
    );
    expect(ended.status).to.equal(2);
  });
});
