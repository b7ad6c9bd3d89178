#!/usr/bin/env node
/** The command line (design C5). What a command needs is loaded when it runs, so that `--version` answers at once. */
import { Command, CommanderError, Option } from "commander";
import { collect, duration, jobs, port, shard, whole } from "./cli/arguments.js";
import { failure } from "./cli/failure.js";
import { guardOutput, stdoutBroke } from "./cli/output.js";
import { path, paths } from "./cli/paths.js";
import { HAZARDS } from "./hazard/order.js";
import { version } from "./runner/version.js";

const USAGE = 2;
const UNTOLD = 3;

const program = new Command("flashgate")
  .description(
    "Conformance suite, reference device and CI gate for network equipment that takes its firmware over FTP",
  )
  .version(version(), "-V, --version", "print the version")
  .helpOption("-h, --help", "print this help")
  .helpCommand(false)
  .showSuggestionAfterError(true);

program
  .command("run")
  .description("run the conformance cases against the embedded reference device, or against a target")
  .argument("[selector...]", "id prefixes or globs; none means every case")
  .option("-t, --target <profile|url>", "a profile's file, or ftp://USER:PASSWORD@HOST:PORT", path)
  .option(
    "--device <model>",
    "a model of the embedded device, or a file that describes one (default: current)",
  )
  .addOption(
    new Option("--permit <hazard>", "the most dangerous thing that may be sent to the target").choices(
      HAZARDS,
    ),
  )
  .option("--strict", "fail what is otherwise tolerated with a remark")
  .option(
    "-o, --out <dir>",
    "folder for the journal and the reports (default: a new one below reports)",
    path,
  )
  .option("--junit <file>", "write the JUnit report to this file too", path)
  .option("-j, --jobs <n>", "cases that run at the same time", jobs)
  .option("--shard <i/n>", "run one part of the cases, on one of several machines", shard)
  .option(
    "--time-limit <time>",
    "end the run after so long, such as 90m or 2h; what has a verdict is kept",
    duration,
  )
  .option("--baseline <file>", "failures that are accepted for a while (flashgate baseline)", path)
  .option("--certify", "write signed evidence that others can check (flashgate verify)")
  .option("--key <file>", "the Ed25519 key that signs it", path)
  .option("--resume <dir>", "go on with a run that was stopped or killed", path)
  .option("--require <capability>", "fail when the device lacks it; can be repeated", collect, [])
  .option("--suites <dir>", "add the suites of a folder; can be repeated", paths, [])
  .option("--list", "print the chosen cases and stop; nothing is sent")
  .option("-q, --quiet", "print nothing but the summary")
  .action(async (selectors: string[], options) => {
    const { runCommand } = await import("./cli/run-command.js");
    process.exitCode = await runCommand(selectors, options);
  });

program
  .command("report")
  .description("write the reports again from journals: of a run that was killed, or of the shards of one run")
  .argument("<dir...>", "folders of runs, or their journals", paths)
  .option("-o, --out <dir>", "folder for the reports; needed for several journals", path)
  .option("--junit <file>", "write the JUnit report to this file too", path)
  .option("--baseline <file>", "failures that are accepted for a while (flashgate baseline)", path)
  .action(async (paths: string[], options) => {
    const { reportCommand } = await import("./cli/report-command.js");
    process.exitCode = await reportCommand(paths, options);
  });

const baseline = program
  .command("baseline")
  .description("failures that are known and accepted for a while, so that a run is red for new ones only")
  .helpCommand(false);

baseline
  .command("accept")
  .description("write the baseline from a run: what still fails the same is kept, what is fixed goes")
  .argument("<run>", "the folder of a run, or its journal", path)
  .requiredOption("--baseline <file>", "the baseline to write", path)
  .option("--case <id>", "accept this one only; can be repeated", collect, [])
  .option("--reason <text>", "why new failures are accepted")
  .option("--expires <date>", "until when, such as 2027-01-31")
  .action(async (run: string, options) => {
    const { acceptCommand } = await import("./cli/baseline-command.js");
    process.exitCode = acceptCommand(run, options);
  });

baseline
  .command("show")
  .description("print what is accepted, why and until when")
  .argument("<file>", "the baseline", path)
  .action(async (file: string) => {
    const { showCommand } = await import("./cli/baseline-command.js");
    process.exitCode = showCommand(file);
  });

baseline
  .command("check")
  .description("hold a run against the baseline: new, changed, expired, accepted, fixed, stale, not run")
  .argument("<run>", "the folder of a run, or its journal", path)
  .requiredOption("--baseline <file>", "the baseline", path)
  .option("--json", "as JSON")
  .action(async (run: string, options) => {
    const { checkCommand } = await import("./cli/baseline-command.js");
    process.exitCode = checkCommand(run, options);
  });

program
  .command("compare")
  .description("print what changed between two runs, also where both pass: replies, times, what was selected")
  .argument("<a>", "the folder of a run, or its journal", path)
  .argument("<b>", "the folder of another run, or its journal", path)
  .option("--factor <n>", "how much slower or faster counts (default: 3)")
  .option("--json", "as JSON")
  .action(async (a: string, b: string, options) => {
    const { compareCommand } = await import("./cli/compare-command.js");
    process.exitCode = compareCommand(a, b, options);
  });

program
  .command("verify")
  .description("check a certificate without the device: its signature, and every verdict again")
  .argument("<bundle>", "the certificate.tar of a run", path)
  .option("--key <file>", "the public key whose signature it must have", path)
  .action(async (file: string, options) => {
    const { verifyCommand } = await import("./cli/verify-command.js");
    process.exitCode = await verifyCommand(file, options);
  });

program
  .command("serve")
  .description("start the reference device as an FTP server, until Ctrl-C")
  .option("--host <address>", "the address to listen on", "127.0.0.1")
  .option("--ftp-port <port>", "the port to listen on; 0 takes a free one (default: 2121)", port)
  .option("--device <model>", "which device: the name of a model, or a file that describes one", "current")
  .option("--config <file>", "lines of the device's FTP configuration", path)
  .option("--fault <name[:count]>", "make the device fail so; can be repeated", collect, [])
  .action(async (options) => {
    const { serveCommand } = await import("./cli/serve-command.js");
    process.exitCode = await serveCommand(options);
  });

program
  .command("catalogue")
  .description("print every reply that the manual documents")
  .option("--json", "as JSON, one object for each reply")
  .option("--faults", "print the faults that the reference device can be made to have instead")
  .option("--coverage <journal>", "print what a run has shown of it: encoded, observed, or why not", path)
  .option("--suites <dir>", "the suites of a folder count too; can be repeated", paths, [])
  .action(async (options) => {
    if (options.coverage !== undefined) {
      const { coverageCommand } = await import("./cli/coverage-command.js");
      process.exitCode = await coverageCommand(options.coverage, options);
      return;
    }
    const { catalogueCommand } = await import("./cli/catalogue-command.js");
    process.exitCode = catalogueCommand(options);
  });

const suite = program
  .command("suite")
  .description("write cases of your own (docs/first-suite.md)")
  .helpCommand(false);

suite
  .command("new")
  .description("write a first suite: a suite.yaml and a file of cases that run against the reference device")
  .argument("<dir>", "the folder to write it into; nothing in it is replaced", path)
  .action(async (folder: string) => {
    const { newSuiteCommand } = await import("./cli/suite-command.js");
    process.exitCode = newSuiteCommand(folder);
  });

const image = program
  .command("image")
  .description("build, look at and damage firmware images in flashgate's own layout, which is no vendor's")
  .helpCommand(false);

image
  .command("build")
  .description("build an image")
  .addOption(
    new Option("--kind <kind>", "what it is")
      .choices(["bios", "application", "firmware"])
      .makeOptionMandatory(),
  )
  .requiredOption("--release <version>", "its version: one to five numbers, such as 11.01.10.45.03")
  .requiredOption("--name <name>", "the 8.3 name under which a device stores it")
  .option("--minimum-bios <version>", "the BIOS that an application needs")
  .option("--hardware-level <n>", "hardware problems that it copes with", whole, 0)
  .option("--hardware <ids>", "supported hardware, such as 0x0123,0x0124; left out: any")
  .option("--profile <text>", "the profile extension")
  .option("--needs <ids>", "firmware that an application needs, with commas")
  .option("--firmware <id>", "the identifier of a firmware")
  .option("--build <n>", "the build number", whole, 0)
  .option("--payload <file>", "what stands behind the header", path)
  .option("--size <octets>", "or so many octets in all, made up from a seed", whole)
  .option("--seed <n>", "the seed", whole, 1)
  .requiredOption("-o, --out <file>", "the file to write", path)
  .option("--force", "replace a file that is there")
  .action(async (options) => {
    const { buildCommand } = await import("./cli/image-command.js");
    process.exitCode = buildCommand(options);
  });

image
  .command("inspect")
  .description("print an image's header and whether it is sound; exit status 1 when it is not")
  .argument("<file>", "the image", path)
  .option("--json", "as JSON")
  .action(async (file: string, options) => {
    const { inspectCommand } = await import("./cli/image-command.js");
    process.exitCode = inspectCommand(file, options);
  });

image
  .command("damage")
  .description("spoil one thing about an image and leave everything else right")
  .argument("[file]", "the image", path)
  .argument("[damage]", "its name")
  .option("-o, --out <file>", "the file to write", path)
  .option("--force", "replace a file that is there")
  .option("--list", "print what can be damaged, and which check refuses it")
  .action(async (file: string | undefined, damage: string | undefined, options) => {
    const { damageCommand } = await import("./cli/image-command.js");
    process.exitCode = damageCommand(file, damage, options);
  });

for (const command of [
  program,
  ...program.commands,
  ...image.commands,
  ...baseline.commands,
  ...suite.commands,
]) {
  command
    .exitOverride()
    // What is wrong is said once, below, in one sentence.
    .configureOutput({ writeErr: () => {}, outputError: () => {} });
}

guardOutput();
process.on("exit", (status) => {
  // What was to be told was not.
  if (stdoutBroke() && status < USAGE) process.exitCode = UNTOLD;
});
process.on("uncaughtException", (error) => {
  // Within a run others listen too, and make it end with its reports.
  if (process.listenerCount("uncaughtException") === 1) process.exit(fail(error));
});

try {
  if (process.argv.length <= 2) program.outputHelp();
  else await program.parseAsync();
} catch (error) {
  if (!(error instanceof CommanderError)) process.exit(fail(error));
  if (error.exitCode !== 0) {
    // A command of commands that was given none says so in a word of the library's own.
    const said = error.code === "commander.help" ? nameless() : error.message;
    const sentence = said
      .replace(/^error: /, "")
      .split("\n")
      .map((line) => line.trim())
      .filter((line) => line !== "")
      .join(" ")
      // What was written stands in quotes, whole.
      .replace(/'([^']{60})[^']+'/g, "'$1...'")
      .replace(/\.$/, "");
    process.stderr.write(`flashgate: ${sentence}; flashgate ${helpFor()}--help lists what there is\n`);
  }
  process.exitCode = error.exitCode === 0 ? 0 : USAGE;
}

function fail(error: unknown): number {
  const { message, exit } = failure(error);
  process.stderr.write(`flashgate: ${message}\n`);
  return exit;
}

function nameless(): string {
  const asked = program.commands.find((command) => command.name() === process.argv[2]);
  const names = (asked ?? program).commands.map((command) => command.name());
  return `it needs a command; write one of: ${names.join(", ")}`;
}

function helpFor(): string {
  const asked = process.argv[2];
  return program.commands.some((command) => command.name() === asked) ? `${asked} ` : "";
}
