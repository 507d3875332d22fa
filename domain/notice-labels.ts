/** The number of a heading as it is set beside its words: `1` for the `1.` of the text. A letter in brackets and `§ 4` stay. */
export function headingNumber(label: string): string {
  return label.endsWith('.') ? label.slice(0, -1) : label
}
