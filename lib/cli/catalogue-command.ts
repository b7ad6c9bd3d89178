import { ftpCatalogue } from "../catalogue/catalogue.js";
import { catalogueJson, catalogueTable } from "../catalogue/table.js";

/** `flashgate catalogue`: what the manual documents, for people or for programs. */
export function catalogueCommand(options: { json?: boolean }): number {
  const print = options.json === true ? catalogueJson : catalogueTable;
  process.stdout.write(`${print(ftpCatalogue()).trimEnd()}\n`);
  return 0;
}
