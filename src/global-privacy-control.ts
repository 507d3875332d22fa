/** Whether the browser sends Global Privacy Control. Source: https://www.w3.org/TR/gpc/ */
export function browserSignals(navigator: Navigator): boolean {
  return (navigator as { globalPrivacyControl?: unknown }).globalPrivacyControl === true
}
