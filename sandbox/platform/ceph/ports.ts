import { createServer, type AddressInfo } from 'node:net';

/** Ports that nobody has now. */
export async function freePorts(count: number): Promise<number[]> {
	const probes = Array.from({ length: count }, () => createServer());
	const ports = await Promise.all(
		probes.map(
			(probe) =>
				new Promise<number>((resolve, reject) => {
					probe.once('error', reject);
					probe.listen(0, '127.0.0.1', () => resolve((probe.address() as AddressInfo).port));
				}),
		),
	);
	await Promise.all(probes.map((probe) => new Promise((resolve) => probe.close(resolve))));
	return ports;
}
