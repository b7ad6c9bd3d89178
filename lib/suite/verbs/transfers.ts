/** upload, download and list: a whole transfer as one step. */
import { contentText, imageIn } from "./data.js";
import { line, none, verb } from "./verb.js";

export const transferVerbs = {
  upload: verb({
    schema: ({ z, content, session, transfer, expectation }) =>
      z.strictObject({
        upload: z.string(),
        command: z.enum(["STOR", "APPE"]).default("STOR"),
        content,
        session,
        ...transfer,
        ...expectation,
      }),
    session: "uses",
    quoted: true,
    sends: ({ command, upload, content }) => [
      { key: "upload", text: upload, control: line(`${command} ${upload}`), file: true },
      ...contentText(content),
    ],
    awaits: ({ command }) => [command],
    images: imageIn,
    provokes: none,
    faults: none,
  }),
  download: verb({
    schema: ({ z, content, session, transfer, expectation }) =>
      z.strictObject({
        download: z.string(),
        content: content.optional(),
        size: z.number().int().nonnegative().optional(),
        incompressible: z.boolean().optional(),
        session,
        ...transfer,
        ...expectation,
      }),
    session: "uses",
    quoted: true,
    sends: ({ download, content }) => [
      { key: "download", text: download, control: line(`RETR ${download}`) },
      ...contentText(content),
    ],
    awaits: () => ["RETR"],
    images: imageIn,
    provokes: none,
    faults: none,
  }),
  list: verb({
    schema: ({ z, word, session, transfer, expectation }) =>
      z.strictObject({
        list: z.string().describe("the argument; empty for none"),
        command: z.enum(["LIST", "NLST"]).default("LIST"),
        session,
        ...transfer,
        ...expectation,
        format: z.enum(["unix", "ms-dos"]).optional(),
        endings: z
          .literal("CR LF")
          .optional()
          .describe("every line must end so, whatever the rule for texts; elsewhere another end is a remark"),
        includes: z.array(z.string()).optional(),
        excludes: z.array(z.string()).optional(),
        only: z.array(z.string()).optional(),
        directories: z.array(z.string()).optional().describe("names that must be listed as directories"),
        sizes: z.record(z.string(), z.union([z.number(), z.string()])).optional(),
        times: z
          .record(z.string(), z.string())
          .optional()
          .describe("names and MDTM times the list must agree with"),
        as: word.optional().describe("a label for same-names-as"),
        "same-names-as": word.optional(),
      }),
    session: "uses",
    quoted: false,
    sends: ({ command, list }) => [
      { key: "list", text: list, control: line(`${command} ${list}`.trimEnd()) },
    ],
    awaits: ({ command }) => [command],
    images: none,
    provokes: none,
    faults: none,
  }),
};
