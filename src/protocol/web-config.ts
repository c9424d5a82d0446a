// What the pages need to know about the instance; served as /config.json and the same for everybody.
import * as z from "zod/mini";

const iceServer = z.strictObject({
  urls: z.array(z.string()).check(z.minLength(1)),
  username: z.exactOptional(z.string()),
  credential: z.exactOptional(z.string()),
});

const webConfig = z.object({
  /** Address of the relay's socket, for example wss://connect.example.org/v1. */
  relayUrl: z.string(),
  iceServers: z.array(iceServer),
  /** Whether therapists can register here. */
  accounts: z.boolean(),
  /** Present versions of what they agree to then. */
  agreements: z.object({ terms: z.string(), avv: z.string() }),
});

export type WebConfig = z.infer<typeof webConfig>;

/** Reads the configuration; null if it is not one. */
export function parseWebConfig(value: unknown): WebConfig | null {
  const result = webConfig.safeParse(value);
  return result.success ? result.data : null;
}
