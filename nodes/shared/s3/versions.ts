import type { S3Endpoint } from './endpoint';
import { send } from './request';
import { elements, elementText } from './xml';

/** So many rows are looked at: they are to be shown, not worked on. */
const MOST_ROWS = 10;

/**
 * Keys of which a bucket holds older versions or delete markers, which no listing of objects shows: the first few
 * (ListObjectVersions).
 */
export async function versionedKeys(storage: S3Endpoint, bucketName: string): Promise<string[]> {
	const { body } = await send(storage, {
		...{ method: 'GET', bucketName, expects: 'ListVersionsResult' },
		query: { versions: '', 'max-keys': String(MOST_ROWS) },
	});
	const rows = [...elements(body, 'Version').filter(isHidden), ...elements(body, 'DeleteMarker')];
	return [...new Set(rows.map((row) => elementText(row, 'Key') ?? ''))];
}

/** Not an object of a bucket without versions, which is listed here, too (Amazon S3 API Reference, ListObjectVersions). */
const isHidden = (version: string) =>
	elementText(version, 'VersionId') !== 'null' || elementText(version, 'IsLatest') !== 'true';
