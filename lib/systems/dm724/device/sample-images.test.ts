import { buildImage, type ImageDescription } from "../../../firmware/image.js";
import { defaultModel } from "./models.js";

/** What fits the model "current" exactly: same version, profile, hardware, and the BIOS it has. */
const FITTING = {
  application: {
    kind: "application",
    version: [11, 1, 10, 45, 3],
    minimumBios: [2, 4, 0, 0, 0],
    hardwareLevel: defaultModel().hardware.level?.application ?? 0,
    hardware: [defaultModel().hardware.id],
    profile: "STANDARD",
    name: "APPCODE1.BIN",
    needs: [defaultModel().firmware[0]?.id ?? ""],
  },
  bios: {
    kind: "bios",
    version: [2, 4, 0, 0, 0],
    hardwareLevel: defaultModel().hardware.level?.bios ?? 0,
    name: "BMIPS34K.BIN",
  },
  firmware: {
    kind: "firmware",
    version: [99, 0, 0, 0, 0],
    hardwareLevel: defaultModel().hardware.level?.application ?? 0,
    firmware: defaultModel().firmware[0]?.id ?? "",
    name: "FW00001C.BFW",
  },
} as const satisfies Record<string, Omit<ImageDescription, "payload">>;

/**
 * An image as latin1 text, for tests that speak text.
 * @param changes what makes it different from one that fits the model "current"
 */
export function sampleImage(
  kind: keyof typeof FITTING,
  changes: Partial<Omit<ImageDescription, "kind">> = {},
): string {
  const payload = changes.payload ?? Buffer.alloc(3 * 128, `${kind} `);
  return buildImage({ ...FITTING[kind], ...changes, payload }).toString("latin1");
}
