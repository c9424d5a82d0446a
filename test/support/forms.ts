// Plain forms as a browser without JavaScript sends them.

export interface Page {
  readonly status: number;
  readonly text: string;
  readonly headers: Headers;
  /** Sends the form whose address ends in this step, with what a person types. */
  submit(step: string, typed?: Readonly<Record<string, string>>): Promise<Page>;
}

const ENTITIES: Readonly<Record<string, string>> = {
  "&amp;": "&",
  "&lt;": "<",
  "&gt;": ">",
  "&quot;": '"',
  "&#39;": "'",
};
const plain = (text: string): string =>
  text.replace(/&(?:amp|lt|gt|quot|#39);/g, (one) => ENTITIES[one] ?? one);

function attribute(tag: string, name: string): string | null {
  const found = new RegExp(`\\b${name}="([^"]*)"`).exec(tag)?.[1];
  return found === undefined ? null : plain(found);
}

interface Form {
  readonly action: string;
  readonly fields: Readonly<Record<string, string>>;
}

function formsOf(text: string): readonly Form[] {
  return [...text.matchAll(/<form method="post"([^>]*)>([\s\S]*?)<\/form>/g)].map(
    ([, head = "", body = ""]) => ({
      action: attribute(head, "action") ?? "",
      fields: Object.fromEntries(
        [...body.matchAll(/<input[^>]*type="hidden"[^>]*>/g)].map(([tag]) => [
          attribute(tag, "name") ?? "",
          attribute(tag, "value") ?? "",
        ]),
      ),
    }),
  );
}

async function pageOf(origin: string, response: Response): Promise<Page> {
  const text = await response.text();
  return {
    status: response.status,
    headers: response.headers,
    text,
    async submit(step, typed = {}) {
      const form = formsOf(text).find(({ action }) => new URL(action, origin).pathname.endsWith(`/${step}`));
      if (form === undefined) throw new Error(`no form for ${step}`);
      return postForm(origin, form.action, { ...form.fields, ...typed });
    },
  };
}

export async function openPage(origin: string, path: string): Promise<Page> {
  return pageOf(origin, await fetch(origin + path, { headers: { "Accept-Language": "de" } }));
}

/** `from`: of which origin the form is. */
export async function postForm(
  origin: string,
  path: string,
  fields: Readonly<Record<string, string>>,
  from: string | null = origin,
): Promise<Page> {
  const response = await fetch(origin + path, {
    method: "POST",
    redirect: "manual",
    headers: { ...(from === null ? {} : { Origin: from }), "Accept-Language": "de" },
    body: new URLSearchParams(fields),
  });
  return pageOf(origin, response);
}
