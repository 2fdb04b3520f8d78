export { declaredCause } from './declaredCause';
export {
	CallFailed,
	endsRun,
	isFinal,
	isNotFound,
	isNotPermitted,
	type CallContext,
	type Failure,
	type Outcome,
} from './failure';
export { bodyFailure, statusFailure } from './http';
export { endpointFailure, networkFailure } from './network';
export { platformFailure } from './platform';
export { isSuccess } from './statuses';
export type { UserMessage } from './text';
