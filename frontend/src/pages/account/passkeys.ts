/**
 * Passkeys: forms that wait for what the browser's authenticator answers (`parts/passkey_button.html`).
 * Without it, or where the browser knows no passkeys, the forms stay hidden and the other ways are there.
 */

/** Options as the server writes them: bytes are text in base64url. */
interface Options {
  publicKey: Record<string, unknown>;
}

interface Written {
  creation_options?: Options;
  request_options?: Options;
}

const BYTES = new Set(["challenge", "id"]);

export function toBytes(text: string): Uint8Array<ArrayBuffer> {
  const plain = atob(text.replaceAll("-", "+").replaceAll("_", "/"));
  return Uint8Array.from(plain, (letter) => letter.charCodeAt(0));
}

export function toText(bytes: ArrayBuffer): string {
  const plain = Array.from(new Uint8Array(bytes), (byte) => String.fromCharCode(byte)).join("");
  return btoa(plain).replaceAll("+", "-").replaceAll("/", "_").replace(/=+$/, "");
}

/** The same options with bytes where the browser wants bytes: the challenge, and the `id` of persons and passkeys. */
export function read(value: unknown, inside = ""): unknown {
  if (Array.isArray(value)) return value.map((one: unknown) => read(one, inside));
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .filter(([, held]) => held !== null)
      .map(([name, held]) => {
        // The `id` of `rp` is the name of our address, and stays text.
        const bytes = typeof held === "string" && BYTES.has(name) && inside !== "rp";
        return [name, bytes ? toBytes(held) : read(held, name)];
      }),
  );
}

/** What the server reads: every buffer of the answer as text. */
export function write(credential: PublicKeyCredential): Record<string, unknown> {
  const answer = credential.response;
  const response: Record<string, unknown> = { clientDataJSON: toText(answer.clientDataJSON) };
  if (answer instanceof AuthenticatorAttestationResponse) {
    response["attestationObject"] = toText(answer.attestationObject);
    response["transports"] = answer.getTransports();
  } else if (answer instanceof AuthenticatorAssertionResponse) {
    response["authenticatorData"] = toText(answer.authenticatorData);
    response["signature"] = toText(answer.signature);
    response["userHandle"] = answer.userHandle ? toText(answer.userHandle) : null;
  }
  return {
    id: credential.id,
    rawId: toText(credential.rawId),
    type: credential.type,
    authenticatorAttachment: credential.authenticatorAttachment,
    clientExtensionResults: credential.getClientExtensionResults(),
    response,
  };
}

async function written(form: HTMLFormElement): Promise<Written> {
  const address = form.dataset["fetch"];
  if (!address) return JSON.parse(document.getElementById(form.dataset["options"] ?? "")?.textContent ?? "") as Written;
  const response = await fetch(address, { headers: { "X-Requested-With": "XMLHttpRequest" } });
  if (!response.ok) throw new Error(`options: ${response.status}`);
  return (await response.json()) as Written;
}

async function ask(form: HTMLFormElement): Promise<PublicKeyCredential> {
  const options = await written(form);
  const publicKey = read((options.creation_options ?? options.request_options)?.publicKey);
  const answer =
    form.dataset["passkey"] === "create"
      ? await navigator.credentials.create({ publicKey: publicKey as PublicKeyCredentialCreationOptions })
      : await navigator.credentials.get({ publicKey: publicKey as PublicKeyCredentialRequestOptions });
  if (!(answer instanceof PublicKeyCredential)) throw new Error("no passkey");
  return answer;
}

/** Ask the browser, and send what it answers; say what to do where it did not come to that. */
async function use(form: HTMLFormElement): Promise<void> {
  const failed = form.querySelector<HTMLElement>("[data-failed]");
  const field = form.querySelector<HTMLInputElement>("input[name=credential]");
  const button = form.querySelector("button");
  if (!failed || !field || !button) return;
  failed.hidden = true;
  button.disabled = true;
  try {
    field.value = JSON.stringify(write(await ask(form)));
    form.submit();
  } catch {
    failed.textContent = failed.dataset["failed"] ?? "";
    failed.hidden = false;
    button.disabled = false;
  }
}

/** Show the forms where the browser knows passkeys. */
export function offerPasskeys(): void {
  if (!("PublicKeyCredential" in window)) return;
  for (const form of document.querySelectorAll<HTMLFormElement>("form[data-passkey]")) {
    form.hidden = false;
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      void use(form);
    });
  }
  for (const notice of document.querySelectorAll<HTMLElement>("[data-no-passkeys]")) notice.hidden = true;
}
