/** The banner's parts, in the order in which a page may need them. Each becomes one function of the built bundle. */
export { guardNetwork } from './guard/guard-network.ts'
export { comeLate } from './late/late.ts'
export { tellGoogle } from './signals/google.ts'
export { tellMicrosoft } from './signals/microsoft.ts'
export { start } from './start.ts'
export { returnStub } from './stub/return-stub.ts'
