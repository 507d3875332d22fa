import { z } from '@hono/zod-openapi'

const Text = z.string().min(1)

/** The members of an address that the format knows, after schema.org's PostalAddress. */
const Address = z.strictObject({
  streetAddress: z.string().optional(),
  postOfficeBoxNumber: z.string().optional(),
  postalCode: z.string().optional(),
  addressLocality: z.string().optional(),
  addressRegion: z.string().optional(),
  addressCountry: z.string().optional(),
})

/**
 * A receipt after the Kantara Consent Receipt Specification 1.1.0 (https://kantarainitiative.org/file-downloads/consent-receipt-specification-v1-1-0/):
 * its members, types and duties in our own words, held against the specification's example and its table of duties. Nothing beyond it is
 * allowed, so that every reader of the format takes it. Language and public key may be missing; all else must be there.
 */
export const KantaraReceipt = z
  .strictObject({
    version: z.literal('KI-CR-v1.1.0'),
    jurisdiction: Text,
    /** Seconds since 1970, UTC. */
    consentTimestamp: z.int().min(0),
    collectionMethod: Text,
    consentReceiptID: z.uuid(),
    publicKey: z.string().optional(),
    language: z
      .string()
      .regex(/^[a-z]{2}(?:-[A-Za-z]+)?$/)
      .optional(),
    piiPrincipalId: Text,
    piiControllers: z
      .array(
        z.strictObject({
          piiController: Text,
          onBehalf: z.boolean().optional(),
          contact: Text,
          address: Address,
          email: z.email(),
          phone: z.string(),
          piiControllerUrl: z.url().optional(),
        }),
      )
      .min(1),
    policyUrl: z.url(),
    services: z
      .array(
        z.strictObject({
          service: Text,
          purposes: z
            .array(
              z.strictObject({
                purpose: Text,
                purposeCategory: z.array(Text).min(1),
                consentType: Text,
                piiCategory: z.array(Text).min(1),
                primaryPurpose: z.boolean(),
                termination: Text,
                thirdPartyDisclosure: z.boolean(),
                thirdPartyName: z.string().optional(),
              }),
            )
            .min(1),
        }),
      )
      .min(1),
    sensitive: z.boolean(),
    spiCat: z.array(z.string()),
  })
  // Where data go to others, their names must stand there; where data are sensitive, the categories must.
  .refine(
    ({ services }) => services.every(({ purposes }) => purposes.every((one) => !one.thirdPartyDisclosure || Boolean(one.thirdPartyName))),
    {
      error: 'names no third party although data are disclosed to one',
      path: ['services'],
    },
  )
  .refine(({ sensitive, spiCat }) => sensitive === spiCat.length > 0, {
    error: 'must name the sensitive categories, and only then',
    path: ['spiCat'],
  })
  .openapi('KantaraReceipt')
export type KantaraReceipt = z.infer<typeof KantaraReceipt>
