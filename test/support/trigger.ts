import type { IDataObject } from 'n8n-workflow';
import type { Filling } from '../../sandbox/platform';
import { useBulk } from './bulk';
import { Polling, type PollTrial } from './poll';

/** A sandbox, and triggers on buckets in it. */
export function useTrigger() {
	const world = useBulk();
	const { sandbox, hostGroup, bucketOf } = world;

	/** A trigger on a bucket with these objects. */
	const watching = async (
		objects: Filling[],
		parameters: IDataObject = {},
		more: Partial<PollTrial> = {},
	) => {
		const bucket = await bucketOf(objects);
		const ref = { hostGroup: hostGroup(), bucket };
		const trigger = new Polling({
			parameters: { hostGroup: hostGroup(), bucketName: bucket, ...parameters },
			credential: { host: sandbox().url, token: sandbox().token },
			...more,
		});
		const put = async (...fillings: Filling[]) => await sandbox().store.fill(ref, fillings);
		const remove = async (key: string) => await sandbox().store.deleteObject(ref, key);
		return { trigger, bucket, put, remove };
	};

	return { ...world, watching };
}
