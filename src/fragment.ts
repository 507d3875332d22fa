/** A value from an address' fragment, such as `#token=…`; `null` when it is not there. Fragments are never sent to a server by navigation. */
export function fragmentValue(hash: string, name: string): string | null {
  return new URLSearchParams(hash.replace(/^#/, '')).get(name)
}
