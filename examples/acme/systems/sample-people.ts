/** Account holders of the sample operator, as its systems know them. All of them are invented. */
export interface SamplePerson {
  accountId: string
  email: string
  name: string
  /** The domain from which the person sends. */
  domain: string
  company: string
  phone: string
}

export const ida: SamplePerson = {
  accountId: 'a-4e19c7',
  email: 'demo@acmemail.example',
  name: 'Ida Lindqvist',
  domain: 'lindqvist.example',
  company: 'Lindqvist Glas',
  phone: '+46 70 555 01 18',
}

/** A second person, so that one can see that nobody sees another's data. */
export const jonas: SamplePerson = {
  accountId: 'a-90b2d1',
  email: 'jonas@acmemail.example',
  name: 'Jonas Bergman',
  domain: 'bergman.example',
  company: 'Bergman Cyklar',
  phone: '+46 70 555 02 44',
}
