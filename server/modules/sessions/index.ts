export { SESSION_COOKIE } from './open-session.ts'
export { endSessionsOf } from './sessions.repository.ts'
export { sessionsEndpoints } from './sessions.routes.ts'
export { recogniseCaller } from './sessions.usecases.ts'
