/** A baseline as YAML. The file that was there before is changed and not replaced, so that comments stay. */
import { Document, isMap, isScalar, isSeq, type Node, parseDocument, YAMLSeq } from "yaml";
import type { AcceptedFailure, BaselineContent } from "./baseline.js";

const HEAD =
  " Failures that are known and tolerated until they expire, and what has passed.\n flashgate baseline show prints it, flashgate baseline accept writes it: docs/gate.md";

/**
 * @param before the file as it was, a baseline without a fault: what stays keeps its comments, which stand above it or
 *   behind it
 */
export function baselineText(content: BaselineContent, before?: string): string {
  const { suites, device, accepted, passed } = content;
  const document = before === undefined ? empty() : parseDocument(before);
  set(document, ["suites", "digest"], suites.digest);
  set(document, ["suites", "cases"], suites.cases);
  set(document, ["device"], device);
  list(document, "accepted", accepted, (entry) => entry.case, setEntry);
  list(
    document,
    "passed",
    passed.map((id) => ({ id })),
    ({ id }) => id,
    (item, node) => node ?? document.createNode(item.id),
  );
  // A line would be folded where it is long, and a list of cases would not be one case a line.
  return document.toString({ lineWidth: 0 });
}

function empty(): Document.Parsed | Document {
  const document = new Document({
    baseline: 1,
    suites: { digest: "", cases: 0 },
    device: "",
    accepted: [],
    passed: [],
  });
  document.commentBefore = HEAD;
  const suites = document.get("suites", true) as unknown;
  if (isMap(suites)) suites.flow = true;
  if (document.directives !== undefined) document.directives.docEnd = true;
  return document;
}

/** A value that is the same keeps its node, and with it how it is quoted. */
function set(document: Document, path: readonly string[], value: string | number): void {
  if (document.getIn(path) !== value) document.setIn(path, value);
}

/** Makes the list hold these items in this order; `make` gets the node that an item has already. */
function list<Item>(
  document: Document,
  key: string,
  items: readonly Item[],
  idOf: (item: Item) => string,
  make: (item: Item, node: Node | undefined, document: Document) => Node,
): void {
  const found: unknown = document.get(key, true);
  const sequence = isSeq(found) ? found : new YAMLSeq();
  const [first] = sequence.items as Node[];
  // What stands above the first item is read as a comment on the list, and would come to stand above another one.
  if (first !== undefined && typeof sequence.commentBefore === "string") {
    first.commentBefore = sequence.commentBefore;
    delete sequence.commentBefore;
  }
  const nodes = new Map((sequence.items as Node[]).map((node) => [nameOf(node), node]));
  sequence.items = items.map((item) => make(item, nodes.get(idOf(item)), document));
  sequence.flow = items.length === 0;
}

function nameOf(node: Node): unknown {
  if (isMap(node)) return node.get("case");
  return isScalar(node) ? node.value : undefined;
}

function setEntry(entry: AcceptedFailure, node: Node | undefined, document: Document): Node {
  if (!isMap(node)) return document.createNode(entry);
  for (const [key, value] of Object.entries(entry)) if (node.get(key) !== value) node.set(key, value);
  return node;
}
