// The privacy notice for clients, in English: the twin of privacy-de.ts, changed in the same commit.
import { html } from "../../platform/html.ts";
import { accountSection, MAIL_ROW } from "./privacy-accounts.ts";
import { type PrivacyParts, type PrivacyText, privacyList } from "./privacy-parts.ts";

const LABELS = { what: "Which data", why: "What for", until: "How long" };

function overview({ facts }: PrivacyParts) {
  const place = facts.hostingPlace ?? "on the machine that runs this program";
  return html`<p>This notice is for clients who talk to their practice through TheraPsy Connect${facts.hasAccounts ? "; a section of its own is for therapists with an account" : ""}.</p>
<ul>
<li>Picture, sound, your name and text messages are encrypted from your device to your therapist's device. We can neither watch, listen nor read.</li>
<li>Nothing is recorded. The program has no function for it, not even with your consent.</li>
<li>You need no account. We set no cookies on your device, include nothing from third parties, analyse nothing and send no advertising.</li>
<li>Our server is here: ${place}.</li>
</ul>
<p>Encryption protects the way between the devices. It does not help against malicious software on one of them or somebody looking on in the room. The other person could record by other means; that is only allowed if everyone agrees.</p>`;
}

function path({ facts }: PrivacyParts) {
  const turn =
    facts.turnHosts.length === 0
      ? html`<p>This instance has no server that relays encrypted media (TURN). If no direct way is found, the call cannot take place.</p>`
      : html`<p>If no direct way is found, a TURN server relays the encrypted data: ${facts.turnHosts.join(", ")}. It cannot decrypt them. While relaying it sees both network addresses, duration and volume.</p>`;
  const stun =
    facts.stunHosts.length === 0
      ? null
      : html`<p>To find their own network addresses, the devices ask these STUN servers, which see those addresses: ${facts.stunHosts.join(", ")}.</p>`;
  return html`<p>Picture, sound and messages go directly from device to device where possible. As with any direct connection, the other person's device learns your network address (IP address) and yours learns theirs.</p>
<p>So that the devices find each other, our relay${facts.relayHost === null ? "" : ` (${facts.relayHost})`} connects them. It forwards sealed messages that it cannot open; your name travels in them too. Ten seconds after the call has begun your device disconnects from it, and the call goes on without it. If the connection breaks, your device asks it again.</p>
${turn}${stun}`;
}

function serverData({ facts }: PrivacyParts) {
  const rows = [
    {
      where: "Relay (in memory only)",
      what: "your network address on the open connection, the time, sizes of sealed messages, a random name of the room that changes daily; a counter per address under a key that is new every day, against overload",
      why: "connecting the devices; protecting the service from attacks",
      until: "until the connection ends; the counter up to a minute longer. On no disk",
    },
    {
      where: "Access log of the website",
      what: "time, method (such as GET), name of the page without additions, status code, size and duration of the answer, shortened network address (IPv4 without its last number, IPv6 only the first 48 bits). No browser type, no referring page, no link",
      why: "finding faults and attacks",
      until: `${facts.periods.accessLog} days`,
    },
    ...(facts.hasAccounts ? [MAIL_ROW.en] : []),
    {
      where: "Operating messages",
      what: "start, stop and sums over all connections in periods of five minutes; nothing about persons",
      why: "watching over the service",
      until: "no personal data",
    },
  ];
  return html`${privacyList(LABELS, rows)}
<p>We keep nothing else about you. Names, links, conversations and durations of calls are on none of our servers${facts.hasAccounts ? "; what your practice notes about rooms and appointments is here only encrypted in a way that we cannot open" : ", and neither are appointments"}. Your device has to send its network address, or no answer could come back; everything else is voluntary.</p>`;
}

function deviceData() {
  const rows = [
    {
      where: "This tab (sessionStorage)",
      what: "the content of your link, a random device key, times; so that a reload finds back, also the name you entered, whether microphone and camera were on, and whether you compared the words",
      why: "coming back to the same seat after a reload",
      until:
        "until you leave, are declined, the call ends or the tab is closed; nothing of it is used for longer than 12 hours",
    },
    {
      where: "This browser (IndexedDB)",
      what: "link, device key, name and telephone number of the practice (stored encrypted), when you compared the words and when you last used the link",
      why: 'only if you chose "Remember this device": being recognised next time',
      until: "until you take the tick away, have the room forgotten or delete the website's data",
    },
    {
      where: "The browser's history",
      what: "can contain the whole link; your browser writes it, not we",
      why: "–",
      until: "until you delete the history. On shared devices we advise a private window",
    },
    {
      where: "Your practice's browser",
      what: "encrypted: the label your practice gives your room, its links, when they were made and end, appointments with notes, which device was compared when; not encrypted: until when which room is open, under a random name, and a random name of the browser; in the tab, for ten minutes after the call, which device may come back, and until the tab is closed, when a knock broke off. As a file, if the practice wants a backup",
      why: "keeping your room ready for your practice",
      until: "until your practice deletes the room. The practice is responsible",
    },
    {
      where: "The browser of a practice with an account",
      what: "the key of its vault, which cannot be read out, the encrypted vault with its rooms and appointments, when both were last used; until when which room is open, under a random name; a random name of the browser; the account's identifier and the highest version of the vault seen",
      why: "so that loading the page again asks for nothing, and nobody passes off an old vault unnoticed",
      until:
        "until signing out or locking, or the first opening after 12 hours without use; changes that are not saved yet stay encrypted, without the key, until they are; names, identifier and version until the website's data is cleared",
    },
    {
      where: "During the call, on both devices",
      what: "your name, picture, sound, text messages, network addresses",
      why: "the call",
      until: "gone at hang-up",
    },
  ];
  return html`<p>These data stay on the devices and do not reach us. Storing them is strictly necessary for the service you asked for (in Austria § 165(3) TKG 2021, in Germany § 25(2) TDDDG) or chosen by you.</p>
${privacyList(LABELS, rows)}`;
}

function grounds({ facts }: PrivacyParts) {
  const hasServers = facts.turnHosts.length + facts.stunHosts.length > 0;
  const servers = hasServers ? ", and the TURN and STUN servers named above" : "";
  const mail = facts.mailHost === null ? "" : `, the mail server ${facts.mailHost}`;
  return html`<ul>
<li><strong>Treatment by video.</strong> Your practice is the controller. It obtains your explicit consent before the call (Art. 6(1)(a) and Art. 9(2)(a) GDPR, because talking to a psychotherapy practice already says something about your health). The tick in the lobby is this consent; we do not store it. We connect the call on the practice's behalf (Art. 28 GDPR).</li>
<li><strong>Access log and protection from overload.</strong> Our legitimate interest in a secure service without faults (Art. 6(1)(f) GDPR).</li>
<li>There is no advertising, no analysis of behaviour and no combining with other sources. No transfer to countries outside the EU is intended. Recipients are only those who run our server for us technically${mail}${servers}.</li>
</ul>`;
}

function rights({ facts }: PrivacyParts) {
  const officer = facts.operator?.dataProtectionOfficer;
  return html`<p>Write to us informally at the address below; we answer within a month (Art. 12(3) GDPR). For everything about your treatment, ask your practice.</p>
<ul>
<li><strong>Withdraw consent (Art. 7):</strong> at any time, at your practice, without giving reasons. What happened until then stays lawful. Just hang up and nothing is transmitted any more.</li>
<li><strong>Access (Art. 15):</strong> whether and which data about you are processed, what for, for how long, where they come from and who receives them, with a copy.</li>
<li><strong>Rectification (Art. 16):</strong> of wrong or incomplete data.</li>
<li><strong>Erasure (Art. 17):</strong> when the data are no longer needed, you withdraw consent or rightly object, they were processed unlawfully, or the law demands it; not as far as we have to keep them or need them for legal claims.</li>
<li><strong>Restriction (Art. 18):</strong> when you contest their accuracy, processing is unlawful and you do not want erasure, you need them for legal claims, or your objection has not been decided yet.</li>
<li><strong>Portability (Art. 20):</strong> data that you provided and that are processed by automated means on consent or contract, in a common format. We hold no such data of clients at present${facts.hasAccounts ? "; we process an address for messages about appointments on behalf of your practice, so please ask your practice about it" : ""}.</li>
<li><strong>Objection (Art. 21):</strong> to processing for legitimate interests, that is, to the access log, on grounds of your particular situation. We then stop, unless there are compelling legitimate grounds or legal claims.</li>
<li><strong>No automated decision (Art. 22):</strong> there is none here, and no profiling.</li>
</ul>
<p>The access log holds shortened addresses only. We can usually recognise nobody in it (Art. 11 GDPR); with a time and an address you help us to find lines that may be yours.</p>
${officer === undefined ? null : html`<p>Data protection officer: ${officer}</p>`}`;
}

function transport({ facts }: PrivacyParts) {
  const way = facts.isEncrypted
    ? html`All pages and the relay are encrypted with TLS 1.2 or 1.3; you can tell by "https://" in the address bar.`
    : html`This test installation runs without TLS and can be reached from its own machine only.`;
  return html`<p>${way} The call itself is encrypted from device to device as well. With the four words you check that nobody is in between: read them to each other.</p>`;
}

export function privacyEn(parts: PrivacyParts): PrivacyText {
  return {
    title: "Privacy for clients",
    sections: [
      { title: "In short", body: overview(parts) },
      { title: "How your call finds its way", body: path(parts) },
      { title: "What is on our server", body: serverData(parts) },
      { title: "What stays on the devices", body: deviceData() },
      { title: "Legal grounds and recipients", body: grounds(parts) },
      ...accountSection("en", parts.facts),
      { title: "Your rights", body: rights(parts) },
      { title: "Encryption on the way", body: transport(parts) },
      { title: "Responsible for this service", body: parts.operator },
      {
        title: "Complaint to the supervisory authority (Art. 77)",
        body: html`<p>You can complain to a supervisory authority at any time, above all where you live or work. The one responsible for us is:</p>${parts.authority}`,
      },
    ],
  };
}
