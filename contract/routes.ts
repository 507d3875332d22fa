import * as choices from './choices.ts'
import * as decisions from './decisions.ts'
import * as erasures from './erasures.ts'
import * as exports_ from './exports.ts'
import * as noticeDecisions from './notice-decisions.ts'
import * as publication from './notice-publication.ts'
import * as notices from './notices.ts'
import * as records from './records.ts'
import * as registers from './registers.ts'
import * as sessions from './sessions.ts'
import * as system from './system.ts'
import * as tasks from './tasks.ts'
import * as webhooks from './webhooks.ts'

/** Every operation of the API. Server handlers, OpenAPI, the access matrix and the portal's client derive from this list. */
export const routes = {
  getHealth: system.getHealth,
  getCheckpoint: system.getCheckpoint,
  listDemoMails: system.listDemoMails,
  getOrganisation: registers.getOrganisation,
  listCategories: registers.listCategories,
  listServices: registers.listServices,
  listSubProcessors: registers.listSubProcessors,
  listTransfers: registers.listTransfers,
  getSession: sessions.getSession,
  signIn: sessions.signIn,
  signOut: sessions.signOut,
  lockSession: sessions.lockSession,
  reauthenticate: sessions.reauthenticate,
  changePassword: sessions.changePassword,
  requestSignInLink: sessions.requestSignInLink,
  redeemSignInLink: sessions.redeemSignInLink,
  setLanguage: sessions.setLanguage,
  listSignIns: sessions.listSignIns,
  getOverview: records.getOverview,
  listRecords: records.listRecords,
  listChoices: choices.listChoices,
  decide: choices.decide,
  listDecisions: choices.listDecisions,
  getReceipt: choices.getReceipt,
  recordConsent: choices.recordConsent,
  readDeviceChoices: choices.readDeviceChoices,
  withdrawAll: choices.withdrawAll,
  getKantaraReceipt: choices.getKantaraReceipt,
  getDeviceReceipt: choices.getDeviceReceipt,
  getSigningKeys: choices.getSigningKeys,
  listDevices: choices.listDevices,
  joinDevice: choices.joinDevice,
  leaveDevice: choices.leaveDevice,
  readDeviceStanding: choices.readDeviceStanding,
  readDecisions: decisions.readDecisions,
  listDecisionsOf: decisions.listDecisionsOf,
  queryDecisions: decisions.queryDecisions,
  nameSubjects: decisions.nameSubjects,
  importDecisions: decisions.importDecisions,
  makeMailHeaders: decisions.makeMailHeaders,
  listWebhooks: webhooks.listWebhooks,
  registerWebhook: webhooks.registerWebhook,
  rotateWebhook: webhooks.rotateWebhook,
  removeWebhook: webhooks.removeWebhook,
  listTasks: tasks.listTasks,
  closeTask: tasks.closeTask,
  listExports: exports_.listExports,
  requestExport: exports_.requestExport,
  getExport: exports_.getExport,
  downloadExport: exports_.downloadExport,
  planErasure: erasures.planErasure,
  requestErasure: erasures.requestErasure,
  getCurrentErasure: erasures.getCurrentErasure,
  cancelErasure: erasures.cancelErasure,
  replayErasures: erasures.replayErasures,
  getErasureCertificate: erasures.getErasureCertificate,
  listNotices: notices.listNotices,
  getNotice: notices.getNotice,
  getNoticeText: notices.getNoticeText,
  compareNotice: notices.compareNotice,
  getNoticeClause: notices.getNoticeClause,
  listNoticeCorrigenda: notices.listNoticeCorrigenda,
  getNoticeStanding: noticeDecisions.getNoticeStanding,
  answerNotice: noticeDecisions.answerNotice,
  listNoticeDecisions: noticeDecisions.listNoticeDecisions,
  getNoticeReceipt: noticeDecisions.getNoticeReceipt,
  askForNoticeMails: notices.askForNoticeMails,
  publishNotice: publication.publishNotice,
  checkNotice: publication.checkNotice,
  previewNotice: publication.previewNotice,
  withdrawNotice: publication.withdrawNotice,
  annotateNotice: publication.annotateNotice,
} as const

export type Routes = typeof routes
export type Operation = keyof Routes
/** `GET /api/me/choices`, as the portal's client names an operation. */
export type EndpointName = { [K in Operation]: `${Uppercase<Routes[K]['method']>} ${Routes[K]['path']}` }[Operation]
export type RouteNamed<N extends EndpointName> = {
  [K in Operation]: `${Uppercase<Routes[K]['method']>} ${Routes[K]['path']}` extends N ? Routes[K] : never
}[Operation]
