import { suggestion } from "../files/fault.js";
import { shownWord } from "../files/shown.js";
import { YamlSource } from "../files/yaml-source.js";
import { type SuiteFiles, shownPath } from "./suite-files.js";
import { type ReadFolder, readSuiteFolder } from "./suite-folder.js";
import type { Systems } from "./suite-system.js";
import { foldersNamed, isPath, nameIn, usesOf } from "./used-suites.js";
import { mustBeQuoted } from "./verbs/lookups.js";

/** Reads the suite.yaml of folders, each once, and of what they lean on first. */
export class FolderReader {
  readonly #read = new Map<string, ReadFolder>();

  constructor(
    private readonly folders: readonly SuiteFiles[],
    private readonly systems: Systems,
  ) {}

  read(files: SuiteFiles): ReadFolder {
    return this.#reading(files, []);
  }

  /** @param users those that lean on the folder, the first one in front */
  #reading(files: SuiteFiles, users: readonly SuiteFiles[]): ReadFolder {
    const known = this.#read.get(files.path);
    if (known !== undefined) return known;
    const source = new YamlSource(shownPath(files.suite.path), files.suite.text, { mustBeQuoted });
    if (files.bare === true)
      source.faults.push({
        file: shownPath(files.path),
        line: 0,
        column: 0,
        message: "the cases in this folder have no suite.yaml; write one beside them, an empty one will do",
      });
    const used = this.#usedBy(files, source, [...users, files]);
    const read = readSuiteFolder(files.path, source, this.systems, used);
    this.#read.set(files.path, read);
    return read;
  }

  #usedBy(
    files: SuiteFiles,
    source: YamlSource,
    users: readonly SuiteFiles[],
  ): Pick<ReadFolder, "folder" | "tables"> | undefined {
    const { data } = source;
    const meant = typeof data === "object" && data !== null && "uses" in data ? data.uses : undefined;
    if (typeof meant !== "string" || meant === "") return undefined;
    const report = (message: string): undefined => {
      source.report(["uses"], message);
      return undefined;
    };
    if (usesOf(files.suite.text) !== meant)
      return report(
        `uses: must stand on a line of its own, in the first column; write uses: ${shownWord(meant)}`,
      );
    const found = foldersNamed(meant, files, this.folders);
    const [used] = found;
    if (used === undefined) {
      const names = [
        ...new Set(this.folders.filter((other) => other !== files).map(({ path }) => nameIn(path))),
      ];
      return report(
        isPath(meant)
          ? `there is no suite.yaml in ${shownWord(meant)}; write the path of a suite folder, from this one`
          : `there is no suite "${shownWord(meant)}"; ${names.length === 0 ? "write the path of its folder, such as ../other" : suggestion(meant, names)}`,
      );
    }
    if (found.length > 1) {
      const paths = found.map(({ path }) => shownPath(path)).join(" and ");
      return report(
        `more than one suite is called ${shownWord(nameIn(used.path))}: ${paths}; rename a folder`,
      );
    }
    if (users.includes(used)) {
      const circle = [...users.slice(users.indexOf(used)), used].map(({ path }) => nameIn(path));
      return report(`the suites use each other in a circle: ${circle.join(", ")}; take one uses: away`);
    }
    const { folder, tables } = this.#reading(used, users);
    return { folder, tables };
  }
}
