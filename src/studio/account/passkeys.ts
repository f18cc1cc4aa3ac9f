/** What the browser's own authenticator is asked. Each resolves to what goes to the server, and rejects where the person declines. */
export const passkeys = {
  async make(options: object): Promise<object> {
    const publicKey = PublicKeyCredential.parseCreationOptionsFromJSON(
      options as PublicKeyCredentialCreationOptionsJSON,
    );
    return jsonOf(await navigator.credentials.create({ publicKey }));
  },

  async answer(options: object): Promise<object> {
    const publicKey = PublicKeyCredential.parseRequestOptionsFromJSON(options as PublicKeyCredentialRequestOptionsJSON);
    return jsonOf(await navigator.credentials.get({ publicKey }));
  },
};

export type Authenticator = typeof passkeys;

function jsonOf(credential: Credential | null): object {
  if (!(credential instanceof PublicKeyCredential)) throw new Error('This browser gave no passkey.');
  return credential.toJSON() as object;
}
