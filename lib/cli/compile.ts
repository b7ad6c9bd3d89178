/** The last step of `npm run build`: checks suites and device models and stores them for a quick start. */

import { COMPILED_SUITES, chooseCases, PACKAGE_SUITES } from "../runner/choose-cases.js";
import { writeCompiled } from "../suite/compiled.js";
import { writeCompiledModels } from "../systems/dm724/device/models.js";
import { SYSTEMS } from "../systems/known.js";

writeCompiledModels();
const chosen = await chooseCases([], [], SYSTEMS, "");
if (chosen.ok) writeCompiled(COMPILED_SUITES, PACKAGE_SUITES, chosen.cases, chosen.digest);
else {
  process.stderr.write(`${chosen.message}\n`);
  process.exitCode = 1;
}
