/** Countries of the European Economic Area, by ISO 3166 letters: the 27 of the Union, Iceland, Liechtenstein and Norway. */
export const EEA: ReadonlySet<string> = new Set(
  'AT BE BG HR CY CZ DK EE FI FR DE GR HU IS IE IT LV LI LT LU MT NL NO PL PT RO SK SI ES SE'.split(' '),
)
