export { declaredCause } from './declaredCause';
export { finalFailure } from './finalFailure';
export { CallFailed, type CallContext, type Failure } from './failure';
export { bodyFailure, statusFailure } from './http';
export { endpointFailure, networkFailure } from './network';
export { platformFailure } from './platform';
export type { UserMessage } from './text';
