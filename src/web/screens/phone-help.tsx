import { Phone } from "lucide";
import { Icon } from "../ui/icon.tsx";
import { text } from "../ui/language.ts";

/** The way out when the network fails: the practice's telephone, once it is known. */
export function PhoneHelp({ phone }: { readonly phone: string | null }) {
  if (phone === null || phone === "") return null;
  return (
    <p class="phone">
      <span class="soft">{text().phoneHelp}</span>{" "}
      <a href={`tel:${phone.replace(/[^+\d]/g, "")}`} aria-label={text().phone(phone)}>
        <Icon node={Phone} size={18} />
        <span class="number">{phone}</span>
      </a>
    </p>
  );
}
