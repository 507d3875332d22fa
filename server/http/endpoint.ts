import type { Access, AnswerInput, BodyOf, ParamsOf, QueryOf, RouteShape } from '#contract/route.ts'
import type { Context, Holder } from './context.ts'

export interface Input<R extends RouteShape> {
  params: ParamsOf<R>
  query: QueryOf<R>
  body: BodyOf<R>
}

type CallerOf<A extends Access> = A extends 'account' | 'recent' | 'locked' ? Context<Holder> : Context
type Handled<R extends RouteShape> = R['answer'] extends 'file' ? Response : AnswerInput<R>

/** An answer whose body is written already; the app adds the headers that all answers bear. */
export class WrittenAnswer {
  readonly status: number
  readonly headers: Readonly<Record<string, string>>
  readonly body: string | null

  constructor(status: number, headers: Readonly<Record<string, string>>, body: string | null) {
    this.status = status
    this.headers = headers
    this.body = body
  }
}

/** An operation with its handler; the app authorises, checks what enters and leaves, and answers. */
export interface Endpoint {
  route: RouteShape
  handle(input: { params: unknown; query: unknown; body: unknown }, context: Context): Promise<unknown>
}

/** Binds a handler to a route. The handler only calls one use case; parsing and authorising have happened. */
export function endpoint<R extends RouteShape>(
  route: R,
  handle: (input: Input<R>, context: CallerOf<R['access']>) => Promise<Handled<R>>,
): Endpoint {
  return { route, handle: (input, context) => handle(input as Input<R>, context as CallerOf<R['access']>) }
}
