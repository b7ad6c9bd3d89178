import { type Fault, suggestion } from "../../../files/fault.js";
import { readText } from "../../../files/read-text.js";
import { shownWord } from "../../../files/shown.js";
import { YamlSource } from "../../../files/yaml-source.js";
import { type DeviceModel, modelSchema } from "./model.js";

export type ReadModel =
  | { readonly ok: true; readonly model: DeviceModel }
  | { readonly ok: false; readonly faults: readonly Fault[] };

/**
 * Reads a model from a file.
 * @since 0.1.0
 */
export function readModel(file: string): ReadModel {
  const read = readText(file);
  if (!read.ok) return { ok: false, faults: [read.fault] };
  const source = new YamlSource(file, read.text);
  const model =
    source.data === undefined ? undefined : source.check(modelSchema, source.data, [], "device model");
  if (model === undefined) return { ok: false, faults: source.faults };
  judge(model, source);
  return source.faults.length === 0 ? { ok: true, model } : { ok: false, faults: source.faults };
}

/** What the schema cannot see: whether the parts fit together. */
function judge(model: DeviceModel, source: YamlSource): void {
  const names = new Set<string>();
  const files = new Set(model.fileSystems.flatMap(({ files }) => files.map(({ name }) => name)));
  model.fileSystems.forEach((fileSystem, at) => {
    const path = ["fileSystems", at];
    if (names.has(fileSystem.name))
      source.report([...path, "name"], `${fileSystem.name} is there twice; remove one`);
    names.add(fileSystem.name);
    judgeFiles(fileSystem, path, source);
  });
  for (const key of ["application", "configuration"] as const) {
    const name = model.boot[key];
    if (name !== undefined && !files.has(name)) {
      source.report(
        ["boot", key],
        `${shownWord(name)} is installed nowhere; add it to a file system, or write another name`,
      );
    }
  }
  judgeSoftware(model, source);
  if (model.runsFromFlash && !names.has("FCO")) {
    source.report(
      ["runsFromFlash"],
      "the code can run from flash only where there is FCO; add it or write false",
    );
  }
  if (model.reserve && model.fileSystems.length === 0) {
    source.report(["reserve"], "there is no file system to keep a reserve of; write false");
  }
}

/** Whether the device can start what it is told to start, and knows the firmware that this needs (Dm724-I 3.6). */
function judgeSoftware({ firmware, boot, fileSystems }: DeviceModel, source: YamlSource): void {
  const known = new Set<string>();
  firmware.forEach(({ id }, at) => {
    if (known.has(id)) source.report(["firmware", at, "id"], `${id} is there twice; remove one`);
    known.add(id);
  });
  fileSystems.forEach(({ files }, inList) => {
    files.forEach(({ name, image }, at) => {
      if (name !== boot.application) return;
      if (image?.kind !== "application")
        source.report(["boot", "application"], `${name} is no application; name one, or leave this out`);
      image?.needs?.forEach((id, which) => {
        if (known.has(id)) return;
        const instead = known.size === 0 ? "" : ` or ${suggestion(id, [...known])}`;
        const path = ["fileSystems", inList, "files", at, "image", "needs", which];
        source.report(path, `the device knows no firmware ${id}; add it to firmware${instead}`);
      });
    });
  });
}

/** Whether every character is one octet. */
function isLatin1(text: string): boolean {
  return Buffer.from(text, "latin1").toString("latin1") === text;
}

function judgeFiles(
  { files, size }: DeviceModel["fileSystems"][number],
  path: readonly (string | number)[],
  source: YamlSource,
): void {
  const names = new Set<string>();
  let used = 0;
  files.forEach((file, at) => {
    const place = [...path, "files", at];
    if (names.has(file.name)) source.report([...place, "name"], `${file.name} is there twice; remove one`);
    names.add(file.name);
    if (file.text !== undefined && !isLatin1(file.text)) {
      source.report([...place, "text"], "a character is no octet; write letters of latin1 only");
    }
    const image = file.image?.size;
    if (image !== undefined && (image % 128 !== 0 || image < 256)) {
      source.report([...place, "image", "size"], "an image has 256 octets or more, a multiple of 128");
    }
    used += image ?? file.generated ?? file.text?.length ?? 0;
  });
  if (used > size) source.report([...path, "size"], `the files need ${used} octets; write that or more`);
}
