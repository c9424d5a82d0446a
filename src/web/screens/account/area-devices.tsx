import { useState } from "preact/hooks";
import { sessionApi } from "../../../protocol/api-account.ts";
import { formatDateTime } from "../../ui/language.ts";
import { accountText } from "./account-text.ts";
import { ActionButton, type AreaProps, Card, Entry, Said, Shown, useLoaded } from "./area-parts.tsx";

/** Where this account is signed in, and how to end that. */
export function DevicesCard({ session }: AreaProps) {
  const words = accountText().area.devices;
  const [loaded, reload] = useLoaded(() => session.api.call(sessionApi.list, {}));
  const [said, setSaid] = useState("");

  async function endOne(id: string) {
    const ended = await session.api.call(sessionApi.end, { params: { id } });
    // Gone already is as good.
    if (!ended.ok && ended.code !== "NOT_FOUND") return ended;
    setSaid(words.ended);
    await reload();
    return null;
  }
  async function endOthers() {
    const ended = await session.api.call(sessionApi.endOthers, {});
    if (!ended.ok) return ended;
    setSaid(words.endedAll);
    await reload();
    return null;
  }
  return (
    <Card title={words.title}>
      <Said>{said}</Said>
      <Shown loaded={loaded} reload={reload}>
        {({ sessions }) => (
          <>
            <ul class="list">
              {sessions.map(({ id, isThisOne, device, lastUsedAt, createdAt }) => (
                <Entry
                  key={id}
                  title={
                    <>
                      {device === "" ? words.unknown : device}
                      {isThisOne && <span class="tag">{words.thisOne}</span>}
                    </>
                  }
                  actions={
                    isThisOne ? undefined : <ActionButton run={() => endOne(id)}>{words.end}</ActionButton>
                  }
                >
                  <span class="soft small">{words.since(formatDateTime(createdAt))}</span>
                  <span class="soft small">{words.used(formatDateTime(lastUsedAt))}</span>
                </Entry>
              ))}
            </ul>
            {sessions.length > 1 && (
              <div>
                <ActionButton run={endOthers}>{words.endOthers}</ActionButton>
              </div>
            )}
          </>
        )}
      </Shown>
      <p class="soft small">{words.lost}</p>
    </Card>
  );
}
