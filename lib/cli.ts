#!/usr/bin/env node
/** The command line (design C5). What a command needs is loaded when it runs, so that `--version` answers at once. */
import { Command, CommanderError, InvalidArgumentError, Option } from "commander";
import { HAZARDS } from "./catalogue/hazard-order.js";
import { version } from "./runner/version.js";

const USAGE = 2;

function positive(text: string): number {
  const value = Number(text);
  if (!Number.isInteger(value) || value < 1)
    throw new InvalidArgumentError("write a whole number from 1 up.");
  return value;
}

function port(text: string): number {
  const value = Number(text);
  if (!Number.isInteger(value) || value < 0 || value > 65535)
    throw new InvalidArgumentError("write a port from 0 to 65535.");
  return value;
}

function collect(text: string, before: string[]): string[] {
  return [...before, text];
}

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
  .option("-t, --target <profile|url>", "a profile's file, or ftp://USER:PASSWORD@HOST:PORT")
  .addOption(
    new Option("--permit <hazard>", "the most dangerous thing that may be sent to the target").choices(
      HAZARDS,
    ),
  )
  .option("--strict", "fail what is otherwise tolerated with a remark")
  .option("-o, --out <dir>", "folder for the journal and the reports (default: a new one below reports)")
  .option("--junit <file>", "write the JUnit report to this file too")
  .option("-j, --jobs <n>", "cases that run at the same time", positive)
  .option("--suites <dir>", "add the suites of a folder; can be repeated", collect, [])
  .option("--list", "print the chosen cases and stop; nothing is sent")
  .option("-q, --quiet", "print nothing but the summary")
  .action(async (selectors: string[], options) => {
    const { runCommand } = await import("./cli/run-command.js");
    process.exitCode = await runCommand(selectors, options);
  });

program
  .command("serve")
  .description("start the reference device as an FTP server, until Ctrl-C")
  .option("--host <address>", "the address to listen on", "127.0.0.1")
  .option("--ftp-port <port>", "the port to listen on; 0 takes a free one (default: 2121)", port)
  .option("--device <model>", "which device: the name of a model, or a file that describes one", "current")
  .option("--config <file>", "lines of the device's FTP configuration")
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
  .action(async (options) => {
    const { catalogueCommand } = await import("./cli/catalogue-command.js");
    process.exitCode = catalogueCommand(options);
  });

for (const command of [program, ...program.commands]) {
  command
    .exitOverride()
    .configureOutput({ writeErr: (text) => process.stderr.write(text), outputError: () => {} });
}

/** A reader that has seen enough (`flashgate run | head`) stops neither the run nor its reports, and changes no status. */
process.stdout.on("error", (error: NodeJS.ErrnoException) => {
  if (error.code !== "EPIPE") throw error;
});

try {
  if (process.argv.length <= 2) program.outputHelp();
  else await program.parseAsync();
} catch (error) {
  if (!(error instanceof CommanderError)) throw error;
  if (error.exitCode !== 0) {
    const sentence = error.message
      .replace(/^error: /, "")
      .replace(/\s*\n\s*/g, " ")
      .replace(/\.$/, "");
    process.stderr.write(`flashgate: ${sentence}; flashgate ${helpFor()}--help lists what there is\n`);
  }
  process.exitCode = error.exitCode === 0 ? 0 : USAGE;
}

function helpFor(): string {
  const asked = process.argv[2];
  return program.commands.some((command) => command.name() === asked) ? `${asked} ` : "";
}
