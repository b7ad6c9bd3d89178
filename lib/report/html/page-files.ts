/** The page's style sheet and script, and the policy that lets nothing else run. */
import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { packageRoot } from "../../files/package-root.js";

export interface PageFiles {
  css: string;
  script: string;
  /** a Content-Security-Policy */
  policy: string;
}

let files: PageFiles | undefined;

/** Read once. */
export function pageFiles(): PageFiles {
  if (files !== undefined) return files;
  const css = read("page.css");
  const script = read("page.js");
  const policy = [
    "default-src 'none'",
    // The icon, which is in the page; without one a browser asks the server for it.
    "img-src data:",
    `style-src ${hashOf(css)}`,
    `script-src ${hashOf(script)}`,
    "base-uri 'none'",
    "form-action 'none'",
  ].join("; ");
  files = { css, script, policy };
  return files;
}

/** A browser sees LF whatever the file has, and hashes what it sees. */
function read(name: string): string {
  return readFileSync(join(packageRoot(), "lib", "report", "html", name), "utf8").replaceAll("\r\n", "\n");
}

function hashOf(text: string): string {
  return `'sha256-${createHash("sha256").update(text).digest("base64")}'`;
}
