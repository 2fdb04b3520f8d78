export { CallFailed, type CallContext, type Failure } from './failure';
export { bodyFailure, statusFailure } from './http';
export { networkFailure } from './network';
export { platformFailure } from './platform';
export type { FailureText } from './text';
