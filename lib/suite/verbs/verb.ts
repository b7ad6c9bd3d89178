import type { z } from "zod";
import type { SuiteSystem } from "../suite-system.js";
import type { Forms } from "./forms.js";

/** A text of a step that goes over the wire, one character an octet. */
export interface Sent {
  /** the key that it stands at */
  readonly key: string;
  readonly text: string;
  /** octets or data, and no line of its own */
  readonly free?: boolean;
  /** what goes over the control connection for it, line ends included; left out for data */
  readonly control?: string;
  /** places in it are filled with what earlier replies held */
  readonly filled?: boolean;
  /** it is the name of a file that the step writes */
  readonly file?: boolean;
}

/**
 * Everything about one verb of the case language but its performer (`runner/ftp/steps`), which stands above this layer. No
 * part can be forgotten: what a verb does not have is said with `none`.
 */
export interface VerbParts<S extends z.ZodType = z.ZodType> {
  /** its keys; made when YAML is read, so that nothing else loads a schema */
  schema(forms: Forms): S;
  /** whether it needs its session to be there, or makes it */
  readonly session: "uses" | "opens" | "none";
  /** its own key is sent as it is written: without double quotes YAML would cut `STAT #1` to `STAT` */
  readonly quoted: boolean;
  /** the texts that go over the wire */
  sends(step: z.infer<S>): readonly Sent[];
  /** the commands whose replies come next; undefined when it sends none and they are still those of the step before */
  awaits(step: z.infer<S>): readonly string[] | undefined;
  /** the images of suite.yaml that it sends or expects */
  images(step: z.infer<S>): readonly string[];
  /** the faults that the testbed has to bring about */
  provokes(step: z.infer<S>): readonly string[];
  /** what its schema cannot see, each with what to write instead */
  faults(step: z.infer<S>, system: SuiteSystem | undefined): readonly string[];
}

export const verb = <S extends z.ZodType>(parts: VerbParts<S>): VerbParts<S> => parts;

export const none = (): [] => [];
/** for `awaits` */
export const nothing = (): undefined => undefined;
/** The parts of a verb that sends nothing. */
export const silent = {
  session: "uses",
  quoted: false,
  sends: none,
  awaits: nothing,
  images: none,
  provokes: none,
  faults: none,
} as const;

/** A line that is sent for a text. */
export const line = (command: string): string => `${command}\r\n`;
