import {
	NodeConnectionTypes,
	type IExecuteFunctions,
	type INodeExecutionData,
	type INodeType,
	type INodeTypeDescription,
} from 'n8n-workflow';
import { jelasticApiTest } from '../shared/api/credentialTest';
import { listSearch } from '../shared/listSearch';
import { describeProperties } from '../shared/execution/description';
import { runOperations } from '../shared/execution/run';
import { operations, resourceNames } from './operations';

export class JelasticS3Account implements INodeType {
	description: INodeTypeDescription = {
		displayName: 'Jelastic S3 Account',
		name: 'jelasticS3Account',
		icon: {
			light: 'file:../../icons/jelasticS3.svg',
			dark: 'file:../../icons/jelasticS3.dark.svg',
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
		hints: [
			{
				message:
					'Regenerating replaces the key pair at once: whatever uses the old one stops working. To rotate without a gap, generate a second pair first and revoke the old one afterwards.',
				type: 'warning',
				location: 'ndv',
				whenToDisplay: 'beforeExecution',
				displayCondition:
					'={{ $parameter["resource"] === "key" && $parameter["operation"] === "regenerate" }}',
			},
		],
		properties: describeProperties(operations, resourceNames),
	};

	methods = { listSearch, credentialTest: { jelasticApiTest } };

	async execute(this: IExecuteFunctions): Promise<INodeExecutionData[][]> {
		return await runOperations(this, operations);
	}
}
