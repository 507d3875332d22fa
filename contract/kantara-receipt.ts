import { z } from '@hono/zod-openapi'

const Text = z.string().min(1)

/**
 * A receipt after the Kantara Consent Receipt Specification 1.1.0: the members, types and duties of its JSON schema (tables 1 to 3 and
 * appendix), written here in our own words. Nothing beyond the specification is allowed, so that every reader of the format takes it.
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
    language: z.string().regex(/^[a-z]{2}(?:-[A-Za-z]+)?$/),
    piiPrincipalId: Text,
    piiControllers: z
      .array(
        z.strictObject({
          piiController: Text,
          onBehalf: z.boolean().optional(),
          contact: Text,
          address: z.record(z.string(), z.string()),
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
  // Table 3: where data go to others, their names must stand there; where data are sensitive, the categories must.
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
