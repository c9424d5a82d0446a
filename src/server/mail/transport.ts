// How a finished mail leaves: by SMTP (smtp.ts), or, to try the program out, into a folder.
import { mkdir, rename, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { compose, isAddress, type Message } from "./message.ts";

/**
 * Why a mail did not go. `server-down`: nothing was handed over; `later`: the server asks for patience (4xx);
 * `refused`: it does not want this mail, or none of ours; `address-refused`: it does not know the recipient;
 * `unclear`: it had the whole mail and did not say what it did with it.
 */
export type FailReason = "server-down" | "refused" | "address-refused" | "later" | "unclear";

export type SendResult =
  | { readonly sent: true }
  | {
      readonly sent: false;
      readonly reason: FailReason;
      /** Another try could not help. */
      readonly final: boolean;
    };

export type Transport = {
  /** Never rejects. `stopping` ends a try that has not handed the mail over yet. */
  readonly send: (message: Message, stopping: AbortSignal) => Promise<SendResult>;
};

/**
 * The mail with its text as it is. Quoted-printable breaks a long link in two, and whoever tries the program out opens
 * the file with whatever is at hand.
 */
function withPlainText(content: Buffer, { text, calendar }: Message): Buffer {
  const mail = content.toString();
  const head = mail.slice(0, mail.indexOf("\r\n\r\n"));
  const encoding = "Content-Transfer-Encoding: quoted-printable";
  if (calendar !== undefined || !head.includes(encoding)) return content;
  const body = text.replace(/\r?\n/g, "\r\n");
  return Buffer.from(`${head.replace(encoding, "Content-Transfer-Encoding: 8bit")}\r\n\r\n${body}`);
}

/** Writes each mail as a file that mail programs open; the same mail twice is one file. */
export function createFolderTransport(folder: string): Transport {
  return {
    async send(message) {
      if (!isAddress(message.to)) return { sent: false, reason: "address-refused", final: true };
      try {
        const { content } = await compose(message);
        await mkdir(folder, { recursive: true, mode: 0o700 });
        const file = join(folder, `${message.id.replace(/[^A-Za-z0-9-]/g, "_")}.eml`);
        await writeFile(`${file}.part`, withPlainText(content, message), { mode: 0o600 });
        await rename(`${file}.part`, file);
        return { sent: true };
      } catch {
        return { sent: false, reason: "server-down", final: false };
      }
    },
  };
}
