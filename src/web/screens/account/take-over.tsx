import { useState } from "preact/hooks";
import { Button } from "../../ui/button.tsx";
import { Notice } from "../../ui/notice.tsx";
import { accountText } from "./account-text.ts";

export interface LocalRooms {
  readonly count: number;
  /** Moves the rooms of this browser into the account; returns how many are new there. */
  take(): Promise<number>;
  /** They stay where they are, and nobody asks again by itself. */
  leave(): void;
}

/** Rooms that were made in this browser before there was an account. */
export function TakeOver({ rooms }: { readonly rooms: LocalRooms }) {
  const words = accountText().takeOver;
  const [taken, setTaken] = useState<number | null>(null);
  const [isBusy, setBusy] = useState(false);
  const [hasFailed, setFailed] = useState(false);

  async function take(): Promise<void> {
    if (isBusy) return;
    setBusy(true);
    setFailed(false);
    await rooms.take().then(setTaken, () => setFailed(true));
    setBusy(false);
  }
  if (taken !== null) {
    return (
      <Notice kind="info" live>
        <p>{words.done(taken)}</p>
      </Notice>
    );
  }
  return (
    <Notice kind="info">
      <p class="strong">{words.title(rooms.count)}</p>
      <p>{words.text}</p>
      <p role="status" class={hasFailed ? "error" : "visually-hidden"}>
        {hasFailed ? words.failed : isBusy ? accountText().busy : ""}
      </p>
      <div class="row">
        <Button kind="main" onClick={() => void take()} aria-disabled={isBusy}>
          {words.button}
        </Button>
        <Button onClick={() => rooms.leave()}>{words.later}</Button>
      </div>
    </Notice>
  );
}
