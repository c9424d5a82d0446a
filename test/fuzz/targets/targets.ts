// All parsers that are tried in this process.
import type { Target } from "../target.ts";
import { description } from "./description.ts";
import { archiveData, archiveFile, backup, backupFile } from "./files.ts";
import { peerHeader } from "./peer-header.ts";
import { picture } from "./picture.ts";
import { relayMachine } from "./relay-machine.ts";
import { body, channel, guestProof, handshake } from "./sealed.ts";
import { addressText, emailText, linkText, relayText, turnUrl } from "./texts.ts";

export const TARGETS: readonly Target[] = [
  relayText,
  relayMachine,
  linkText,
  addressText,
  peerHeader,
  turnUrl,
  emailText,
  picture,
  description,
  body,
  channel,
  handshake,
  guestProof,
  backup,
  backupFile,
  archiveData,
  archiveFile,
];
