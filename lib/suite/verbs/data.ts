/** Data connections, and what goes over them. */
import type { z } from "zod";
import type { Forms } from "./forms.js";
import { none, nothing, type Sent, verb } from "./verb.js";

type Content = z.infer<Forms["content"]>;

/** @returns the octets that a content spells out */
export function contentText(content: Content | undefined): Sent[] {
  const text = typeof content === "object" && "repeat" in content ? content.repeat : content;
  return typeof text === "string" ? [{ key: "content", text, free: true }] : [];
}

export function imageIn({ content }: { content?: Content | undefined }): string[] {
  return typeof content === "object" && "image" in content ? [content.image] : [];
}

export const dataVerbs = {
  data: verb({
    schema: ({ z, session, via, content, duration }) =>
      z.strictObject({
        data: z.enum(["open", "send", "receive", "close", "reset", "closed", "refused"]),
        session,
        via: via.optional(),
        from: z.string().optional().describe("the loopback address to connect from"),
        content: content.optional(),
        size: z.number().int().nonnegative().optional(),
        atLeast: z
          .number()
          .int()
          .nonnegative()
          .optional()
          .describe("receive: stop after so many octets, leaving the rest"),
        mode: z
          .enum(["B", "C"])
          .optional()
          .describe("send, receive: the transfer mode in which the content goes"),
        structure: z
          .literal("R")
          .optional()
          .describe("send, receive: the content is records, each ended by LF"),
        marks: z
          .record(z.string(), z.string())
          .optional()
          .describe("send: restart markers, by the offset that they stand at"),
        port: z
          .number()
          .int()
          .optional()
          .describe("send, receive: the port that the device connects from (PORT, EPRT)"),
        within: duration.optional(),
      }),
    session: "uses",
    quoted: false,
    sends: ({ content }) => contentText(content),
    awaits: nothing,
    images: imageIn,
    provokes: none,
    faults: none,
  }),
};
