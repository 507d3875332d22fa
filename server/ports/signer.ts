/** Ed25519 over UTF-8 text. Keys and signatures are base64url. */
export interface Signer {
  readonly keyId: string
  readonly publicKey: string
  sign(text: string): Promise<string>
}
