/**
 * The question for a capability, as a case of its own. It is asked before the first case; where it did not come out, or
 * where what somebody requires is not there, it stands among the cases of the run and is judged like them.
 */
import { dirname, join } from "node:path";
import type { Capability, Case } from "../suite/case.js";

/** @param one of the cases that share the capability: its suite's first word, dm724, is the question's too */
function question({ suite: name, folder, file }: Case, capability: Capability, required: boolean): Case {
  const suite = name.split(".")[0] ?? name;
  return {
    id: `${suite}.capability.${capability.name}`,
    suite: `${suite}.capability`,
    suiteTitle: "What the device can do",
    source: "",
    purpose: `It comes out whether the device has ${capability.name}: ${capability.says}.`,
    covers: [],
    strength: "must",
    // It may not do more than a session can.
    hazard: "session",
    needs: [],
    config: capability.satisfies,
    arrange: [],
    preamble: capability.preamble,
    twin: undefined,
    steps: capability.steps,
    cleanup: [],
    negative: false,
    capability,
    required,
    folder,
    file: join(dirname(file), "suite.yaml"),
    line: capability.steps[0]?.line ?? 1,
  };
}

/** @returns the question, of the folder whose cases know the capability */
export function questionFor(name: string, cases: readonly Case[], required: boolean): Case | undefined {
  const item = cases.find(({ folder }) => folder.capabilities.has(name));
  const capability = item?.folder.capabilities.get(name);
  if (item === undefined || capability === undefined) return undefined;
  return question(item, capability, required);
}
