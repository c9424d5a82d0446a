import { Volume2 } from "lucide";
import type { DeviceChoice, LocalMedia, LocalMediaView } from "../call/call-view.ts";
import { Button } from "../ui/button.tsx";
import { text } from "../ui/language.ts";
import { playTestTone } from "../ui/sounds.ts";

interface SelectProps {
  readonly label: string;
  readonly choices: readonly DeviceChoice[];
  readonly chosen: string | null;
  readonly onChoose: (id: string) => void;
}

function DeviceSelect({ label, choices, chosen, onChoose }: SelectProps) {
  if (choices.length === 0) return null;
  return (
    <label class="field">
      <span>{label}</span>
      <select
        value={chosen ?? choices[0]?.id ?? ""}
        onChange={(event) => onChoose(event.currentTarget.value)}
      >
        {choices.map((choice, index) => (
          <option key={choice.id} value={choice.id}>
            {choice.label === "" ? text().check.unnamed(index + 1) : choice.label}
          </option>
        ))}
      </select>
    </label>
  );
}

/** Camera, microphone and, where the browser can choose it, the loudspeaker. Changing breaks nothing. */
export function DeviceChoices({
  media,
  view,
}: {
  readonly media: LocalMedia;
  readonly view: LocalMediaView;
}) {
  const words = text().check;
  return (
    <div class="stack">
      <DeviceSelect
        label={words.camera}
        choices={view.cameras}
        chosen={view.cameraId}
        onChoose={(id) => void media.chooseCamera(id)}
      />
      <DeviceSelect
        label={words.microphone}
        choices={view.microphones}
        chosen={view.microphoneId}
        onChoose={(id) => void media.chooseMicrophone(id)}
      />
      <DeviceSelect
        label={words.speaker}
        choices={view.speakers}
        chosen={view.speakerId}
        onChoose={(id) => media.chooseSpeaker(id)}
      />
      <div class="row">
        <Button icon={Volume2} onClick={() => playTestTone(view.speakerId)}>
          {words.tone}
        </Button>
        <span class="soft small">{words.toneHint}</span>
      </div>
    </div>
  );
}
