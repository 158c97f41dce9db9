/** Stands where Vaadin would send statistics home. */
export const usageStatistics = (): void => undefined
