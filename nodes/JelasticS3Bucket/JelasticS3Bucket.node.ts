import {
	NodeConnectionTypes,
	type IExecuteFunctions,
	type INodeExecutionData,
	type INodeType,
	type INodeTypeDescription,
} from 'n8n-workflow';
import { jelasticApiTest } from '../shared/api/credentialTest';
import { listSearch } from '../shared/listSearch';
import { describeHints, describeProperties } from '../shared/execution/description';
import { runOperations } from '../shared/execution/run';
import { operations, resourceNames } from './operations';

export class JelasticS3Bucket implements INodeType {
	description: INodeTypeDescription = {
		displayName: 'Jelastic S3 Bucket',
		name: 'jelasticS3Bucket',
		icon: {
			light: 'file:../../icons/jelasticS3.svg',
			dark: 'file:../../icons/jelasticS3.dark.svg',
		},
		group: ['input'],
		version: 1,
		subtitle: '={{ $parameter["operation"] + ": " + $parameter["resource"] }}',
		description: 'Manage the S3 buckets, objects and policies of a Jelastic (Virtuozzo) cloud',
		defaults: { name: 'Jelastic S3 Bucket' },
		usableAsTool: true,
		inputs: [NodeConnectionTypes.Main],
		outputs: [NodeConnectionTypes.Main],
		credentials: [{ name: 'jelasticApi', required: true, testedBy: 'jelasticApiTest' }],
		hints: describeHints(operations),
		properties: describeProperties(operations, resourceNames),
	};

	methods = { listSearch, credentialTest: { jelasticApiTest } };

	async execute(this: IExecuteFunctions): Promise<INodeExecutionData[][]> {
		return await runOperations(this, operations);
	}
}
