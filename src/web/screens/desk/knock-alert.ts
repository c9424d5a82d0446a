import { useEffect, useRef } from "preact/hooks";
import { text } from "../../ui/language.ts";
import { playChime } from "../../ui/sounds.ts";
import { deskText } from "./desk-text.ts";
import { isChimeDue, type Knocks } from "./knock-rules.ts";

/** Somebody knocks: a soft chime and another title, but no sound while a call is on. */
export function useKnockAlert(now: Knocks & { readonly title: string }): void {
  const before = useRef(0);
  const { waiting, isInCall, title } = now;
  useEffect(() => {
    if (isChimeDue(before.current, { waiting, isInCall })) playChime();
    before.current = waiting;
  }, [waiting, isInCall]);
  const knocking = waiting > 0 && !isInCall ? `${deskText().today.knockTitle(waiting)} · ` : "";
  const full = `${knocking}${title} · ${text().product}`;
  useEffect(() => {
    document.title = full;
  }, [full]);
}
