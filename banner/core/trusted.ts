interface Policy {
  createScript(text: string): string
  createScriptURL(text: string): string
}
interface PolicyFactory {
  createPolicy(name: string, rules: Policy): Policy
}

/**
 * The banner's own Trusted Types policy, named `vitrine`. It passes texts through, and nobody but the gate can reach it:
 * the gate only takes scripts that the page itself wrote. Created when first needed, absent where the browser or the page has none.
 */
let policy: Policy | undefined

function ours(): Policy {
  const factory = (globalThis as { trustedTypes?: PolicyFactory }).trustedTypes
  const same = (text: string) => text
  const plain: Policy = { createScript: same, createScriptURL: same }
  policy ??= factory?.createPolicy('vitrine', plain) ?? plain
  return policy
}

// Typed as string because DOM types know no trusted values yet; the object a policy returns is handed on as it is.
export const trusted = {
  code: (text: string): string => ours().createScript(text),
  url: (text: string): string => ours().createScriptURL(text),
}
