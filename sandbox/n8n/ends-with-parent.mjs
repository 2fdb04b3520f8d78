// Loaded into n8n before its own code: ends n8n and its children when the process that started it is
// gone without having stopped it (killed, crashed), so that no n8n stays behind on the data.
if (process.channel) {
	process.once('disconnect', () => {
		try {
			process.kill(-process.pid, 'SIGTERM');
		} catch {
			process.exit(1);
		}
	});
	process.channel.unref();
}
