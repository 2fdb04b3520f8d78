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

export class JelasticS3Account implements INodeType {
	description: INodeTypeDescription = {
		displayName: 'Jelastic S3 Account',
		name: 'jelasticS3Account',
		icon: {
			light: 'file:../../icons/jelasticS3Account.svg',
			dark: 'file:../../icons/jelasticS3Account.dark.svg',
		},
		group: ['input'],
		version: 1,
		subtitle: '={{ $parameter["operation"] + ": " + $parameter["resource"] }}',
		description: 'Manage the S3 accounts and access keys of a Jelastic (Virtuozzo) cloud',
		defaults: { name: 'Jelastic S3 Account' },
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
