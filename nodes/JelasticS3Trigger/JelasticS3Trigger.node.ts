import {
	NodeConnectionTypes,
	type INodeExecutionData,
	type INodeType,
	type INodeTypeDescription,
	type IPollFunctions,
} from 'n8n-workflow';
import { jelasticApiTest } from '../shared/api/credentialTest';
import { listSearch } from '../shared/listSearch';
import { describeRow } from '../shared/execution/description';
import { pollBucket } from '../shared/trigger/poll';
import { watchBucket } from '../shared/trigger/row';

export class JelasticS3Trigger implements INodeType {
	description: INodeTypeDescription = {
		displayName: 'Jelastic S3 Trigger',
		name: 'jelasticS3Trigger',
		icon: {
			light: 'file:../../icons/jelasticS3.svg',
			dark: 'file:../../icons/jelasticS3.dark.svg',
		},
		group: ['trigger'],
		version: 1,
		subtitle: '={{ "object " + $parameter["events"].join(", ") }}',
		description:
			'Starts the workflow when objects in an S3 bucket of a Jelastic (Virtuozzo) cloud are created, changed or deleted',
		defaults: { name: 'Jelastic S3 Trigger' },
		polling: true,
		inputs: [],
		outputs: [NodeConnectionTypes.Main],
		credentials: [{ name: 'jelasticApi', required: true, testedBy: 'jelasticApiTest' }],
		properties: describeRow(watchBucket),
	};

	methods = { listSearch, credentialTest: { jelasticApiTest } };

	async poll(this: IPollFunctions): Promise<INodeExecutionData[][] | null> {
		return await pollBucket(this);
	}
}
