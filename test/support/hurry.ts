/** Gives a way to let clocks of one time run out soon, until the test ends. */
export function useHurry() {
	afterEach(() => jest.restoreAllMocks());
	return (milliseconds: number, soon = 100) => {
		const clock = AbortSignal.timeout.bind(AbortSignal);
		jest
			.spyOn(AbortSignal, 'timeout')
			.mockImplementation((time) => clock(time === milliseconds ? soon : time));
	};
}
