// The way in, as a visitor takes it: pages, the relay's socket, and whose address the program believes a visitor has.
import { get } from "node:http";
import { get as secureGet } from "node:https";
import WebSocket from "ws";
import { RELAY_SUBPROTOCOL } from "../../../protocol/relay.ts";
import { isInNetwork, isLoopback, parseAddress } from "../../platform/address.ts";
import { type Config, originOf, relayUrlAt } from "../../platform/config.ts";
import { codeOf } from "../../platform/log.ts";
import { type Finding, failed, good, unknown, warning } from "./finding.ts";

const WAIT = 5_000;
/** Reserved for documentation (RFC 5737): nobody has it. */
const FORGED = "192.0.2.77";

type Reply = { readonly status: number; readonly text: string };

/** The certificate is looked at elsewhere: here it must not hide what lies behind it. */
function ask(url: URL, headers: Readonly<Record<string, string>> = {}): Promise<Reply> {
  return new Promise((resolve, reject) => {
    const answered = (response: import("node:http").IncomingMessage): void => {
      let text = "";
      response.setEncoding("utf8");
      response.on("data", (chunk: string) => {
        text += chunk.slice(0, 100_000 - text.length);
      });
      response.on("end", () => resolve({ status: response.statusCode ?? 0, text }));
      response.on("error", reject);
    };
    const options = { headers, timeout: WAIT };
    const request =
      url.protocol === "https:"
        ? secureGet(url, { ...options, rejectUnauthorized: false }, answered)
        : get(url, options, answered);
    request.on("timeout", () => request.destroy(Object.assign(new Error("timeout"), { code: "ETIMEDOUT" })));
    request.on("error", reject);
  });
}

function socketOpens(url: string, origin: string): Promise<Finding> {
  const about = "Relay's socket";
  return new Promise((resolve) => {
    const socket = new WebSocket(url, RELAY_SUBPROTOCOL, {
      origin,
      handshakeTimeout: WAIT,
      rejectUnauthorized: false,
    });
    socket.once("open", () => {
      socket.close();
      resolve(good(about, `opens at ${new URL(url).host}`));
    });
    socket.once("error", (error) => {
      resolve(
        failed(
          about,
          `does not open at ${new URL(url).host} (${codeOf(error)})`,
          'A proxy has to pass on upgrades to WebSocket (docs/self-hosting.md, "HTTPS"); a relay elsewhere has to name this origin in CONNECT_ALLOWED_ORIGINS.',
        ),
      );
    });
  });
}

/** Whose address the program took this very request for, from the page that shows everybody their own. */
async function addressSeen(origin: URL, config: Pick<Config, "trustedProxies">): Promise<Finding> {
  const about = "Visitors' addresses";
  const { text } = await ask(new URL("/my-data/network", origin), { "X-Forwarded-For": FORGED });
  const shown = /<dd>([^<]+)<\/dd>/.exec(text)?.[1] ?? "";
  const address = parseAddress(shown);
  if (address === null)
    return unknown(about, "the program does not show them here", "A relay alone has no page.");
  if (shown === FORGED)
    return failed(
      about,
      "anybody can pretend to have any address",
      "The proxy has to set X-Forwarded-For itself, or CONNECT_TRUSTED_PROXIES names more than the proxy.",
    );
  const isProxy = config.trustedProxies.some((network) => isInNetwork(address, network));
  if (isProxy || (isLoopback(address) && origin.protocol === "https:" && config.trustedProxies.length === 0))
    return warning(
      about,
      "this request seemed to come from the proxy itself",
      "If commands run on the proxy's machine, that is right. Else all visitors share one address and one limit: let the proxy set X-Forwarded-For, and name its address in CONNECT_TRUSTED_PROXIES.",
    );
  return good(about, "are told apart, and a forged one is not believed");
}

export async function examineWayIn(config: Config): Promise<readonly Finding[]> {
  const origin = originOf(config, config.port);
  try {
    const { status, text } = await ask(new URL("/healthz", origin));
    if (status !== 200 || !text.includes('"ok":true'))
      return [
        failed(
          "Pages",
          `something else answers at ${origin} (${status})`,
          "See DNS and the proxy's configuration.",
        ),
      ];
    const relayUrl = config.relayUrl ?? relayUrlAt(origin);
    return [
      good("Pages", `answer at ${origin}`),
      ...(config.role === "accounts" || config.role === "web" || config.role === "all"
        ? [await socketOpens(relayUrl, origin), await addressSeen(new URL(origin), config)]
        : []),
    ];
  } catch (error) {
    return [
      unknown(
        "Pages",
        `nobody answers at ${origin} (${codeOf(error)})`,
        "If the program runs: see DNS, firewall and proxy. If it does not, run this again when it does.",
      ),
    ];
  }
}
