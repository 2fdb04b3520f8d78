export { finalFailure as failedAtLast } from './finalFailure';
export { CallFailed, type CallContext, type Failure } from './failure';
export { bodyFailure, statusFailure } from './http';
export { endpointFailure, networkFailure } from './network';
export { platformFailure } from './platform';
export type { UserMessage as FailureText } from './text';
