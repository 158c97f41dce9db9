/**
 * Who touches is shown a calendar; who types is not, but by its button: then Tab goes to the next field, and not into a
 * calendar that was not asked for.
 */
export const isTouch = (): boolean => matchMedia('(pointer: coarse)').matches
